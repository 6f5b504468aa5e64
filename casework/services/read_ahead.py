"""Read what is coming: what falls due in the next days, and who is expected to be released."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from casework.context import Context
from casework.desk import declares
from casework.facts import case_files
from casework.models import Verb
from casework.permissions import Action
from casework.queries import identity, people, prisons
from casework.queries import today as reads
from casework.queries.whose_day import may_be_second, whose_day
from casework.row_facts.places import places
from casework.same_person import together
from casework.sameness import members
from casework.views.today import Ahead, DueLine, ReleaseLine
from rules.calendar import Calendar
from rules.coming import Coming, coming
from rules.days import ONE_DAY
from rules.expected_release import EXPECTED_RELEASE, expected_release
from rules.facts import CaseFile, ReleaseDate, as_of
from rules.release_approaching import HELD
from rules.vocabulary import ReleaseDateKind
from rules.whereabouts import whereabouts

DUE_DAYS, RELEASE_DAYS = 14, 28
"""How many days after today are looked at."""

MOST_JUDGED = 200
"""People looked at for what falls due, and as many for a date of release."""

_OTHER_DATES = (
    ReleaseDateKind.CURFEW_ELIGIBILITY,
    ReleaseDateKind.PAROLE_ELIGIBILITY,
    ReleaseDateKind.SENTENCE_EXPIRY,
)
"""Dates by which somebody may come out, gone by where no date of release is recorded."""

_RELEASE = "release"
_NOT_RECORDED = "name not recorded"


class _Life(NamedTuple):
    """One person's records together. `order_of` gives for an order and each clause its address."""

    case: CaseFile
    order_of: Mapping[int, str]

    @property
    def person(self) -> str:
        return people.reference(self.case.person)


@declares(Action.READ_TODAY, Verb.CONSULT)
def read_ahead(context: Context, *, calendar: Calendar, everybody: bool | None = None) -> Ahead:
    """Return what falls due in the next days, and who is expected to be released.

    Cases are read for it, and only so many: those whose findings can change soonest, and
    those with the nearest dates of release. *everybody* is as of `read_today`.
    """
    if everybody is None:
        everybody = may_be_second(context)
    ids = whose_day(context, everybody=everybody).ids
    first = context.today
    last, releases_to = first + timedelta(DUE_DAYS), first + timedelta(RELEASE_DAYS)
    changing, waking = reads.waking(context, ids, last + ONE_DAY, most=MOST_JUDGED)
    kinds = (*EXPECTED_RELEASE, *_OTHER_DATES)
    dated, leaving = reads.dated(
        context, ids, kinds, first=first, last=releases_to, most=MOST_JUDGED
    )
    same_as = identity.same_as(context.session)
    lives = list(_lives(context, {*waking, *leaving}, same_as))
    due = [
        (life, one)
        for life in lives
        for one in coming(life.case, first, last, calendar)
        if one.kind != _RELEASE
    ]
    out = [(life, day) for life in lives if (day := _release(life.case, first, releases_to))]
    shown = {life.case.person for life, _ in (*due, *out)}
    context.touch(Verb.CONSULT, shown)
    names = people.names(context, shown)
    return Ahead(
        first=first,
        last=last,
        releases_to=releases_to,
        due=tuple(_due_lines(due, names)),
        changing=changing,
        looked_at=len(waking),
        releases=tuple(_release_lines(out, names, _prisons(context, out, same_as))),
        dated=dated,
        dates_looked_at=len(leaving),
    )


def _lives(
    context: Context, wanted: Collection[int], same_as: Mapping[int, int]
) -> Iterator[_Life]:
    """Read the case files of people, with all their records, in one batch."""
    whose = members(same_as, wanted)
    records = {record: 0 for found in whose.values() for record in found}
    files = {case.person: case for case in case_files(context.session, records)}
    for found in whose.values():
        cases = [files[record] for record in found]
        order_of = {
            fact: f"{people.reference(case.person)}/{order.ref.id}"
            for case in cases
            for order in case.orders
            for fact in (order.ref.id, *(clause.ref.id for clause in order.provisions))
        }
        yield _Life(together(cases, same_as), order_of)


def _release(case: CaseFile, first: date, last: date) -> ReleaseDate | None:
    """Return the date by which one who is held on *first* may come out by *last*, or None.

    It is the date that the warnings of release go by; where none is recorded that has not
    passed, the earliest of the other dates.
    """
    seen, _ = as_of(case, first)
    if not seen.release_dates or whereabouts(seen).place not in HELD:
        return None
    expected = expected_release(seen.release_dates, since=first)
    if expected is None:
        others = (day for day in seen.release_dates if day.kind in _OTHER_DATES)
        to_come = [day for day in others if day.falls_on >= first]
        expected = min(to_come, key=lambda day: (day.falls_on, day.ref), default=None)
    return expected if expected is not None and expected.falls_on <= last else None


def _prisons(
    context: Context, out: Sequence[tuple[_Life, ReleaseDate]], same_as: Mapping[int, int]
) -> dict[int, str]:
    """Return the prison that each of those to come out is held in, where anything names it."""
    register = prisons.establishments(context.session)
    whose = members(same_as, [life.case.person for life, _ in out])
    found = places(context.session, whose, context.today)
    held = {person: place.where.prison for person, place in found.items()}
    return {person: register.get(code, code) for person, code in held.items() if code}


def _due_lines(due: Sequence[tuple[_Life, Coming]], names: Mapping[int, str]) -> Iterator[DueLine]:
    for life, one in sorted(due, key=lambda line: (line[1].falls_on, line[0].case.person)):
        order = life.order_of.get(one.subject.id)
        yield DueLine(
            person=life.person,
            name=names.get(life.case.person, _NOT_RECORDED),
            falls_on=one.falls_on,
            says=one.says,
            view="person" if order is None else "order",
            key=life.person if order is None else order,
        )


def _release_lines(
    out: Sequence[tuple[_Life, ReleaseDate]], names: Mapping[int, str], prisons: Mapping[int, str]
) -> Iterator[ReleaseLine]:
    for life, day in sorted(out, key=lambda line: (line[1].falls_on, line[0].case.person)):
        yield ReleaseLine(
            person=life.person,
            name=names.get(life.case.person, _NOT_RECORDED),
            falls_on=day.falls_on,
            by=day.kind,
            prison=prisons.get(life.case.person),
        )
