"""How people live up to their clauses: reports and notices, in time, late, or never."""

import json
from datetime import date, timedelta
from itertools import count

from dateutil.relativedelta import relativedelta

from casework.demo.characters import Behaviour
from casework.demo.orders import LiveClause
from casework.demo.story import FactMark, Story
from casework.demo.things import new_thing
from casework.models import Event, Holding
from rules.days import ONE_DAY
from rules.duties import (
    AnswerNotice,
    CountLimit,
    FirstNotification,
    NotifyBeforehand,
    NotifyChange,
    PeriodicReport,
)
from rules.vocabulary import EventKind, Feed, HoldingKind, HoldingRole

_KINDS = (
    HoldingKind.PHONE,
    HoldingKind.VEHICLE,
    HoldingKind.ACCOUNT,
    HoldingKind.ADDRESS,
    HoldingKind.SIM,
    HoldingKind.EMAIL,
)
_OFTEN = (5, 3, 3, 2, 2, 1)
_ROLES = {
    HoldingKind.VEHICLE: HoldingRole.KEEPER,
    HoldingKind.ACCOUNT: HoldingRole.OWNER,
    HoldingKind.ADDRESS: HoldingRole.OCCUPIER,
}


def live_under(story: Story, clauses: list[LiveClause], behaviour: Behaviour) -> None:
    """Tell of everything a person sent and notified since each clause came into force."""
    for clause in clauses:
        if isinstance(clause.duty, PeriodicReport):
            _report(story, clause, clause.duty, behaviour)
        elif isinstance(clause.duty, FirstNotification):
            _notify_first(story, clause, clause.duty, behaviour)
        elif isinstance(clause.duty, AnswerNotice):
            _be_asked(story, clause, behaviour)
    notifying = [c for c in clauses if isinstance(c.duty, NotifyChange | NotifyBeforehand)]
    if notifying:
        since = min(clause.since for clause in notifying)
        limited = frozenset(c.duty.of for c in clauses if isinstance(c.duty, CountLimit))
        for _ in range(story.chance.randint(1, 4)):
            [kind] = story.chance.choices(_KINDS, _OFTEN)
            if kind not in limited or story.happens(behaviour.late):
                _gain(story, notifying, (kind, since), behaviour)


def hold(story: Story, kind: HoldingKind, since: date, until: date | None = None) -> FactMark:
    """Tell of a thing held from a day, to another if it has gone."""
    return story.add(
        Holding,
        thing_id=new_thing(story, kind),
        kind=kind,
        role=_ROLES.get(kind, HoldingRole.USER),
        since=since,
        until=until,
    )


def _report(story: Story, clause: LiveClause, duty: PeriodicReport, behaviour: Behaviour) -> None:
    months, allowed = duty.every.months, duty.due_within.days
    for number in count():
        first = clause.since + relativedelta(months=number * months)
        next_first = clause.since + relativedelta(months=(number + 1) * months)
        sent_on = next_first - timedelta(days=1) + _delay(story, behaviour, allowed, most_late=35)
        if not story.is_past(next_first):
            return
        if story.happens(behaviour.missing) or not story.is_past(sent_on):
            continue
        unlabelled = story.happens(behaviour.unlabelled)
        contents = _contents(story, duty, behaviour)
        story.add(
            Event,
            Feed.POST_LOG,
            kind=EventKind.REPORT_RECEIVED,
            happened_on=sent_on,
            provision_id=clause.provision,
            period_from=None if unlabelled else first,
            contents=contents,
            details="Report, looked at" if contents else "Report",
        )


def _contents(story: Story, duty: PeriodicReport, behaviour: Behaviour) -> str | None:
    """Return what a report had, as it is stored; None where nobody has looked yet."""
    if story.happens(0.08):
        return None
    contents = [*duty.particulars, *duty.documents]
    if story.happens(behaviour.scant):
        contents.remove(story.one_of(contents))
    return json.dumps(contents)


def _be_asked(story: Story, clause: LiveClause, behaviour: Behaviour) -> None:
    """Tell of the officer's notices under a clause, and of the answers."""
    for _ in range(story.chance.randint(0, 2)):
        asked_on = story.day_between(clause.since + ONE_DAY, story.as_of)
        allowed = story.one_of((7, 14, 28))
        notice = ask(story, clause.provision, asked_on, allowed)
        if story.happens(behaviour.missing) or notice is None:
            continue
        answer(story, notice, asked_on + _delay(story, behaviour, allowed, most_late=12))


def ask(story: Story, provision: FactMark, on: date, allowed: int) -> FactMark | None:
    """Tell of an officer's notice to be answered within so many days; None if it is to come."""
    if not story.is_past(on):
        return None
    return story.add(
        Event,
        Feed.SERVICE_LOG,
        kind=EventKind.OFFICER_NOTICE_SERVED,
        happened_on=on,
        provision_id=provision,
        expected_on=on + timedelta(days=allowed),
        details=story.one_of(("Accounts held and their balances", "Vehicles and their keepers")),
    )


def answer(story: Story, about: FactMark, on: date, provision: FactMark | None = None) -> None:
    """Tell of a notice the person gave about a fact, if the day of it has come."""
    if story.is_past(on):
        _notice(story, on, provision, about)


def _notify_first(
    story: Story, clause: LiveClause, duty: FirstNotification, behaviour: Behaviour
) -> None:
    told_on = clause.since + _delay(story, behaviour, duty.within.days, most_late=12)
    if story.happens(behaviour.missing) or not story.is_past(told_on):
        return
    _notice(story, told_on, clause.provision, None)


def _gain(
    story: Story,
    notifying: list[LiveClause],
    gained: tuple[HoldingKind, date],
    behaviour: Behaviour,
) -> None:
    """Tell of one new thing of a kind since a day, and of the notice of it, if any."""
    kind, since = gained
    got_on = story.day_between(since + timedelta(days=1), story.as_of)
    if not story.is_past(got_on):
        return
    gone_on = got_on + story.days(30, 500) if story.happens(0.35) else None
    if gone_on is not None and not story.is_past(gone_on):
        gone_on = None
    holding = hold(story, kind, got_on, gone_on)
    for clause in notifying:
        if kind.value in _of(clause) and got_on >= clause.since:
            _notify(story, clause, holding, (got_on, gone_on), behaviour)


def _notify(
    story: Story,
    clause: LiveClause,
    holding: FactMark,
    held: tuple[date, date | None],
    behaviour: Behaviour,
) -> None:
    """Tell of the notices of a thing got, and gone again, under one clause."""
    got_on, gone_on = held
    if story.happens(behaviour.missing):
        return
    told_on = _told_on(story, clause, got_on, behaviour)
    if story.is_past(told_on):
        _notice(story, told_on, clause.provision, holding)
    if gone_on is not None:
        told_on = gone_on + _delay(story, behaviour, 3, most_late=20)
        if story.is_past(told_on) and not story.happens(behaviour.missing):
            _notice(story, told_on, clause.provision, holding)


def _told_on(story: Story, clause: LiveClause, got_on: date, behaviour: Behaviour) -> date:
    if isinstance(clause.duty, NotifyBeforehand):
        ahead = clause.duty.notice.days
        careless = story.happens(behaviour.late)
        return got_on - (story.days(0, ahead - 1) if careless else story.days(ahead + 1, ahead + 9))
    if isinstance(clause.duty, NotifyChange):
        return got_on + _delay(story, behaviour, clause.duty.within.days, most_late=20)
    raise TypeError(f"Nothing is notified under {clause.duty.kind}.")


def _of(clause: LiveClause) -> tuple[str, ...]:
    if isinstance(clause.duty, NotifyChange | NotifyBeforehand):
        return tuple(notifiable.value for notifiable in clause.duty.of)
    return ()


def _delay(story: Story, behaviour: Behaviour, allowed: int, *, most_late: int) -> timedelta:
    """Draw how long after its cause something is sent, of the days the court allowed."""
    if story.happens(behaviour.late):
        return story.days(allowed + 1, allowed + most_late)
    return story.days(min(1, allowed), allowed)


def _notice(story: Story, on: date, provision: FactMark | None, about: FactMark | None) -> None:
    story.add(
        Event,
        Feed.NOTIFICATION_LOG,
        kind=EventKind.NOTICE_GIVEN,
        happened_on=on,
        provision_id=provision,
        about_id=about,
        details="By telephone" if story.happens(0.5) else "By e-mail",
    )
