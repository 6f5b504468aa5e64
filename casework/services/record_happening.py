"""Record what happened to a person, whatever it was; and look it over before."""

from collections.abc import Iterator, Mapping
from typing import Any

from casework.context import Context
from casework.desk import declares
from casework.errors import FactRefusedError
from casework.forms.happening import doubts, label_of, main_day
from casework.forms.happening_choices import RecordChoices, fact_of
from casework.forms.happening_facts import Looked, columns_of, new_thing, table_of
from casework.forms.happening_parts import MAIN_DAY, HappeningKind
from casework.models import Holding, Thing, Verb
from casework.permissions import Action
from casework.queries import identity, people, record_choices, relied_on, things
from casework.recording import NewFact, fact_ids, own_word, record_all, take_cases
from casework.sameness import members
from casework.things import canonical_thing
from casework.views.happening import HappeningReview, Recorded
from casework.views.people import Named
from rules.days import say
from rules.vocabulary import EventKind, HoldingKind

_PEOPLE = ("other_person", "held_by_person")
_POINTS_AT: Mapping[str, frozenset[str]] = {
    "clause": frozenset({"provision"}),
    "about": frozenset({"event", "holding"}),
    "order": frozenset({"court_order", "order_variation"}),
}


@declares(Action.RECORD_FACTS, Verb.CONSULT)
def review_happening(
    context: Context, typed: str, values: Mapping[str, Any], choices: RecordChoices
) -> HappeningReview:
    """Return what is to be looked at before *values* are recorded of a person.

    Raises:
        PersonNotFoundError: somebody named in it is not on record for the officer.
        PersonAmbiguousError: a number is of more than one person.
    """
    person = people.require(context, typed)
    others = _others(context, values)
    context.touch(Verb.CONSULT, [person.id, *others.values()])
    names = people.names(context, [person.id, *others.values()])
    return HappeningReview(
        who=_named(person.id, names),
        named={field: _named(other, names) for field, other in others.items()},
        doubts=tuple(doubts(choices, values, today=context.today)),
        on_record=tuple(_on_record(context, person.id, values)),
    )


@declares(Action.RECORD_FACTS, Verb.CONSULT, Verb.COLLECT)
def record_happening(context: Context, typed: str, values: Mapping[str, Any]) -> Recorded:
    """Record what happened to the person known by *typed*, as an officer's own word.

    Raises:
        PersonNotFoundError: somebody named in it is not on record for the officer.
        FactRefusedError: it points at what is not on the person's record.
    """
    person = people.require(context, typed)
    others = _others(context, values)
    context.touch(Verb.CONSULT, [person.id, *others.values()])
    take_cases(context, {person.id})  # nobody takes back meanwhile what it points at
    looked = Looked(
        officer_id=_officer(context, values),
        prison_id=_prison(context, values),
        thing_id=_thing(context, values),
        others=others,
        pointed=_pointed(context, person.id, values),
    )
    facts = _facts(context, values, looked)
    record_all(context, [(person.id, *fact) for fact in facts], own_word(context))
    context.session.flush()
    [records] = members(identity.same_as(context.session), [person.id]).values()
    return Recorded(
        who=_named(person.id, people.names(context, [person.id])),
        facts=tuple(fact_id for fact_id, _ in facts),
        revision=relied_on.revision_of(context.session, records),
    )


def _facts(
    context: Context, values: Mapping[str, Any], looked: Looked
) -> list[tuple[int, NewFact]]:
    """Return the fact with the id set aside for it; before it a new thing it is about."""
    kind = HappeningKind(values["kind"])
    columns = columns_of(values, looked, context.today)
    held = new_thing(values, looked, context.today)
    if held is None:
        [own] = fact_ids(context, 1)
        return [(own, NewFact(table_of(kind), columns))]
    about, own = fact_ids(context, 2)
    event = NewFact(table_of(kind), columns | {"about_id": about})
    return [(about, NewFact(Holding, held)), (own, event)]


def _named(person: int, names: Mapping[int, str]) -> Named:
    return Named(person=people.reference(person), name=names.get(person, "name not recorded"))


def _others(context: Context, values: Mapping[str, Any]) -> dict[str, int]:
    """Return the others named in it, by field."""
    return {
        field: people.require(context, values[field]).id for field in _PEOPLE if values.get(field)
    }


def _pointed(context: Context, person: int, values: Mapping[str, Any]) -> dict[str, int]:
    """Return the facts it points at, by field: each stands, is the person's, and fits."""
    found = {field: fact_of(values.get(field)) for field in _POINTS_AT}
    wanted = {field: fact_id for field, fact_id in found.items() if fact_id is not None}
    known = relied_on.facts(context.session, person, wanted.values())
    kinds = {fact_id: fact.kind for fact_id, fact in known.items() if fact.stands}
    for field, fact_id in wanted.items():
        if kinds.get(fact_id) not in _POINTS_AT[field]:
            raise FactRefusedError(
                f"What was chosen as {field} is not on this record any more; choose again."
            )
    if "order" in wanted and kinds[wanted["order"]] == "order_variation":
        wanted["variation"] = wanted["order"]
        wanted["order"] = record_choices.order_of(context.session, person, wanted["variation"])
    return wanted


def _officer(context: Context, values: Mapping[str, Any]) -> int:
    login = values.get("officer")
    if not login:
        return context.officer.id
    found = record_choices.officer(context, login)
    if found is None:
        raise FactRefusedError(f"There is no officer {login} at your agency; choose again.")
    return found


def _prison(context: Context, values: Mapping[str, Any]) -> int | None:
    code = values.get("prison")
    if not code:
        return None
    found = record_choices.prison(context.session, code)
    if found is None:
        raise FactRefusedError(f"There is no prison {code} on the register; choose again.")
    return found


def _thing(context: Context, values: Mapping[str, Any]) -> int | None:
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


def _on_record(context: Context, person: int, values: Mapping[str, Any]) -> Iterator[str]:
    """Word what the record has of the same kind, day and clause already."""
    kind = HappeningKind(values["kind"])
    day = main_day(kind, values)
    if day is None:
        return
    table, column = table_of(kind), MAIN_DAY[kind]
    for row in record_choices.of_day(context.session, table, person, column, day):
        if _alike(row, kind, values):
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
