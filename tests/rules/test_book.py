"""The rulebook itself: what it waits for, what it tells when asked why, and its digest."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from casework.forms.rule_case_facts import FactsForm
from casework.rule_case_facts import case_file_of, names_of
from rules.book import RULES, AsAt, Rulebook, evaluate
from rules.calendar import Calendar
from rules.dated import Dated
from rules.days import NEVER
from rules.facts import CaseFile
from rules.figures import FIGURES
from rules.vocabulary import DutyKind, EventKind, Feed, OrderKind
from tests.rules.book import BOOK

TWO_REPORTS_OWED = date(2015, 3, 1)


def _reporting_case() -> CaseFile:
    facts = FactsForm.model_validate(
        {
            "order": [
                {
                    "kind": "fro",
                    "made_on": date(2014, 1, 14),
                    "provision": [
                        {
                            "number": "3",
                            "duty": {
                                "kind": "periodic_report",
                                "every": "6 months MB",
                                "due_within": "28 days F",
                            },
                        }
                    ],
                }
            ]
        }
    )
    return case_file_of(facts, names_of(facts))


def test_a_feed_is_waited_for_to_the_earliest_day_that_matters() -> None:
    found = evaluate(_reporting_case(), AsAt(on=TWO_REPORTS_OWED, complete_to={}), BOOK)

    assert found.waits == {Feed.POST_LOG: date(2014, 8, 10)}
    assert [unchecked.day for unchecked in found.unchecked] == [
        date(2014, 8, 10),
        date(2015, 2, 10),
    ]


def test_asked_why_it_tells_what_it_found_and_what_it_did_not() -> None:
    at = AsAt(on=TWO_REPORTS_OWED, complete_to={Feed.POST_LOG: date(2014, 9, 1)})

    found = evaluate(_reporting_case(), at, BOOK, why=True)

    assert [(check.rule, check.answer) for check in found.checks] == [
        ("order.dates_missing", "defect"),
        ("order.expiring", "nothing found"),
        ("custody.release_not_recorded", "nothing found"),
        ("order.started_on_release", "nothing found"),
        ("fro.invalid", "nothing found"),
        ("fro.invalid", "nothing found"),
        ("fro.last_period", "nothing found"),
        ("financial_report.late", "suspected non compliance"),
        ("financial_report.late", "cannot tell"),
        ("financial_report.incomplete", "nothing found"),
    ]
    assert found.checks[-2].words == "cannot tell until the post log is complete to Tue 10 Feb 2015"


def test_a_finding_says_nothing_of_the_day_it_is_looked_at() -> None:
    complete_to = {Feed.POST_LOG: date(2016, 1, 1)}

    first, later = (
        evaluate(_reporting_case(), AsAt(on=on, complete_to=complete_to), BOOK).findings[0]
        for on in (date(2014, 8, 11), TWO_REPORTS_OWED)
    )

    assert first == later


def test_the_digest_changes_with_rules_figures_and_holidays_and_with_nothing_else() -> None:
    calendar = BOOK.calendar
    [months] = FIGURES.repeat_months.values
    other_figures = replace(FIGURES, repeat_months=Dated("repeat", (replace(months, value=24),)))
    other_calendar = Calendar(
        first=calendar.first,
        last=calendar.last,
        holidays=dict.fromkeys(calendar.holidays, frozenset()),
    )
    other_rules = (replace(RULES[0], version=RULES[0].version + 1), *RULES[1:])

    digests = {
        Rulebook(calendar=calendar).digest,
        Rulebook(calendar=calendar, figures=other_figures).digest,
        Rulebook(calendar=other_calendar).digest,
        Rulebook(calendar=calendar, rules=other_rules).digest,
    }

    assert len(digests) == 4
    assert Rulebook(calendar=Calendar.from_data(calendar.to_data())).digest in digests


@pytest.mark.parametrize(
    "within", ["28 days B", "28 days A", "3 days W", "48 hours H", "1 year MB"]
)
@pytest.mark.parametrize("days_left", [0, 1, 40])
def test_the_last_days_there_are_can_be_judged(within: str, days_left: int) -> None:
    held = NEVER - timedelta(days=days_left + 5)
    clauses = (
        {"kind": "periodic_report", "every": "10 years MB", "due_within": within},
        {"kind": "first_notification", "of": ["phone"], "within": within},
        {"kind": "notify_change", "of": ["phone"], "within": within, "on_disposal": True},
    )
    facts = FactsForm.model_validate(
        {
            "order": [
                {
                    "kind": "scpo",
                    "made_on": date(2014, 1, 14),
                    "represented": True,
                    "ends_on": ends_on,
                    "provision": [
                        {"number": f"{n}", "starts_on": starts_on, "duty": duty}
                        for n, duty in enumerate(clauses)
                        for starts_on in (date(2014, 1, 14), NEVER)
                    ],
                }
                for ends_on in (None, NEVER - timedelta(days=1), NEVER)
            ],
            "release_date": [{"kind": "release", "falls_on": NEVER}],
            "holding": [{"kind": "phone", "since": held, "until": NEVER}],
        }
    )

    found = evaluate(
        case_file_of(facts, names_of(facts)),
        AsAt(on=NEVER - timedelta(days=days_left), complete_to=dict.fromkeys(Feed, NEVER)),
        BOOK,
    )

    assert found.next_change <= NEVER
    assert all(f.default_on is None or f.default_on < NEVER for f in found.findings)


def test_the_book_knows_which_events_it_reads() -> None:
    assert BOOK.reads.always == {
        EventKind.FIND,
        EventKind.SEIZURE,
        EventKind.JOURNEY_OUT,
        EventKind.JOURNEY_BACK,
    }
    assert BOOK.reads.of_duties[DutyKind.PERIODIC_REPORT] == {EventKind.REPORT_RECEIVED}
    assert EventKind.VISIT in BOOK.reads.of_duties[DutyKind.PROHIBITED_ASSOCIATION]
    assert EventKind.JOURNEY_OUT in BOOK.reads.of_orders[OrderKind.TRO]
    assert DutyKind.FREE_WORDING not in BOOK.reads.of_duties
