"""What is recorded while the case database is busy: once, and nothing typed is lost."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from casework.errors import CaseworkError
from casework.models import Note
from casework.office import Office
from casework.pages.page import Target
from tests.tui.conftest import Open, Screens
from tests.tui.forms import fill, kept, open_form, shell_of
from tui.ask import AskScreen

SEEN = "Seen twice."


@contextmanager
def a_long_write(office: Office) -> Iterator[None]:
    """Another writer is at work meanwhile, and is done at the end."""
    held, done = threading.Event(), threading.Event()

    def write() -> None:
        with office.engine.begin() as connection:
            if connection.dialect.name == "postgresql":
                connection.execute(text("LOCK TABLE person, draft IN ACCESS EXCLUSIVE MODE"))
            held.set()
            done.wait(20)

    writer = threading.Thread(target=write)
    writer.start()
    held.wait(5)
    try:
        yield
    finally:
        done.set()
        writer.join()


def notes(office: Office) -> int | None:
    with Session(office.engine) as session:
        return session.scalar(select(func.count()).select_from(Note).where(Note.body == SEEN))


async def a_note_in_review(screens: Screens) -> None:
    await open_form(screens, "record/P1/note")
    await fill(screens, sort="fact", body=SEEN)
    await screens.press("f9")
    assert isinstance(screens.app.screen, AskScreen)


async def test_what_is_being_recorded_is_said_and_is_not_recorded_twice(
    open_screens: Open, office: Office
) -> None:
    async with open_screens() as screens:
        shell = shell_of(screens)
        await a_note_in_review(screens)
        with a_long_write(office):
            await screens.pilot.press("down", "enter", "enter")
            await screens.pilot.pause(0.7)
            assert "Being recorded: the case database is busy." in screens.text
            await screens.pilot.press("escape")
            shell.go(Target("form", "record/P1/note"))
            await screens.pilot.pause(0.3)
            await screens.pilot.press("f9")
            await screens.pilot.pause(0.2)
            assert not isinstance(screens.app.screen, AskScreen)
        await screens.settled()

        assert notes(office) == 1
        assert kept(office, "record/P1/note") == {}
        assert SEEN not in shell.form.typed.values()
        assert "Recorded: note, P1 ALDER Sam." in screens.text


async def test_what_is_being_read_for_long_is_said(open_screens: Open, office: Office) -> None:
    async with open_screens() as screens:
        with a_long_write(office):
            await screens.pilot.press("g", "c")
            await screens.pilot.pause(0.3)
            assert "Being read" not in screens.text
            await screens.pilot.pause(0.4)
            assert "Being read: the case database is busy." in screens.text
            assert "Today" in screens.text
        await screens.settled()

        assert "Being read" not in screens.text
        assert "Caseload" in screens.text.splitlines()[1]


async def test_what_is_typed_while_the_database_is_busy_is_kept(
    open_screens: Open, office: Office
) -> None:
    async with open_screens() as screens:
        shell = await open_form(screens, "record/P1/note")
        with a_long_write(office):
            await screens.pilot.press(*"fact", "tab", "tab", *"Seen")
            await screens.pilot.pause(0.4)
            await screens.pilot.press(*"twice")
            assert shell.form.typed["body"] == "Seentwice"
            await screens.pilot.pause(1)
            assert "! This is not saved as a draft. The case database is busy" in screens.text
        await screens.pilot.pause(0.7)
        await screens.settled()
        assert kept(office, "record/P1/note")["body"] == "Seentwice"


async def test_a_draft_that_could_not_be_kept_is_kept_later(
    open_screens: Open, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_: object) -> int:
        raise CaseworkError("The case database does not answer.")

    async with open_screens() as screens:
        shell = await open_form(screens, "record/P1/note")
        with monkeypatch.context() as broken:
            broken.setattr("casework.services.keep_draft._begun", refuse)
            await fill(screens, body=SEEN)
            shell.go(Target("today"))
            await screens.settled()
            assert "Not saved as a draft yet: “Record note: P1 ALDER Sam”." in screens.text

        await open_form(screens, "record/P1/note")
        assert shell.form.typed["body"] == SEEN
        shell.go(Target("today"))
        await screens.settled()
        assert kept(office, "record/P1/note")["body"] == SEEN


async def test_a_draft_that_could_not_be_kept_and_is_thrown_away_does_not_come_back(
    open_screens: Open, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_: object) -> int:
        raise CaseworkError("The case database does not answer.")

    async with open_screens() as screens:
        shell = await open_form(screens, "record/P1/note")
        await fill(screens, body="Seen once.")
        shell.drafts.keep_now()
        await screens.settled()
        with monkeypatch.context() as broken:
            broken.setattr("casework.services.keep_draft._begun", refuse)
            await fill(screens, body=SEEN)
            shell.go(Target("drafts"))
            await screens.settled()

        await screens.press("X", "down", "enter")
        shell.drafts.keep_now()  # as it does by itself after some seconds
        await screens.settled()

        assert "was thrown away" in screens.text
        assert kept(office, "record/P1/note") == {}
