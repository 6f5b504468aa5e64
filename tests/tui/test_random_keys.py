"""Two thousand keys at random, over every view and a form: no crash, and no lost draft."""

import asyncio
import itertools
import random
import time
from collections.abc import Callable, Mapping

import pytest
from textual.events import Key
from textual.keys import _character_to_key

from casework.office import Office
from casework.pages.page import Target
from casework.services.keep_draft import list_drafts
from tests.tui.conftest import Open, Screens
from tests.tui.forms import open_form, shell_of
from tui.drafts import DraftKeeper
from tui.filling import FILLINGS
from tui.registry import contexts
from tui.shell import Shell
from tui.views import VIEWS

SEEDS = [1, *(pytest.param(seed, marks=pytest.mark.prove) for seed in range(2, 32))]
"""Whatever was found, was found by other seeds than the first: `make prove` goes on to them."""

KEYS = {"sqlite": 2000, "postgresql": 300}
SIZES = ((80, 24), (140, 40), (100, 30), (40, 10), (200, 60))
PEOPLE = ("P1", "P2", "P3", "P4", "P5", "P9", "P999", "")
PRINTED = "abcdeghijklmnoprstuvwxyz0123456789 /'[]é山\\"
EVERYWHERE = (
    "up",
    "down",
    "pageup",
    "pagedown",
    "tab",
    "shift+tab",
    "enter",
    "backspace",
    "delete",
)
AT_ONCE = 0.9
"""Of how many keys the next comes before what they set off is done."""

ELSEWHERE = 0.5
"""How often it is a view in its turn that is gone to, and not the form that drafts are left of."""

LONGEST_WAIT = 20
"""Seconds."""

LEAVES = "ctrl+q"


def names_of_keys() -> list[str]:
    """Return every key of every action as Textual names it, a chord as its parts."""
    written = {key for actions in contexts().values() for a in actions for key in a.keys}
    keys = sorted({part for key in written for part in key.split()} | {*EVERYWHERE} | {*PRINTED})
    return [{" ": "space"}.get(key, key) for key in keys if key != LEAVES]


def somewhere(view: str, dice: random.Random) -> Target:
    """Return a view of anything: what is not there is to be told too."""
    number = dice.randrange(1, 60)
    key = dice.choice([dice.choice(PEOPLE), str(number), f"{dice.choice(PEOPLE)}/{number}", ""])
    if view == "form":
        key = f"{dice.choice([*FILLINGS])}/{key}"
    return Target(view, key)


class Monkey:
    """Presses keys at random; its seed says which. It remembers every draft there must be."""

    def __init__(self, screens: Screens, seed: int) -> None:
        self.screens = screens
        self.dice = random.Random(seed)  # noqa: S311  # it hides nothing
        self.keys = names_of_keys()
        self.pressed: list[str] = []
        self.views: list[str] = []
        self._round = itertools.cycle(VIEWS)
        self.drafts: dict[str, dict[str, str]] = {}
        self._listen(screens.shell.drafts)
        screens.shell.leave = lambda: None  # type: ignore[method-assign]  # help and palette offer it too

    def _listen(self, keeper: DraftKeeper) -> None:
        typed, drop = keeper.typed, keeper.drop

        def hear_typed(about: str, title: str, contents: Mapping[str, str]) -> None:
            self.drafts[about] = dict(contents)
            typed(about, title, contents)

        def hear_drop(about: str, then: Callable[[], object] = lambda: None) -> None:
            self.drafts.pop(about, None)
            drop(about, then)

        keeper.typed, keeper.drop = hear_typed, hear_drop  # type: ignore[method-assign]  # to listen

    async def step(self, number: int) -> None:
        """Press one key, mostly before what the last one set off is done."""
        if number % 25 == 0:
            await self.go()
        if number % 150 == 75:
            await self.screens.pilot.resize_terminal(*self.dice.choice(SIZES))
        key = self.dice.choice(self.keys)
        self.pressed.append(key)
        character = {"space": " "}.get(key, key if len(key) == 1 else None)
        name = _character_to_key(key) if len(key) == 1 else key
        self.screens.app.post_message(Key(name, character))
        await asyncio.sleep(0 if self.dice.random() < AT_ONCE else 0.01)

    async def go(self) -> None:
        """Go anywhere, from whatever is open now, as soon as it has been read."""
        app = self.screens.app
        end = time.monotonic() + LONGEST_WAIT
        while not (app.threads.idle and isinstance(app.screen, Shell)):
            assert app._exception is None  # noqa: SLF001  # what ended the screens
            assert time.monotonic() < end, f"stuck in {app.screen}, {app.threads.reading} reading"
            if not isinstance(app.screen, Shell):
                app.post_message(Key("escape", None))
            await asyncio.sleep(0.005)
        target = Target("form", "record/P5")
        if self.dice.random() < ELSEWHERE:
            target = somewhere(next(self._round), self.dice)
        self.pressed.append(f"<{target.view} {target.key}>")
        self.views.append(target.view)
        self.screens.shell.go(target)
        await asyncio.sleep(0.02)


@pytest.mark.parametrize("seed", SEEDS)
async def test_keys_at_random_crash_nothing_and_lose_no_draft(
    open_screens: Open, office: Office, database: str, seed: int
) -> None:
    async with open_screens() as screens:
        monkey = Monkey(screens, seed)
        try:
            for number in range(KEYS[database]):
                await monkey.step(number)
                assert screens.app._exception is None  # noqa: SLF001  # what ended the screens
            await monkey.go()
            await open_form(screens, "record/P5")
            await screens.type("a")  # whatever was thrown away, one draft is left
            await screens.settled()  # what was pressed last may still be on its way to its field
            shell_of(screens).drafts.keep_now()
            await screens.settled()
        finally:
            print(f"seed {seed}; the last keys: {' '.join(monkey.pressed[-60:])}")  # noqa: T201  # to begin again from

    kept = office.desk("test", login="officer").run(list_drafts)
    assert {draft.about: draft.contents for draft in kept} == monkey.drafts
    assert monkey.drafts
    assert database == "postgresql" or {*monkey.views} == {*VIEWS}
