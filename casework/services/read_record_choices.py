"""Read what can be chosen when something is recorded of a person."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from casework.context import Context
from casework.desk import declares
from casework.facts import case_files
from casework.forms.filling import Choice
from casework.forms.happening_choices import ClauseOffered, RecordChoices, code_of
from casework.models import Verb
from casework.pages.duty_words import duty_in_words
from casework.permissions import Action
from casework.queries import associates, people, person, record_choices
from casework.same_person import together
from rules.book import Rulebook
from rules.calendar import OutsideCalendarError
from rules.custody import Custody, custody_of
from rules.days import NEVER, period, say
from rules.duties import PeriodicReport
from rules.facts import CaseFile, Event, Order
from rules.periods import anchor_of, number_of, report_due
from rules.standing import ProvisionStanding, order_standing
from rules.vocabulary import EventKind
from rules.words import ORDER_NAMES

_PERIODS = 8
"""Periods offered, with the one that runs now."""

_INITIALS = frozenset({"scpo", "fro", "tro"})


@declares(Action.RECORD_FACTS, Verb.CONSULT)
def read_record_choices(
    context: Context, typed: str, rulebook: Rulebook, *, alone: bool = False
) -> RecordChoices:
    """Return the clauses, things, journeys and notices of the person known by *typed*.

    They are of every record judged to be of that person that the officer may see, each named
    with its record; *alone* leaves it at the record named.

    Raises:
        PersonNotFoundError: nobody the officer may see is known by it.
        PersonAmbiguousError: more than one person is.
    """
    whose = person.require(context, typed)
    own, names = whose.person.id, people.names(context, whose.records)
    seen = sorted({own, *associates.visible(context, whose.records)})
    context.touch(Verb.CONSULT, [own] if alone else seen)
    cases = list(case_files(context.session, dict.fromkeys(seen, 0)))
    custody = custody_of(together(cases, dict.fromkeys(seen, seen[0])).movements)
    offered = [case for case in cases if case.person == own or not alone]
    of = [_Record(case, _beside(case, offered), custody) for case in offered]
    clauses = [clause for one in of for clause in _clauses(one, rulebook, context.today)]
    return RecordChoices(
        person=people.reference(own),
        name=names.get(own, "name not recorded"),
        clauses=tuple(sorted(clauses, key=lambda one: not one.in_force_on(context.today))),
        orders=_all(_orders(one) for one in of),
        served=_all(_served(one) for one in of),
        holdings=_all(_holdings(one) for one in of),
        booked=_all(_events(one, EventKind.JOURNEY_BOOKED) for one in of),
        journeys=_all(_events(one, EventKind.JOURNEY_OUT) for one in of),
        notices=_all(_events(one, EventKind.OFFICER_NOTICE_SERVED) for one in of),
        finds=_all(_events(one, EventKind.FIND) for one in of),
        officers=tuple(
            Choice(one.code, f"{one.name} ({one.code})") for one in record_choices.officers(context)
        ),
        prisons=tuple(
            Choice(one.code, f"{one.name} ({one.code})")
            for one in record_choices.prisons(context.session)
        ),
        officer=context.officer.login,
        made_on=tuple(
            (code_of(order.ref.id), order.made_on) for one in of for order in one.case.orders
        ),
    )


class _Record(NamedTuple):
    """One record: its case file, how it is named where there are others, and the custody."""

    case: CaseFile
    beside: str
    custody: Custody

    def called(self, words: str) -> str:
        """Return what is on the record as it is called, with the record where there are others."""
        return f"{words}, on {self.beside}" if self.beside else words


def _beside(case: CaseFile, offered: Sequence[CaseFile]) -> str:
    return people.reference(case.person) if len(offered) > 1 else ""


def _all(each: Iterable[Iterable[Choice]]) -> tuple[Choice, ...]:
    return tuple(choice for choices in each for choice in choices)


def _order(order: Order) -> str:
    initials = order.kind.value.upper() if order.kind.value in _INITIALS else None
    return f"{initials or ORDER_NAMES[order.kind]} of {say(order.made_on)}"


def _orders(record: _Record) -> Iterator[Choice]:
    for order in record.case.orders:
        yield Choice(code_of(order.ref.id), record.called(_order(order)))


def _served(record: _Record) -> Iterator[Choice]:
    for order in record.case.orders:
        called = record.called(_order(order))
        yield Choice(code_of(order.ref.id), called)
        for variation in order.variations:
            words = f"variation of {say(variation.made_on)} ({called})"
            yield Choice(code_of(variation.ref.id), words)


def _clauses(record: _Record, rulebook: Rulebook, today: date) -> Iterator[ClauseOffered]:
    for order in record.case.orders:
        for standing in order_standing(order, record.custody).provisions:
            yield _clause(standing, record, rulebook, today)


def _clause(
    standing: ProvisionStanding, record: _Record, rulebook: Rulebook, today: date
) -> ClauseOffered:
    provision, order = standing.provision, standing.order
    duty = provision.duty
    called = record.called(_order(order))
    label = f"clause {provision.number} ({called}): {duty_in_words(duty)}"
    if not standing.in_force_on(today):
        label += " Not in force now."
    periods: list[tuple[Choice, date]] = []
    contents: tuple[str, ...] = ()
    if isinstance(duty, PeriodicReport):
        periods = list(_periods(standing, duty, record.case, rulebook, today))
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


def _holdings(record: _Record) -> Iterator[Choice]:
    """Give the things held, the newest first."""
    for held in reversed(record.case.holdings):
        until = "" if held.until is None or held.until == NEVER else f" to {say(held.until)}"
        words = f"{held.kind.value} {held.name} (since {say(held.since)}{until})"
        yield Choice(code_of(held.ref.id), record.called(words))


def _events(record: _Record, kind: EventKind) -> Iterator[Choice]:
    """Give the events of a kind, the newest first."""
    for event in reversed(record.case.of_kind(kind)):
        words = record.called(f"{_words(event)} on {say(event.happened_on)}")
        yield Choice(code_of(event.ref.id), words)


def _words(event: Event) -> str:
    detail = event.detail
    what = detail.item or (detail.item_kind.value.replace("_", " ") if detail.item_kind else "")
    said = f"of {what}" if what else f"({detail.place})" if detail.place else ""
    return f"{event.kind.value.replace('_', ' ')} {said}".strip()
