"""R50: a phone or SIM card found with a managed person in custody."""

from datetime import date

from rules.custody import Spell
from rules.days import ONE_DAY, say
from rules.facts import CaseFile, Event, Observation, Ref, as_of
from rules.finding import Reason
from rules.finds import FOUND, Found, finds_of
from rules.likeness import words_of
from rules.look import Look
from rules.rule import Rule
from rules.synonyms import PHONE_WORDS
from rules.vocabulary import EventKind, FlagKind, ItemKind, Recipient, Severity, Stage
from rules.whereabouts import whereabouts
from rules.words import thing

_PHONES = frozenset({ItemKind.PHONE, ItemKind.SIM})


_UNHEADED = frozenset({None, ItemKind.OTHER})
_HELD = frozenset({Stage.CUSTODY, Stage.TEMPORARY_RELEASE})
_PRISON = frozenset({"cell", "custody", "hmp", "hmpyoi", "hmyoi", "prison", "wing", "yoi"})


def prison_phone_found(case: CaseFile, look: Look) -> None:
    """A phone or SIM card was found with a managed person on a day in custody.

    Prison Act 1952 s.40D. The person was under lifetime management and, by movements or the
    prison's record, in custody at the end of that day; or left custody on it, and nothing
    says that it was found elsewhere than in prison. It is a line of enquiry: whose the phone
    was, and who was called from it, is for a person. A find under no heading that is
    described as a phone or a SIM card is put to a person. A seizure of what was found is the
    same find.
    """
    if not case.inclusions or not (case.movements or case.observations):
        return
    for found in finds_of(case):
        record = next((r for r in found.records if r.detail.item_kind in _PHONES), None)
        if record is None and not any(map(_may_be_phone, found.records)):
            continue
        first = found.first
        managed = any(i.opened_on <= first.happened_on for i in case.inclusions)
        if not managed or not _held(case, first, look):
            look.in_order(first.ref.id, "not found in custody, or before the case was opened")
        elif record is None:
            look.cannot_tell(first.ref.id, Reason.ITEM_UNCLEAR)
        else:
            _find(found, record, _shown_by(case, first.happened_on, look), look)


def _may_be_phone(record: Event) -> bool:
    unheaded = record.detail.item_kind in _UNHEADED
    return unheaded and not PHONE_WORDS.isdisjoint(words_of(record.detail.item or ""))


def _held(case: CaseFile, found: Event, look: Look) -> bool:
    """Whether the person was in custody when something was found, as was known by that day."""
    day, place = found.happened_on, found.detail.place
    if _in_custody(case, day):
        return True
    if place is not None and _PRISON.isdisjoint(words_of(place)):
        return False
    left = any(spell.last == day for spell in look.custody.spells)
    return left or _in_custody(case, day - ONE_DAY)


def _in_custody(case: CaseFile, day: date) -> bool:
    return whereabouts(as_of(case, day)[0]).place in _HELD


def _shown_by(case: CaseFile, day: date, look: Look) -> Ref | None:
    """Return the fact that put the person into custody, or the prison's record that says so."""
    spell = next((s for s in look.custody.spells if _covers(s, day)), None)
    if spell is not None and spell.begun_by is not None:
        return spell.begun_by.ref
    records: list[Observation] = [o for o in case.observations if o.observed_on <= day]
    return next((record.ref for record in reversed(records) if record.in_custody), None)


def _covers(spell: Spell, day: date) -> bool:
    return spell.first <= day and (spell.last is None or day <= spell.last)


def _find(found: Found, record: Event, custody: Ref | None, look: Look) -> None:
    first, kind = found.first, record.detail.item_kind or ItemKind.PHONE
    how = "found" if first.kind is EventKind.FIND else "seized"
    place = f" at {first.detail.place}" if first.detail.place else ""
    by = f", held by {first.detail.held_by} on the person's behalf" if first.detail.held_by else ""
    shown = [look.case.inclusions[0].ref, custody, first.ref, record.ref]
    refs = [ref for ref in shown if ref is not None]
    look.find(
        subject=first.ref.id,
        occurrence=f"fact {first.ref.id}",
        says=(
            f"A {thing(kind)} was {how} on {say(first.happened_on)}{place}{by}; the person was in "
            "custody."
        ),
        default_on=first.happened_on,
        evidence=tuple(dict.fromkeys(refs)),
        clears=(
            "a decision, once its number and IMEI, the PIN account of whoever held it and what the "
            "forensic examination found are noted"
        ),
    )


PRISON_PHONE_FOUND = Rule(
    id="R50",
    name="prison.phone_found",
    version=1,
    kind=FlagKind.LINE_OF_ENQUIRY,
    severity=Severity.HIGH,
    told=(
        Recipient.PRISON_INTELLIGENCE,
        Recipient.OFFENDER_MANAGER,
        Recipient.PRISON_SECURITY,
    ),
    source="Prison Act 1952 s.40D",
    look=prison_phone_found,
    reads=FOUND,
    of_case=True,
)
