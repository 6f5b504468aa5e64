"""Movements into and out of custody, and what prison records say."""

from datetime import date, datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from casework.models.base import Base, PersonFact, coded
from rules.vocabulary import CustodyBasis, MovementKind


class Movement(PersonFact, Base):
    """A dated entry to, exit from or move within custody."""

    __tablename__ = "movement"

    kind: Mapped[MovementKind] = coded(MovementKind)
    happened_on: Mapped[date]
    happened_at: Mapped[datetime | None] = mapped_column(comment="where the time is known")
    basis: Mapped[CustodyBasis | None] = coded(CustodyBasis, "for an entry: why held")
    establishment_id: Mapped[int | None] = mapped_column(ForeignKey("establishment.id"))
    reason_code: Mapped[str | None] = mapped_column(comment="as the feed gave it")


class PrisonRecord(PersonFact, Base):
    """What a prison extract said of a person, as at the day of the extract."""

    __tablename__ = "prison_record"

    observed_on: Mapped[date]
    status: Mapped[str | None]
    in_out_status: Mapped[str | None]
    last_movement_type: Mapped[str | None]
    last_movement_reason: Mapped[str | None]
    prison_code: Mapped[str | None]
    last_prison_code: Mapped[str | None]
    cell_location: Mapped[str | None]
    category: Mapped[str | None]
    legal_status: Mapped[str | None]
    imprisonment_status: Mapped[str | None]
    recall: Mapped[bool | None]
    indeterminate_sentence: Mapped[bool | None]
    restricted_patient: Mapped[bool | None]


class ProbationRegistration(PersonFact, Base):
    """An entry of a probation register, as at the day it was last seen there."""

    __tablename__ = "probation_registration"

    code: Mapped[str] = mapped_column(comment="such as REG26")
    registered_on: Mapped[date | None]
    review_on: Mapped[date | None]
    ended_on: Mapped[date | None]
    observed_on: Mapped[date]


class PrisonAlert(PersonFact, Base):
    """An alert on the prison record, as at the day it was last seen there."""

    __tablename__ = "prison_alert"

    alert_type: Mapped[str | None]
    alert_code: Mapped[str]
    active: Mapped[bool]
    expired: Mapped[bool]
    observed_on: Mapped[date]
