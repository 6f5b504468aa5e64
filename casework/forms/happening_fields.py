"""The fields of each kind of happening, named as the columns they are recorded in."""

from collections.abc import Mapping

from casework.forms import happening_events
from casework.forms.filling import Choice, FieldKind, FormField, choices_of
from casework.forms.happening_choices import RecordChoices
from casework.forms.happening_parts import (
    GRADE,
    REFERENCE,
    Fields,
    FieldsOf,
    HappeningKind,
    choice,
    day,
    held_by,
    long,
    somebody,
    text,
    thing,
    until,
    when,
)
from casework.models.people import AssociationKind
from rules.vocabulary import CustodyBasis, MovementKind, ServiceMethod


def _holding(_choices: RecordChoices, _typed: Mapping[str, str]) -> Fields:
    return (
        *thing(needed=True),
        until(),
        FormField(name="value", label="value", kind=FieldKind.MONEY, help="As in £4,200.50."),
        text("trade", "work done there", "For a company or a job, in the source's words."),
        *held_by(),
        REFERENCE,
        GRADE,
    )


def _address(_choices: RecordChoices, _typed: Mapping[str, str]) -> Fields:
    since = day("since", "since", "The first day the person is known to live there.")
    return (text("thing", "address", needed=True), since, until(), REFERENCE, GRADE)


def _payment(choices: RecordChoices, _typed: Mapping[str, str]) -> Fields:
    return (
        choice("order", "order", choices.orders, "Towards which order.", needed=True),
        FormField(
            name="amount", label="amount", kind=FieldKind.MONEY, needed=True, help="As £4,200.50."
        ),
        day("paid_on", "paid on"),
    )


def _movement(choices: RecordChoices, _typed: Mapping[str, str]) -> Fields:
    return (
        choice("movement", "movement", choices_of(MovementKind), needed=True),
        FormField(
            name="prison",
            label="prison",
            kind=FieldKind.PRISON,
            choices=choices.prisons,
            help="By its code or name.",
        ),
        choice("basis", "held on", choices_of(CustodyBasis), "For an entry: why held."),
        *when("moved"),
    )


def _service(choices: RecordChoices, _typed: Mapping[str, str]) -> Fields:
    return (
        choice("order", "what was served", choices.served, needed=True),
        day("served_on", "served on"),
        choice("method", "how", choices_of(ServiceMethod), needed=True),
    )


def _officer_contact(choices: RecordChoices, _typed: Mapping[str, str]) -> Fields:
    return (
        day("contacted_on", "on"),
        text("method", "how", "As in home visit, telephone, prison visit.", needed=True),
        FormField(
            name="officer",
            label="officer",
            kind=FieldKind.OFFICER,
            choices=choices.officers,
            help="Who had the contact; empty: you.",
        ),
        long("outcome", "outcome", "What came of it."),
    )


def _note(_choices: RecordChoices, _typed: Mapping[str, str]) -> Fields:
    sort = (Choice("fact", "fact"), Choice("assessment", "assessment"))
    return (
        choice("sort", "it is a", sort, "What is so, or what somebody thinks.", needed=True),
        day("written_on", "of the day", "Empty: today.", needed=False),
        long("body", "note", needed=True),
    )


def _review(_choices: RecordChoices, _typed: Mapping[str, str]) -> Fields:
    return (
        day("reviewed_on", "reviewed on"),
        FormField(name="next_due_on", label="next due on", kind=FieldKind.DAY, ahead=True),
        long("outcome", "outcome", needed=True),
    )


def _association(_choices: RecordChoices, _typed: Mapping[str, str]) -> Fields:
    since = day("since", "since", "Where it is known.", needed=False)
    kinds = choices_of(AssociationKind)
    return (choice("association", "they are a", kinds, needed=True), *somebody("who"), since,
            until(), GRADE)  # fmt: skip


FIELDS: Mapping[HappeningKind, FieldsOf] = {
    HappeningKind.REPORT_RECEIVED: happening_events.report,
    HappeningKind.NOTICE_GIVEN: happening_events.notice,
    HappeningKind.OFFICER_CONTACT: _officer_contact,
    HappeningKind.NOTE: _note,
    HappeningKind.VISIT: happening_events.with_somebody("visited"),
    HappeningKind.CONTACT: happening_events.with_somebody("met"),
    HappeningKind.CALL: happening_events.with_somebody("called"),
    HappeningKind.SIGHTING: happening_events.sighting,
    HappeningKind.FIND: happening_events.find,
    HappeningKind.SEIZURE: happening_events.seizure,
    HappeningKind.HOLDING: _holding,
    HappeningKind.ADDRESS: _address,
    HappeningKind.ASSOCIATION: _association,
    HappeningKind.MOVEMENT: _movement,
    HappeningKind.JOURNEY_BOOKED: happening_events.booked,
    HappeningKind.JOURNEY_OUT: happening_events.journey_out,
    HappeningKind.JOURNEY_BACK: happening_events.journey_back,
    HappeningKind.OFFICER_NOTICE_SERVED: happening_events.officer_notice,
    HappeningKind.PAYMENT: _payment,
    HappeningKind.SERVICE: _service,
    HappeningKind.REVIEW: _review,
}
"""The fields of each kind, given what can be chosen and what is typed so far."""
