"""The list of open flags: severest first, narrowed by keys, told as they come into sight."""

from datetime import UTC, datetime

from hypothesis import given, strategies
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from casework.models import Flag, FlagState
from casework.office import Office
from casework.services.list_flags import list_flags, order_flags, read_flag_rows
from casework.services.read_flag import read_flag
from casework.services.read_flags_of import read_flags_of
from casework.services.read_person import read_person
from casework.services.read_today import read_today
from casework.services.take_up_flag import acknowledge_flag
from rules.vocabulary import FlagKind, Severity
from tests.tui.conftest import SIZES, Open
from tui.sources import PAGE_SIZE, PageSource
from tui.views.flags import FlagRows, Narrowing

FOUND = {
    "elder": {"P5"},
    "ELDER travel": {"P5"},
    "elder cash": set(),
    "critical": {"P5"},
    "p1": {"P1"},
    "release": {"P2"},
    "%": set(),
}
"""Whose flags some words find."""


def test_the_order_by_numbers_is_the_order_of_the_list(office: Office) -> None:
    desk = office.desk("test", login="officer")

    ordered = desk.run(order_flags)
    listed = desk.run(list_flags)

    assert ordered.ids == tuple(line.flag for line in listed.flags)
    assert sum(ordered.kinds.values()) == len(listed.flags)
    rows = desk.run(read_flag_rows, [ordered.ids[2], 10**9, ordered.ids[0]])
    assert [row.flag for row in rows] == [ordered.ids[2], ordered.ids[0]]


def test_severity_goes_before_what_is_asked_wherever_flags_are_listed(office: Office) -> None:
    with Session(office.engine) as session, session.begin():
        enquiry = session.scalars(select(Flag).where(Flag.kind == FlagKind.LINE_OF_ENQUIRY)).one()
        enquiry.severity = Severity.CRITICAL
        enquiry.finding = enquiry.finding.replace('"severity":"high"', '"severity":"critical"')
        number = enquiry.id
    desk = office.desk("test", login="officer")

    listed = desk.run(list_flags).flags
    today = desk.run(read_today, since=None, everybody=True, most=9).decide.shown
    since = desk.run(read_today, since=datetime(2020, 1, 1, tzinfo=UTC), everybody=True).new.shown
    record = desk.run(read_person, "P1", calendar=office.rulebook().calendar)

    asked = [(one.finding.severity.value, one.finding.kind) for one in listed]
    suspected = FlagKind.SUSPECTED_NON_COMPLIANCE
    assert asked[:3] == [
        ("critical", suspected),
        ("critical", FlagKind.LINE_OF_ENQUIRY),
        ("high", suspected),
    ]
    assert desk.run(order_flags).ids == tuple(one.flag for one in listed)
    assert [one.flag for one in today] == [one.flag for one in listed][: len(today)]
    assert [one.flag for one in since] == [one.flag for one in listed][: len(since)]
    assert record.flags[0].flag == desk.run(read_flags_of, "P1")[0].flag == number


def test_a_list_is_narrowed_by_words_of_any_sort(office: Office) -> None:
    desk = office.desk("test", login="officer")

    for holding, found in FOUND.items():
        ids = desk.run(order_flags, holding=holding).ids
        assert {row.person for row in desk.run(read_flag_rows, ids)} == found, holding


def test_mine_are_of_people_i_lead_or_cover_or_that_i_handle(office: Office) -> None:
    desk, colleague = (office.desk("test", login=login) for login in ("officer", "lead-1"))
    everybodys = desk.run(order_flags).ids
    assert desk.run(order_flags, mine=True).ids == everybodys
    assert colleague.run(order_flags, mine=True).ids == ()

    seen = colleague.run(read_flag, everybodys[0]).flag.fingerprint
    colleague.run(acknowledge_flag, everybodys[0], seen=seen)

    assert colleague.run(order_flags, mine=True).ids == everybodys[:1]


async def test_flags_stand_severest_first_and_keys_narrow_them(open_screens: Open) -> None:
    async with open_screens() as screens:
        await screens.press("g", "f")
        await screens.golden("flags")
        await screens.pilot.resize_terminal(*SIZES[1])
        await screens.press("j")
        await screens.golden("flags")

        await screens.press("2")
        assert "[2 decide 5]" in screens.text
        assert "release approaching" not in screens.text

        await screens.press("m")
        assert "Flags: mine, suspected non-compliance" in screens.text

        await screens.press("c")
        assert "No flag of this sort is open." in screens.text

        await screens.press("escape")
        assert screens.text.splitlines()[1].startswith("Today")


async def test_a_filter_looks_in_names_and_reasons_and_says_when_nothing_fits(
    open_screens: Open,
) -> None:
    async with open_screens() as screens:
        await screens.press("g", "f", "slash")
        await screens.type("elder")
        assert "ELDER" in screens.text
        assert "ALDER Sam" not in screens.text

        await screens.type("z")
        assert "No open flag here is of a person, a rule" in screens.text
        assert "called “elderz”. Clear the filter" in " ".join(
            screens.text.replace("|", "").split()
        )


async def test_flags_that_are_open_no_more_are_not_shown_again_while_it_is_read(
    open_screens: Open, office: Office
) -> None:
    async with open_screens() as screens:
        await screens.press("g", "f")
        with Session(office.engine) as session, session.begin():
            session.execute(update(Flag).values(state=FlagState.LAPSED))
        await screens.press("ctrl+r")
        assert "No flag is open." in screens.text

        screens.shell.again()

        assert isinstance(screens.shell.main.source, PageSource)
        await screens.settled()


KINDS = strategies.sampled_from([None, *FlagKind])
FLAGS = strategies.booleans()


@given(strategies.sampled_from(["", "P12"]), FLAGS, FLAGS, FLAGS, KINDS)
def test_what_a_list_is_narrowed_to_is_said_by_its_key(
    person: str, mine: bool, second: bool, snoozed: bool, kind: FlagKind | None
) -> None:
    narrowing = Narrowing(person, mine, second, snoozed, kind)

    assert Narrowing.of(narrowing.key) == narrowing


def test_only_the_pages_in_sight_are_asked_for() -> None:
    asked: list[int] = []
    rows = FlagRows(range(86_000), ["all"], lambda ids, _: asked.append(ids[0]), lambda: None)
    rows.lay_out(78)

    for y in (0, 20, 85_990):
        rows.line(y)

    assert asked == [0, 86_000 - PAGE_SIZE]
    assert [line.words[0].text for line in rows.fixed[:1]] == ["all"]
