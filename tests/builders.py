"""Valid facts with as little in them as a test needs to say. All people are invented."""

from datetime import UTC, date, datetime
from typing import Any

from casework.context import Context
from casework.desk import Desk, declares
from casework.duty_json import duty_to_json
from casework.models import (
    CourtOrder,
    Event,
    Holding,
    Movement,
    NameKind,
    OrderService,
    PersonName,
    Provision,
    ReleaseDate,
    Source,
    SourceCompleteness,
    Thing,
    Verb,
)
from casework.names import search_key
from casework.permissions import Action
from casework.queries import people, sources
from casework.recording import NewFact, Origin, new_people, record
from rules.days import Length
from rules.duties import Duty, FreeWording, NotifyChange, PeriodicReport
from rules.vocabulary import (
    Counting,
    Court,
    EventKind,
    Feed,
    HoldingKind,
    HoldingRole,
    MovementKind,
    Nation,
    Notifiable,
    OrderKind,
    ReleaseDateKind,
    ServiceMethod,
    StartCondition,
    Unit,
)

TODAY = date(2026, 3, 16)
YESTERDAY = date(2026, 3, 15)
NOW = datetime(2026, 3, 16, 9, 0, tzinfo=UTC)

SIX_MONTHLY = PeriodicReport(
    every=Length(count=6, unit=Unit.MONTHS, counting=Counting.MONTHS_AFTER),
    due_within=Length(count=28, unit=Unit.DAYS, counting=Counting.AFTER_PERIOD),
)
PHONE_IN_THREE_DAYS = NotifyChange(
    of=(Notifiable.PHONE,),
    within=Length(count=3, unit=Unit.DAYS, counting=Counting.AFTER),
)
FIVE_YEARS = Length(count=5, unit=Unit.YEARS, counting=Counting.MONTHS_BEGINNING)


@declares(Action.LOAD_DEMO, Verb.COLLECT)
def _new_person(context: Context, surname: str) -> str:
    [person] = new_people(context, 1, agency_id=context.officer.agency_id)
    record(context, person, [a_name(surname)], origin_of(context))
    return people.reference(person)


def a_person(desk: Desk, surname: str = "Example") -> str:
    """Put a new person with a name on record, and return our number for them."""
    return desk.run(_new_person, surname)


def origin_of(context: Context, feed: Feed = Feed.OFFICERS) -> Origin:
    source = sources.find(context.session, feed.value)
    assert source is not None
    return Origin(source.id, context.officer.agency_id)


@declares(Action.LOAD_DEMO, Verb.COLLECT)
def _record(context: Context, typed: str, facts: list[NewFact]) -> list[int]:
    return record(context, people.require(context, typed).id, facts, origin_of(context))


def given(desk: Desk, person: str, *facts: NewFact) -> list[int]:
    """Record facts of a person as officers would, and return their ids."""
    return desk.run(_record, person, list(facts))


@declares(Action.LOAD_DEMO, Verb.COLLECT)
def _complete(context: Context, feed: Feed, to: date) -> None:
    source = sources.find(context.session, feed.value)
    assert isinstance(source, Source)
    before = sources.current_completeness(context.session, source.id)
    if before is not None:
        before.known_to = context.now
    context.session.add(
        SourceCompleteness(
            source_id=source.id,
            complete_to=to,
            known_from=context.now,
            recorded_by=context.officer.id,
        )
    )


def complete(desk: Desk, to: date, *feeds: Feed) -> None:
    """Say that feeds (all, if none is named) are complete to a day, inclusive."""
    for feed in feeds or tuple(Feed):
        desk.run(_complete, feed, to)


@declares(Action.LOAD_DEMO, Verb.COLLECT)
def _thing(context: Context, kind: HoldingKind, raw: str) -> int:
    thing = Thing(kind=kind, raw=raw, canonical=raw)
    context.session.add(thing)
    context.session.flush()
    return thing.id


def a_name(surname: str, forenames: str = "Sam") -> NewFact:
    return NewFact(
        PersonName,
        {
            "kind": NameKind.LEGAL,
            "surname": surname,
            "forenames": forenames,
            "search_key": search_key(surname, forenames),
        },
    )


def an_order(**values: Any) -> NewFact:
    """An SCPO of the Crown Court, the person represented, for five years."""
    return NewFact(
        CourtOrder,
        {
            "kind": OrderKind.SCPO,
            "nation": Nation.ENGLAND_AND_WALES,
            "court": Court.CROWN_COURT,
            "made_on": date(2024, 1, 15),
            "represented": True,
            "term_count": 5,
            "term_unit": Unit.YEARS,
            "term_counting": Counting.MONTHS_BEGINNING,
        }
        | values,
    )


def an_fro(**values: Any) -> NewFact:
    """A financial reporting order for ten years from 14 January 2014."""
    return an_order(kind=OrderKind.FRO, made_on=date(2014, 1, 14), term_count=10, **values)


def a_provision(order_id: int, duty: Duty | None = None, **values: Any) -> NewFact:
    duty = duty or FreeWording()
    start = {} if "start_condition" in values else {"starts_on": date(2024, 1, 15)}
    return NewFact(
        Provision,
        {
            "order_id": order_id,
            "number": "3",
            "wording": "As the court worded it.",
            "duty_kind": duty.kind,
            "duty": duty_to_json(duty),
        }
        | start
        | values,
    )


def on_release() -> dict[str, Any]:
    return {"start_condition": StartCondition.ON_RELEASE}


def a_service(order_id: int, served_on: date) -> NewFact:
    return NewFact(
        OrderService,
        {"order_id": order_id, "served_on": served_on, "method": ServiceMethod.IN_PERSON},
    )


def a_report(provision_id: int, received_on: date, period_from: date | None) -> NewFact:
    return NewFact(
        Event,
        {
            "kind": EventKind.REPORT_RECEIVED,
            "happened_on": received_on,
            "provision_id": provision_id,
            "period_from": period_from,
        },
    )


def a_notice(provision_id: int, given_on: date, about_id: int | None = None) -> NewFact:
    return NewFact(
        Event,
        {
            "kind": EventKind.NOTICE_GIVEN,
            "happened_on": given_on,
            "provision_id": provision_id,
            "about_id": about_id,
        },
    )


def a_movement(kind: MovementKind, happened_on: date, **values: Any) -> NewFact:
    return NewFact(Movement, {"kind": kind, "happened_on": happened_on} | values)


def a_release_date(falls_on: date) -> NewFact:
    kind = ReleaseDateKind.CONDITIONAL_RELEASE
    return NewFact(ReleaseDate, {"kind": kind, "falls_on": falls_on})


def a_phone(desk: Desk, number: str, since: date, until: date | None = None) -> NewFact:
    return NewFact(
        Holding,
        {
            "thing_id": desk.run(_thing, HoldingKind.PHONE, number),
            "kind": HoldingKind.PHONE,
            "role": HoldingRole.USER,
            "since": since,
            "until": until,
        },
    )
