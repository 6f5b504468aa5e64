"""R40: travel under a travel restriction order, or against a clause that forbids it."""

from collections.abc import Sequence
from datetime import date

from rules.custody import Custody
from rules.days import NEVER, later, moment_of, say
from rules.duties import TravelBan
from rules.facts import Event, Ref, Suspension
from rules.finding import Reason
from rules.grades import is_weak
from rules.journeys import WEAK, kind_of, same_place, to_place
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


def travel_forbidden(standing: OrderStanding | ProvisionStanding, look: Look) -> None:
    """The person left the United Kingdom while forbidden to, or was not back when they had to be.

    Criminal Justice and Police Act 2001 s.36. A travel restriction order forbids every
    journey out from the release that started it to its last day, but while it is suspended;
    and who left during a suspension must be back at the end of its last day, if the order
    still runs the day after. A clause of another order forbids any journey, or only those to
    the places it names: Serious Crime Act 2007 s.25 and the clause's own words. Coming into
    custody is a return. Where nothing is recorded of a journey within a suspension, nothing
    is found. A journey known from weakly graded intelligence is a line of enquiry.
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
        place = journey.detail.place
        if not standing.in_force_on(journey.happened_on):
            look.in_order(subject, "not in force on the journey of {}", journey.happened_on)
        elif duty.destinations and place is None:
            look.cannot_tell(subject, Reason.DESTINATION_NOT_SAID)
        elif duty.destinations and not any(same_place(place or "", d) for d in duty.destinations):
            look.in_order(subject, "it does not forbid the journey to {}", place)
        else:
            _find_against_clause(standing, journey, look)


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
    for suspension in standing.order.suspensions:
        _look_at_end_of(suspension, standing, look)


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


def _look_at_end_of(suspension: Suspension, standing: OrderStanding, look: Look) -> None:
    """Look whether who left during a suspension was back when it ended."""
    until, subject = suspension.until, standing.order.ref.id
    if until is None:
        return
    resumed_on = later(until)
    if not _runs_on(standing, resumed_on) or _suspended_on(standing, resumed_on):
        look.in_order(subject, "it does not go on after the suspension that ends on {}", until)
        return
    journey = _last_out(suspension.since, until, look)
    if resumed_on > look.on:
        look.wake(resumed_on)
    elif journey is None or _came_into_custody(journey.happened_on, until, look.custody):
        look.in_order(subject, "no journey out is open at the end of {}", until)
    else:
        _judge_absence(journey, suspension, standing, look)


def _last_out(since: date, until: date, look: Look) -> Event | None:
    journeys = look.case.of_kind(EventKind.JOURNEY_OUT)
    within = [journey for journey in journeys if since <= journey.happened_on <= until]
    return max(within, key=lambda out: moment_of(out.happened_at or out.happened_on), default=None)


def _came_into_custody(left_on: date, until: date, custody: Custody) -> bool:
    return any(
        spell.first <= until and (spell.last is None or spell.last > left_on)
        for spell in custody.spells
    )


def _judge_absence(
    journey: Event, suspension: Suspension, standing: OrderStanding, look: Look
) -> None:
    """Judge who left and, so far as is recorded, was not back at the end of a suspension."""
    until, subject = suspension.until or NEVER, standing.order.ref.id
    returns = look.case.of_kind(EventKind.JOURNEY_BACK)
    since = [back for back in returns if journey.happened_on <= back.happened_on]
    in_time = [back for back in since if back.happened_on <= until]
    if any(_after(back, journey) for back in in_time):
        look.in_order(subject, "the person was back by {}", until)
    elif any(_after(back, journey) is None for back in in_time):
        look.cannot_tell(subject, Reason.WHEREABOUTS_UNKNOWN)
    elif look.complete(Feed.BORDER, until, subject):
        late = [back for back in since if back.happened_on > until]
        _find_absence(journey, suspension, standing, late, look)


def _after(back: Event, journey: Event) -> bool | None:
    """Whether a return came after a journey out; None where one day has both and no hours."""
    if back.happened_on != journey.happened_on:
        return back.happened_on > journey.happened_on
    if back.happened_at is None or journey.happened_at is None:
        return None
    return back.happened_at > journey.happened_at


def _find_absence(
    journey: Event,
    suspension: Suspension,
    standing: OrderStanding,
    returns: Sequence[Event],
    look: Look,
) -> None:
    until, order = suspension.until or NEVER, standing.order
    weak = is_weak(journey.detail.grade)
    says = (
        f"The suspension of {the_order(order)} ended with {say(until)}. A journey out of the "
        f"United Kingdom{to_place(journey)} began on {say(journey.happened_on)}, within it."
    )
    if returns:
        says += f" The return is recorded on {say(returns[0].happened_on)}, after it had ended."
    look.find(
        kind=kind_of(doubtful=False, weak=weak),
        subject=order.ref.id,
        occurrence=f"suspension {suspension.ref.id}",
        says=says + (WEAK if weak else ""),
        missing=None if returns else "No return by then is recorded",
        feed=None if returns else Feed.BORDER,
        due_on=until,
        default_on=later(until),
        evidence=(
            *_rests_on(standing, until),
            suspension.ref,
            journey.ref,
            *(back.ref for back in returns[:1]),
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
