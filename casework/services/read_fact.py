"""Read one fact whole: every version of it, on whose word, and the flags that rest on it."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from enum import Enum
from typing import Any

from casework.clock import in_words
from casework.context import Context
from casework.desk import declares
from casework.duty_json import duty_from_json, finding_from_json
from casework.errors import FactUnknownError
from casework.models import Flag, PersonFact, TwoClocks, Verb
from casework.pages.duty_words import duty_in_words
from casework.pages.fact_words import words
from casework.permissions import Action
from casework.queries import fact_told, identity, people, person
from casework.queries.fact_told import Names, Whole
from casework.queries.fact_versions import FactRow
from casework.views.fact import ColumnLine, FactInFull, RestsLine, VersionLine
from rules import money
from rules.days import say
from rules.words import opening

_CLOCKS = {*TwoClocks.__annotations__, *PersonFact.__annotations__, "search_key"}
"""Columns every fact has, told by themselves, and the key a name is searched by."""

_MONEY = {"amount", "value"}
_LONGEST = 18
"""Digits of a number a database can hold."""


@declares(Action.READ_PERSON, Verb.CONSULT)
def read_fact(context: Context, typed: str) -> FactInFull:
    """Return the fact written as its kind and its number, as in "event/123".

    Raises:
        FactUnknownError: there is no such fact, or not for this officer.
    """
    kind, _, number = typed.strip().partition("/")
    if not (number.isascii() and number.isdigit() and len(number) <= _LONGEST):
        raise FactUnknownError(typed)
    whole = fact_told.require(context, kind, int(number))
    records = sorted(identity.joined(context.session, [whole.person]))
    context.touch(Verb.CONSULT, [whole.person])
    names = fact_told.names(context, _numbers(whole))
    flags = person.every_flag(context.session, records)
    return FactInFull(
        fact=f"{kind}/{number}",
        kind=kind,
        person=people.reference(whole.person),
        name=names.people.get(whole.person, "name not recorded"),
        versions=tuple(_version(row, whole, names) for row in whole.rows),
        flags=tuple(line for flag in flags for line in _rests(flag, kind, int(number))),
    )


def _numbers(whole: Whole) -> dict[str, set[int]]:
    """Return the numbers that the versions name, by the table they are of."""
    found: dict[str, set[int]] = defaultdict(set)
    for name, table in _foreign(whole).items():
        found[table] |= {row[name] for row in whole.rows if isinstance(row[name], int)}
    return found


def _foreign(whole: Whole) -> dict[str, str]:
    """Return by column the table that its numbers are of."""
    return {
        column.name: key.column.table.name
        for column in whole.table.columns
        for key in column.foreign_keys
    }


def _version(row: FactRow, whole: Whole, names: Names) -> VersionLine:
    foreign = _foreign(whole)
    closed_by = row["closed_by"]
    return VersionLine(
        version=row["version"],
        columns=tuple(
            _column(column.name, row, foreign.get(column.name), names)
            for column in whole.table.columns
            if column.name not in _CLOCKS
        ),
        source=names.sources[row["source_id"]],
        owner=names.agencies[row["owner_id"]],
        grade=row["grade"],
        handling=row["handling"],
        recorded_by=names.officers[row["recorded_by"]],
        known_from=row["known_from"],
        known_to=row["known_to"],
        closed_by=None if closed_by is None else names.officers[closed_by],
        closed_reason=row["closed_reason"],
    )


def _column(name: str, row: FactRow, table: str | None, names: Names) -> ColumnLine:
    label = opening(words(name.removesuffix("_id")))
    value = row[name]
    if value is None:
        return ColumnLine(label=label, says=None)
    if table is not None and isinstance(value, int):
        says, view, key = _named(table, value, names)
        return ColumnLine(label=label, says=says, view=view, key=key)
    return ColumnLine(label=label, says=_value(name, value, row))


def _named(table: str, number: int, names: Names) -> tuple[str, str | None, str]:
    """Return what a number stands for, and where that is shown."""
    if table == "person":
        reference = people.reference(number)
        if number not in names.people:
            return "somebody whose record you may not see", None, ""
        return f"{reference} {names.people[number]}", "person", reference
    if table == "fact":
        kind = names.facts.get(number, "fact")
        return f"{words(kind)} {number}", "fact", f"{kind}/{number}"
    if table == "establishment":
        name, code = names.establishments[number]
        return name, "prison", code
    listed: Mapping[str, Mapping[int, str]] = {
        "officer": names.officers,
        "thing": names.things,
        "crime_group": names.groups,
    }
    return listed.get(table, {}).get(number, str(number)), None, ""


def _value(name: str, value: Any, row: FactRow) -> str:
    if name in _MONEY and row.get("currency"):
        return money.in_words(value, row["currency"])
    if name == "duty":
        return duty_in_words(duty_from_json(value))
    if name == "share":
        return f"{value / 100:g} per cent"
    return _plain(value)


def _plain(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Enum):
        return words(str(value.value))
    if isinstance(value, datetime):
        return in_words(value)
    return say(value) if isinstance(value, date) else str(value)


def _rests(flag: Flag, kind: str, number: int) -> Iterator[RestsLine]:
    finding = finding_from_json(flag.finding)
    versions = [ref.version for ref in finding.evidence if (ref.kind, ref.id) == (kind, number)]
    if versions:
        yield RestsLine(
            flag=flag.id,
            state=flag.state,
            kind=flag.kind,
            severity=flag.severity,
            version=max(versions),
            says=finding.says,
        )
