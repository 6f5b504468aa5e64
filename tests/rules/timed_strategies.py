"""Arbitrary cases of one order whose clauses all have days to keep, dense with what came."""

from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import NamedTuple

from hypothesis import strategies as st

from rules.days import Length
from rules.duties import (
    AnswerNotice,
    Duty,
    FirstNotification,
    NotifyBeforehand,
    NotifyChange,
    PeriodicReport,
    ReportReturn,
)
from rules.facts import CaseFile, Detail, Event, Holding, Order, Provision, Suspension
from rules.vocabulary import (
    Counting,
    Court,
    EventKind,
    HoldingKind,
    Nation,
    Notifiable,
    OrderKind,
    Unit,
)
from tests.rules.order_strategies import A_MONTH, FIRST, NUMBERED, SPAN, numbering
from tests.rules.strategies import made_of

_ON = (Counting.AFTER, Counting.AFTER_PERIOD, Counting.BEGINNING_WITH, Counting.CIVIL_PROCEDURE)
_BACK = (Counting.CLEAR_BEFORE, Counting.NOT_LESS_BEFORE)
_WHAT_HAPPENS = (
    EventKind.REPORT_RECEIVED,
    EventKind.REPORT_RECEIVED,
    EventKind.NOTICE_GIVEN,
    EventKind.NOTICE_GIVEN,
    EventKind.NOTICE_GIVEN,
    EventKind.OFFICER_NOTICE_SERVED,
    EventKind.JOURNEY_BOOKED,
    EventKind.JOURNEY_OUT,
    EventKind.JOURNEY_BACK,
)


class _Chance(NamedTuple):
    """Draws from one seed: what comes of it is dense, as hypothesis by itself is not."""

    random: Random
    ref: NUMBERED

    def once_in(self, number: int) -> bool:
        return self.random.randrange(number) == 0

    def day(self) -> date:
        return FIRST + timedelta(days=self.random.randrange(SPAN))

    def length(self, *counting: Counting) -> Length:
        code = self.random.choice(counting)
        if code is Counting.HOURS:
            return Length(count=self.random.randint(1, 60), unit=Unit.HOURS, counting=code)
        return Length(count=self.random.randint(1, 20), unit=Unit.DAYS, counting=code)

    def duty(self) -> Duty:
        phone, abroad = (Notifiable.PHONE,), (Notifiable.FOREIGN_TRAVEL,)
        on, back = self.length(*_ON, Counting.HOURS), self.length(*_BACK, Counting.HOURS)
        return self.random.choice(
            (
                PeriodicReport(every=A_MONTH, due_within=on),
                PeriodicReport(every=A_MONTH, due_within=on),
                AnswerNotice(),
                FirstNotification(of=phone, within=on),
                NotifyChange(of=phone, within=on, on_disposal=self.once_in(2)),
                NotifyBeforehand(of=phone, notice=back),
                NotifyBeforehand(of=abroad, notice=back),
                ReportReturn(within=on),
            )
        )

    def clause(self) -> Provision:
        starts = self.day() if self.once_in(3) else FIRST
        ends = self.day() if self.once_in(8) else None
        return Provision(
            self.ref("provision"), "1", "", self.duty(), starts, None, ends, None, None
        )

    def event(self, clauses: list[int], about: list[int]) -> Event:
        on = self.day()
        period = date(2026, self.random.randint(1, 4), 1) if self.once_in(2) else None
        hour = self.random.randrange(23) if self.once_in(3) else None
        kind = self.random.choice(_WHAT_HAPPENS)
        at = None if hour is None else datetime(on.year, on.month, on.day, hour, tzinfo=UTC)
        return Event(
            self.ref("event"),
            kind,
            on,
            at,
            None if self.once_in(3) else self.random.choice(clauses),
            self.random.choice(about) if about and self.once_in(2) else None,
            period,
            Detail(expected_on=on + timedelta(days=self.random.randint(-1, 30))),
        )

    def case(self) -> CaseFile:
        clauses = [self.clause() for _ in range(self.random.randint(1, 3))]
        suspended = self.day()
        order = Order(
            ref=self.ref("court_order"),
            kind=self.random.choice((OrderKind.SCPO, OrderKind.FRO)),
            nation=Nation.ENGLAND_AND_WALES,
            court=self.random.choice((Court.HIGH_COURT, Court.CROWN_COURT)),
            made_on=FIRST,
            represented=True,
            ends_on=self.day() if self.once_in(5) else None,
            term=None,
            provisions=tuple(clauses),
            services=(),
            variations=(),
            suspensions=(Suspension(self.ref("suspension"), suspended, suspended),)
            if self.once_in(3)
            else (),
            endings=(),
        )
        holdings = [self._holding() for _ in range(self.random.randrange(3))]
        ids, about = [clause.ref.id for clause in clauses], [held.ref.id for held in holdings]
        events: list[Event] = []
        for _ in range(self.random.randrange(9)):
            events.append(self.event(ids, about))
            about.append(events[-1].ref.id)
        return made_of(
            orders=[order],
            movements=(),
            observations=[],
            release_dates=[],
            holdings=holdings,
            events=events,
        )

    def _holding(self) -> Holding:
        since = self.day()
        until = since + timedelta(days=self.random.randint(1, 60)) if self.once_in(2) else None
        return Holding(self.ref("holding"), HoldingKind.PHONE, "one", since, until)


def timed_cases() -> st.SearchStrategy[CaseFile]:
    """A case whose one order binds, with one to three clauses that have days to keep."""
    return st.integers(0, 2**32).map(
        lambda seed: _Chance(Random(seed), numbering()).case()  # noqa: S311  # invented cases
    )
