"""Read what can be chosen when something is recorded of a person."""

from collections.abc import Iterator
from datetime import date

from casework.context import Context
from casework.desk import declares
from casework.facts import case_files
from casework.forms.filling import Choice
from casework.forms.happening_choices import ClauseOffered, RecordChoices, code_of
from casework.models import Verb
from casework.pages.duty_words import duty_in_words
from casework.permissions import Action
from casework.queries import people, record_choices
from rules.book import Rulebook
from rules.calendar import OutsideCalendarError
from rules.custody import custody_of
from rules.days import NEVER, period, say
from rules.duties import PeriodicReport
from rules.facts import CaseFile, Event, Holding, Order
from rules.periods import anchor_of, number_of, report_due
from rules.standing import ProvisionStanding, order_standing
from rules.vocabulary import EventKind
from rules.words import ORDER_NAMES

_PERIODS = 8
"""Periods offered, with the one that runs now."""

_INITIALS = frozenset({"scpo", "fro", "tro"})


@declares(Action.RECORD_FACTS, Verb.CONSULT)
def read_record_choices(context: Context, typed: str, rulebook: Rulebook) -> RecordChoices:
    """Return the clauses, things, journeys and notices of the person known by *typed*.

    Raises:
        PersonNotFoundError: nobody the officer may see is known by it.
        PersonAmbiguousError: more than one person is.
    """
    person = people.require(context, typed)
    context.touch(Verb.CONSULT, [person.id])
    [case] = case_files(context.session, {person.id: person.revision})
    clauses = tuple(_clauses(case, rulebook, context.today))
    orders = tuple(Choice(code_of(order.ref.id), _order(order)) for order in case.orders)
    return RecordChoices(
        person=people.reference(person.id),
        name=people.names(context, [person.id]).get(person.id, "name not recorded"),
        clauses=clauses,
        orders=orders,
        served=tuple(_served(case)),
        holdings=tuple(_holding(held) for held in reversed(case.holdings)),
        booked=tuple(_events(case, EventKind.JOURNEY_BOOKED)),
        journeys=tuple(_events(case, EventKind.JOURNEY_OUT)),
        notices=tuple(_events(case, EventKind.OFFICER_NOTICE_SERVED)),
        finds=tuple(_events(case, EventKind.FIND)),
        officers=tuple(
            Choice(one.code, f"{one.name} ({one.code})") for one in record_choices.officers(context)
        ),
        prisons=tuple(
            Choice(one.code, f"{one.name} ({one.code})")
            for one in record_choices.prisons(context.session)
        ),
        officer=context.officer.login,
        made_on=tuple((code_of(order.ref.id), order.made_on) for order in case.orders),
    )


def _order(order: Order) -> str:
    initials = order.kind.value.upper() if order.kind.value in _INITIALS else None
    return f"{initials or ORDER_NAMES[order.kind]} of {say(order.made_on)}"


def _served(case: CaseFile) -> Iterator[Choice]:
    for order in case.orders:
        yield Choice(code_of(order.ref.id), _order(order))
        for variation in order.variations:
            words = f"variation of {say(variation.made_on)} ({_order(order)})"
            yield Choice(code_of(variation.ref.id), words)


def _clauses(case: CaseFile, rulebook: Rulebook, today: date) -> list[ClauseOffered]:
    """Return the clauses, those in force first."""
    custody = custody_of(case.movements)
    found = [
        _clause(standing, case, rulebook, today)
        for order in case.orders
        for standing in order_standing(order, custody).provisions
    ]
    return sorted(found, key=lambda clause: not clause.in_force_on(today))


def _clause(
    standing: ProvisionStanding, case: CaseFile, rulebook: Rulebook, today: date
) -> ClauseOffered:
    provision, order = standing.provision, standing.order
    duty = provision.duty
    label = f"clause {provision.number} ({_order(order)}): {duty_in_words(duty)}"
    if not standing.in_force_on(today):
        label += " Not in force now."
    periods: list[tuple[Choice, date]] = []
    contents: tuple[str, ...] = ()
    if isinstance(duty, PeriodicReport):
        periods = list(_periods(standing, duty, case, rulebook, today))
        contents = (*duty.particulars, *duty.documents)
    return ClauseOffered(
        choice=Choice(code_of(provision.ref.id), label),
        duty=duty.kind,
        made_on=order.made_on,
        spans=standing.spans,
        periods=tuple(choice for choice, _ in periods),
        period_ends=tuple((choice.code, last) for choice, last in periods),
        contents=contents,
    )


def _periods(
    standing: ProvisionStanding,
    duty: PeriodicReport,
    case: CaseFile,
    rulebook: Rulebook,
    today: date,
) -> Iterator[tuple[Choice, date]]:
    """Give the periods of reports with their last days: the one that runs comes last."""
    anchor, months = anchor_of(standing, duty), duty.every.months
    if anchor is None or anchor > today:
        return
    reported = {
        number_of(report.period_from, anchor, months)
        for report in case.of_kind(EventKind.REPORT_RECEIVED)
        if report.provision_id == standing.provision.ref.id
        and report.period_from is not None
        and report.period_from >= anchor
    }
    newest = number_of(today, anchor, months)
    for number in (*range(newest - 1, max(newest - _PERIODS, 0), -1), newest):
        first, last = period(anchor, months=months, number=number)
        words = f"period {number} ({say(first)} to {say(last)})"
        try:
            due = report_due(duty, standing.order, last, rulebook.calendar)
            words += f", due by {say(due.lenient)}"
        except OutsideCalendarError:
            words += ", due day not known"
        if number in reported:
            words += "; a report is on record"
        if last >= today:
            words += "; it has not ended yet"
        yield Choice(first.isoformat(), words), last


def _holding(held: Holding) -> Choice:
    until = "" if held.until is None or held.until == NEVER else f" to {say(held.until)}"
    words = f"{held.kind.value} {held.name} (since {say(held.since)}{until})"
    return Choice(code_of(held.ref.id), words)


def _events(case: CaseFile, kind: EventKind) -> Iterator[Choice]:
    """Give the events of a kind, the newest first."""
    for event in reversed(case.of_kind(kind)):
        yield Choice(code_of(event.ref.id), f"{_words(event)} on {say(event.happened_on)}")


def _words(event: Event) -> str:
    detail = event.detail
    what = detail.item or (detail.item_kind.value.replace("_", " ") if detail.item_kind else "")
    said = f"of {what}" if what else f"({detail.place})" if detail.place else ""
    return f"{event.kind.value.replace('_', ' ')} {said}".strip()
