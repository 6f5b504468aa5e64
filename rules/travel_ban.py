"""R40: travel under a travel restriction order, or against a clause that forbids it."""

from datetime import date

from rules.absence import Pause, last_out, late_return, pauses, was_back
from rules.days import NEVER, later, say
from rules.duties import TravelBan
from rules.facts import Event, Ref
from rules.finding import Reason
from rules.grades import is_weak
from rules.journeys import WEAK, kind_of, may_be_place, same_place, to_place
from rules.look import Look
from rules.rule import Rule
from rules.standing import OrderStanding, ProvisionStanding
from rules.vocabulary import (
    DutyKind,
    EventKind,
    Feed,
    FlagKind,
    OrderKind,
    Recipient,
    Severity,
)
from rules.words import clause, the_order

CLAUSE_SOURCE = "Serious Crime Act 2007 s.25; the order's own clause"
_CLEARS = "a corrected journey, or a decision"
_SHOW_A_RETURN = (Feed.BORDER, Feed.PRISON_MOVEMENTS)


def travel_forbidden(standing: OrderStanding | ProvisionStanding, look: Look) -> None:
    """The person left the United Kingdom while forbidden to, or was not back when they had to be.

    Criminal Justice and Police Act 2001 s.36. A travel restriction order forbids every
    journey out from the release that started it to its last day, but while it is suspended;
    and who left during a suspension must be back at the end of its last day, if the order
    still runs the day after. Suspensions that touch or overlap are one. A clause of another
    order forbids any journey, or only those to the places it names: Serious Crime Act 2007
    s.25 and the clause's own words; a place that shares a word with one it names is put to a
    person. Coming into custody is a return, if it was after the person left: no return is
    found missing before the sources of journeys and of prison movements are both complete.
    Where nothing is recorded of a journey within a suspension, nothing is found. A journey
    known from weakly graded intelligence is a line of enquiry; a return known so settles
    nothing, and an officer must say where the person was.
    """
    if isinstance(standing, ProvisionStanding):
        _look_at_clause(standing, look)
    else:
        _look_at_order(standing, look)


def _look_at_clause(standing: ProvisionStanding, look: Look) -> None:
    duty, subject = standing.provision.duty, standing.provision.ref.id
    if standing.order.kind is OrderKind.TRO:
        look.in_order(subject, "the travel restriction order is looked at as a whole")
        return
    if not isinstance(duty, TravelBan) or not standing.spans:
        look.in_order(subject, "it is not in force or does not bind")
        return
    for journey in look.case.of_kind(EventKind.JOURNEY_OUT):
        place = journey.detail.place or ""
        if not standing.in_force_on(journey.happened_on):
            look.in_order(subject, "not in force on the journey of {}", journey.happened_on)
        elif not duty.destinations or any(same_place(place, d) for d in duty.destinations):
            _find_against_clause(standing, journey, look)
        elif not place.strip() or any(may_be_place(place, d) for d in duty.destinations):
            look.cannot_tell(subject, Reason.DESTINATION_NOT_SAID)
        else:
            look.in_order(subject, "no place it names is like {}, where the journey went", place)


def _find_against_clause(standing: ProvisionStanding, journey: Event, look: Look) -> None:
    number, wording = clause(standing.provision)
    weak = is_weak(journey.detail.grade)
    look.find(
        kind=kind_of(doubtful=False, weak=weak),
        source=CLAUSE_SOURCE,
        subject=standing.provision.ref.id,
        occurrence=f"fact {journey.ref.id}",
        says=(
            f"A journey out of the United Kingdom{to_place(journey)} on "
            f"{say(journey.happened_on)} is recorded, and the clause forbade it."
            f"{WEAK if weak else ''}"
        ),
        clause=number,
        wording=wording,
        default_on=journey.happened_on,
        evidence=(*standing.rests_on(journey.happened_on), journey.ref),
        clears=_CLEARS,
    )


def _look_at_order(standing: OrderStanding, look: Look) -> None:
    if standing.release is None:
        look.in_order(standing.order.ref.id, "no release has started it")
        return
    for journey in look.case.of_kind(EventKind.JOURNEY_OUT):
        day = journey.happened_on
        if not _runs_on(standing, day):
            look.in_order(standing.order.ref.id, "not running on the journey of {}", day)
        elif _suspended_on(standing, day):
            look.in_order(standing.order.ref.id, "suspended on the journey of {}", day)
        else:
            _find_journey(standing, journey, look)
    for pause in pauses(standing.order):
        if pause.until != NEVER:
            _look_at_end_of(pause, standing, look)


def _runs_on(standing: OrderStanding, day: date) -> bool:
    release, bound_from = standing.release, standing.bound_from
    if release is None or bound_from is None:
        return False
    return max(release.happened_on, bound_from) <= day < standing.over_from


def _suspended_on(standing: OrderStanding, day: date) -> bool:
    return any(s.since <= day <= (s.until or NEVER) for s in standing.order.suspensions)


def _find_journey(standing: OrderStanding, journey: Event, look: Look) -> None:
    order, weak = standing.order, is_weak(journey.detail.grade)
    day = journey.happened_on
    look.find(
        kind=kind_of(doubtful=False, weak=weak),
        subject=order.ref.id,
        occurrence=f"fact {journey.ref.id}",
        says=(
            f"A journey out of the United Kingdom{to_place(journey)} on {say(day)} is recorded, "
            f"while {the_order(order)} was running and not suspended.{WEAK if weak else ''}"
        ),
        default_on=day,
        evidence=(*_rests_on(standing, day), journey.ref),
        clears=_CLEARS,
    )


def _rests_on(standing: OrderStanding, day: date) -> tuple[Ref, ...]:
    """The order, the release that started it, and a move of its end without which it was over."""
    release = () if standing.release is None else (standing.release.ref,)
    needed = [m.by.refs for m in standing.moved if m.before is not None and m.before < day][-1:]
    return (standing.order.ref, *release, *(ref for refs in needed for ref in refs))


def _look_at_end_of(pause: Pause, standing: OrderStanding, look: Look) -> None:
    """Look whether who left while the order was suspended was back when that ended."""
    until, subject = pause.until, standing.order.ref.id
    resumed_on = later(until)
    if not _runs_on(standing, resumed_on):
        look.in_order(subject, "it does not go on after the suspension that ends on {}", until)
        return
    if resumed_on > look.on:
        look.wake(resumed_on)
        return
    for journey in last_out(pause, look.case):
        back = was_back(journey, until, look)
        if back is None:
            look.cannot_tell(subject, Reason.WHEREABOUTS_UNKNOWN)
            return
        if not back:
            complete = [look.complete(feed, until, subject) for feed in _SHOW_A_RETURN]
            if all(complete):
                _find_absence(journey, pause, standing, look)
            return
    look.in_order(subject, "no journey out is open at the end of {}", until)


def _find_absence(journey: Event, pause: Pause, standing: OrderStanding, look: Look) -> None:
    until, order = pause.until, standing.order
    weak, late = is_weak(journey.detail.grade), late_return(until, look.case)
    one = len(pause.suspensions) == 1
    ended = (
        f"The suspension of {the_order(order)} ended"
        if one
        else f"The suspensions of {the_order(order)}, each of which follows the one before, ended"
    )
    says = (
        f"{ended} with {say(until)}. A journey out of the United Kingdom{to_place(journey)} "
        f"began on {say(journey.happened_on)}, within {'it' if one else 'them'}."
    )
    if late is not None:
        says += f" The return is recorded on {say(late.happened_on)}, after it had ended."
    look.find(
        kind=kind_of(doubtful=False, weak=weak),
        subject=order.ref.id,
        occurrence=f"suspension {pause.last.ref.id}",
        says=says + (WEAK if weak else ""),
        missing="No return by then is recorded" if late is None else None,
        feed=Feed.BORDER if late is None else None,
        due_on=until,
        default_on=later(until),
        evidence=(
            *_rests_on(standing, until),
            *(suspension.ref for suspension in pause.suspensions),
            journey.ref,
            *(() if late is None else (late.ref,)),
        ),
        clears="a return shown to have been made in time, or a decision",
    )


TRAVEL_FORBIDDEN = Rule(
    id="R40",
    name="tro.travel",
    version=1,
    kind=FlagKind.SUSPECTED_NON_COMPLIANCE,
    severity=Severity.CRITICAL,
    told=(Recipient.OFFENDER_MANAGER, Recipient.BORDER_FORCE),
    source="Criminal Justice and Police Act 2001 s.36",
    look=travel_forbidden,
    duties=frozenset({DutyKind.TRAVEL_BAN}),
    orders=frozenset({OrderKind.TRO}),
    reads=frozenset({EventKind.JOURNEY_OUT, EventKind.JOURNEY_BACK}),
)
