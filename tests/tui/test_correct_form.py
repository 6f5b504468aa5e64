"""A fact is corrected in place by keys: shown before and after, and taken back."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from casework.desk import Desk
from casework.models import Event
from casework.office import Office
from casework.pages.page import Target
from casework.recording import NewFact
from rules.vocabulary import EventKind
from tests.builders import given
from tests.casework.conftest import Clock
from tests.tui.conftest import SIZES, Open, Screens
from tests.tui.forms import fill, kept, paste, row_of, shell_of


def find_of(office: Office) -> int:
    """Return the cash found in P1's car."""
    with Session(office.engine) as session:
        return session.scalars(select(Event.fact_id).where(Event.kind == EventKind.FIND)).one()


def said(office: Office, fact_id: int) -> list[tuple[date, int | None, str | None]]:
    with Session(office.engine) as session:
        rows = session.scalars(
            select(Event).where(Event.fact_id == fact_id).order_by(Event.version)
        )
        return [(row.happened_on, row.amount, row.closed_reason) for row in rows]


async def show(screens: Screens, key: str) -> None:
    shell_of(screens).go(Target("fact", key))
    await screens.settled()


async def retype(screens: Screens, name: str, text: str) -> None:
    """Type over what a field of one line holds."""
    row_of(shell_of(screens), name).editor.focus()
    await screens.press("end", "ctrl+u")
    await paste(screens, text)


async def test_a_fact_is_corrected_by_keys_and_taken_back(
    open_screens: Open, office: Office, clock: Clock
) -> None:
    find = find_of(office)
    clock.move_on(minutes=1)
    async with open_screens() as screens:
        await show(screens, f"event/{find}")
        await screens.press("e")
        await screens.golden("correct-form")
        await screens.press("f9")
        assert "! why: this is needed." in screens.text
        await paste(screens, "Counted again.")
        await screens.press("f9")
        assert "Nothing is changed yet" in screens.text

        await retype(screens, "amount", "£42")
        await screens.press("f9")
        assert "GBP 4,200.00 → GBP 42.00" in screens.text
        await screens.press("down", "enter")
        assert "Corrected: find" in screens.text
        assert "GBP 42.00" in screens.text
        assert kept(office, f"correct/event/{find}/1") == {}

        clock.move_on(minutes=1)
        await screens.press("ctrl+z", "down", "enter")
        assert "says again what it said, as version 3." in " ".join(screens.text.split())
    day = date(2026, 1, 12)
    back = "The correction is taken back by the officer who made it, before anybody relied on it."
    assert said(office, find) == [
        (day, 420_000, "Counted again."),
        (day, 4_200, back),
        (day, 420_000, None),
    ]


async def test_the_review_shows_before_and_after_and_what_rests_on_it(
    open_screens: Open, office: Office
) -> None:
    with Session(office.engine) as session:
        contact = session.scalars(
            select(Event.fact_id).where(Event.kind == EventKind.CONTACT)
        ).one()
    for size in SIZES:
        async with open_screens(size=size) as screens:
            await show(screens, f"event/{contact}")
            await screens.press("e")
            await retype(screens, "happened_on", "26/2/26")
            await retype(screens, "place", "")
            await fill(screens, other_person="P2", reason="The log names her, a day before.")
            await screens.press("f9")
            await screens.golden("correct-review")
            await screens.press("escape", "f8", "down", "enter")


async def test_what_was_only_tidied_by_the_form_is_not_told_as_changed(
    open_screens: Open, office: Office, clock: Clock
) -> None:
    desk = Desk(engine=office.engine, login="officer", interface="test", now=clock)
    seen = {"kind": EventKind.SIGHTING, "happened_on": date(2026, 3, 2), "place": " Leeds "}
    [event] = given(desk, "P2", NewFact(Event, seen))
    async with open_screens() as screens:
        await show(screens, f"event/{event}")
        await screens.press("e")
        await retype(screens, "happened_on", "3/3/26")
        await fill(screens, reason="A slip.")
        await screens.press("f9")
        assert "→ Tue 3 Mar 2026" in screens.text
        assert "Leeds →" not in " ".join(screens.text.split())


async def test_what_cannot_be_corrected_is_said_in_words(
    open_screens: Open, office: Office
) -> None:
    async with open_screens() as screens:
        await show(screens, "birth/2")
        await screens.press("e")
        assert "There is no form that corrects a birth." in screens.text
        assert "x withdraw" in screens.text

    async with open_screens("prison-1") as screens:
        await show(screens, f"event/{find_of(office)}")
        assert "e correct" not in screens.text
        await screens.press("e")
        assert "Correct find" not in screens.text


async def test_a_correction_begun_is_kept_and_comes_back(
    open_screens: Open, office: Office
) -> None:
    find = find_of(office)
    async with open_screens() as screens:
        await show(screens, f"event/{find}")
        await screens.press("e")
        await retype(screens, "place", "Leeds")
        await screens.press("escape", "e")
        assert "Your draft of" in screens.text
        assert row_of(shell_of(screens), "place").typed == "Leeds"
