"""Read one person as first met: who it is, the life on one line, what matters now."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from casework.context import Context
from casework.desk import declares
from casework.duty_json import finding_from_json
from casework.facts import case_files
from casework.models import CourtOrder, FlagState, Sentence, Verb
from casework.pages.fact_words import movement_says
from casework.permissions import Action
from casework.queries import fact_versions, flags, officers, people, person
from casework.same_person import together
from casework.services.person_head import told_head
from casework.services.read_life import Known, told_life
from casework.views.life import FlagMark
from casework.views.person import ComingLine, LastLine, PersonRecord, UncheckedCount
from rules.calendar import Calendar
from rules.coming import Coming, coming
from rules.facts import CaseFile
from rules.finding import reason_words, remedy_words
from rules.urgency import urgency

AHEAD = timedelta(days=90)
"""How far ahead a summary looks."""

_LETTERS = "abcdefghijklmnopqrstuvwxyz"


@declares(Action.READ_PERSON, Verb.CONSULT)
def read_person(context: Context, typed: str, *, calendar: Calendar) -> PersonRecord:
    """Return all of the summary, the timeline, the orders and the duties of a person.

    Records judged to be of one person are read together. What is coming is worked out by
    the same functions as the night's rules, what cannot be checked is as the night left it.

    Raises:
        PersonNotFoundError: nobody the officer may see is known by *typed*.
        PersonAmbiguousError: more than one person is.
    """
    whose = person.require(context, typed)
    context.touch(Verb.CONSULT, whose.records)
    reference = people.reference(whose.person.id)
    case = _case(context, whose)
    known = _known(context, whose)
    life = told_life(case, context.today, reference, known)
    contact = person.last_contact(context.session, whose.records)
    moved = known.moved[-1] if known.moved else None
    ahead = coming(case, context.today, context.today + AHEAD, calendar)
    unchecked, looked_on = _unchecked(person.looked_at(context.session, whose.records))
    return PersonRecord(
        head=told_head(context.session, whose, life, known.moved, context.today),
        life=life,
        flags=tuple(sorted(life.flags, key=_gravest_first)),
        coming=tuple(_coming(one, case, reference) for one in ahead),
        coming_to=context.today + AHEAD,
        last_contact=None
        if contact is None
        else LastLine(
            on=contact.contacted_on,
            says=": ".join(part for part in (contact.method, contact.outcome) if part),
            fact=f"officer_contact/{contact.fact_id}",
        ),
        last_movement=None
        if moved is None
        else LastLine(
            on=moved.on,
            says=movement_says(moved.kind, moved.prison, moved.basis),
            fact=f"movement/{moved.id}",
        ),
        unchecked=unchecked,
        unchecked_on=looked_on,
        failed_on=person.failed_on(context.session, whose.records),
    )


def _case(context: Context, whose: person.Whose) -> CaseFile:
    revisions = dict.fromkeys(whose.records, whose.person.revision)
    same_as = dict.fromkeys(whose.records, whose.records[0]) if len(whose.records) > 1 else {}
    return together(list(case_files(context.session, revisions)), same_as)


def _known(context: Context, whose: person.Whose) -> Known:
    orders = fact_versions.current(context.session, CourtOrder, whose.records)
    sentences = fact_versions.current(context.session, Sentence, whose.records)
    marks = sorted(_flags(context, whose), key=lambda found: (found.mark.on, found.mark.flag))
    flagged: dict[int, tuple[int, ...]] = defaultdict(tuple)
    for found in marks:
        flagged[found.subject] += (found.mark.flag,)
    return Known(
        orders={row["fact_id"]: row for rows in orders.values() for row in rows},
        sentences=[row for rows in sentences.values() for row in rows],
        moved=person.moved(context.session, whose.records),
        flags=tuple(
            found.mark.model_copy(update={"letter": _LETTERS[place : place + 1] or "+"})
            for place, found in enumerate(marks)
        ),
        flagged=flagged,
    )


class _Marked(NamedTuple):
    """A flag as it is marked, and the fact it is about."""

    mark: FlagMark
    subject: int


def _flags(context: Context, whose: person.Whose) -> Iterator[_Marked]:
    every = person.every_flag(context.session, whose.records)
    standing = [flag for flag in every if flag.state is FlagState.OPEN]
    called = officers.names(
        context.session, {flag.handled_by for flag in standing if flag.handled_by is not None}
    )
    for flag in standing:
        finding = finding_from_json(flag.finding)
        mark = FlagMark(
            flag=flag.id,
            letter="",
            on=finding.default_on or finding.due_on or flag.open_since,
            kind=flag.kind,
            severity=flag.severity,
            says=finding.says,
            snoozed_until=flag.snoozed_until if flags.is_snoozed(flag, context.today) else None,
            handled_by=None if flag.handled_by is None else called.get(flag.handled_by),
        )
        yield _Marked(mark, finding.subject)


def _gravest_first(mark: FlagMark) -> tuple[int, int, int]:
    return *urgency(mark.severity, mark.kind), mark.flag


def _coming(one: Coming, case: CaseFile, reference: str) -> ComingLine:
    ids = {
        fact: order.ref.id
        for order in case.orders
        for fact in (order.ref, *(provision.ref for provision in order.provisions))
    }
    order = ids.get(one.subject)
    return ComingLine(
        on=one.falls_on,
        says=one.says,
        view="fact" if order is None else "order",
        key=f"{one.subject.kind}/{one.subject.id}" if order is None else f"{reference}/{order}",
    )


def _unchecked(
    looked: Sequence[person.Looked],
) -> tuple[tuple[UncheckedCount, ...], date | None]:
    counts: Counter[str] = Counter()
    for one in looked:
        counts.update(json.loads(one.unchecked_by) if one.unchecked_by else {})
    lines = tuple(
        UncheckedCount(duties=duties, why=reason_words(why), remedy=remedy_words(why))
        for why, duties in counts.most_common()
    )
    return lines, min((one.judged_on for one in looked), default=None)
