"""People: who they are and how they are named and numbered."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from casework.models.base import Base, PersonFact, PersonId, PrimaryKey, coded


class NameKind(StrEnum):
    """What a name is to the person who bears it."""

    LEGAL = "legal"
    FORMER = "former"
    ALIAS = "alias"
    NICKNAME = "nickname"


class IdentifierScheme(StrEnum):
    """The register that gave an identifier."""

    PRISON_NUMBER = "prison_number"
    BOOKING_ID = "booking_id"
    BOOK_NUMBER = "book_number"
    PNC = "pnc"
    CRO = "cro"
    CRN = "crn"
    ASN = "asn"
    PASSPORT = "passport"
    COMPANY_OFFICER = "company_officer"
    """The number a companies register gives an officer."""
    CRIME_GROUP_NOMINAL = "crime_group_nominal"
    """The number the map of crime groups gives a person."""
    OTHER = "other"


class AssociationKind(StrEnum):
    """How two people are connected."""

    ASSOCIATE = "associate"
    RELATIVE = "relative"
    PARTNER = "partner"
    CO_DEFENDANT = "co_defendant"
    RIVAL = "rival"


class Person(Base):
    """Anyone with a record. Every write of a fact takes this row and stamps it."""

    __tablename__ = "person"

    id: Mapped[PrimaryKey]
    agency_id: Mapped[int] = mapped_column(
        ForeignKey("agency.id"), comment="the agency that keeps the record"
    )
    created_at: Mapped[datetime]
    revision: Mapped[int] = mapped_column(comment="raised by every write of a fact")
    changed_at: Mapped[datetime] = mapped_column(comment="when the revision was raised")

    __table_args__ = (Index("ix_person_revision", "agency_id", "revision", "changed_at"),)


class Fact(Base):
    """The id of a fact, the same through all its versions. `kind` names its table."""

    __tablename__ = "fact"

    id: Mapped[PrimaryKey]
    person_id: Mapped[int | None] = mapped_column(
        ForeignKey("person.id"), comment="None for a fact about a group"
    )
    kind: Mapped[str]


class PersonName(PersonFact, Base):
    """A name a person has, had or uses."""

    __tablename__ = "person_name"

    kind: Mapped[NameKind] = coded(NameKind)
    surname: Mapped[str]
    forenames: Mapped[str]
    search_key: Mapped[str] = mapped_column(
        index=True, comment="upper case, without marks: surname, then forenames"
    )
    since: Mapped[date | None]
    until: Mapped[date | None]


class Birth(PersonFact, Base):
    """A date of birth, as far as it is known."""

    __tablename__ = "birth"

    year: Mapped[int]
    month: Mapped[int | None]
    day: Mapped[int | None]
    placeholder: Mapped[bool] = mapped_column(
        comment="the source's stand-in for an unknown date, such as 1 Jan 1900"
    )


class Description(PersonFact, Base):
    """What the register says a person is like."""

    __tablename__ = "description"

    gender: Mapped[str | None]
    ethnicity: Mapped[str | None]
    nationality: Mapped[str | None]


class Identifier(PersonFact, Base):
    """A number by which a register knows a person, kept as written and as it should be."""

    __tablename__ = "identifier"

    scheme: Mapped[IdentifierScheme] = coded(IdentifierScheme)
    raw: Mapped[str]
    canonical: Mapped[str | None] = mapped_column(comment="None where the number is invalid")
    since: Mapped[date | None]
    until: Mapped[date | None]


Index("ix_identifier_lookup", Identifier.scheme, Identifier.canonical)


class Association(PersonFact, Base):
    """A connection to someone else, who may or may not have a record."""

    __tablename__ = "association"

    kind: Mapped[AssociationKind] = coded(AssociationKind)
    other_person_id: Mapped[PersonId | None]
    other_name: Mapped[str | None]
    since: Mapped[date | None]
    until: Mapped[date | None]


Index(
    "ix_association_other_person",
    Association.other_person_id,
    sqlite_where=text("other_person_id IS NOT NULL"),
    postgresql_where=text("other_person_id IS NOT NULL"),
)
