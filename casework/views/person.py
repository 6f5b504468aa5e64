"""One person's record, in the parts a screen shows: who it is, what matters, and the sections."""

from datetime import date, datetime

from pydantic import BaseModel, ConfigDict

from casework.models import AssociationKind, FlagProgress, FlagState, IdentifierScheme, NameKind
from casework.views.flag import DecisionLine
from casework.views.life import FlagMark, Life
from rules.vocabulary import EventKind, FlagKind, HoldingKind, HoldingRole, Severity, Stage


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True)


class NameLine(_Frozen):
    """A name somebody has, had or uses, SURNAME Forenames. `fact` is as in "person_name/3"."""

    kind: NameKind
    name: str
    fact: str


class Born(_Frozen):
    """A birth as far as it is known; `age` None where it cannot be told.

    `placeholder` is true where the source gave a stand-in for an unknown day.
    """

    year: int
    month: int | None
    day: int | None
    placeholder: bool
    age: int | None
    fact: str


class NumberLine(_Frozen):
    """A number by which a register knows somebody; `valid` false where its check fails."""

    scheme: IdentifierScheme
    number: str
    valid: bool
    fact: str


class OfficerLine(_Frozen):
    """An officer who leads or covers, since a day."""

    name: str
    since: date
    fact: str


class PersonHead(_Frozen):
    """Who somebody is and how they stand: what stays in sight whatever section is shown.

    `records` are all records judged to be of this one person, in order; `stage_since` is
    None where nothing recorded says. `prison` is where they are held, if they are.
    """

    person: str
    name: str
    records: tuple[str, ...]
    names: tuple[NameLine, ...]
    born: Born | None
    numbers: tuple[NumberLine, ...]
    nationality: str | None
    stage: Stage
    stage_since: date | None
    prison: str | None
    prison_code: str | None
    lead: OfficerLine | None
    covers: tuple[OfficerLine, ...]
    level: str | None
    managed_since: date | None
    today: date


class ComingLine(_Frozen):
    """What falls on a day to come; `view` and `key` are where it is looked into."""

    on: date
    says: str
    view: str
    key: str


class UncheckedCount(_Frozen):
    """How many duties could not be checked for one reason, and what would mend it."""

    duties: int
    why: str
    remedy: str


class LastLine(_Frozen):
    """The last of something that happened: `fact` is its kind and id."""

    on: date
    says: str
    fact: str


class PersonRecord(_Frozen):
    """A person as first met: all of the summary, the timeline, the orders and the duties.

    `coming` is what falls between today and `coming_to`, inclusive. `unchecked_on` is the
    day judged when the night last looked, None where it never did; `failed_on` the day of
    the last night where that could not judge this person.
    """

    head: PersonHead
    life: Life
    flags: tuple[FlagMark, ...]
    coming: tuple[ComingLine, ...]
    coming_to: date
    last_contact: LastLine | None
    last_movement: LastLine | None
    unchecked: tuple[UncheckedCount, ...]
    unchecked_on: date | None
    failed_on: date | None = None


class HappeningLine(_Frozen):
    """One event or payment; `kind` is None for a payment."""

    on: date
    at: datetime | None
    kind: EventKind | None
    says: str
    grade: str | None
    source: str
    fact: str


class Happenings(_Frozen):
    """A person's events and payments, the newest first; `total` counts those not shown too."""

    lines: tuple[HappeningLine, ...]
    total: int


class AssociateLine(_Frozen):
    """A recorded connection. `other` is our number of the other, None where none may be seen.

    `theirs` is true where it stands on the other's record. `here` says where the other is
    held, if they are.
    """

    kind: AssociationKind
    name: str
    other: str | None
    since: date | None
    until: date | None
    theirs: bool
    held_at: str | None
    fact: str | None


class MetLine(_Frozen):
    """Somebody met: how often in each way, and last when."""

    name: str
    other: str | None
    counts: tuple[tuple[EventKind, int], ...]
    last_on: date
    held_at: str | None
    fact: str


class ThingLine(_Frozen):
    """A thing held or used, and who else of ours is linked to it."""

    kind: HoldingKind
    role: HoldingRole
    name: str
    since: date
    until: date | None
    on_behalf: str | None
    others: tuple[tuple[str, str], ...]
    fact: str


class GroupLine(_Frozen):
    """A crime group somebody belongs or belonged to, and who else of ours does now."""

    reference: str
    name: str | None
    band: str | None
    role: str | None
    since: date
    until: date | None
    others: tuple[tuple[str, str], ...]
    fact: str


class Associates(_Frozen):
    """Everybody and everything a person is connected with, as the officer may see it.

    `together` are those of them held in the same prison now, by number and name.
    """

    associates: tuple[AssociateLine, ...]
    met: tuple[MetLine, ...]
    things: tuple[ThingLine, ...]
    groups: tuple[GroupLine, ...]
    prison: str | None
    prison_code: str | None
    together: tuple[tuple[str, str], ...]


class FlagRecord(_Frozen):
    """A flag in whatever state, and what was decided of it."""

    flag: int
    state: FlagState
    progress: FlagProgress
    kind: FlagKind
    severity: Severity
    says: str
    raised_on: date
    open_since: date
    snoozed_until: date | None
    decisions: tuple[DecisionLine, ...]


class NoteLine(_Frozen):
    """Something written about a person. `label` says what it is, as in "assessment"."""

    on: date
    label: str
    says: str
    by: str
    fact: str


class Notes(_Frozen):
    """What officers wrote: why the case was opened, the plan, notes, contacts and reviews.

    Each list has the newest first.
    """

    inclusion: tuple[tuple[str, str], ...]
    inclusion_fact: str | None
    opened_on: date | None
    management: tuple[NoteLine, ...]
    notes: tuple[NoteLine, ...]
    contacts: tuple[NoteLine, ...]
    reviews: tuple[NoteLine, ...]


class LookLine(_Frozen):
    """One line of the log: who did what to the record, when, from where, on what footing."""

    at: datetime
    officer: str
    login: str
    verb: str
    action: str
    interface: str
    permitted: bool
    fields: str | None


class WhoLooked(_Frozen):
    """The newest lines of the log about a person; `total` counts all there are."""

    lines: tuple[LookLine, ...]
    total: int
