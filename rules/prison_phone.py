"""R50: a phone or SIM card found with a managed person in custody."""

from rules.custody import Spell
from rules.days import say
from rules.facts import CaseFile, Event
from rules.finds import FOUND, Found, finds_of
from rules.look import Look
from rules.rule import Rule
from rules.vocabulary import EventKind, FlagKind, ItemKind, Recipient, Severity
from rules.words import thing

_PHONES = frozenset({ItemKind.PHONE, ItemKind.SIM})


def prison_phone_found(case: CaseFile, look: Look) -> None:
    """A phone or SIM card was found with a managed person on a day in custody.

    Prison Act 1952 s.40D. The person was under lifetime management and in custody at the
    end of that day. It is a line of enquiry: whose the phone was, and who was called from
    it, is for a person. A seizure of what was found is the same find.
    """
    if not case.inclusions or not look.custody.spells:
        return
    for found in finds_of(case):
        record = next((r for r in found.records if r.detail.item_kind in _PHONES), None)
        if record is None:
            continue
        spell = _spell_of(found.first, look)
        managed = [i for i in case.inclusions if i.opened_on <= found.first.happened_on]
        if spell is None or not managed:
            look.in_order(found.first.ref.id, "not found in custody, or before the case was opened")
            continue
        _find(found, record, spell, look)


def _spell_of(event: Event, look: Look) -> Spell | None:
    """Return the spell in custody at the end of an event's day."""
    day = event.happened_on
    return next(
        (
            spell
            for spell in look.custody.spells
            if spell.first <= day and (spell.last is None or day < spell.last)
        ),
        None,
    )


def _find(found: Found, record: Event, spell: Spell, look: Look) -> None:
    first, kind = found.first, record.detail.item_kind or ItemKind.PHONE
    how = "found" if first.kind is EventKind.FIND else "seized"
    place = f" at {first.detail.place}" if first.detail.place else ""
    by = f", held by {first.detail.held_by} on the person's behalf" if first.detail.held_by else ""
    inclusion = look.case.inclusions[0]
    refs = [inclusion.ref, first.ref, record.ref]
    if spell.begun_by is not None:
        refs.insert(1, spell.begun_by.ref)
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
