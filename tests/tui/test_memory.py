"""Once a record is left, nobody's name is held by a widget, a strip or a cache of drawing."""

import functools
import gc
from collections.abc import Iterator
from types import CodeType, FunctionType, ModuleType

from casework.pages.page import Target
from tests.tui.conftest import Open

ALIAS = "OLDER"
"""Told in P1's record alone: lists of several people name them by other names."""

_CACHE = type(functools.cache(lambda: None))
_NOT_WALKED = type | ModuleType | FunctionType | CodeType | int | float | bytes


def texts_held(root: object) -> Iterator[tuple[str, str]]:
    """Yield every text that can be reached from an object, and the types on the way to it."""
    seen: set[int] = set()
    left = [(root, type(root).__name__)]
    while left:
        held, way = left.pop()
        if id(held) in seen or isinstance(held, _NOT_WALKED):
            continue
        seen.add(id(held))
        if isinstance(held, str):
            yield held, way
        else:
            left += [(inner, f"{way} > {type(inner).__name__}") for inner in gc.get_referents(held)]


def caches() -> dict[str, object]:
    """Return what the caches of functions hold, by the functions' names."""
    return {
        cache.__qualname__: [kept for kept in gc.get_referents(cache) if isinstance(kept, dict)]
        for cache in gc.get_objects()
        if isinstance(cache, _CACHE)
    }


def who_holds(words: str, **roots: object) -> list[str]:
    return [
        f"{name}: {way}"
        for name, root in roots.items()
        for text, way in texts_held(root)
        if words in text
    ]


async def test_a_record_that_was_left_is_held_nowhere(open_screens: Open) -> None:
    async with open_screens(size=(140, 40)) as screens:
        shell = screens.shell
        shell.go(Target("person", "P1"))
        await screens.settled()
        assert who_holds(ALIAS, app=screens.app)

        shell.go(Target("person", "P9"))  # an invented life that has nothing to do with it
        await screens.settled()
        gc.collect()

        assert "IVY" in screens.text
        assert who_holds(ALIAS, app=screens.app, **caches()) == []
