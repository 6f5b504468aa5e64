"""Golden screens: what an officer sees, kept as text so that a diff can be read."""

import os
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from textual.app import App
from textual.pilot import Pilot

GOLDEN = Path(__file__).parent / "golden"
LONGEST_WAIT = 50
"""Tenths of a second."""


def screen_text(app: App[None]) -> str:
    """Return the screen, one line a row, trailing blanks cut."""
    strips = app.screen._compositor.render_strips()  # noqa: SLF001  # no public way in 8.2
    return "\n".join(strip.text.rstrip() for strip in strips).rstrip() + "\n"


async def settled(app: App[None], pilot: Pilot[None]) -> None:
    """Wait until something is shown, workers are done, and two looks in a row are the same."""
    before = ""
    while (now := screen_text(app)) != before or not now.strip() or "Reading" in now:
        before = now
        await app.workers.wait_for_complete()
        await pilot.pause(0.1)


Golden = Callable[[App[None], Pilot[None], str], Awaitable[None]]


@pytest.fixture
def assert_golden() -> Golden:
    """Compare a screen with its golden file; `UPDATE_GOLDEN=1 pytest` rewrites the file.

    The screen is given some seconds to come to what it should be: machines differ.
    """

    async def check(app: App[None], pilot: Pilot[None], name: str) -> None:
        await settled(app, pilot)
        path = GOLDEN / f"{name}.txt"
        if os.environ.get("UPDATE_GOLDEN"):
            path.parent.mkdir(exist_ok=True)
            path.write_text(screen_text(app), encoding="utf-8")
        wanted = path.read_text(encoding="utf-8")
        for _ in range(LONGEST_WAIT):
            if screen_text(app) == wanted:
                return
            await pilot.pause(0.1)
        assert screen_text(app) == wanted

    return check
