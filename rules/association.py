"""R28: contact with somebody the order forbids the person to associate with."""

from collections.abc import Iterator

from rules.days import say
from rules.duties import ProhibitedAssociation
from rules.facts import Event
from rules.finding import Reason
from rules.grades import is_weak
from rules.likeness import may_be_same_name, same_name, words_of
from rules.look import Look
from rules.rule import Rule
from rules.standing import ProvisionStanding
from rules.vocabulary import DutyKind, EventKind, FlagKind, Recipient, Severity
from rules.words import clause

_CONTACTS = (EventKind.VISIT, EventKind.CONTACT, EventKind.CALL, EventKind.SIGHTING)
_WITH_SOMEBODY = frozenset({EventKind.VISIT, EventKind.CONTACT, EventKind.CALL})
"""What cannot be done alone; somebody can be seen alone."""

_IN_PERSON = frozenset({EventKind.VISIT, EventKind.CONTACT})
_CUSTODY = frozenset({"custody", "prison"})


def association_prohibited(standing: ProvisionStanding, look: Look) -> None:
    """A visit, contact, call or sighting with somebody the clause forbids contact with.

    Serious Crime Act 2007 s.25 and the clause's own list. It is them where the record of
    the contact names our record of them, or one judged to be of the same person. The same
    name alone is a line of enquiry, whatever other record the contact names, for one person
    may have several: whether it is them is for a person. So is whether an
    exception of the clause applies; contact inside custody is not flagged at all where the
    clause excepts custody, but put to a person. Being held in the same prison is no contact.
    """
    duty, subject = standing.provision.duty, standing.provision.ref.id
    if not isinstance(duty, ProhibitedAssociation) or not standing.spans:
        look.in_order(subject, "it is not in force or does not bind")
        return
    records = frozenset(map(look.case.record, duty.records))
    for event in _contacts(standing, look):
        other = event.detail.other_person
        if other is not None and look.case.record(other) in records:
            _judge(standing, duty, event, look)
        else:
            _look_at_name(standing, duty, event, look)


def _contacts(standing: ProvisionStanding, look: Look) -> Iterator[Event]:
    for kind in _CONTACTS:
        for event in look.case.of_kind(kind):
            if standing.in_force_on(event.happened_on):
                yield event


def _look_at_name(
    standing: ProvisionStanding, duty: ProhibitedAssociation, event: Event, look: Look
) -> None:
    """Judge a contact by the name it gives, where our record of them does not settle it."""
    subject, name = standing.provision.ref.id, event.detail.other_name
    named = next((person for person in duty.people if name and same_name(name, person)), None)
    if named is not None:
        _judge(standing, duty, event, look, only_named=named)
    elif (doubt := _doubt(duty, event)) is not None:
        look.cannot_tell(subject, doubt)
    else:
        look.in_order(subject, "the {} on {} was not with them", event.kind, event.happened_on)


def _doubt(duty: ProhibitedAssociation, event: Event) -> Reason | None:
    """Say why it cannot be told whether somebody not of the same name was one of them.

    Of several people named, nothing says which have the records listed; one alone has them.
    """
    detail = event.detail
    if detail.other_name:
        alike = any(may_be_same_name(detail.other_name, person) for person in duty.people)
        return Reason.NAME_ONLY if alike else None
    if detail.other_person is not None:
        known = len(duty.people) == 1 and bool(duty.records)
        return None if known else Reason.RECORDS_NOT_SAID
    return Reason.COMPANION_NOT_SAID if event.kind in _WITH_SOMEBODY else None


def _judge(
    standing: ProvisionStanding,
    duty: ProhibitedAssociation,
    event: Event,
    look: Look,
    *,
    only_named: str | None = None,
) -> None:
    if _may_be_excepted(duty, event, look):
        look.cannot_tell(standing.provision.ref.id, Reason.EXCEPTION_MAY_APPLY)
        return
    number, wording = clause(standing.provision)
    weak = is_weak(event.detail.grade)
    look.find(
        kind=FlagKind.LINE_OF_ENQUIRY if weak or only_named else FlagKind.SUSPECTED_NON_COMPLIANCE,
        subject=standing.provision.ref.id,
        occurrence=f"fact {event.ref.id}",
        says=_says(duty, event, only_named, weak=weak),
        clause=number,
        wording=wording,
        default_on=event.happened_on,
        evidence=(*standing.rests_on(event.happened_on), event.ref),
        clears="a record that it was somebody else, or a decision",
    )


def _may_be_excepted(duty: ProhibitedAssociation, event: Event, look: Look) -> bool:
    """Whether the clause excepts custody and the contact was made there."""
    return (
        event.kind in _IN_PERSON
        and any(not _CUSTODY.isdisjoint(words_of(words)) for words in duty.exceptions)
        and look.custody.held_on(event.happened_on)
    )


def _says(duty: ProhibitedAssociation, event: Event, only_named: str | None, *, weak: bool) -> str:
    detail = event.detail
    who = detail.other_name or f"P{detail.other_person}"
    where = f", at {detail.place}" if detail.place else ""
    sentences = [f"A {event.kind} with {who} is recorded on {say(event.happened_on)}{where}."]
    if only_named is not None:
        sentences.append(
            f"The clause names {only_named}. It is the same name; whether it is them is for a "
            "person."
        )
    else:
        sentences.append("The clause names them.")
    if duty.exceptions:
        sentences.append(f"The clause excepts: {'; '.join(duty.exceptions)}.")
    if weak:
        sentences.append("The record of it is weakly graded intelligence.")
    return " ".join(sentences)


ASSOCIATION_PROHIBITED = Rule(
    id="R28",
    name="association.prohibited",
    version=1,
    kind=FlagKind.SUSPECTED_NON_COMPLIANCE,
    severity=Severity.HIGH,
    told=(Recipient.OFFENDER_MANAGER, Recipient.PRISON_INTELLIGENCE),
    source="Serious Crime Act 2007 s.25; the order's own clause",
    look=association_prohibited,
    duties=frozenset({DutyKind.PROHIBITED_ASSOCIATION}),
    reads=frozenset(_CONTACTS),
)
