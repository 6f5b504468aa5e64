"""Read what today asks of an officer: what is new, what to decide, what nobody can check."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date, datetime

from casework.context import Context
from casework.desk import declares
from casework.duty_json import finding_from_json
from casework.models import Flag, FlagProgress, Verb
from casework.permissions import Action
from casework.queries import people, sources
from casework.queries import today as reads
from casework.queries.whose_day import Ids, may_be_second, whose_day
from casework.services.keep_draft import list_drafts
from casework.services.read_health import read_health
from casework.views.today import (
    Today,
    TodayFlag,
    TodayFlags,
    TodayUnchecked,
)
from rules.finding import reason_words
from rules.urgency import ASKED_FIRST, urgency
from rules.vocabulary import Feed, FlagKind

FEW = 5
"""Rows of a list that are shown at first."""

_NOT_RECORDED = "name not recorded"


@declares(Action.READ_TODAY, Verb.CONSULT)
def read_today(
    context: Context, *, since: datetime | None, everybody: bool | None = None, most: int = FEW
) -> Today:
    """Return what today asks, but for what is coming: a few reads, however many people.

    *since* is the end of the last visit, None where there was none. *everybody* is whose day
    it is: everybody the officer may see, or only whom they lead or cover today; None leaves
    it to their roles. *most* is how many flags are named of a list.
    """
    seconds = may_be_second(context)
    if everybody is None:
        everybody = seconds
    whose = whose_day(context, everybody=everybody)
    complete_to = sources.complete_to(context.session)
    counts = reads.flag_counts(context, whose.ids)
    urgent = [one for one in counts if _needs_a_decision(one)]
    grades = _first_grades(urgent, waiting_first=seconds, most=most)
    decide = reads.of_grades(context, whose.ids, grades, most=most)
    new_in_all, new = reads.new(context, whose.ids, since, most=most) if since else (0, ())
    shown = {flag.person_id for flag in decide} | {one.flag.person_id for one in new}
    context.touch(Verb.CONSULT, shown)
    names = people.names(context, shown)
    drafts = list_drafts(context)
    return Today(
        everybody=everybody,
        people=whose.people,
        on=context.today,
        since=since,
        seconds=seconds,
        health=read_health(context),
        new=TodayFlags(
            total=new_in_all,
            shown=tuple(
                _flag(one.flag, names, complete_to).model_copy(
                    update={"change": one.change, "at": one.at}
                )
                for one in new
            ),
        ),
        decide=TodayFlags(
            total=_sum(urgent),
            shown=tuple(_flag(flag, names, complete_to) for flag in decide),
            by_kind=_by_kind(urgent),
            waiting=_sum(one for one in urgent if one.grade.waits),
        ),
        aside=_sum(one for one in counts if one.aside),
        reminders=_sum(
            one for one in counts if not one.aside and one.grade.kind is FlagKind.REMINDER
        ),
        unchecked=_unchecked(context, whose.ids),
        begun=len(drafts),
        drafts=drafts[:most],
    )


def _needs_a_decision(count: reads.FlagCount) -> bool:
    return not count.aside and count.grade.kind is not FlagKind.REMINDER


def _first_grades(
    counts: Iterable[reads.FlagCount], *, waiting_first: bool, most: int
) -> list[reads.Grade]:
    """Return the grades that the first *most* flags are of, the most urgent first.

    What waits for a second officer stands first or last, as *waiting_first* says.
    """

    def place(count: reads.FlagCount) -> tuple[bool, int, int]:
        kind, severity, waits = count.grade
        return waits is not waiting_first, *urgency(severity, kind)

    found: list[reads.Grade] = []
    left = most
    for count in sorted(counts, key=place):
        if left > 0:
            found.append(count.grade)
        left -= count.flags
    return found


def _sum(counts: Iterable[reads.FlagCount]) -> int:
    return sum(one.flags for one in counts)


def _by_kind(counts: Iterable[reads.FlagCount]) -> dict[FlagKind, int]:
    found: Counter[FlagKind] = Counter()
    for one in counts:
        found[one.grade.kind] += one.flags
    return {kind: found[kind] for kind in ASKED_FIRST if found[kind]}


def _flag(flag: Flag, names: Mapping[int, str], complete_to: Mapping[Feed, date]) -> TodayFlag:
    return TodayFlag(
        flag=flag.id,
        person=people.reference(flag.person_id),
        name=names.get(flag.person_id, _NOT_RECORDED),
        kind=flag.kind,
        severity=flag.severity,
        words=finding_from_json(flag.finding).in_words(complete_to),
        open_since=flag.open_since,
        waits=flag.progress is FlagProgress.DECISION_PROPOSED,
    )


def _unchecked(context: Context, whose: Ids | None) -> tuple[TodayUnchecked, ...]:
    """Count by reason; cases with the same counts are written alike, and come as one."""
    duties: Counter[str] = Counter()
    cases: Counter[str] = Counter()
    for written, alike in reads.unchecked(context, whose):
        for reason, number in json.loads(written).items():
            duties[reason] += number * alike
            cases[reason] += alike
    return tuple(
        TodayUnchecked(reason=reason, why=reason_words(reason), duties=number, people=cases[reason])
        for reason, number in sorted(duties.items(), key=lambda line: (-line[1], line[0]))
    )
