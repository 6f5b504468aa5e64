"""R31: an answer to an officer's notice that did not come by the time the notice gave."""

from datetime import date, datetime
from typing import NamedTuple

from rules.days import NEVER, day_of, later, moment_of, say, say_moment
from rules.duties import AnswerNotice
from rules.facts import Event
from rules.finding import Reason
from rules.grades import is_weak
from rules.look import Look
from rules.rule import Rule
from rules.standing import ProvisionStanding, order_standing
from rules.vocabulary import DutyKind, EventKind, Feed, FlagKind, Recipient, Severity
from rules.words import clause, days_late

_ANSWERS = (EventKind.NOTICE_GIVEN, EventKind.REPORT_RECEIVED)
_LOGS = (Feed.NOTIFICATION_LOG, Feed.POST_LOG)


class Asked(NamedTuple):
    """An officer's notice and the time it gave: `day`, inclusive, or a `moment` of it.

    `answer` is the first event recorded about it, None where none is.
    """

    notice: Event
    day: date
    moment: datetime | None
    answer: Event | None

    @property
    def default_from(self) -> date:
        """The first day at whose end the answer is in default if none came, or NEVER."""
        if self.moment is not None and self.moment < moment_of(self.day):
            return self.day
        return later(self.day)

    def met_by(self, event: Event) -> bool:
        """Whether *event* came in time, the day or the moment included."""
        if self.moment is not None and event.happened_at is not None:
            return event.happened_at <= self.moment
        return event.happened_on <= self.day

    @property
    def due_in_words(self) -> str:
        """When an answer was due."""
        if self.moment is not None:
            return say_moment(self.moment)
        return f"{say(self.day)}, that day counted"


def officer_notice_late(standing: ProvisionStanding, look: Look) -> None:
    """An officer's notice for information is to be answered by the time the notice gives.

    Serious Crime Act 2007 s.5(5). The clause must be in force, and bind, on the day the
    notice was served and on the day the answer is due. It is answered by a notice or
    a report recorded as about it, so that none came is found only where the logs of
    notices and of post are both complete to that day. A notice whose record names no clause
    counts under the only clause of that sort in force on its day; where there are several, a
    person must say which. A notice without a time, and an answer in time that does not say
    what it is about, are put to a person too. A weakly graded record of a notice makes a
    line of enquiry only.
    """
    if not isinstance(standing.provision.duty, AnswerNotice):
        raise TypeError(f"{standing.provision.duty.kind} is not a duty to answer notices")
    subject = standing.provision.ref.id
    served = look.answering(EventKind.OFFICER_NOTICE_SERVED)
    notices = [*served.get(subject, ()), *served.get(None, ())]
    if not notices or not standing.spans:
        look.in_order(subject, "no notice is recorded under it, or it does not bind")
        return
    for notice in notices:
        if standing.in_force_on(notice.happened_on):
            _judge_notice(standing, notice, look)
        else:
            look.in_order(subject, "not in force on {}, when it was served", notice.happened_on)


def _judge_notice(standing: ProvisionStanding, notice: Event, look: Look) -> None:
    subject = standing.provision.ref.id
    asked = asked_by(notice, look)
    if asked is None:
        look.cannot_tell(subject, Reason.NOTICE_WITHOUT_TIME)
        return
    if not standing.in_force_on(asked.day):
        look.in_order(subject, "not in force when the answer was due on {}", asked.day)
        return
    if asked.answer is not None and asked.met_by(asked.answer):
        look.in_order(subject, "answered on {}, in time", asked.answer.happened_on)
        return
    if not NEVER != asked.default_from <= look.on:
        look.wake(asked.default_from)
        look.in_order(subject, "an answer is due by {}", asked.day)
        return
    if (doubt := doubt_of(standing, asked, look)) is not None:
        look.cannot_tell(subject, doubt)
    elif logs_complete(asked.day, subject, look):
        _find(standing, asked, look)


def asked_by(notice: Event, look: Look) -> Asked | None:
    """Return what an officer's notice asked; None where it gave no time, or one before it."""
    given = notice.detail.expected_at or notice.detail.expected_on
    if given is None or day_of(given) < notice.happened_on:
        return None
    moment = given if isinstance(given, datetime) else None
    return Asked(notice, day_of(given), moment, _answer(notice, look))


def logs_complete(day: date, subject: int, look: Look) -> bool:
    """Whether both logs an answer may be in, of notices and of post, are complete to *day*."""
    complete = [look.complete(feed, day, subject) for feed in _LOGS]
    return all(complete)


def _answer(notice: Event, look: Look) -> Event | None:
    """Return the first answer recorded as about a notice."""
    answers = [event for kind in _ANSWERS for event in look.about(kind).get(notice.ref.id, ())]
    return min(
        answers,
        key=lambda event: (moment_of(event.happened_at or event.happened_on), event.ref),
        default=None,
    )


def _one_clause_on(day: date, look: Look) -> bool:
    """Whether no more than one clause to answer notices was in force on *day*."""
    in_force = [
        clause_standing
        for order in look.case.orders
        if any(isinstance(p.duty, AnswerNotice) for p in order.provisions)
        for clause_standing in order_standing(order, look.custody).provisions
        if isinstance(clause_standing.provision.duty, AnswerNotice)
        and clause_standing.in_force_on(day)
    ]
    return len(in_force) <= 1


def doubt_of(standing: ProvisionStanding, asked: Asked, look: Look) -> Reason | None:
    """Say why a person must decide whether the answer is missing, if so."""
    if asked.notice.provision_id is None and not _one_clause_on(asked.notice.happened_on, look):
        return Reason.CLAUSE_NOT_SAID
    subject = standing.provision.ref.id
    for kind in _ANSWERS:
        answering = look.answering(kind)
        for event in (*answering.get(subject, ()), *answering.get(None, ())):
            if (
                event.about_id is None
                and event.period_from is None
                and asked.notice.happened_on <= event.happened_on
                and asked.met_by(event)
            ):
                return Reason.NOTICE_UNLABELLED
    return None


def _find(standing: ProvisionStanding, asked: Asked, look: Look) -> None:
    notice, answer = asked.notice, asked.answer
    number, wording = clause(standing.provision)
    says = (
        f"The officer's notice served on {say(notice.happened_on)} was to be answered "
        f"by {asked.due_in_words}."
    )
    evidence = (*standing.rests_on(asked.day), notice.ref)
    missing: str | None = "No answer to it is recorded"
    if answer is not None:
        says += f" The answer came on {say(answer.happened_on)}, {_how_late(answer, asked)}."
        evidence = (*evidence, answer.ref)
        missing = None
    weak = is_weak(notice.detail.grade)
    if weak:
        says += " That the notice was served is known from weakly graded intelligence only."
    look.find(
        kind=FlagKind.LINE_OF_ENQUIRY if weak else FlagKind.SUSPECTED_NON_COMPLIANCE,
        subject=standing.provision.ref.id,
        occurrence=f"fact {notice.ref.id}",
        says=says,
        missing=missing,
        feed=Feed.NOTIFICATION_LOG if missing else None,
        clause=number,
        wording=wording,
        due_on=asked.day,
        default_on=asked.default_from,
        evidence=evidence,
        clears="an answer shown to have been given in time, or a decision",
    )


def _how_late(answer: Event, asked: Asked) -> str:
    if answer.happened_on > asked.day:
        return days_late(answer.happened_on, asked.day)
    return "later that day than it was due"


OFFICER_NOTICE_LATE = Rule(
    id="R31",
    name="information.officer_notice_late",
    version=1,
    kind=FlagKind.SUSPECTED_NON_COMPLIANCE,
    severity=Severity.MEDIUM,
    told=(Recipient.OFFENDER_MANAGER,),
    source="Serious Crime Act 2007 s.5(5)",
    look=officer_notice_late,
    duties=frozenset({DutyKind.ANSWER_NOTICE}),
    reads=frozenset({EventKind.OFFICER_NOTICE_SERVED, *_ANSWERS}),
)
