"""One version of one fact, by which evidence can be shown."""

from typing import NamedTuple


class Ref(NamedTuple):
    """One version of one fact, by the name of its kind."""

    kind: str
    id: int
    version: int
