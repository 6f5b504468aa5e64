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
    SWITCHED = auto()
    """Released on paper, and back the next day under another booking."""
    ON_REMAND = auto()


class Behaviour(NamedTuple):
    """How likely it is, 0 to 1, that something due comes late, never, or says too little.

    `unlabelled` does not say what it is for; `scant` leaves out what was asked for.
    """

    late: float
    missing: float
    unlabelled: float
    scant: float


PUNCTUAL = Behaviour(late=0.005, missing=0.0, unlabelled=0.0, scant=0.0)
CARELESS = Behaviour(late=0.05, missing=0.02, unlabelled=0.03, scant=0.02)
EVADING = Behaviour(late=0.12, missing=0.15, unlabelled=0.05, scant=0.12)


class Paper(Enum):
    """An order a character holds, and what is particular about it."""

    SCPO = auto()
    SCPO_ENDING = auto()
    SCPO_VARIED = auto()
    SCPO_SERVED_LATE = auto()
    SCPO_NEVER_SERVED = auto()
    SCPO_TOO_LONG = auto()
    SCPO_UNDATED = auto()
    """One of its clauses says neither when it starts nor on what."""
    FRO = auto()
    FRO_ENDING = auto()
    FRO_TOO_LATE = auto()
    """Made after the law had put an end to such orders."""
    SLAVERY_PREVENTION = auto()
    TRO = auto()
    TRO_MISTYPED = auto()
    CONFISCATION = auto()
    LICENCE = auto()


class Tale(Enum):
    """What befell one character beside the common run of things."""

    CASH_ABROAD = auto()
    """Cash in euros and dirhams, and some of it with a cousin."""
    DIRECTOR = auto()
    """Director of a business that changes money."""
    MET_ASSOCIATE = auto()
    """Met somebody the order names."""
    MET_NAMESAKE = auto()
    """Met somebody of the same name as one whom the order names."""
    NOTICE_LATE = auto()
    NOTICE_IGNORED = auto()
    TRIP_UNTOLD = auto()
    TRIP_TOLD = auto()
    TRIP_UNDER_BAN = auto()
    PHONE_IN_CELL = auto()
    BLOCKER_FOUND = auto()
    PHONE_UNTOLD_TWICE = auto()
    """A new phone, to be told of under two orders, and told under neither."""
    RECORDED_TWICE = auto()
    """One person with two records, judged to be the same, and a phone on each."""
    LEAD_GONE = auto()
    """The lead officer's account was closed, and nobody has taken over."""
    LEAD_ENDED = auto()
    REVIEW_MISSED = auto()
    ALERT_XSC = auto()
    """A prison alert says that there is an order, and we hold none."""
    ALERT_XFO = auto()
    ALERT_DOCGM = auto()
    """A code marks organised crime, and no place in a group is on record."""
    REGISTER_26 = auto()


class Character(NamedTuple):
    """One kind of life. `papers` is empty for whom no order was made."""

    whereabouts: Whereabouts
    behaviour: Behaviour
    papers: tuple[Paper, ...] = ()
    tale: Tale | None = None


_W = Whereabouts
_P = Paper
_T = Tale

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
"""The common lives of those bound by an order, taken in turn."""

BOUND_TALES: tuple[Character, ...] = (
    Character(_W.OUT, PUNCTUAL, (_P.SCPO,), _T.CASH_ABROAD),
    Character(_W.OUT, PUNCTUAL, (_P.SCPO,), _T.DIRECTOR),
    Character(_W.OUT, PUNCTUAL, (_P.SCPO,), _T.MET_ASSOCIATE),
    Character(_W.NEVER_INSIDE, PUNCTUAL, (_P.SCPO,), _T.MET_NAMESAKE),
    Character(_W.OUT, PUNCTUAL, (_P.SCPO,), _T.NOTICE_LATE),
    Character(_W.NEVER_INSIDE, CARELESS, (_P.SCPO,), _T.NOTICE_IGNORED),
    Character(_W.OUT, PUNCTUAL, (_P.SCPO,), _T.TRIP_UNTOLD),
    Character(_W.OUT, PUNCTUAL, (_P.SCPO,), _T.TRIP_TOLD),
    Character(_W.OUT, PUNCTUAL, (_P.TRO,), _T.TRIP_UNDER_BAN),
    Character(_W.INSIDE, PUNCTUAL, (_P.SCPO,), _T.PHONE_IN_CELL),
    Character(_W.OUT, PUNCTUAL, (_P.SCPO,), _T.BLOCKER_FOUND),
    Character(_W.OUT, PUNCTUAL, (_P.SCPO, _P.SLAVERY_PREVENTION), _T.PHONE_UNTOLD_TWICE),
    Character(_W.OUT, PUNCTUAL, (_P.SCPO,), _T.RECORDED_TWICE),
    Character(_W.SWITCHED, PUNCTUAL, (_P.SCPO,)),
    Character(_W.OUT, PUNCTUAL, (_P.FRO_ENDING,)),
    Character(_W.OUT, PUNCTUAL, (_P.FRO_TOO_LATE,)),
    Character(_W.NEVER_INSIDE, PUNCTUAL, (_P.SCPO_TOO_LONG,)),
    Character(_W.NEVER_INSIDE, PUNCTUAL, (_P.SCPO_UNDATED,)),
    Character(_W.OUT, PUNCTUAL, (_P.SCPO,), _T.LEAD_GONE),
    Character(_W.OUT, PUNCTUAL, (_P.SCPO,), _T.REVIEW_MISSED),
)
"""The lives of those bound by an order of which there is more to tell, taken in turn."""

UNBOUND: tuple[Character, ...] = (
    Character(_W.INSIDE, PUNCTUAL),
    Character(_W.OUT, PUNCTUAL, (_P.LICENCE,)),
    Character(_W.ON_REMAND, PUNCTUAL),
    Character(_W.RECALLED, CARELESS, (_P.LICENCE,)),
    Character(_W.NEVER_INSIDE, PUNCTUAL),
)
"""The lives of managed people whom no court has bound yet, taken in turn."""

UNBOUND_TALES: tuple[Character, ...] = (
    Character(_W.INSIDE, PUNCTUAL, (), _T.ALERT_XSC),
    Character(_W.OUT, PUNCTUAL, (_P.LICENCE,), _T.REGISTER_26),
    Character(_W.INSIDE, PUNCTUAL, (), _T.ALERT_DOCGM),
    Character(_W.SWITCHED, PUNCTUAL),
    Character(_W.OUT, PUNCTUAL, (_P.LICENCE,), _T.TRIP_UNDER_BAN),
    Character(_W.INSIDE, PUNCTUAL, (), _T.ALERT_XFO),
    Character(_W.ON_REMAND, PUNCTUAL, (), _T.LEAD_GONE),
    Character(_W.INSIDE, PUNCTUAL, (), _T.PHONE_IN_CELL),
    Character(_W.OUT, PUNCTUAL, (), _T.LEAD_ENDED),
    Character(_W.INSIDE, PUNCTUAL, (), _T.REVIEW_MISSED),
)
"""The lives of the unbound of which there is more to tell, taken in turn."""

ASSOCIATE = Character(_W.NEVER_INSIDE, PUNCTUAL)
"""Someone on the edge of a group: a record, and little in it."""
