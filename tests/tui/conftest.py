"""The screens on an invented region, on both databases; golden screens kept as text.

A region is made once a run for each database and copied for each test. Ask for `app` to
drive the screens, for `office` to look at what they did.
"""

import asyncio
import os
import shutil
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from textual.events import Key
from textual.keys import _character_to_key
from textual.pilot import Pilot

from casework.desk import Desk
from casework.office import Office
from casework.settings import Settings
from casework.store import open_store
from tests.casework.conftest import Clock
from tests.conftest import settings_in
from tests.postgres_server import PostgresServer
from tests.tui.at_rest import drawn, nothing_to_run
from tests.tui.region import make_region
from tui.app import CaseworkApp
from tui.shell import Shell

GOLDEN = Path(__file__).parent / "golden"
SIZES = ((80, 24), (140, 40))
LONGEST_WAIT = 100
"""Looks at a screen that is to come to something."""

_LONGEST_READ = 20.0
"""Seconds until the screens have come to rest: only the database is waited for."""


def _make(settings: Settings) -> None:
    engine = open_store(settings)
    make_region(engine, Desk(engine=engine, login="officer", interface="test", now=Clock()))
    engine.dispose()


@pytest.fixture(scope="session")
def sqlite_region(sqlite_template: Settings, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """An embedded database with the region; never written to."""
    settings = settings_in(tmp_path_factory.mktemp("region"))
    _copy(sqlite_template, settings)
    _make(settings)
    return settings


@pytest.fixture(scope="session")
def postgres_region(
    postgres_server: PostgresServer,
    postgres_template: str,
    tmp_path_factory: pytest.TempPathFactory,
) -> str:
    """Name of a server's database with the region; never connected to afterwards."""
    name = postgres_server.create(template=postgres_template)
    _make(settings_in(tmp_path_factory.mktemp("region"), postgres_server.url(name)))
    return name


def _copy(original: Settings, copy: Settings) -> None:
    for made, template in (
        (copy.database_file, original.database_file),
        (copy.key_file, original.key_file),
    ):
        made.parent.mkdir(mode=0o700)
        shutil.copy(template, made)


@pytest.fixture
def region_settings(
    database: str, request: pytest.FixtureRequest, tmp_path: Path
) -> Iterator[Settings]:
    """Settings of a region of the test's own, on each database in turn."""
    if database == "sqlite":
        settings = settings_in(tmp_path)
        _copy(request.getfixturevalue("sqlite_region"), settings)
        yield settings
        return
    server: PostgresServer = request.getfixturevalue("postgres_server")
    name = server.create(template=request.getfixturevalue("postgres_region"))
    yield settings_in(tmp_path, server.url(name))
    server.drop(name)


@pytest.fixture(autouse=True)
def _pilot_knows(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let Textual's pilot wait no longer than there is something to do."""
    for module in ("textual.app", "textual.pilot"):
        monkeypatch.setattr(f"{module}.wait_for_idle", nothing_to_run)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def office(region_settings: Settings, clock: Clock) -> Iterator[Office]:
    """An office on a region of the test's own; its clock stands still."""
    engine = open_store(region_settings)
    yield Office(settings=region_settings, engine=engine, now=clock)
    engine.dispose()


@dataclass
class Screens:
    """The screens as a test drives them: by keys, and by what is to be read."""

    app: CaseworkApp
    pilot: Pilot[None]

    @property
    def shell(self) -> Shell:
        """The officer's screen, where nothing is asked on top of it."""
        assert isinstance(self.app.screen, Shell)
        return self.app.screen

    @property
    def text(self) -> str:
        """The screen, one line a row, trailing blanks cut."""
        strips = self.app.screen._compositor.render_strips()  # noqa: SLF001  # no public way in 8.2
        return "\n".join(strip.text.rstrip() for strip in strips).rstrip() + "\n"

    async def press(self, *keys: str) -> None:
        """Press keys, one after another, and wait until all that they set off is done."""
        for key in keys:
            await self.pilot.press(key)
            await self.settled()

    async def type(self, text: str) -> None:
        """Type a text in one burst into what has the focus, and wait until all is done."""
        for letter in text:
            name = "enter" if letter == "\n" else _character_to_key(letter)
            self.app.post_message(Key(name, letter))
        await self.settled()

    async def settled(self) -> None:
        """Wait until nothing is read or written, and two looks in a row are the same."""
        before = ""
        end = time.monotonic() + _LONGEST_READ
        while time.monotonic() < end:
            await drawn(self.app)
            await self.app.animator.wait_until_complete()  # it scrolls
            if not self.app.threads.idle:
                await asyncio.sleep(0.001)
            elif self.text == before and not self._waits_for_rows(before):
                return
            else:
                before = self.text
        raise AssertionError(f"the screen never came to rest:\n{before}")

    @staticmethod
    def _waits_for_rows(text: str) -> bool:
        """Whether a row is not fetched yet: a cell that is cut short ends so too."""
        return any(line.strip("> │") == "…" for line in text.splitlines())

    def _rests(self) -> bool:
        """Whether what the cursor rests on is to be previewed yet, or a draft to be kept."""
        shell = next((one for one in self.app.screen_stack if isinstance(one, Shell)), None)
        timers = () if shell is None else (shell.beside._resting, shell.drafts._waiting)  # noqa: SLF001  # nobody else asks
        return any(t is not None and not (t._task is None or t._task.done()) for t in timers)  # noqa: SLF001  # nor here

    async def golden(self, name: str) -> None:
        """Compare the screen with its golden file; `UPDATE_GOLDEN=1 pytest` rewrites it."""
        await asyncio.sleep(0.2)  # what the cursor rests on is previewed, a draft is kept
        await self.settled()
        while self._rests():
            await asyncio.sleep(0.01)
            await self.settled()
        width, height = self.app.size
        path = GOLDEN / f"{name}-{width}x{height}.txt"
        if os.environ.get("UPDATE_GOLDEN"):
            path.parent.mkdir(exist_ok=True)
            path.write_text(self.text, encoding="utf-8")
        assert self.text == path.read_text(encoding="utf-8")


Open = Callable[..., AbstractAsyncContextManager[Screens]]


@pytest.fixture
def open_screens(office: Office, tmp_path: Path) -> Open:
    """Give a way to open the screens and sign an officer in: `async with` it.

    At the end every write is made and an error of the program itself fails the test.
    """

    @asynccontextmanager
    async def opened(
        login: str = "officer", size: tuple[int, int] = (80, 24)
    ) -> AsyncIterator[Screens]:
        signed_in_as = office.settings.model_copy(update={"officer": login})
        at_desk = Office(settings=signed_in_as, engine=office.engine, now=office.now)
        log = tmp_path / "errors.log"
        app = CaseworkApp(lambda: at_desk, log=log)
        async with app.run_test(size=size) as pilot:
            screens = Screens(app, pilot)
            for _ in range(LONGEST_WAIT):
                await screens.settled()
                if app.office is not None:
                    break
            await screens.press("enter")
            yield screens
        app.threads.close()
        assert not log.exists(), log.read_text(encoding="utf-8")

    return opened
