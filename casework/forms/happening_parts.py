"""What the forms of happenings are made of: their kinds, and the fields they share."""

from collections.abc import Callable, Mapping
from enum import StrEnum

from casework.forms.filling import Choice, FieldKind, FormField, choices_of
from casework.forms.happening_choices import RecordChoices
from rules.vocabulary import HoldingKind, HoldingRole

Fields = tuple[FormField, ...]
FieldsOf = Callable[[RecordChoices, Mapping[str, str]], Fields]
"""Makes the fields of a kind, given what can be chosen and what is typed so far."""


class HappeningKind(StrEnum):
    """What an officer can record of a person."""

    REPORT_RECEIVED = "report_received"
    NOTICE_GIVEN = "notice_given"
    OFFICER_CONTACT = "officer_contact"
    NOTE = "note"
    VISIT = "visit"
    CONTACT = "contact"
    CALL = "call"
    SIGHTING = "sighting"
    FIND = "find"
    SEIZURE = "seizure"
    HOLDING = "holding"
    ADDRESS = "address"
    ASSOCIATION = "association"
    MOVEMENT = "movement"
    JOURNEY_BOOKED = "journey_booked"
    JOURNEY_OUT = "journey_out"
    JOURNEY_BACK = "journey_back"
    OFFICER_NOTICE_SERVED = "officer_notice_served"
    PAYMENT = "payment"
    SERVICE = "service"
    REVIEW = "review"


MAIN_DAY: Mapping[HappeningKind, str] = dict.fromkeys(HappeningKind, "happened_on") | {
    HappeningKind.OFFICER_CONTACT: "contacted_on",
    HappeningKind.NOTE: "written_on",
    HappeningKind.HOLDING: "since",
    HappeningKind.ADDRESS: "since",
    HappeningKind.ASSOCIATION: "since",
    HappeningKind.PAYMENT: "paid_on",
    HappeningKind.SERVICE: "served_on",
    HappeningKind.REVIEW: "reviewed_on",
}
"""The field of the day on which it happened."""

NEW_THING = "new"
"""The code of a thing that is not on record yet, and is recorded with the notice of it."""


def text(name: str, label: str, help_: str = "", *, needed: bool = False) -> FormField:
    """Return a field of one line."""
    return FormField(name=name, label=label, help=help_, needed=needed)


def long(name: str, label: str, help_: str = "", *, needed: bool = False) -> FormField:
    """Return a field of several lines."""
    return FormField(name=name, label=label, kind=FieldKind.LONG, help=help_, needed=needed)


def choice(
    name: str, label: str, choices: tuple[Choice, ...], help_: str = "", *, needed: bool = False
) -> FormField:
    """Return a field of choices."""
    return FormField(
        name=name,
        label=label,
        kind=FieldKind.CHOICE,
        choices=choices,
        help=help_,
        needed=needed,
    )


def day(name: str, label: str, help_: str = "", *, needed: bool = True) -> FormField:
    """Return a field for a day that was, needed where nothing else is said."""
    return FormField(name=name, label=label, kind=FieldKind.DAY, help=help_, needed=needed)


def when(label: str) -> Fields:
    """Return the day of an event and its time, where that is known."""
    return (
        day("happened_on", f"{label} on", "As in 3/4/26, 3 Apr, Friday or yesterday."),
        FormField(
            name="happened_at",
            label=f"{label} at",
            kind=FieldKind.MOMENT,
            help="The time, where it is known, as in 9.30 or 0930.",
            day_of="happened_on",
        ),
    )


def somebody(whom: str = "with") -> Fields:
    """Return the fields for somebody else, on record or by name."""
    return (
        FormField(
            name="other_person",
            label=f"{whom} (on record)",
            kind=FieldKind.PERSON,
            help="Our number, or another register's. F4 finds a name.",
        ),
        text("other_name", "or their name", "The name, where they are not on record."),
    )


PLACE = text("place", "place", "Where, as the source has it.")
DETAILS = long("details", "details", "Anything more. Others read it too.")
GRADE = text("grade", "grade", "As graded, where it is intelligence, such as B2.")
REFERENCE = text("reference", "reference", "The source's own number for it.")


def thing(*, needed: bool) -> Fields:
    """Return the fields for a thing held."""
    return (
        choice("thing_kind", "kind of thing", choices_of(HoldingKind), needed=needed),
        text("thing", "number or name", "Its number, or what it is called.", needed=needed),
        choice("role", "the person is", choices_of(HoldingRole), needed=needed),
        day("since", "since", "The first day it is known to be held.", needed=needed),
    )


def until(label: str = "until") -> FormField:
    """Return the field for a last day."""
    return day("until", label, "The last day; empty where it goes on.", needed=False)


def held_by() -> Fields:
    """Return the fields for who holds a thing on the person's behalf."""
    return (
        FormField(
            name="held_by_person",
            label="held by (record)",
            kind=FieldKind.PERSON,
            help="Who holds it on the person's behalf, where somebody does.",
        ),
        text("held_by_name", "or their name", "Where they are not on record."),
    )
