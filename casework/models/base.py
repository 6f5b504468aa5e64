"""The declarative base, and what every fact of a person carries."""

from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, Any, ClassVar, TypeVar

from sqlalchemy import (
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    Table,
    Text,
    text,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, mapped_column
from sqlalchemy.types import TypeEngine

from casework.models.types import Code, Day, Moment, Whole, YesNo

E = TypeVar("E", bound=StrEnum)

PrimaryKey = Annotated[int, mapped_column(Whole, primary_key=True, autoincrement=True)]
PersonId = Annotated[int, mapped_column(ForeignKey("person.id"))]
FactId = Annotated[int, mapped_column(ForeignKey("fact.id"))]
OfficerId = Annotated[int, mapped_column(ForeignKey("officer.id"))]
MinorUnits = Annotated[int, mapped_column(Whole, comment="money in minor units, such as pence")]


def coded(codes: type[E], comment: str | None = None) -> Any:
    """Declare a column that holds one code of a vocabulary."""
    return mapped_column(Code(codes), comment=comment)


class Base(DeclarativeBase):
    """Base of every table, with names for constraints that migrations can rely on."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(column_0_N_label)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar[dict[Any, TypeEngine[Any]]] = {
        str: Text(),
        int: Whole,
        bool: YesNo(),
        date: Day(),
        datetime: Moment(),
        bytes: LargeBinary(),
    }


class TwoClocks:
    """When we knew it, on whose word, and how it may be used.

    A version is known from `known_from` up to, not including, `known_to`; None there
    means it is known still. When it was true stands in columns of each fact's own.
    """

    version: Mapped[int] = mapped_column(comment="1 for the first; a correction adds one")
    known_from: Mapped[datetime]
    known_to: Mapped[datetime | None]
    recorded_by: Mapped[OfficerId]
    closed_by: Mapped[int | None] = mapped_column(ForeignKey("officer.id"))
    closed_reason: Mapped[str | None] = mapped_column(
        comment="why this version was corrected or withdrawn, in an officer's words"
    )
    owner_id: Mapped[int] = mapped_column(
        ForeignKey("agency.id"), comment="the agency that owns the fact"
    )
    source_id: Mapped[int] = mapped_column(ForeignKey("source.id"))
    grade: Mapped[str | None] = mapped_column(comment="as graded, in the scheme of its time")
    handling: Mapped[str | None]


class PersonFact(TwoClocks):
    """One version of one fact about one person, stored beside the person's other facts."""

    person_id: Mapped[PersonId]
    fact_id: Mapped[FactId]

    @declared_attr.directive
    @classmethod
    def __table_args__(cls) -> tuple[Any, ...]:
        """Cluster by person, and allow one current version of a fact."""
        name = cls.__tablename__  # type: ignore[attr-defined]  # each table gives its own
        current = text("known_to IS NULL")
        return (
            PrimaryKeyConstraint("person_id", "fact_id", "version"),
            Index(
                f"uq_{name}_current",
                "fact_id",
                unique=True,
                sqlite_where=current,
                postgresql_where=current,
            ),
            {"sqlite_with_rowid": False},
        )


def finish(metadata: MetaData) -> None:
    """Give every table what all share: STRICT, checked codes, spans the right way round."""
    for table in metadata.tables.values():
        table.dialect_options["sqlite"]["strict"] = True
        for column in list(table.columns):
            _check_codes(table, column)
        _check_span(table, "since", "until", "<=")
        _check_span(table, "known_from", "known_to", "<")


def _check_codes(table: Table, column: Column[Any]) -> None:
    if isinstance(column.type, Code):
        values = ", ".join(f"'{member.value}'" for member in column.type.codes)
        table.append_constraint(CheckConstraint(f"{column.name} IN ({values})", name=column.name))


def _check_span(table: Table, first: str, last: str, order: str) -> None:
    if first in table.columns and last in table.columns:
        check = f"{last} IS NULL OR {first} IS NULL OR {first} {order} {last}"
        table.append_constraint(CheckConstraint(check, name=f"{first}_{last}"))
