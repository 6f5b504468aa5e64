"""Reads of what relies on facts: other facts, flags, nights, and whoever was told of them."""

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    CompoundSelect,
    Select,
    bindparam,
    func,
    inspect,
    literal,
    or_,
    select,
    union_all,
)
from sqlalchemy.orm import Session

from casework.models import (
    PERSON_FACTS,
    CaseCheck,
    Fact,
    Flag,
    FlagVersion,
    Person,
    PersonFact,
    Told,
)


class Standing(NamedTuple):
    """One fact as it stands: its kind, and who recorded its versions, when."""

    fact_id: int
    kind: str
    versions: int
    stands: bool
    recorded_by: int
    known_from: datetime


def facts(session: Session, person_id: int, wanted: Collection[int]) -> dict[int, Standing]:
    """Return how each of *wanted* stands that is one of the person's."""
    kinds: dict[str, list[int]] = {}
    for fact in session.execute(
        select(Fact.id, Fact.kind).where(Fact.id.in_(sorted(wanted)), Fact.person_id == person_id)
    ):
        kinds.setdefault(fact.kind, []).append(fact.id)
    found: dict[int, Standing] = {}
    for kind, ids in kinds.items():
        table = table_named(kind)
        rows = session.execute(
            select(table.fact_id, table.version, table.known_to, table.recorded_by,
                   table.known_from)
            .where(table.person_id == person_id, table.fact_id.in_(ids))
            .order_by(table.fact_id, table.version)
        )  # fmt: skip
        for row in rows:
            found[row.fact_id] = Standing(
                row.fact_id, kind, row.version, row.known_to is None, row.recorded_by,
                row.known_from,
            )  # fmt: skip
    return found


def table_named(kind: str) -> type[PersonFact]:
    """Return the table of a kind of fact by the name stored with its id.

    Raises:
        LookupError: there is no such kind.
    """
    return _tables()[kind]


@cache
def _tables() -> dict[str, type[PersonFact]]:
    return {str(inspect(table).local_table.description): table for table in PERSON_FACTS}


def referring(
    session: Session, person_id: int, wanted: Collection[int], *, since: datetime | None = None
) -> dict[int, str]:
    """Return the person's other facts that stand and refer to one of *wanted*, by id.

    With *since* only those known from that moment on as they are.
    """
    rows = session.execute(_referring(), {"person": person_id, "facts": sorted(wanted)})
    return {
        row.fact_id: row.kind
        for row in rows
        if row.fact_id not in wanted and (since is None or row.known_from >= since)
    }


@cache
def _referring() -> CompoundSelect[Any]:
    """Ask all the tables that refer to facts in one statement, built once."""
    return union_all(*_each_referring())


def _each_referring() -> Iterator[Select[int, str, datetime]]:
    facts_: BindParameter[Sequence[int]] = bindparam("facts", expanding=True)
    for table in PERSON_FACTS:
        columns: list[ColumnElement[bool]] = [
            column.in_(facts_)
            for column in inspect(table).local_table.columns
            if column.name != "fact_id"
            and any(key.target_fullname == "fact.id" for key in column.foreign_keys)
        ]
        if columns:
            kind = literal(str(inspect(table).local_table.description)).label("kind")
            yield select(table.fact_id, kind, table.known_from).where(
                table.person_id == bindparam("person"), table.known_to.is_(None), or_(*columns)
            )


def names_person(session: Session, person_id: int) -> bool:
    """Whether a fact that stands on another's record names the person: met, or holding for them."""
    rows = session.execute(union_all(*_each_naming(person_id)).limit(1))
    return rows.first() is not None


def _each_naming(person_id: int) -> Iterator[Select[int]]:
    for table in PERSON_FACTS:
        for column in inspect(table).local_table.columns:
            keys = {key.target_fullname for key in column.foreign_keys}
            if column.name != "person_id" and "person.id" in keys:
                yield select(table.fact_id).where(column == person_id, table.known_to.is_(None))


def findings_since(session: Session, people: Collection[int], moment: datetime) -> Sequence[str]:
    """Return the findings of flags of *people*, as JSON, in every wording since *moment*."""
    return session.scalars(
        select(FlagVersion.finding)
        .join(Flag, Flag.id == FlagVersion.flag_id)
        .where(Flag.person_id.in_(sorted(people)), FlagVersion.changed_at >= moment)
    ).all()


def flags_about(session: Session, people: Collection[int], wanted: Collection[int]) -> list[int]:
    """Return the flags of *people* whose subject or occurrence is one of *wanted*."""
    occurrences = [f"fact {fact_id}" for fact_id in sorted(wanted)]
    return list(
        session.scalars(
            select(Flag.id)
            .where(
                Flag.person_id.in_(sorted(people)),
                Flag.subject_id.in_(sorted(wanted)) | Flag.occurrence.in_(occurrences),
            )
            .order_by(Flag.id)
        )
    )


def told_of(session: Session, wanted: Collection[int], *, since: datetime | None = None) -> bool:
    """Whether anybody was told of one of *wanted*; with *since*, from that moment on."""
    statement = select(Told.id).where(Told.fact_id.in_(sorted(wanted))).limit(1)
    if since is not None:
        statement = statement.where(Told.told_at >= since)
    return session.scalar(statement) is not None


def judged_since(
    session: Session, people: Collection[int], moment: datetime, revision: int | None
) -> bool:
    """Whether a night judged the case of *people* after *moment*, or at *revision* or later.

    *revision* is the sum of theirs, None where it is not known: a night that began before
    the facts were recorded may have read them all the same. Each record has a check of its own.
    """
    checks = CaseCheck.person_id.in_(sorted(people))
    last = session.scalar(select(func.max(CaseCheck.checked_at)).where(checks))
    if last is None:
        return False
    judged = session.scalar(select(func.sum(CaseCheck.revision)).where(checks))
    return last >= moment or (revision is not None and int(judged or 0) >= revision)


def revision_of(session: Session, people: Collection[int]) -> int:
    """Return the revision of the case of *people*: the sum of theirs."""
    total = session.scalar(select(func.sum(Person.revision)).where(Person.id.in_(sorted(people))))
    return int(total or 0)
