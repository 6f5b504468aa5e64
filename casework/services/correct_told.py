"""Correct a fact as the officer read it: by the form that records such facts, with a reason."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, NamedTuple

from casework.context import Context
from casework.desk import declares
from casework.entry import named, recorded
from casework.errors import FactRefusedError
from casework.fact_checks import refuse_not_as_read
from casework.form_lookups import (
    PEOPLE,
    facts_named,
    officer_named,
    on_record,
    others_named,
    prison_named,
    thing_named,
)
from casework.forms.filling import Choice
from casework.forms.happening import doubts
from casework.forms.happening_choices import RecordChoices, code_of
from casework.forms.happening_facts import Looked, columns_of
from casework.forms.happening_parts import HappeningKind
from casework.forms.held_fact import (
    HeldFact,
    HeldNames,
    columns_changed,
    corrected,
    fields_changed,
    kind_held,
    values_held,
)
from casework.models import Verb
from casework.pages.fact_words import words
from casework.permissions import Action
from casework.queries import (
    associates,
    fact_told,
    identity,
    people,
    record_choices,
    relied_on,
    things,
)
from casework.queries.fact_told import Whole
from casework.queries.fact_versions import FactRow
from casework.queries.things import ThingNamed
from casework.recording import correct, take_cases
from casework.views.correction import Corrected, CorrectionReview
from rules.vocabulary import HoldingKind

_FACTS = (
    ("clause", "provision_id"),
    ("about", "about_id"),
    ("order", "order_id"),
    ("variation", "variation_id"),
)
"""The facts a fact may point at: what they are called in a form, and the column."""


@declares(Action.CORRECT_FACTS, Verb.CONSULT)
def read_held(context: Context, kind: str, fact_id: int, *, version: int) -> HeldFact:
    """Return a fact at the version that was read, as the form that records such would be filled.

    Raises:
        FactUnknownError: there is no such fact, or not for this officer.
        FactRefusedError: it is not as it was read, or no form can correct it.
    """
    whole = fact_told.require(context, kind, fact_id)
    context.touch(Verb.CONSULT, [whole.person])
    held = _held(context, kind, whole, version)
    return HeldFact(
        fact=f"{kind}/{fact_id}",
        version=version,
        person=people.reference(whole.person),
        name=named(context, whole.person).name,
        kind=held.kind,
        values=held.values,
        kept=_kept(context, held.row),
    )


@declares(Action.CORRECT_FACTS, Verb.CONSULT)
def review_correction(
    context: Context,
    kind: str,
    fact_id: int,
    values: Mapping[str, Any],
    choices: RecordChoices,
    *,
    version: int,
) -> CorrectionReview:
    """Return what is to be looked at before a fact is corrected to *values*.

    Raises:
        FactUnknownError: there is no such fact, or not for this officer.
        FactRefusedError: it is not as it was read, nothing would change, or what was chosen
            is not there any more.
        PersonNotFoundError: somebody named in it is not on record for the officer.
    """
    whole = fact_told.require(context, kind, fact_id)
    held = _held(context, kind, whole, version)
    after, fields = _after(held, values)
    looked = _looked(context, whole.person, held, after, fields)
    before = _others(held.row)
    records = identity.joined(context.session, [whole.person])
    seen = associates.visible(context, records)
    context.touch(Verb.CONSULT, [*seen, *looked.others.values(), *before.values()])
    later = relied_on.referring(context.session, whole.person, [fact_id])
    period = after.get("period_from")
    asked = dict.fromkeys(values) | after
    if period is not None:
        asked["period"] = period.isoformat()
    return CorrectionReview(
        who=named(context, whole.person),
        fields=fields,
        named=_called(context, looked.others),
        named_before=_called(context, before),
        doubts=tuple(doubts(choices, asked, today=context.today)),
        on_record=tuple(on_record(context, seen, after, but=fact_id)),
        referring=tuple(f"the {words(other)} of fact {n}" for n, other in sorted(later.items())),
    )


@declares(Action.CORRECT_FACTS, Verb.CONSULT, Verb.ALTER)
def correct_told(
    context: Context,
    kind: str,
    fact_id: int,
    values: Mapping[str, Any],
    *,
    version: int,
    reason: str,
) -> Corrected:
    """Supersede a fact at the version that was read by what *values* say; nothing is overwritten.

    What is left as it was read stays to the letter, and facts that refer to it go on to do so.

    Raises:
        FactUnknownError: there is no such fact, or not for this officer.
        FactRefusedError: it is not as it was read, nothing would change, or what was chosen
            is not there any more.
        PersonNotFoundError: somebody named in it is not on record for the officer.
        ReasonMissingError: no reason is given.
    """
    person = fact_told.require(context, kind, fact_id).person
    take_cases(context, {person})
    whole = fact_told.require(context, kind, fact_id)
    held = _held(context, kind, whole, version)
    after, fields = _after(held, values)
    looked = _looked(context, person, held, after, fields)
    if {"thing", "thing_kind"}.intersection(fields):
        looked = replace(looked, thing_id=thing_named(context, after))
    context.touch(Verb.CONSULT, [person, *looked.others.values(), *_others(held.row).values()])
    columns = columns_of(after, looked, context.today)
    changes = {name: columns.get(name) for name in columns_changed(fields) if name in held.row}
    table = relied_on.table_named(kind)
    now = correct(context, table, person, fact_id, changes, reason=reason)
    context.session.flush()
    made = recorded(context, person, [fact_id])
    return Corrected(who=made.who, fact=f"{kind}/{fact_id}", version=now, revision=made.revision)


def _others(row: FactRow) -> dict[str, int]:
    """Return who else is named in a fact, by field."""
    return {field: row[f"{field}_id"] for field in PEOPLE if row.get(f"{field}_id")}


def _called(context: Context, others: Mapping[str, int]) -> dict[str, str]:
    found = {field: named(context, other) for field, other in others.items()}
    return {field: f"{other.person} {other.name}" for field, other in found.items()}


class _Held(NamedTuple):
    """The current version of a fact, the form that records such, and what it says there."""

    row: FactRow
    kind: HappeningKind
    values: Mapping[str, Any]


def _held(context: Context, kind: str, whole: Whole, version: int) -> _Held:
    row = whole.rows[0]
    refuse_not_as_read(row, version)
    form = kind_held(kind, row)
    if form is None:
        raise FactRefusedError(
            f"There is no form that corrects a {words(kind)}. Withdraw it with a reason, and "
            "record it anew."
        )
    return _Held(row, form, values_held(form, row, _names(context, row)))


def _names(context: Context, row: FactRow) -> HeldNames:
    """Return what the numbers in a fact stand for.

    Raises:
        FactRefusedError: one is of somebody whose record the officer may not see.
    """
    others = _others(row)
    if not associates.visible(context, others.values()).issuperset(others.values()):
        raise FactRefusedError(
            "It names somebody whose record you may not see, so that you cannot correct it. Ask "
            "an officer who may."
        )
    session = context.session
    thing, prison, officer = (
        row.get(column) for column in ("thing_id", "establishment_id", "officer_id")
    )
    wanted = {"thing": thing, "establishment": prison}
    told = fact_told.names(context, {name: [n] for name, n in wanted.items() if n is not None})
    return HeldNames(
        people={field: people.reference(other) for field, other in others.items()},
        thing=None if thing is None else told.things[thing],
        prison=None if prison is None else told.establishments[prison][1],
        officer=None if officer is None else record_choices.officer_of(session, officer).code,
    )


def _kept(context: Context, row: FactRow) -> dict[str, Choice]:
    """Return as choices what a fact points at, for it may not be offered any more."""
    facts = {field: row[column] for field, column in _FACTS if row.get(column) is not None}
    if "variation" in facts:
        facts["order"] = facts.pop("variation")
    kinds = fact_told.names(context, {"fact": set(facts.values())}).facts
    kept = {
        field: Choice(code_of(number), f"{words(kinds[number])} {number}, as it is recorded")
        for field, number in facts.items()
    }
    if row.get("officer_id") is not None:
        login, name = record_choices.officer_of(context.session, row["officer_id"])
        kept["officer"] = Choice(login, f"{name} ({login})")
    return kept


def _after(held: _Held, values: Mapping[str, Any]) -> tuple[dict[str, Any], tuple[str, ...]]:
    """Return the fact as it would be, and the fields in which that is something else.

    Raises:
        FactRefusedError: there are none.
    """
    after = corrected(held.values, values)
    if _thing_of(held.values) == _thing_of(after):
        after = {name: held.values[name] if name == "thing" else one for name, one in after.items()}
    fields = fields_changed(held.values, after)
    if not fields:
        raise FactRefusedError("Nothing is changed yet: this says what the record says already.")
    return after, fields


def _thing_of(values: Mapping[str, Any]) -> ThingNamed | None:
    """Return what the thing held is known by, however it is spelled."""
    if not values.get("thing"):
        return None
    kind = HoldingKind(values.get("thing_kind") or HoldingKind.ADDRESS)
    return things.named(kind, values["thing"])


def _looked(
    context: Context, person: int, held: _Held, after: Mapping[str, Any], fields: tuple[str, ...]
) -> Looked:
    """Look up what changes; what stays is as the fact has it, even where it is gone by now.

    A thing is not looked up, for that may make a new one.
    """
    row = held.row
    changed = {name: after[name] for name in fields if name in after}
    others = _others(row)
    pointed = {field: row[column] for field, column in _FACTS if row.get(column) is not None}
    gone = {*fields, *({"variation"} if "order" in fields else ())}
    officer, prison = row.get("officer_id"), row.get("establishment_id")
    if officer is None or "officer" in fields:
        officer = officer_named(context, changed)
    return Looked(
        officer_id=officer,
        prison_id=prison_named(context, changed) if "prison" in fields else prison,
        thing_id=row.get("thing_id"),
        others={name: one for name, one in others.items() if name not in gone}
        | others_named(context, changed),
        pointed={name: one for name, one in pointed.items() if name not in gone}
        | facts_named(context, person, changed),
    )
