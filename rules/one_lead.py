"""One officer leads on any day: what a new allocation does to those there are, or why it cannot be.

Nothing is overwritten: a lead that another follows is given its last day, the day before.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import NamedTuple

from rules.days import NEVER, ONE_DAY, later, say
from rules.vocabulary import AllocationKind


class Allocated(NamedTuple):
    """An allocation on record; both days inclusive, `until` None goes on."""

    fact: int
    officer: int
    kind: AllocationKind
    since: date
    until: date | None

    @property
    def last(self) -> date:
        """The last day, NEVER where there is none."""
        return self.until or NEVER


class Wanted(NamedTuple):
    """An allocation to be; both days inclusive, `until` None for a lead."""

    officer: int
    kind: AllocationKind
    since: date
    until: date | None


class Steps(NamedTuple):
    """What is done to the allocations there are.

    `ends` are given a new last day, the day before the new one begins; `withdrawn` would
    have no day left.
    """

    ends: tuple[Allocated, ...] = ()
    withdrawn: tuple[Allocated, ...] = ()


class CannotAllocateError(ValueError):
    """The allocation would leave two leads, none, or one officer twice; the sentence says which."""


Called = Callable[[int], str]
"""Names an officer by number."""


def steps_to(held: Sequence[Allocated], wanted: Wanted, called: Called) -> Steps:
    """Return what a new allocation does to the person's others.

    Raises:
        CannotAllocateError: it cannot be made beside them.
    """
    if wanted.kind is AllocationKind.LEAD:
        return _to_lead(held, wanted, called)
    _refuse_cover(held, wanted, called)
    return Steps()


def _to_lead(held: Sequence[Allocated], wanted: Wanted, called: Called) -> Steps:
    leads = _of(held, AllocationKind.LEAD)
    for lead in leads:
        if lead.since > wanted.since:
            raise CannotAllocateError(
                f"{called(lead.officer)} leads from {say(lead.since)}, which is later. Give a day "
                "after it, or correct that allocation first."
            )
        if lead.officer == wanted.officer and wanted.since <= lead.last:
            raise CannotAllocateError(f"{called(lead.officer)} leads already, {_span(lead)}.")
    own = [cover for cover in _of(held, AllocationKind.COVER) if cover.officer == wanted.officer]
    for cover in own:
        if cover.since >= wanted.since:
            raise CannotAllocateError(
                f"{called(cover.officer)} covers {_span(cover)}, and nobody covers for themselves. "
                "Give a day after it, or correct that cover first."
            )
    over = [one for one in (*leads, *own) if one.last >= wanted.since]
    return Steps(
        ends=tuple(one for one in over if one.since < wanted.since),
        withdrawn=tuple(one for one in over if one.since == wanted.since),
    )


def _refuse_cover(held: Sequence[Allocated], wanted: Wanted, called: Called) -> None:
    if wanted.until is None or wanted.until < wanted.since:
        raise CannotAllocateError("Cover needs a last day, not before its first.")
    for one in held:
        if one.officer != wanted.officer or one.last < wanted.since or one.since > wanted.until:
            continue
        verb = "leads" if one.kind is AllocationKind.LEAD else "covers already,"
        raise CannotAllocateError(
            f"{called(one.officer)} {verb} {_span(one)}. Choose another officer, or other days."
        )
    day = first_without_lead(held, wanted.since, wanted.until)
    if day is not None:
        raise CannotAllocateError(
            f"Nobody leads on {say(day)}, and cover stands in for a lead. Allocate a lead first, "
            "or choose other days."
        )


def first_without_lead(held: Iterable[Allocated], first: date, last: date) -> date | None:
    """Return the first day from *first* to *last*, inclusive, on which nobody leads, or None."""
    day = first
    for lead in sorted(_of(held, AllocationKind.LEAD), key=lambda one: one.since):
        if lead.since > day:
            break
        if lead.last >= day:
            day = later(lead.last)
    return day if day <= last and day != NEVER else None


def day_before(wanted: Wanted) -> date:
    """Return the last day of what ends as the new allocation begins."""
    return wanted.since - ONE_DAY


def _of(held: Iterable[Allocated], kind: AllocationKind) -> list[Allocated]:
    return [one for one in held if one.kind is kind]


def _span(one: Allocated) -> str:
    until = f" to {say(one.until)}" if one.until else ""
    return f"from {say(one.since)}{until}" if until else f"since {say(one.since)}"
