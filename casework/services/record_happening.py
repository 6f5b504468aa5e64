"""Record what happened to a person, whatever it was; and look it over before."""

from collections.abc import Mapping
from typing import Any

from casework.context import Context
from casework.desk import declares
from casework.entry import named, recorded_for
from casework.errors import FactRefusedError
from casework.form_lookups import (
    facts_named,
    facts_pointed_at,
    officer_named,
    on_record,
    others_named,
    prison_named,
    thing_named,
)
from casework.forms.happening import doubts
from casework.forms.happening_choices import RecordChoices
from casework.forms.happening_facts import Looked, columns_of, new_thing, table_of
from casework.forms.happening_parts import HappeningKind
from casework.models import Holding, Verb
from casework.permissions import Action
from casework.queries import associates, people, person, recorded
from casework.queries.person import Whose
from casework.recording import NewFact, fact_ids, take_cases
from casework.views.happening import HappeningReview, Recorded


@declares(Action.RECORD_FACTS, Verb.CONSULT)
def review_happening(
    context: Context, typed: str, values: Mapping[str, Any], choices: RecordChoices
) -> HappeningReview:
    """Return what is to be looked at before *values* are recorded of a person.

    Raises:
        PersonNotFoundError: somebody named in it is not on record for the officer.
        PersonAmbiguousError: a number is of more than one person.
    """
    whose = _whose(context, typed)
    record = _record_of(context, whose, values)
    others = others_named(context, values)
    context.touch(Verb.CONSULT, [*whose.records, *others.values()])
    return HappeningReview(
        who=named(context, record),
        named={field: named(context, other) for field, other in others.items()},
        doubts=(
            *doubts(choices, values, today=context.today),
            *([] if record == whose.person.id else [_elsewhere(record, whose)]),
        ),
        on_record=tuple(on_record(context, whose.records, values)),
    )


@declares(Action.RECORD_FACTS, Verb.CONSULT, Verb.COLLECT)
def record_happening(context: Context, typed: str, values: Mapping[str, Any]) -> Recorded:
    """Record what happened to the person known by *typed*, as an officer's own word.

    What points at a fact of another record judged to be of that person is recorded there.

    Raises:
        PersonNotFoundError: somebody named in it is not on record for the officer.
        FactRefusedError: it points at what is not on the person's record, or at two records.
    """
    whose = _whose(context, typed)
    record = _record_of(context, whose, values)
    others = others_named(context, values)
    context.touch(Verb.CONSULT, [record, *others.values()])
    take_cases(context, {record})  # nobody takes back meanwhile what it points at
    looked = Looked(
        officer_id=officer_named(context, values),
        prison_id=prison_named(context, values),
        thing_id=thing_named(context, values),
        others=others,
        pointed=facts_named(context, record, values),
    )
    return recorded_for(context, record, _facts(context, values, looked))


def _whose(context: Context, typed: str) -> Whose:
    """Return the person known by *typed*, with the records of theirs the officer may see."""
    whose = person.require(context, typed)
    seen = {whose.person.id, *associates.visible(context, whose.records)}
    return whose._replace(records=tuple(sorted(seen)))


def _record_of(context: Context, whose: Whose, values: Mapping[str, Any]) -> int:
    """Return the record it belongs on: that of the facts it points at, else the one named.

    Facts point only at facts of their own record, also where records are judged the same.
    """
    owners = recorded.owners(context.session, facts_pointed_at(values).values())
    own, *more = sorted(set(whose.records) & set(owners.values())) or [whose.person.id]
    if more:
        listed = " and ".join(people.reference(record) for record in (own, *more))
        raise FactRefusedError(f"What was chosen is on {listed}: choose what is on one of them.")
    return own


def _elsewhere(record: int, whose: Whose) -> str:
    there, here = people.reference(record), people.reference(whose.person.id)
    return (
        f"It is recorded on {there}, for what it is about is there; {there} is judged to be the "
        f"same person as {here}."
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
