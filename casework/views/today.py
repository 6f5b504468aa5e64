"""What today asks of an officer."""

from datetime import date, datetime

from pydantic import BaseModel, ConfigDict

from casework.models import FlagChange
from casework.views.desks import DraftLine
from casework.views.health import Health
from rules.vocabulary import FlagKind, ReleaseDateKind, Severity


class TodayFlag(BaseModel):
    """One open flag. `waits` is true where its decision waits for a second officer.

    `change` is what happened to it last, and `at` when, where it is told as new; else None.
    """

    model_config = ConfigDict(frozen=True)

    flag: int
    person: str
    name: str
    kind: FlagKind
    severity: Severity
    words: str
    open_since: date
    waits: bool
    change: FlagChange | None = None
    at: datetime | None = None


class TodayFlags(BaseModel):
    """Open flags, the most urgent first: how many there are, and the first of them.

    `by_kind` counts them all; `waiting` how many of them wait for a second officer.
    """

    model_config = ConfigDict(frozen=True)

    total: int
    shown: tuple[TodayFlag, ...]
    by_kind: dict[FlagKind, int] = {}
    waiting: int = 0


class TodayUnchecked(BaseModel):
    """One reason why duties cannot be checked: how many duties, in how many records."""

    model_config = ConfigDict(frozen=True)

    reason: str
    why: str
    duties: int
    people: int


class Today(BaseModel):
    """What today asks, but for what is coming, which is read apart.

    `everybody` says whose: everybody the officer may see, or whom they lead or cover today,
    who are `people`. `since` is the end of their last visit, None where this is the first:
    then `new` is empty. `aside` counts the flags that are put aside, and `reminders` those
    that lapse by themselves; neither stands in `decide`. `drafts` are the first of `begun`.
    """

    model_config = ConfigDict(frozen=True)

    everybody: bool
    people: int
    on: date
    since: datetime | None
    seconds: bool
    """Whether the officer may be the second who settles a decision."""
    health: Health
    new: TodayFlags
    decide: TodayFlags
    aside: int
    reminders: int
    unchecked: tuple[TodayUnchecked, ...]
    begun: int
    drafts: tuple[DraftLine, ...]


class DueLine(BaseModel):
    """What falls due for a person. `view` and `key` are where it is to be looked at."""

    model_config = ConfigDict(frozen=True)

    person: str
    name: str
    falls_on: date
    says: str
    view: str
    key: str


class ReleaseLine(BaseModel):
    """A person who is held, and when a release is expected, by which recorded date.

    `prison` is None where no record says which.
    """

    model_config = ConfigDict(frozen=True)

    person: str
    name: str
    falls_on: date
    by: ReleaseDateKind
    prison: str | None


class Ahead(BaseModel):
    """What falls due from `first` to `last`, and who comes out by `releases_to`, inclusive.

    Only people whose findings can change in those days are looked at: `changing` of them,
    of whom the `looked_at` whose day comes first. `dated` is how many have a date of release
    recorded in its days, of whom the nearest `dates_looked_at`.
    """

    model_config = ConfigDict(frozen=True)

    first: date
    last: date
    releases_to: date
    due: tuple[DueLine, ...]
    changing: int
    looked_at: int
    releases: tuple[ReleaseLine, ...]
    dated: int
    dates_looked_at: int
