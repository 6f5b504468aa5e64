"""Golden screens: what an officer sees, kept as text so that a diff can be read."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from textual.app import App
from textual.pilot import Pilot

GOLDEN = Path(__file__).parent / "golden"


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


@pytest.fixture
def assert_golden() -> Callable[[App[None], str], None]:
    """Compare a screen with its golden file; `UPDATE_GOLDEN=1 pytest` rewrites the file."""

    def check(app: App[None], name: str) -> None:
        path = GOLDEN / f"{name}.txt"
        if os.environ.get("UPDATE_GOLDEN"):
            path.parent.mkdir(exist_ok=True)
            path.write_text(screen_text(app), encoding="utf-8")
        assert screen_text(app) == path.read_text(encoding="utf-8")

    return check
