"""The characters of the region: who holds which orders, where they are, how they behave."""

from enum import Enum, auto
from typing import NamedTuple


class Whereabouts(Enum):
    """How far a person has come on the way through prison and out."""

    NEVER_INSIDE = auto()
    INSIDE = auto()
    RELEASE_UNTOLD = auto()
    """Expected out some weeks ago; the feed of movements has not said so."""
    JUST_OUT = auto()
    OUT = auto()
    RECALLED = auto()
    ON_REMAND = auto()


class Behaviour(NamedTuple):
    """How likely it is, 0 to 1, that something due comes late, never, or says too little."""

    late: float
    missing: float
    unlabelled: float


PUNCTUAL = Behaviour(late=0.01, missing=0.0, unlabelled=0.0)
CARELESS = Behaviour(late=0.12, missing=0.05, unlabelled=0.03)
EVADING = Behaviour(late=0.2, missing=0.35, unlabelled=0.05)


class Paper(Enum):
    """An order a character holds, and what is particular about it."""

    SCPO = auto()
    SCPO_ENDING = auto()
    SCPO_VARIED = auto()
    SCPO_SERVED_LATE = auto()
    SCPO_NEVER_SERVED = auto()
    FRO = auto()
    TRO = auto()
    TRO_MISTYPED = auto()
    CONFISCATION = auto()
    LICENCE = auto()


class Character(NamedTuple):
    """One kind of life. `papers` is empty for whom no order was made."""

    whereabouts: Whereabouts
    behaviour: Behaviour
    papers: tuple[Paper, ...] = ()


_W = Whereabouts
_P = Paper

BOUND: tuple[Character, ...] = (
    Character(_W.OUT, PUNCTUAL, (_P.SCPO, _P.LICENCE)),
    Character(_W.INSIDE, PUNCTUAL, (_P.SCPO,)),
    Character(_W.OUT, CARELESS, (_P.SCPO,)),
    Character(_W.OUT, CARELESS, (_P.FRO,)),
    Character(_W.NEVER_INSIDE, PUNCTUAL, (_P.SCPO_ENDING,)),
    Character(_W.JUST_OUT, PUNCTUAL, (_P.SCPO, _P.LICENCE)),
    Character(_W.JUST_OUT, PUNCTUAL, (_P.TRO, _P.LICENCE)),
    Character(_W.INSIDE, PUNCTUAL, (_P.SCPO, _P.CONFISCATION)),
    Character(_W.RELEASE_UNTOLD, CARELESS, (_P.SCPO,)),
    Character(_W.OUT, PUNCTUAL, (_P.SCPO_VARIED,)),
    Character(_W.NEVER_INSIDE, PUNCTUAL, (_P.SCPO_NEVER_SERVED,)),
    Character(_W.INSIDE, PUNCTUAL, (_P.TRO,)),
    Character(_W.OUT, PUNCTUAL, (_P.FRO,)),
    Character(_W.OUT, EVADING, (_P.SCPO,)),
    Character(_W.OUT, PUNCTUAL, (_P.SCPO, _P.CONFISCATION)),
    Character(_W.NEVER_INSIDE, CARELESS, (_P.SCPO_SERVED_LATE,)),
    Character(_W.RECALLED, CARELESS, (_P.SCPO, _P.LICENCE)),
    Character(_W.OUT, PUNCTUAL, (_P.TRO_MISTYPED,)),
    Character(_W.OUT, PUNCTUAL, (_P.SCPO,)),
    Character(_W.INSIDE, PUNCTUAL, (_P.SCPO_SERVED_LATE,)),
)
"""The lives of those bound by an order, taken in turn, so that a small region has them all."""

UNBOUND: tuple[Character, ...] = (
    Character(_W.INSIDE, PUNCTUAL),
    Character(_W.OUT, PUNCTUAL, (_P.LICENCE,)),
    Character(_W.ON_REMAND, PUNCTUAL),
    Character(_W.RECALLED, CARELESS, (_P.LICENCE,)),
    Character(_W.NEVER_INSIDE, PUNCTUAL),
)
"""The lives of managed people whom no court has bound yet, taken in turn."""

ASSOCIATE = Character(_W.NEVER_INSIDE, PUNCTUAL)
"""Someone on the edge of a group: a record, and little in it."""
