"""Read who leads and covers whom, and who has no lead."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, timedelta

from casework.context import Context
from casework.desk import declares
from casework.errors import OfficerNotFoundError
from casework.models import Allocation, Officer, Role, Verb
from casework.permissions import PERMITTED, Action
from casework.queries import allocation_lists as lists
from casework.queries import identity, people
from casework.sameness import everybody
from casework.views.allocation import (
    Allocations,
    CoverEnding,
    Led,
    OfficerChoice,
    OfficerPeople,
    OfficerWork,
    Unled,
)
from casework.views.flags_open import FlagsOpen, gravest_of
from rules.days import NEVER, london_day, say
from rules.lead_officer import NO_LEAD_OFFICER
from rules.vocabulary import AllocationKind, FlagKind, Severity

SOON = timedelta(days=14)
"""How long ahead the end of a cover is told."""

MOST_UNLED = 200
"""As many people without a lead as are shown; they are counted whole."""

MOST_PEOPLE = 500
"""As many of one officer's people as are shown; they are counted whole."""

MANAGING = frozenset(role for role, actions in PERMITTED.items() if Action.OPEN_CASE in actions)
"""Roles whose holders lead: who may open a case leads it from that day."""

_LAST = (len(Severity), len(FlagKind))


@declares(Action.LIST_CASELOAD, Verb.CONSULT)
def read_allocations(context: Context) -> Allocations:
    """Return who has no lead, the covers that end within 14 days, and every officer's work."""
    loads = lists.loads(context, context.today)
    found = lists.officers(context, {load.officer for load in loads})
    unled = _unled(context, found)
    covers = lists.covers_ending(context, context.today, context.today + SOON)
    shown = _shown_first(context, unled)[:MOST_UNLED]
    named = people.names(context, [*shown, *(cover.person_id for cover in covers)])
    context.touch(Verb.CONSULT, named)
    officers = {officer.id: officer for officer in found}
    leads = lists.leads(context.session, [one.person_id for one in covers], context.today)
    return Allocations(
        on=context.today,
        unled=tuple(_tell_unled(context, shown, named, officers)),
        unled_count=len(unled),
        covers_ending=tuple(
            CoverEnding(
                person=people.reference(one.person_id),
                name=_name(named, one.person_id),
                officer=officers[one.officer_id].name,
                until=one.until,
                lead=leads.get(one.person_id),
            )
            for one in covers
            if one.until is not None and one.officer_id in officers
        ),
        officers=tuple(_works(context, found, loads)),
    )


@declares(Action.LIST_CASELOAD, Verb.CONSULT)
def read_officer_people(context: Context, login: str) -> OfficerPeople:
    """Return whom one officer leads and covers today, the gravest flags first.

    Raises:
        OfficerNotFoundError: there is no such officer the one at the desk may see.
    """
    loads = lists.loads(context, context.today)
    found = lists.officers(context, {load.officer for load in loads})
    officer = next((one for one in found if one.login == login.strip()), None)
    if officer is None:
        raise OfficerNotFoundError(login)
    [work] = _works(context, [officer], loads, idle=True)
    held = lists.of_officer(context, officer.id, context.today)
    ids = {one.person_id for one in held}
    flags = _flags(context, ids)
    names = people.names(context, ids)
    listed = sorted(held, key=lambda one: (_gravity(flags.get(one.person_id)), _sort(names, one)))
    shown = listed[:MOST_PEOPLE]
    context.touch(Verb.CONSULT, (one.person_id for one in shown))
    others = _others(context, officer.id, {one.person_id for one in shown})
    return OfficerPeople(
        on=context.today,
        officer=work,
        people=tuple(_led(one, names, others, flags) for one in shown),
        count=len(listed),
    )


@declares(Action.ALLOCATE, Verb.ADMINISTER)
def list_allocatable(context: Context) -> tuple[OfficerChoice, ...]:
    """Return the officers of the agency who can lead or cover today, by name."""
    roles = lists.roles(context.session, context.today)
    return tuple(
        OfficerChoice(login=officer.login, name=officer.name)
        for officer in lists.officers(context, ())
        if not why_not(officer, roles.get(officer.id, set()), context.today)
        and officer.agency_id == context.officer.agency_id
    )


def why_not(officer: Officer, roles: Collection[Role], today: date) -> str:
    """Return why nobody can be allocated to an officer, empty where somebody can."""
    if is_closed(officer, today) and officer.closed_at is not None:
        return f"account closed on {say(london_day(officer.closed_at))}"
    return "" if MANAGING & set(roles) else "no role that manages"


def is_closed(officer: Officer, today: date) -> bool:
    """Whether an officer's account is closed by a day, as the check for a lead counts it."""
    return officer.closed_at is not None and london_day(officer.closed_at) <= today


def _works(
    context: Context,
    found: Iterable[Officer],
    loads: Sequence[lists.OfficerLoad],
    *,
    idle: bool = False,
) -> Iterable[OfficerWork]:
    """Tell the work of officers; *idle* tells of those too who have none and cannot have any."""
    roles = lists.roles(context.session, context.today)
    counts = Counter({(load.officer, load.kind): load.people for load in loads})
    flags: dict[int, list[lists.OfficerFlags]] = defaultdict(list)
    for each in lists.flags_by_officer(context, context.today):
        flags[each.officer].append(each)
    agencies = lists.agency_names(context.session, {officer.agency_id for officer in found})
    for officer in found:
        held = roles.get(officer.id, set())
        leads = counts[officer.id, AllocationKind.LEAD]
        covers = counts[officer.id, AllocationKind.COVER]
        if not (idle or leads or covers or MANAGING & held):
            continue
        own = officer.agency_id == context.officer.agency_id
        yield OfficerWork(
            login=officer.login,
            name=officer.name,
            agency=None if own else agencies[officer.agency_id],
            roles=tuple(sorted(role.replace("_", " ") for role in held)),
            why_not=why_not(officer, held, context.today),
            leads=leads,
            covers=covers,
            flags=_counted(flags[officer.id]),
        )


def _counted(flags: Sequence[lists.OfficerFlags]) -> FlagsOpen | None:
    if not flags:
        return None
    gravest = gravest_of([(each.kind, each.severity) for each in flags])
    return gravest.model_copy(update={"count": sum(each.flags for each in flags)})


def _unled(context: Context, found: Iterable[Officer]) -> list[int]:
    """Return those with an open case and no lead whose account is open, by their first record."""
    may_lead = {officer.id for officer in found if not is_closed(officer, context.today)}
    records = lists.without_lead(context, context.today, may_lead)
    same_as = identity.same_as(context.session)
    doubles = [record for record in records if record in same_as]
    led = lists.led_by(context.session, everybody(same_as, doubles), context.today)
    elsewhere = {same_as[record] for record, by in led.items() if by & may_lead}
    stands = [same_as.get(record, record) for record in records]
    return list(dict.fromkeys(person for person in stands if person not in elsewhere))


def _shown_first(context: Context, unled: Sequence[int]) -> list[int]:
    """Put people with a flag first, the gravest first."""
    flags = _flags(context, unled)
    return sorted(unled, key=lambda person: (_gravity(flags.get(person)), person))


def _tell_unled(
    context: Context,
    shown: Sequence[int],
    names: Mapping[int, str],
    officers: Mapping[int, Officer],
) -> Iterable[Unled]:
    flagged = {
        row.person_id: row.id
        for row in lists.open_flags(context.session, shown)
        if row.rule == NO_LEAD_OFFICER.name
    }
    held: dict[int, list[Allocation]] = defaultdict(list)
    for one in lists.of_people(context.session, shown):
        held[one.person_id].append(one)
    for person in shown:
        covers = [
            officers[one.officer_id].name
            for one in held[person]
            if one.kind is AllocationKind.COVER
            and one.officer_id in officers
            and one.since <= context.today <= (one.until or context.today)
        ]
        yield Unled(
            person=people.reference(person),
            name=_name(names, person),
            why=_why_unled(held[person], officers, context.today),
            covered_by=tuple(covers),
            flag=flagged.get(person),
        )


def _why_unled(held: Sequence[Allocation], officers: Mapping[int, Officer], today: date) -> str:
    leads = [one for one in held if one.kind is AllocationKind.LEAD and one.since <= today]
    if not leads:
        return "never had a lead"
    last = max(leads, key=lambda one: (one.until or NEVER, one.since))
    officer = officers.get(last.officer_id)
    name = officer.name if officer else "an officer of another agency"
    closed_on = london_day(officer.closed_at) if officer and officer.closed_at else NEVER
    if last.until is not None and last.until < closed_on:
        return f"{name} led until {say(last.until)}"
    return f"{name} led until the account was closed on {say(closed_on)}"


def _flags(context: Context, wanted: Collection[int]) -> dict[int, FlagsOpen]:
    found: dict[int, list[tuple[FlagKind, Severity]]] = defaultdict(list)
    for row in lists.open_flags(context.session, wanted):
        found[row.person_id].append((row.kind, row.severity))
    return {person: gravest_of(each) for person, each in found.items()}


def _gravity(flags: FlagsOpen | None) -> tuple[int, int]:
    return _LAST if flags is None else flags.gravity


def _sort(names: Mapping[int, str], one: Allocation) -> tuple[str, int, int]:
    return _name(names, one.person_id), one.person_id, one.fact_id


def _name(names: Mapping[int, str], person: int) -> str:
    return names.get(person, "name not recorded")


def _others(
    context: Context, officer: int, wanted: Collection[int]
) -> dict[tuple[int, AllocationKind], list[str]]:
    """Return by person and kind the names of the other officers who lead or cover today."""
    today = context.today
    held = [
        one
        for one in lists.of_people(context.session, wanted)
        if one.officer_id != officer and one.since <= today <= (one.until or today)
    ]
    called = {one.id: one.name for one in lists.officers(context, {h.officer_id for h in held})}
    found: dict[tuple[int, AllocationKind], list[str]] = defaultdict(list)
    for one in held:
        found[one.person_id, one.kind].append(called[one.officer_id])
    return found


def _led(
    one: Allocation,
    names: Mapping[int, str],
    others: Mapping[tuple[int, AllocationKind], list[str]],
    flags: Mapping[int, FlagsOpen],
) -> Led:
    leads = one.kind is AllocationKind.LEAD
    beside = AllocationKind.COVER if leads else AllocationKind.LEAD
    return Led(
        person=people.reference(one.person_id),
        name=_name(names, one.person_id),
        kind=one.kind,
        since=one.since,
        until=one.until,
        others=tuple(others.get((one.person_id, beside), ())),
        flags=flags.get(one.person_id),
    )
