"""What a fact must be before it is recorded: its own columns, well formed, of one person."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from pydantic import ValidationError
from sqlalchemy import inspect
from sqlalchemy.orm import Session

from casework.duty_json import duty_from_json
from casework.errors import FactRefusedError
from casework.models import PERSON_FACTS, CourtOrder, PersonFact, Provision, TwoClocks
from casework.queries import recorded
from rules.days import Length

_SHARED = {"person_id", "fact_id"} | {
    name for name in TwoClocks.__annotations__ if name not in {"grade", "handling"}
}
_OWN = {table: frozenset(inspect(table).columns.keys()) - _SHARED for table in PERSON_FACTS}
"""The columns a caller may fill in; the clocks and the author are the gate's alone."""

_REFERENCES = {
    table: tuple(
        sorted(
            column.name
            for column in inspect(table).local_table.columns
            if column.name != "fact_id"
            and any(key.target_fullname == "fact.id" for key in column.foreign_keys)
        )
    )
    for table in PERSON_FACTS
}
"""The columns that point at another fact: always one of the same person."""


def own_columns(table: type[PersonFact]) -> frozenset[str]:
    """Return the columns in which a fact says what was so, its grade and handling too."""
    return _OWN[table]


def references(table: type[PersonFact]) -> frozenset[str]:
    """Return the columns that point at another fact of the same person."""
    return frozenset(_REFERENCES[table])


def refuse_foreign_columns(table: type[PersonFact], values: Mapping[str, Any]) -> None:
    """Refuse to fill in what is not the fact's own, such as its clocks or its author.

    Raises:
        FactRefusedError: a column is named that the caller may not fill in.
    """
    foreign = values.keys() - _OWN[table]
    if foreign:
        raise FactRefusedError(
            f"{', '.join(sorted(foreign))} cannot be set on a {_words(table)}; leave it out."
        )


def refuse_not_as_read(now: Mapping[str, Any], version: int) -> None:
    """Refuse what was decided of a fact that is not as it was read; *now* is its last version.

    Raises:
        FactRefusedError: it was withdrawn, or corrected since.
    """
    if now["known_to"] is not None:
        raise FactRefusedError("It was withdrawn already; both it and the reason can be read.")
    if now["version"] != version:
        raise FactRefusedError("It was corrected since you read it; read it again.")


def refuse_malformed(table: type[PersonFact], values: Mapping[str, Any]) -> None:
    """Refuse a term or a typed duty no rule could read.

    Raises:
        FactRefusedError: the term is no length of time, or the duty is not of its kind.
    """
    if table is CourtOrder:
        _refuse_bad_term(values)
    elif table is Provision:
        _refuse_bad_duty(values)


def refuse_others_facts(
    session: Session,
    facts: Sequence[tuple[int, type[PersonFact], Mapping[str, Any]]],
    new: Mapping[int, int],
) -> None:
    """Refuse facts that point at a fact of somebody else.

    *facts* are (person, table, values); *new* gives the person of each fact recorded in
    the same step. Not being there and being another's look the same.

    Raises:
        FactRefusedError: a fact pointed at is not one of the same person.
    """
    wanted = [
        (person, reference)
        for person, table, values in facts
        for reference in _referred(table, values)
        if new.get(reference) != person
    ]
    owners = recorded.owners(session, {reference for _, reference in wanted})
    for person, reference in wanted:
        if owners.get(reference) != person:
            raise FactRefusedError(
                f"There is no fact {reference} on this record to refer to; choose one of the "
                "same person."
            )


def _referred(table: type[PersonFact], values: Mapping[str, Any]) -> Iterable[int]:
    return (values[name] for name in _REFERENCES[table] if values.get(name) is not None)


def _refuse_bad_term(values: Mapping[str, Any]) -> None:
    parts = [values.get(name) for name in ("term_count", "term_unit", "term_counting")]
    if all(part is None for part in parts):
        return
    count, unit, counting = parts
    if count is None or unit is None or counting is None:
        raise FactRefusedError("A term needs its count, its unit and how it is counted.")
    try:
        Length(count=count, unit=unit, counting=counting)
    except ValueError as malformed:
        raise FactRefusedError(str(malformed)) from malformed


def _refuse_bad_duty(values: Mapping[str, Any]) -> None:
    try:
        duty = duty_from_json(values["duty"])
    except (ValidationError, ValueError) as malformed:
        raise FactRefusedError("The typed duty of a clause cannot be read.") from malformed
    if duty.kind != values["duty_kind"]:
        raise FactRefusedError(
            f"The clause is called {values['duty_kind']}, and its typed duty is {duty.kind}."
        )


def _words(table: type[PersonFact]) -> str:
    return str(inspect(table).local_table.description).replace("_", " ")
