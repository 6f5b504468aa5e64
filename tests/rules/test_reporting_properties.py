"""Reports and answers: what is late, what is incomplete, and what is for a lawyer, never two."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from rules.book import AsAt, evaluate
from rules.days import ONE_DAY, Length
from rules.duties import AnswerNotice, Duty, PeriodicReport
from rules.facts import CaseFile, Detail, Event, Order, Provision, Ref
from rules.finding import Finding
from rules.vocabulary import Court, EventKind, Feed, Nation, OrderKind
from tests.rules.book import BOOK
from tests.rules.order_strategies import A_MONTH, DAYS, FIRST, FORWARD, SPAN
from tests.rules.strategies import JUDGED, SOME, case_files

WHOLLY = dict.fromkeys(Feed, FIRST + timedelta(days=4 * SPAN))
CLAUSE = 2
NAMES = ("income", "debts", "Bank statements", "tax  return")


def _case(kind: OrderKind, duty: Duty, *events: Event, ends_on: date | None = None) -> CaseFile:
    order = Order(
        Ref("court_order", 1, 1),
        kind,
        Nation.ENGLAND_AND_WALES,
        Court.CROWN_COURT,
        FIRST,
        represented=True,
        ends_on=ends_on,
        term=None,
        provisions=(
            Provision(Ref("provision", CLAUSE, 1), "1", "", duty, FIRST, None, None, None, None),
        ),
        services=(),
        variations=(),
        suspensions=(),
        endings=(),
    )
    by_kind: dict[EventKind, tuple[Event, ...]] = {}
    for event in events:
        by_kind[event.kind] = (*by_kind.get(event.kind, ()), event)
    return CaseFile(person=1, orders=(order,), events=by_kind)


def _found(case: CaseFile, on: date, *rules: str) -> list[Finding]:
    at = AsAt(on=on, complete_to=WHOLLY)
    return [f for f in evaluate(case, at, BOOK).findings if f.rule in rules]


@SOME
@given(case_files(), JUDGED)
def test_no_report_is_both_late_and_in_doubt(case: CaseFile, on: date) -> None:
    found = _found(case, on, "financial_report.late", "fro.last_period")

    keys = [(finding.subject, finding.occurrence) for finding in found]
    assert len(set(keys)) == len(keys)


@given(FORWARD, DAYS, st.integers(0, SPAN + 60))
def test_each_report_not_owed_before_the_end_is_in_doubt_while_its_time_runs(
    due_within: Length, ends_on: date, day: int
) -> None:
    duty = PeriodicReport(every=A_MONTH, due_within=due_within)
    case = _case(OrderKind.FRO, duty, ends_on=ends_on)
    on = FIRST + timedelta(days=day)

    late = _found(case, FIRST + timedelta(days=3 * SPAN), "financial_report.late")
    owed = {finding.occurrence for finding in late}
    doubted = {finding.occurrence for finding in _found(case, on, "fro.last_period")}

    assert not owed & doubted
    last_number = (ends_on.year - FIRST.year) * 12 + ends_on.month
    if on == ends_on:
        assert doubted | owed >= {f"period {n}" for n in range(1, last_number + 1)}


@given(
    st.lists(st.sampled_from(NAMES), unique=True),
    st.lists(st.sampled_from(NAMES), unique=True),
    st.sampled_from([str.upper, str.lower, str.title, lambda name: f" {name}  "]),
)
def test_what_is_named_as_missing_is_exactly_what_is(
    specified: list[str], had: list[str], written: Callable[[str], str]
) -> None:
    detail = Detail(contents=tuple(written(name) for name in had))
    received = FIRST + timedelta(days=40)
    report = Event(
        Ref("event", 3, 1), EventKind.REPORT_RECEIVED, received, None, CLAUSE, None, FIRST, detail
    )
    duty = PeriodicReport(
        every=A_MONTH,
        due_within=A_MONTH,
        particulars=tuple(specified[:2]),
        documents=tuple(specified[2:]),
    )

    found = _found(_case(OrderKind.FRO, duty, report), received, "financial_report.incomplete")

    missing = [name for name in specified if name not in had]
    assert [f.says.rstrip(".").split(": ")[-1].split("; ") for f in found] == (
        [missing] if missing else []
    )


@given(
    DAYS, st.integers(0, 30), st.none() | st.integers(0, 60), st.none() | st.integers(0, 22), DAYS
)
def test_an_officers_notice_is_in_default_unless_answered_by_its_time(
    served: date, given_days: int, answered_after: int | None, hour: int | None, on: date
) -> None:
    due = served + timedelta(days=given_days)
    moment = None if hour is None else datetime(due.year, due.month, due.day, hour, tzinfo=UTC)
    events = [
        Event(
            Ref("event", 3, 1),
            EventKind.OFFICER_NOTICE_SERVED,
            served,
            None,
            CLAUSE,
            None,
            None,
            Detail(expected_on=None if moment else due, expected_at=moment),
        )
    ]
    answered_on = None if answered_after is None else served + timedelta(days=answered_after)
    if answered_on is not None:
        events.append(
            Event(Ref("event", 4, 1), EventKind.NOTICE_GIVEN, answered_on, None, CLAUSE, 3, None)
        )

    found = _found(
        _case(OrderKind.SCPO, AnswerNotice(), *events), on, "information.officer_notice_late"
    )

    first_default = due if moment else due + ONE_DAY
    answered = answered_on is not None and answered_on <= due
    seen_in_time = answered and answered_on is not None and (answered_on <= on)
    assert bool(found) == (on >= first_default and not seen_in_time)
    assert all(finding.default_on == first_default for finding in found)
