"""Read what happened to a person: events and payments, the newest first."""

from collections.abc import Sequence

from casework.context import Context
from casework.desk import declares
from casework.models import Event, Payment, Verb
from casework.pages.fact_words import event_says
from casework.permissions import Action
from casework.queries import associates, people, person
from casework.views.person import HappeningLine, Happenings
from rules import money

MOST = 500
"""As many lines as are read at once."""


@declares(Action.READ_PERSON, Verb.CONSULT)
def read_happenings(context: Context, typed: str, *, most: int = MOST) -> Happenings:
    """Return a person's events and payments, the newest first, at most *most* of them.

    Raises:
        PersonNotFoundError: nobody the officer may see is known by *typed*.
        PersonAmbiguousError: more than one person is.
    """
    whose = person.require(context, typed)
    context.touch(Verb.CONSULT, whose.records)
    session = context.session
    events = person.happenings(session, whose.records, most)
    paid = person.payments(session, whose.records)
    feeds = {row.source_id for row in events} | {row.source_id for row in paid}
    called = person.source_names(session, feeds)
    lines = [*_events(context, whose, events, called), *(_payment(row, called) for row in paid)]
    lines.sort(key=lambda line: line.on, reverse=True)
    total = len(events) if len(events) < most else person.count(session, Event, whose.records)
    return Happenings(lines=tuple(lines[:most]), total=total + len(paid))


def _events(
    context: Context, whose: person.Whose, events: Sequence[Event], called: dict[int, str]
) -> list[HappeningLine]:
    others = {row.other_person_id for row in events} | {row.held_by_person_id for row in events}
    seen = associates.visible(context, {number for number in others if number is not None})
    names = people.names(context, seen)
    clauses = person.clause_numbers(context.session, whose.records)
    return [
        HappeningLine(
            on=row.happened_on,
            at=row.happened_at,
            kind=row.kind,
            says=event_says(row, names, clauses),
            grade=row.grade,
            source=called[row.source_id],
            fact=f"event/{row.fact_id}",
        )
        for row in events
    ]


def _payment(row: Payment, called: dict[int, str]) -> HappeningLine:
    return HappeningLine(
        on=row.paid_on,
        at=None,
        kind=None,
        says=f"Paid {money.in_words(row.amount, row.currency)} towards an order.",
        grade=row.grade,
        source=called[row.source_id],
        fact=f"payment/{row.fact_id}",
    )
