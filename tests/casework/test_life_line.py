"""The life on one line: every day in one column, no width exceeded, nothing told by colour."""

import itertools
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from casework.pages.drawn import draw
from casework.pages.duty_words import duty_in_words
from casework.pages.life_axis import Axis, Window, labels
from casework.pages.life_line import life_line, whole
from casework.pages.page import Page
from casework.pages.plain import plain_lines
from casework.services.read_life import Known, told_life
from casework.views.life import FlagMark, Life
from rules.days import Length
from rules.duties import (
    AnswerNotice,
    CashLimit,
    CountLimit,
    Duty,
    NotifyBeforehand,
    NotifyChange,
    PeriodicReport,
    ProhibitedAssociation,
    TransactionLimit,
    TravelBan,
)
from rules.facts import CaseFile
from rules.vocabulary import (
    Counting,
    CustodyBasis,
    FlagKind,
    HoldingKind,
    MovementKind,
    Notifiable,
    ReleaseDateKind,
    Severity,
    TransactionKind,
    Unit,
)
from tests.builders import PHONE_IN_THREE_DAYS, SIX_MONTHLY
from tests.rules.lives import an_order, day_on, expiry, moves
from tests.rules.strategies import case_files

DAYS = st.dates()
WIDTHS = st.integers(1, 200)


@st.composite
def axes(draw_from: st.DrawFn) -> Axis:
    return Axis(*sorted((draw_from(DAYS), draw_from(DAYS))))


@st.composite
def windows(draw_from: st.DrawFn) -> Window:
    axis = draw_from(axes())
    centre = draw_from(st.dates(axis.first, axis.last))
    window = Window(axis, centre, centre)
    for _ in range(draw_from(st.integers(0, 8))):
        window = window.closer()
    return window


@given(axes(), WIDTHS, st.data())
def test_every_day_stands_in_exactly_one_column_and_columns_cover_the_axis(
    axis: Axis, width: int, data: st.DataObject
) -> None:
    columns = axis.columns(width)
    day = data.draw(st.dates(axis.first, axis.last))
    spans = [axis.span(column, columns) for column in range(columns)]

    assert columns <= width
    assert spans[0][0] == axis.first
    assert spans[-1][1] == axis.last
    assert all(first <= last for first, last in spans)
    assert all(
        after - before == timedelta(1) for (_, before), (after, _) in itertools.pairwise(spans)
    )
    holding = [c for c, (first, last) in enumerate(spans) if first <= day <= last]
    assert holding == [axis.column(day, columns)]


@given(windows())
def test_coming_closer_and_going_back_shows_what_was_shown(window: Window) -> None:
    closer = window.closer()

    if closer != window:
        assert closer.axis.days < window.axis.days
        assert closer.wider() == window


@given(windows(), st.integers(-9, 9))
def test_panning_keeps_how_many_days_are_in_sight(window: Window, steps: int) -> None:
    panned = window.panned(steps)

    assert panned.axis.days == window.axis.days
    assert panned.axis.meets(*window.whole)


@given(windows(), WIDTHS)
def test_labels_stand_in_order_within_the_columns(window: Window, width: int) -> None:
    columns = window.axis.columns(width)

    places = [column for column, _ in labels(window.axis, columns)]

    assert places == sorted(places)
    assert all(0 <= place < columns for place in places)


def told(case: CaseFile, on: date, *flags: FlagMark) -> Life:
    return told_life(case, on, "P1", Known({}, (), (), flags, {}))


@given(case_files(), st.dates(date(2000, 1, 1), date(2060, 1, 1)), st.integers(10, 160), st.data())
def test_any_life_is_drawn_within_the_width_and_told_in_words(
    case: CaseFile, on: date, width: int, data: st.DataObject
) -> None:
    flags = [a_flag("abc"[n], data.draw(DAYS)) for n in range(data.draw(st.integers(0, 3)))]
    life = told(case, on, *flags)
    window = Window(whole(life), on, on)
    for _ in range(data.draw(st.integers(0, 7))):
        window = window.closer()
    page = Page("Life", (life_line(life, window.axis),))

    lines = ["".join(words.text for words in line.words) for line in draw(page, width)]

    assert all(cell_len(line) <= width for line in lines)
    assert len(list(plain_lines(page))) > len(life.stages)


def a_flag(letter: str, on: date) -> FlagMark:
    return FlagMark(
        flag=1,
        letter=letter,
        on=on,
        kind=FlagKind.SUSPECTED_NON_COMPLIANCE,
        severity=Severity.HIGH,
        says="A report is late.",
    )


LIFE = CaseFile(
    person=1,
    movements=moves(
        (MovementKind.RECEPTION, 0, CustodyBasis.REMAND),
        (MovementKind.RETURN, 200, CustodyBasis.SENTENCE),
        (MovementKind.RELEASE, 1500),
    ),
    release_dates=(expiry(2200, ReleaseDateKind.LICENCE_EXPIRY),),
    orders=(an_order(made=200, ends=2600),),
)


def test_a_life_reads_without_colour() -> None:
    life = told(LIFE, day_on(1800), a_flag("a", day_on(1700)))
    page = Page("Life", (life_line(life, whole(life)),))

    lines = ["".join(words.text for words in line.words).rstrip() for line in draw(page, 78)]

    assert lines[:5] == [
        "                    2027     2028     2029      2030     2031     2032",
        "             ───────┬────────┬────────┬─────────┬────────▼────────┬────────┬──",
        "Where        R████Custody█████████████████████████Licence▒",
        "SCPO 2026        1═══════════════════════════════════════════════════════════┤",
        "Open flags                                             a ┊",
    ]
    assert lines[5].startswith("▼ today, Mon 3 Feb 2031; R remand;")


def test_clauses_have_a_row_each_once_they_are_near_enough() -> None:
    life = told(LIFE, day_on(1800))
    window = Window(whole(life), life.today, life.today)
    while window.axis.days > 731:
        assert not any("clause 1" in line for line in _lines(life, window))
        window = window.closer()

    assert any("clause 1" in line for line in _lines(life, window))


def _lines(life: Life, window: Window) -> list[str]:
    page = Page("Life", (life_line(life, window.axis),))
    return ["".join(words.text for words in line.words) for line in draw(page, 78)]


def test_today_is_marked_only_where_it_is_in_sight() -> None:
    life = told(LIFE, day_on(1800))
    window = Window(whole(life), life.today, life.today).closer().closer().closer().closer()

    assert "▼" in "".join(_lines(life, window))
    assert "▼" not in "".join(_lines(life, window.panned(-6)))
    assert "▼" in "".join(_lines(life, window.panned(-6).around_today()))


def test_a_life_is_told_in_sentences() -> None:
    life = told(LIFE, day_on(1800), a_flag("a", day_on(1700)))

    assert list(plain_lines(Page("Life", (life_line(life, whole(life)),))))[1:] == [
        "Remand from Sun 1 Mar 2026 to Wed 16 Sep 2026, 200 days.",
        "Custody from Thu 17 Sep 2026 to Mon 8 Apr 2030, 1,300 days.",
        "Licence since Tue 9 Apr 2030, and still.",
        (
            "The serious crime prevention order of Thu 17 Sep 2026 runs from Thu 17 Sep 2026; "
            "its last day is Wed 13 Apr 2033; 1 clause; in force."
        ),
        "Open flag a, high, from Sat 26 Oct 2030: A report is late.",
    ]


@pytest.mark.parametrize(
    ("duty", "words"),
    [
        (SIX_MONTHLY, "Report every 6 months, within 28 days of the end of each period."),
        (PHONE_IN_THREE_DAYS, "Notify any new phone, within 3 days of the change."),
        (
            PeriodicReport(
                every=Length(count=1, unit=Unit.YEARS, counting=Counting.MONTHS_AFTER),
                due_within=Length(count=0, unit=Unit.DAYS, counting=Counting.AFTER_PERIOD),
                particulars=("income", "assets"),
            ),
            (
                "Report every year, on the last day of each period, with particulars of income and "
                "assets."
            ),
        ),
        (
            NotifyChange(
                of=(Notifiable.PHONE, Notifiable.EMAIL),
                within=Length(count=5, unit=Unit.DAYS, counting=Counting.WORKING_DAYS),
                on_disposal=True,
            ),
            (
                "Notify any new phone or e-mail address, and one given up, within 5 working days "
                "of the change."
            ),
        ),
        (
            NotifyBeforehand(
                of=(Notifiable.FOREIGN_TRAVEL,),
                notice=Length(count=7, unit=Unit.DAYS, counting=Counting.CLEAR_BEFORE),
            ),
            "Give notice of any foreign travel at least 7 clear days before it.",
        ),
        (
            NotifyBeforehand(
                of=(Notifiable.FOREIGN_TRAVEL,),
                notice=Length(count=48, unit=Unit.HOURS, counting=Counting.HOURS),
            ),
            "Give notice of any foreign travel at least 48 hours before it.",
        ),
        (CountLimit(of=HoldingKind.PHONE, most=1), "Have at most 1 telephone at a time."),
        (CountLimit(of=HoldingKind.COMPANY, most=0), "Have no company."),
        (
            CashLimit(most=100_000, currency="GBP"),
            "Hold at most GBP 1,000.00 in cash, every currency together.",
        ),
        (
            TransactionLimit(of=(TransactionKind.GIFT,), most=0, currency="GBP"),
            "Do not give money or property of any amount.",
        ),
        (
            ProhibitedAssociation(people=("Jo Bramble", "Kim Cedar"), exceptions=("at work",)),
            "Do not associate with Jo Bramble or Kim Cedar, except at work.",
        ),
        (TravelBan(), "Do not leave the United Kingdom."),
        (AnswerNotice(), "Answer an officer's notice in the time the notice sets."),
    ],
)
def test_a_duty_is_one_sentence_with_every_limit(duty: Duty, words: str) -> None:
    assert duty_in_words(duty) == words
