"""Signing in: who may, what is refused, and that pressing twice seats one."""

from collections.abc import Callable
from pathlib import Path

import pytest
from textual.events import Key

from casework.errors import StoreRefusedError
from casework.office import Office
from tests.tui.conftest import Screens
from tui.app import CaseworkApp
from tui.shell import Shell

on_sqlite = pytest.mark.parametrize("database", ["sqlite"])


def an_app(opened: Callable[[], Office], folder: Path) -> CaseworkApp:
    return CaseworkApp(opened, log=folder / "errors.log")


async def test_a_case_database_that_cannot_be_opened_is_said_in_one_sentence(
    tmp_path: Path,
) -> None:
    def opened() -> Office:
        raise StoreRefusedError("There is no case database here.")

    app = an_app(opened, tmp_path)
    async with app.run_test() as pilot:
        await pilot.pause(0.2)

    assert app.refusal == "There is no case database here."
    assert not (tmp_path / "errors.log").exists()


@on_sqlite
async def test_keys_that_cannot_be_used_are_said_in_one_sentence(
    office: Office, tmp_path: Path
) -> None:
    file = tmp_path / "keys.toml"
    file.write_text('"shell.today" = ["j"]')
    settings = office.settings.model_copy(update={"keymap": file})
    app = an_app(lambda: Office(settings=settings, engine=office.engine), tmp_path)
    async with app.run_test() as pilot:
        await pilot.pause(1.0)

    assert app.refusal is not None
    assert "j is the key of sheet.down and of shell.today" in app.refusal


@on_sqlite
async def test_the_officer_of_the_settings_is_under_the_cursor_and_two_enters_seat_one(
    office: Office, tmp_path: Path
) -> None:
    settings = office.settings.model_copy(update={"officer": "lead-1"})
    app = an_app(lambda: Office(settings=settings, engine=office.engine, now=office.now), tmp_path)
    async with app.run_test() as pilot:
        screens = Screens(app, pilot)
        await screens.settled()
        assert "> lead-1" in screens.text
        for _ in range(3):
            app.post_message(Key("enter", "\r"))
        await screens.settled()
        seats = [screen for screen in app.screen_stack if isinstance(screen, Shell)]

    app.threads.close()
    assert len(seats) == 1
    assert seats[0].signed_in.officer.login == "lead-1"
    assert not (tmp_path / "errors.log").exists()
