"""The lifetime management of a person: why, by whom, at what level, and what was done."""

from datetime import date

from sqlalchemy.orm import Mapped, mapped_column

from casework.models.base import Base, OfficerId, PersonFact, coded
from rules.vocabulary import AllocationKind


class Inclusion(PersonFact, Base):
    """Why a case was opened: the four parts of the definition, each with its reason."""

    __tablename__ = "inclusion"

    opened_on: Mapped[date]
    works_with_others: Mapped[str]
    capacity_and_capability: Mapped[str]
    continuing_basis: Mapped[str]
    planning_control_coordination: Mapped[str]


class WatchPeriod(PersonFact, Base):
    """A case on watch: it never simply closes, and says when it is looked at again."""

    __tablename__ = "watch_period"

    since: Mapped[date]
    until: Mapped[date | None]
    review_on: Mapped[date]
    reason: Mapped[str]


class ManagementLevel(PersonFact, Base):
    """How closely a person is managed, for a time."""

    __tablename__ = "management_level"

    level: Mapped[str]
    since: Mapped[date]
    until: Mapped[date | None]


class ManagementPlan(PersonFact, Base):
    """What is being done about a person, and how often the lead officer sees them."""

    __tablename__ = "management_plan"

    objective: Mapped[str]
    since: Mapped[date]
    until: Mapped[date | None]
    contact_every_days: Mapped[int | None]


class Review(PersonFact, Base):
    """A review of the case, and when the next is due."""

    __tablename__ = "review"

    reviewed_on: Mapped[date]
    next_due_on: Mapped[date | None]
    outcome: Mapped[str]


class OfficerContact(PersonFact, Base):
    """A contact of an officer with the person."""

    __tablename__ = "officer_contact"

    contacted_on: Mapped[date]
    officer_id: Mapped[OfficerId]
    method: Mapped[str]
    outcome: Mapped[str | None]


class Note(PersonFact, Base):
    """Free text on the record, marked as fact or as somebody's assessment."""

    __tablename__ = "note"

    written_on: Mapped[date]
    body: Mapped[str]
    is_assessment: Mapped[bool]


class Allocation(PersonFact, Base):
    """An officer's responsibility for a person, as lead or as cover."""

    __tablename__ = "allocation"

    officer_id: Mapped[OfficerId] = mapped_column(index=True)
    kind: Mapped[AllocationKind] = coded(AllocationKind)
    since: Mapped[date]
    until: Mapped[date | None]
