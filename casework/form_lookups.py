"""What a filled-in form names, looked up as the officer may see it: people, facts, things."""

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from casework.context import Context
from casework.errors import FactRefusedError
from casework.forms.happening import label_of, main_day
from casework.forms.happening_choices import fact_of
from casework.forms.happening_facts import table_of
from casework.forms.happening_parts import MAIN_DAY, HappeningKind
from casework.models import Thing
from casework.queries import people, record_choices, relied_on, things
from casework.things import canonical_thing
from rules.days import say
from rules.vocabulary import EventKind, HoldingKind

PEOPLE = ("other_person", "held_by_person")
"""The fields that name somebody else on record."""

POINTS_AT: Mapping[str, frozenset[str]] = {
    "clause": frozenset({"provision"}),
    "about": frozenset({"event", "holding"}),
    "order": frozenset({"court_order", "order_variation"}),
}
"""The fields that name a fact of the record, and which kinds of fact each may name."""


def others_named(context: Context, values: Mapping[str, Any]) -> dict[str, int]:
    """Return the others named, by field.

    Raises:
        PersonNotFoundError: one is not on record for the officer.
        PersonAmbiguousError: a number is of more than one person.
    """
    return {
        field: people.require(context, values[field]).id for field in PEOPLE if values.get(field)
    }


def facts_pointed_at(values: Mapping[str, Any]) -> dict[str, int]:
    """Return the facts named, by field, wherever they are."""
    found = {field: fact_of(values.get(field)) for field in POINTS_AT}
    return {field: fact_id for field, fact_id in found.items() if fact_id is not None}


def facts_named(context: Context, record: int, values: Mapping[str, Any]) -> dict[str, int]:
    """Return the facts named, by field: each stands, is of the record, and fits.

    Raises:
        FactRefusedError: one is not on the record any more.
    """
    wanted = facts_pointed_at(values)
    known = relied_on.facts(context.session, record, wanted.values())
    kinds = {fact_id: fact.kind for fact_id, fact in known.items() if fact.stands}
    for field, fact_id in wanted.items():
        if kinds.get(fact_id) not in POINTS_AT[field]:
            raise FactRefusedError(
                f"What was chosen as {field} is not on this record any more; choose again."
            )
    if "order" in wanted and kinds[wanted["order"]] == "order_variation":
        wanted["variation"] = wanted["order"]
        wanted["order"] = record_choices.order_of(context.session, record, wanted["variation"])
    return wanted


def officer_named(context: Context, values: Mapping[str, Any]) -> int:
    """Return the officer named, whoever is at the desk where nobody is.

    Raises:
        FactRefusedError: there is none of that login at the officer's agency.
    """
    login = values.get("officer")
    if not login:
        return context.officer.id
    found = record_choices.officer(context, login)
    if found is None:
        raise FactRefusedError(f"There is no officer {login} at your agency; choose again.")
    return found


def prison_named(context: Context, values: Mapping[str, Any]) -> int | None:
    """Return the prison named, None where none is.

    Raises:
        FactRefusedError: the register has none of that code.
    """
    code = values.get("prison")
    if not code:
        return None
    found = record_choices.prison(context.session, code)
    if found is None:
        raise FactRefusedError(f"There is no prison {code} on the register; choose again.")
    return found


def thing_named(context: Context, values: Mapping[str, Any]) -> int | None:
    """Return the thing held: the one on record by that number or name, or a new one."""
    raw = values.get("thing")
    if not raw:
        return None
    kind = HoldingKind(values.get("thing_kind") or HoldingKind.ADDRESS)
    found = things.find(context.session, [(kind, raw)]).get(things.named(kind, raw))
    if found is not None:
        return found
    thing = Thing(kind=kind, raw=raw, canonical=canonical_thing(kind, raw))
    context.session.add(thing)
    context.session.flush()
    return thing.id


def on_record(
    context: Context,
    records: Collection[int],
    values: Mapping[str, Any],
    *,
    but: int | None = None,
) -> Iterator[str]:
    """Word what *records* have of the same kind, day and clause already; *but* one fact."""
    kind = HappeningKind(values["kind"])
    day = main_day(kind, values)
    if day is None:
        return
    table, column = table_of(kind), MAIN_DAY[kind]
    for row in record_choices.of_day(context.session, table, records, column, day):
        if row["fact_id"] != but and _alike(row, kind, values):
            yield f"{label_of(kind).capitalize()} of {say(day)} is on record: fact {row['fact_id']}"


def _alike(row: Mapping[str, Any], kind: HappeningKind, values: Mapping[str, Any]) -> bool:
    """Whether a fact of the same day may be the very one that is to be recorded."""
    if "clause" in values:
        clause = fact_of(values["clause"])
        return row["kind"] == EventKind(kind) and (
            clause is None or row["provision_id"] in {None, clause}
        )
    if kind.value in set(EventKind):
        return bool(row["kind"] == kind.value)
    if kind in {HappeningKind.HOLDING, HappeningKind.ADDRESS}:
        return bool(row["kind"] == (values.get("thing_kind") or HoldingKind.ADDRESS))
    return kind is not HappeningKind.MOVEMENT or bool(row["kind"] == values.get("movement"))
