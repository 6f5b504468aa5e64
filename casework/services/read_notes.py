"""Read what officers wrote of a person: why the case was opened, the plan, notes, reviews."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from casework.context import Context
from casework.desk import declares
from casework.models import (
    Allocation,
    Inclusion,
    ManagementLevel,
    ManagementPlan,
    Note,
    OfficerContact,
    PersonFact,
    Review,
    Verb,
    WatchPeriod,
)
from casework.permissions import Action
from casework.queries import fact_versions, officers, person
from casework.queries.fact_versions import FactRow
from casework.views.person import NoteLine, Notes
from rules.days import counted, say
from rules.words import opening

_TABLES: tuple[type[PersonFact], ...] = (
    Inclusion,
    ManagementPlan,
    ManagementLevel,
    WatchPeriod,
    Allocation,
    Note,
    OfficerContact,
    Review,
)
_PARTS = {
    "works_with_others": "Works with others",
    "capacity_and_capability": "Capacity and capability",
    "continuing_basis": "Continuing basis",
    "planning_control_coordination": "Planning, control and coordination",
}


@declares(Action.READ_PERSON, Verb.CONSULT)
def read_notes(context: Context, typed: str) -> Notes:
    """Return all that officers wrote of a person and their management, the newest first.

    Raises:
        PersonNotFoundError: nobody the officer may see is known by *typed*.
        PersonAmbiguousError: more than one person is.
    """
    whose = person.require(context, typed)
    context.touch(Verb.CONSULT, whose.records)
    found = {
        table: [
            row
            for rows in fact_versions.current(context.session, table, whose.records).values()
            for row in rows
        ]
        for table in _TABLES
    }
    every = [row for rows in found.values() for row in rows]
    named = {row["recorded_by"] for row in every}
    named |= {row["officer_id"] for row in every if "officer_id" in row}
    called = officers.names(context.session, named)
    opened = min(found[Inclusion], key=lambda row: row["opened_on"], default=None)
    return Notes(
        inclusion=tuple((label, opened[part]) for part, label in _PARTS.items()) if opened else (),
        inclusion_fact=f"inclusion/{opened['fact_id']}" if opened else None,
        opened_on=opened["opened_on"] if opened else None,
        management=_newest_first(
            [
                *(_plan(row, called) for row in found[ManagementPlan]),
                *(_level(row, called) for row in found[ManagementLevel]),
                *(_watch(row, called) for row in found[WatchPeriod]),
                *(_allocation(row, called) for row in found[Allocation]),
            ]
        ),
        notes=_newest_first(_note(row, called) for row in found[Note]),
        contacts=_newest_first(_contact(row, called) for row in found[OfficerContact]),
        reviews=_newest_first(_review(row, called) for row in found[Review]),
    )


def _newest_first(lines: Iterable[NoteLine]) -> tuple[NoteLine, ...]:
    return tuple(sorted(lines, key=lambda line: (line.on, line.fact), reverse=True))


def _line(
    row: FactRow, called: Mapping[int, str], *, kind: str, on: date, label: str, says: str
) -> NoteLine:
    who = row["officer_id"] if kind == "officer_contact" else row["recorded_by"]
    fact = f"{kind}/{row['fact_id']}"
    return NoteLine(on=on, label=label, says=says, by=called[who], fact=fact)


def _until(row: FactRow) -> str:
    until: Any = row["until"]
    return f", to {say(until)}" if until else ""


def _plan(row: FactRow, called: Mapping[int, str]) -> NoteLine:
    every = row["contact_every_days"]
    often = f" Seen every {counted(every, 'day')}." if every else ""
    says = f"{row['objective']}{often}"
    return _line(
        row, called, kind="management_plan", on=row["since"], label=f"plan{_until(row)}", says=says
    )


def _level(row: FactRow, called: Mapping[int, str]) -> NoteLine:
    label = f"level{_until(row)}"
    return _line(
        row,
        called,
        kind="management_level",
        on=row["since"],
        label=label,
        says=f"Level {row['level']}.",
    )


def _watch(row: FactRow, called: Mapping[int, str]) -> NoteLine:
    says = f"{row['reason']} To be looked at again on {say(row['review_on'])}."
    return _line(
        row, called, kind="watch_period", on=row["since"], label=f"on watch{_until(row)}", says=says
    )


def _allocation(row: FactRow, called: Mapping[int, str]) -> NoteLine:
    kind = row["kind"].value
    says = f"{opening(kind)} officer: {called[row['officer_id']]}."
    return _line(
        row, called, kind="allocation", on=row["since"], label=f"{kind}{_until(row)}", says=says
    )


def _note(row: FactRow, called: Mapping[int, str]) -> NoteLine:
    label = "assessment" if row["is_assessment"] else "fact"
    return _line(row, called, kind="note", on=row["written_on"], label=label, says=row["body"])


def _contact(row: FactRow, called: Mapping[int, str]) -> NoteLine:
    says = row["outcome"] or "Nothing is recorded of how it went."
    return _line(
        row, called, kind="officer_contact", on=row["contacted_on"], label=row["method"], says=says
    )


def _review(row: FactRow, called: Mapping[int, str]) -> NoteLine:
    due = row["next_due_on"]
    after = f" The next is due on {say(due)}." if due else ""
    return _line(
        row,
        called,
        kind="review",
        on=row["reviewed_on"],
        label="review",
        says=f"{row['outcome']}{after}",
    )
