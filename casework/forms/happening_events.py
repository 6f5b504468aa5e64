"""The fields of events: what came, what was found, who was met, where the person went."""

from collections.abc import Mapping
from datetime import date

from casework.forms.filling import Choice, FieldKind, FormField, choices_of, read_field
from casework.forms.happening_choices import RecordChoices
from casework.forms.happening_parts import (
    DETAILS,
    GRADE,
    NEW_THING,
    PLACE,
    REFERENCE,
    Fields,
    FieldsOf,
    choice,
    day,
    held_by,
    long,
    somebody,
    text,
    thing,
    when,
)
from rules.vocabulary import DutyKind, ItemKind

_REPORTS = frozenset({DutyKind.PERIODIC_REPORT, DutyKind.ANSWER_NOTICE})
_NOTICES = frozenset(
    {
        DutyKind.FIRST_NOTIFICATION,
        DutyKind.NOTIFY_CHANGE,
        DutyKind.NOTIFY_BEFOREHAND,
        DutyKind.REPORT_RETURN,
        DutyKind.ANSWER_NOTICE,
        DutyKind.SURRENDER_DOCUMENT,
    }
)
_ANSWERED = frozenset({DutyKind.ANSWER_NOTICE})


def clause_field(choices: RecordChoices, duties: frozenset[DutyKind] | None = None) -> FormField:
    """Return the field for a clause: of *duties* if the person has such, else of all."""
    fitting = [each for each in choices.clauses if duties is None or each.duty in duties]
    offered = tuple(each.choice for each in fitting or choices.clauses)
    help_ = "The clause it answers to. The machine checks it against this."
    return choice("clause", "clause", offered, help_)


def report(choices: RecordChoices, typed: Mapping[str, str]) -> Fields:
    """A report received: its clause, the period or the notice it answers, what it held."""
    field = clause_field(choices, _REPORTS)
    clause = choices.clause(read_field(field, typed.get("clause", ""), today=date.min).value)
    more: list[FormField] = []
    if clause is not None and clause.duty is DutyKind.ANSWER_NOTICE:
        more.append(choice("about", "answers", choices.notices, "The officer's notice."))
    elif clause is not None and clause.periods:
        help_ = "The period it covers."
        more.append(choice("period", "period", clause.periods, help_, needed=True))
    else:
        more.append(day("period_from", "covers from", "Its first day.", needed=False))
    if clause is not None and clause.contents:
        offered = tuple(Choice(name, name) for name in clause.contents)
        more.append(
            FormField(
                name="contents",
                label="what it held",
                kind=FieldKind.SEVERAL,
                choices=offered,
                help="All, none, or names parted by semicolons; empty: nobody has looked.",
            )
        )
    return (field, *more, *when("received"), REFERENCE, DETAILS)


def notice(choices: RecordChoices, typed: Mapping[str, str]) -> Fields:
    """A notice the person gave: of a thing, a journey, or in answer to an officer's."""
    new = Choice(NEW_THING, "a new thing, to be recorded with it")
    things = (new, *choices.holdings, *choices.booked, *choices.journeys, *choices.notices)
    about = choice("about", "about", things, "What was notified: a thing, a journey, a notice.")
    fields: Fields = (clause_field(choices, _NOTICES), about)
    if read_field(about, typed.get("about", ""), today=date.min).value == NEW_THING:
        fields += thing(needed=True)
    return (*fields, *when("given"), REFERENCE, DETAILS)


def with_somebody(label: str) -> FieldsOf:
    """Return the fields of what was done with somebody; *label* says it in the past."""

    def fields(_choices: RecordChoices, _typed: Mapping[str, str]) -> Fields:
        return (*somebody(), *when(label), PLACE, GRADE, DETAILS)

    return fields


def sighting(_choices: RecordChoices, _typed: Mapping[str, str]) -> Fields:
    """Where the person was seen, and perhaps with whom."""
    return (*when("seen"), PLACE, *somebody(), GRADE, DETAILS)


def find(_choices: RecordChoices, _typed: Mapping[str, str]) -> Fields:
    """What was found: in words, by its kind, or as an amount."""
    return _item("found")


def _item(verb: str) -> Fields:
    return (
        choice("item_kind", "kind of item", choices_of(ItemKind)),
        text("item", "what it is", "In the source's words."),
        FormField(name="amount", label="amount", kind=FieldKind.MONEY, help="Of cash: £4,200.50."),
        *when(verb),
        PLACE,
        *held_by(),
        REFERENCE,
        GRADE,
        DETAILS,
    )


def seizure(choices: RecordChoices, _typed: Mapping[str, str]) -> Fields:
    """What was seized, and perhaps the find it was seized from."""
    found = choice("about", "found before", choices.finds, "The find it was seized from.")
    return (found, *_item("seized"))


def booked(_choices: RecordChoices, _typed: Mapping[str, str]) -> Fields:
    """A journey booked, and when it leaves."""
    return (
        text("place", "to", "Where to, as booked.", needed=True),
        FormField(
            name="expected_on", label="leaves on", kind=FieldKind.DAY, needed=True, ahead=True
        ),
        FormField(
            name="expected_at", label="leaves at", kind=FieldKind.MOMENT, day_of="expected_on"
        ),
        day("happened_on", "booked on", "The day it was booked, or came to be known."),
        REFERENCE,
        GRADE,
        DETAILS,
    )


def journey_out(choices: RecordChoices, _typed: Mapping[str, str]) -> Fields:
    """A journey begun."""
    booking = choice("about", "as booked", choices.booked, "The booking, where there was one.")
    return (text("place", "to", "Where to."), *when("left"), booking, GRADE, DETAILS)


def journey_back(choices: RecordChoices, _typed: Mapping[str, str]) -> Fields:
    """A return."""
    journey = choice("about", "from the journey", choices.journeys, "The journey it ended.")
    return (text("place", "from", "Where from."), *when("came back"), journey, GRADE, DETAILS)


def officer_notice(choices: RecordChoices, _typed: Mapping[str, str]) -> Fields:
    """An officer's notice, and the time it gives for an answer."""
    return (
        clause_field(choices, _ANSWERED),
        *when("served"),
        FormField(
            name="expected_on",
            label="answer by",
            kind=FieldKind.DAY,
            needed=True,
            ahead=True,
            help="The last day for an answer, as the notice gives it.",
        ),
        FormField(
            name="expected_at",
            label="answer by (time)",
            kind=FieldKind.MOMENT,
            day_of="expected_on",
            help="Where the notice gives a time of that day.",
        ),
        REFERENCE,
        long("details", "what it asks"),
    )
