"""Who somebody is and how they stand, told from their names, numbers and allocations."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy.orm import Session

from casework.models import (
    Allocation,
    Birth,
    Description,
    Identifier,
    IdentifierScheme,
    Inclusion,
    ManagementLevel,
    NameKind,
    PersonFact,
    PersonName,
    PrisonRecord,
)
from casework.queries import fact_versions, officers, people, person
from casework.queries.fact_versions import FactRow
from casework.views.life import Life
from casework.views.person import Born, NameLine, NumberLine, OfficerLine, PersonHead
from rules.vocabulary import AllocationKind, Stage

HELD = frozenset(
    {
        Stage.REMAND,
        Stage.CUSTODY,
        Stage.RECALLED,
        Stage.IMMIGRATION_DETENTION,
        Stage.TEMPORARY_RELEASE,
    }
)
"""Stages at which somebody belongs to a prison."""

UNNAMED = "name not recorded"
_NAMES_FIRST = (NameKind.LEGAL, NameKind.FORMER, NameKind.ALIAS, NameKind.NICKNAME)
_NUMBERS_FIRST = tuple(IdentifierScheme)


def told_head(
    session: Session,
    whose: person.Whose,
    life: Life,
    moved: Sequence[person.Moved],
    today: date,
) -> PersonHead:
    """Tell who a person is and how they stand today."""

    def rows(table: type[PersonFact]) -> list[FactRow]:
        found = fact_versions.current(session, table, whose.records)
        return [row for record in whose.records for row in found.get(record, ())]

    names = sorted(map(_name, rows(PersonName)), key=lambda n: _NAMES_FIRST.index(n.kind))
    stage = life.stages[-1] if life.stages else None
    prison, code = _prison(session, whose, moved) if stage and stage.stage in HELD else (None, None)
    leads = _allocated(session, rows(Allocation), today)
    levels = [row for row in rows(ManagementLevel) if _now(row, today)]
    opened = [row["opened_on"] for row in rows(Inclusion)]
    births, told = rows(Birth), rows(Description)
    return PersonHead(
        person=people.reference(whose.person.id),
        name=names[0].name if names else UNNAMED,
        records=tuple(people.reference(record) for record in whose.records),
        names=tuple(names),
        born=_born(births[0], today) if births else None,
        numbers=tuple(
            sorted(map(_number, rows(Identifier)), key=lambda n: _NUMBERS_FIRST.index(n.scheme))
        ),
        nationality=told[-1]["nationality"] if told else None,
        stage=stage.stage if stage else Stage.WATCH,
        stage_since=stage.first if stage else None,
        prison=prison,
        prison_code=code,
        lead=next((line for kind, line in leads if kind is AllocationKind.LEAD), None),
        covers=tuple(line for kind, line in leads if kind is AllocationKind.COVER),
        level=levels[-1]["level"] if levels else None,
        managed_since=min(opened, default=None),
        today=today,
    )


def _now(row: FactRow, today: date) -> bool:
    return bool(row["since"] <= today and (row["until"] is None or row["until"] >= today))


def _name(row: FactRow) -> NameLine:
    name = f"{row['surname'].upper()} {row['forenames']}".strip()
    return NameLine(kind=row["kind"], name=name, fact=f"person_name/{row['fact_id']}")


def _number(row: FactRow) -> NumberLine:
    return NumberLine(
        scheme=row["scheme"],
        number=row["canonical"] or row["raw"],
        valid=row["canonical"] is not None,
        fact=f"identifier/{row['fact_id']}",
    )


def _born(row: FactRow, today: date) -> Born:
    year, month, day = row["year"], row["month"], row["day"]
    age = None
    if month and day and not row["placeholder"]:
        age = today.year - year - ((today.month, today.day) < (month, day))
    return Born(
        year=year,
        month=month,
        day=day,
        placeholder=row["placeholder"],
        age=age,
        fact=f"birth/{row['fact_id']}",
    )


def _allocated(
    session: Session, rows: Sequence[FactRow], today: date
) -> list[tuple[AllocationKind, OfficerLine]]:
    now = [row for row in rows if _now(row, today)]
    called = officers.names(session, {row["officer_id"] for row in now}) if now else {}
    return [
        (
            row["kind"],
            OfficerLine(
                name=called[row["officer_id"]],
                since=row["since"],
                fact=f"allocation/{row['fact_id']}",
            ),
        )
        for row in sorted(now, key=lambda row: row["since"], reverse=True)
    ]


def _prison(
    session: Session, whose: person.Whose, moved: Sequence[person.Moved]
) -> tuple[str | None, str | None]:
    """Return the prison somebody held is in: by the last movement or a newer prison record."""
    last = next((move for move in reversed(moved) if move.prison is not None), None)
    found = fact_versions.current(session, PrisonRecord, whose.records)
    seen = [row for rows in found.values() for row in rows if row["prison_code"]]
    newest = max(seen, key=lambda row: row["observed_on"], default=None)
    if newest is not None and (last is None or newest["observed_on"] > last.on):
        code = newest["prison_code"]
        return person.prison_named(session, code) or code, code
    return (None, None) if last is None else (last.prison, last.prison_code)
