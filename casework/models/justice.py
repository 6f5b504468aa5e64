"""Charges, convictions, sentences, and the release dates computed elsewhere."""

from datetime import date

from sqlalchemy.orm import Mapped, mapped_column

from casework.models.base import Base, FactId, PersonFact, coded
from rules.vocabulary import ReleaseDateKind


class Charge(PersonFact, Base):
    """An offence a person was charged with."""

    __tablename__ = "charge"

    offence: Mapped[str]
    charged_on: Mapped[date]
    serious: Mapped[bool | None] = mapped_column(comment="Sch 1 SCA 2007, or a s.25 offence")
    ended_on: Mapped[date | None]
    outcome: Mapped[str | None]


class Conviction(PersonFact, Base):
    """A finding or plea of guilt."""

    __tablename__ = "conviction"

    charge_id: Mapped[FactId | None]
    offence: Mapped[str]
    convicted_on: Mapped[date]
    court_name: Mapped[str | None]


class Sentence(PersonFact, Base):
    """A sentence as pronounced. Release dates are imported, never computed from it."""

    __tablename__ = "sentence"

    conviction_id: Mapped[FactId | None]
    sentenced_on: Mapped[date]
    length_count: Mapped[int | None] = mapped_column(comment="None for a life sentence")
    length_unit: Mapped[str | None]
    indeterminate: Mapped[bool]
    drug_trafficking: Mapped[bool | None]


class ReleaseDate(PersonFact, Base):
    """A date of a sentence as a source computed it; a changed date is a new version."""

    __tablename__ = "release_date"

    kind: Mapped[ReleaseDateKind] = coded(ReleaseDateKind)
    falls_on: Mapped[date]
