"""What was shown and is shown no more is not to stay in memory.

Textual and Rich keep what they drew in caches of whole functions, which outlive every widget:
the one of styles alone holds the lines of its last 1,024 widgets (Textual issue 6665).
"""

from rich.cells import cached_cell_len
from rich.segment import Segment
from textual._styles_cache import StylesCache
from textual.document._document import _utf8_encode

_CACHES = (
    StylesCache.get_inner_outer,
    Segment._split_cells,  # noqa: SLF001  # no public way to any of them
    cached_cell_len,
    _utf8_encode,
)


def forget_drawn() -> None:
    """Empty the caches that hold words of what was drawn; a test finds any others."""
    for cache in _CACHES:
        cache.cache_clear()
