"""When the program itself is wrong: a reference for the officer, and no data anywhere."""

import re
import stat
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy.exc import OperationalError

from casework.errors import CaseworkError
from tests.tui.conftest import Open, Screens
from tui import crash
from tui.sheet import Sheet
from tui.views.prisons import PrisonsView

SECRET = "Sam ALDER of 12 Elm Row"  # noqa: S105  # stands for case data
LINE = r"\S+T\S+ [0-9a-f]{8} ValueError [\w./:< -]*test_crash\.py:\d+[\w./:< -]*\n"


def fails(*_: object) -> None:
    name = SECRET
    raise ValueError(f"{name} is no number")


def the_log(folder: Path) -> str:
    """Return the log, and take it away: what is left behind fails the test."""
    log = folder / "errors.log"
    said = log.read_text(encoding="utf-8")
    assert stat.S_IMODE(log.stat().st_mode) == 0o600
    log.unlink()
    return said


def assert_no_data(*texts: str) -> None:
    for text in texts:
        for word in (SECRET, "is no number"):
            assert word not in text


@pytest.mark.parametrize("database", ["sqlite"])
@pytest.mark.parametrize("where", ["look", "page"])
async def test_a_view_that_fails_says_a_reference_and_the_session_goes_on(
    open_screens: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    async with open_screens() as screens:
        await screens.press("g", "p")
        with monkeypatch.context() as broken:
            broken.setattr(PrisonsView, where, fails)
            await screens.press("ctrl+r")
        said = the_log(tmp_path)

        [reference] = re.findall(r"\(reference ([0-9a-f]{8})\)", screens.text)
        assert reference in said
        assert re.fullmatch(LINE, said)
        assert_no_data(said, screens.text)
        await screens.press("ctrl+r")
        assert "reference" not in screens.text


async def test_a_database_that_does_not_answer_is_said_and_heard_of_when_it_does(
    open_screens: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(*_: object) -> None:
        raise OperationalError("SELECT name", {"name": SECRET}, Exception(SECRET))

    async with open_screens() as screens:
        await screens.press("g", "p")
        with monkeypatch.context() as broken:
            broken.setattr(PrisonsView, "look", gone)
            await screens.press("ctrl+r")
        assert "OFFLINE" in screens.text
        assert "The case database does not answer" in screens.text
        assert_no_data(the_log(tmp_path), screens.text)

        await screens.press("ctrl+r")

        assert "OFFLINE" not in screens.text


async def dies_of_a_key(screens: Screens, broken: pytest.MonkeyPatch) -> None:
    broken.setattr(Sheet, "do_down", fails)
    await screens.pilot.press("j")


async def dies_of_a_callback(screens: Screens, _: pytest.MonkeyPatch) -> None:
    screens.app.call_later(fails)
    await screens.pilot.pause()


async def dies_of_a_worker(screens: Screens, _: pytest.MonkeyPatch) -> None:
    screens.app.run_worker(fails, thread=True)
    await screens.pilot.pause(0.1)


async def dies_of_drawing(screens: Screens, broken: pytest.MonkeyPatch) -> None:
    broken.setattr(Sheet, "render_line", fails)
    screens.app.screen.query_one("#main").refresh()
    await screens.pilot.pause(0.1)  # it is drawn in its time


@pytest.mark.parametrize("database", ["sqlite"])
@pytest.mark.parametrize(
    "dies", [dies_of_a_key, dies_of_a_callback, dies_of_a_worker, dies_of_drawing]
)
async def test_an_error_of_the_screens_ends_them_with_a_reference_and_without_data(
    open_screens: Open,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    dies: Callable[..., object],
) -> None:
    with pytest.raises(Exception, match=r"no number|orker"):  # the pilot tells
        async with open_screens() as screens:
            await dies(screens, monkeypatch)  # type: ignore[misc]  # each is a coroutine function
    monkeypatch.undo()

    log = the_log(tmp_path)
    screens.app._print_error_renderables()  # noqa: SLF001  # what the terminal is left with
    printed = "".join(capsys.readouterr())
    [reference] = re.findall(r"\(reference ([0-9a-f]{8})\)", printed)
    assert reference in log
    assert "casework had to stop" in printed
    assert_no_data(log, printed)
    assert screens.app.return_code == 1


def test_a_refusal_is_said_as_it_is_and_kept_nowhere(tmp_path: Path) -> None:
    log = tmp_path / "errors.log"

    assert crash.in_words(CaseworkError("There is no P99."), log) == "There is no P99."
    assert not log.exists()


def test_a_log_that_cannot_be_written_goes_to_the_terminal_without_data(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("")

    reference = crash.keep(ValueError(SECRET), tmp_path / "file" / "errors.log")

    said = capsys.readouterr().err
    assert reference in said
    assert_no_data(said)
