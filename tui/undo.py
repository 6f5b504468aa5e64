"""What can be taken back: in words, and how."""

from collections.abc import Callable
from dataclasses import dataclass

from casework.desk import Desk


@dataclass(frozen=True, slots=True)
class Undo:
    """One step that may be taken back while nobody has relied on it.

    `words` say in full what would be undone. `use` undoes it and returns what is said then;
    it refuses where somebody relies on it by now.
    """

    words: str
    use: Callable[[Desk], str]
