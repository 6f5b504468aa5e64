"""The pages of who leads and covers whom, and what an allocation would do."""

from collections.abc import Iterator

from casework.forms.allocation import HandOver, NewAllocation
from casework.pages.page import (
    Block,
    Column,
    Field,
    Heading,
    Hint,
    Mark,
    Page,
    Paragraph,
    Row,
    Table,
    Target,
    Words,
    faint,
    strong,
)
from casework.views.allocation import (
    AllocationPlan,
    Allocations,
    HandOverPlan,
    Led,
    OfficerPeople,
    OfficerWork,
    Unled,
)
from casework.views.flags_open import FlagsOpen
from rules.days import counted, say
from rules.vocabulary import AllocationKind
from rules.words import opening

_OFFICERS = (
    Column("Officer", 22),
    Column("Leads", 6, right=True),
    Column("Covers", 6, right=True),
    Column("Open flags"),
    Column("Login", 14, drop=2),
)
_PEOPLE = (
    Column("No.", 7),
    Column("Name", 24),
    Column("As", 5),
    Column("Since", 15, drop=2),
    Column("Until", 15, drop=1),
    Column("Open flags", 20),
    Column("Beside"),
)


def allocations_page(answer: Allocations) -> Page:
    """Return who leads and covers, what needs somebody first."""
    return Page(
        "Allocation and cover",
        (
            *_unled(answer),
            *_stranded(answer),
            *_covers_ending(answer),
            *_officers(answer),
        ),
    )


def _unled(answer: Allocations) -> Iterator[Block]:
    yield Heading("No lead officer", _of(len(answer.unled), answer.unled_count))
    if not answer.unled:
        yield Paragraph(faint("Everybody under lifetime management has a lead officer."))
    for one in answer.unled:
        yield _unled_line(one)


def _unled_line(one: Unled) -> Paragraph:
    flag = f"flag {one.flag}" if one.flag else "no flag yet: the next night raises it"
    cover = f"; covered by {', '.join(one.covered_by)}" if one.covered_by else ""
    said = (f"{one.person} ", strong(one.name), f"  {one.why}{cover} ", faint(f"({flag})"))
    return Paragraph(said, Target("person", one.person), hang=4)


def _stranded(answer: Allocations) -> Iterator[Block]:
    """Tell of officers who hold people and may not manage them any more."""
    found = [one for one in answer.officers if one.why_not and (one.leads or one.covers)]
    if not found:
        return
    yield Heading("Officers who may not manage any more", counted(len(found), "officer"))
    for one in found:
        held = " and ".join(
            f"{verb} {number:,}"
            for verb, number in (("leads", one.leads), ("covers", one.covers))
            if number
        )
        said = (strong(one.name), f" ({one.login}): ", Words(one.why_not, Mark.WARN), f"; {held}.")
        yield Paragraph(said, Target("allocation", one.login), hang=4)


def _covers_ending(answer: Allocations) -> Iterator[Block]:
    yield Heading("Covers that end within 14 days", f"{len(answer.covers_ending):,}")
    if not answer.covers_ending:
        yield Paragraph(faint("No cover ends by then."))
    for one in answer.covers_ending:
        lead = f"the lead is {one.lead}" if one.lead else "nobody leads"
        said = (
            *(f"{one.person} ", strong(one.name)),
            f"  {one.officer} covers to {say(one.until)}; {lead}.",
        )
        yield Paragraph(said, Target("person", one.person), hang=4)


def _officers(answer: Allocations) -> Iterator[Block]:
    yield Heading("Officers", f"{len(answer.officers):,}")
    rows = tuple(_officer(one) for one in answer.officers)
    empty = "There is no officer who manages. An administrator imports officers and their roles."
    yield Table(_OFFICERS, rows, empty)


def _officer(one: OfficerWork) -> Row:
    agency = f", {one.agency}" if one.agency else ""
    cells = (
        f"{one.name}{agency}",
        f"{one.leads:,}",
        f"{one.covers:,}",
        _flags(one.flags) + (f"  ({one.why_not})" if one.why_not else ""),
        one.login,
    )
    return Row(cells, Target("allocation", one.login))


def _flags(flags: FlagsOpen | None) -> str:
    return "none" if flags is None else f"{flags.count:,}, gravest {flags.severity}"


def _of(shown: int, count: int) -> str:
    return f"{shown:,} of {count:,}" if shown < count else f"{count:,}"


def officer_page(answer: OfficerPeople) -> Page:
    """Return one officer's people, the gravest flags first."""
    one = answer.officer
    roles = ", ".join(one.roles) or "no role today"
    state = (
        f"nobody can be allocated to them: {one.why_not}"
        if one.why_not
        else "people can be allocated to them"
    )
    empty = (
        f"{one.name} leads and covers nobody today. ",
        Hint(
            "Press g a for everybody, or g c for the caseload.",
            printed="`casework allocations` tells who leads whom.",
        ),
    )
    return Page(
        f"{one.name} ({one.login})",
        (
            Heading("Leads and covers", _of(len(answer.people), answer.count)),
            Table(_PEOPLE, tuple(_led(each) for each in answer.people), empty),
            Field("Roles", roles),
            Field("Allocation", state),
        ),
    )


def _led(one: Led) -> Row:
    beside = "lead" if one.kind is AllocationKind.COVER else "cover"
    return Row(
        (
            one.person,
            one.name,
            one.kind.value,
            say(one.since),
            say(one.until) if one.until else "goes on",
            _flags(one.flags),
            f"{beside} {', '.join(one.others)}" if one.others else f"no {beside}",
        ),
        Target("person", one.person),
    )


def plan_page(plan: AllocationPlan, new: NewAllocation) -> Page:
    """Say in full what an allocation would record."""
    until = f" to {say(new.until)}" if new.until else ", until another follows"
    verb = "leads" if new.kind is AllocationKind.LEAD else "covers"
    return Page(
        f"Allocate {plan.person}",
        (
            Field("Person", f"{plan.person} {plan.name}"),
            Field("Allocation", f"{plan.officer} {verb} from {say(new.since)}{until}."),
            *(Field("Then", change) for change in plan.changes),
            Field("Reason", new.reason),
        ),
    )


def hand_over_page(plan: HandOverPlan, asked: HandOver) -> Page:
    """Say in full whom a hand over concerns, the count first."""
    count = len(plan.people)
    people = "1 person" if count == 1 else f"{count:,} people"
    covers = (
        f"{opening(counted(plan.covers, 'cover'))} of {plan.giver} "
        f"{'is' if plan.covers == 1 else 'are'} not handed over."
    )
    return Page(
        f"Hand over {people}",
        (
            Field("Hand over", f"{people} led by {plan.giver}, to {plan.taker}."),
            Field("From", f"{say(asked.since)}; {plan.giver} leads them until the day before."),
            Field("Reason", asked.reason),
            *([Paragraph(covers)] if plan.covers else []),
            *_left(plan),
            Heading("Who is handed over", f"{count:,}"),
            *(Paragraph(f"{person} {name}") for person, name in plan.people),
        ),
    )


def _left(plan: HandOverPlan) -> Iterator[Block]:
    if plan.left:
        yield Heading("Not handed over, and why", f"{len(plan.left):,}")
    for person, name, why in plan.left:
        yield Paragraph(f"{person} {name}: {why}", hang=4)
