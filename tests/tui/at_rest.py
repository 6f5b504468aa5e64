"""When the screens are at rest: known, where Textual's pilot guesses.

The pilot sleeps 20 ms at a time until the process took next to no time of the processor, some
120 ms a key, and it is misled by whatever else the machine does. What runs the screens is one
event loop, and it knows whether anything is left to do.
"""

import asyncio
from typing import Any

from textual.app import App
from textual.screen import Screen

_LONGEST_WAIT = 2.0
"""Seconds after which it is left alone: something makes work for itself without end."""

_FRAMES = 0.02
"""Seconds within which Textual draws, scrolls, and lays out anew for another size."""

_MOST_TURNS = 20
"""How often what was drawn may have to be drawn again; a screen that closes is drawn no more."""


async def nothing_to_run(*_: object) -> None:
    """Let everything be done that can be done at once; what is due later is not waited for.

    It takes the place of `wait_for_idle` of Textual.
    """
    loop: Any = asyncio.get_running_loop()
    end = loop.time() + _LONGEST_WAIT
    quiet = 0
    while quiet < 2 and loop.time() < end:  # the second look hears of the terminal too
        await asyncio.sleep(max(_due(loop) - loop.time(), 0))
        quiet = 0 if loop._ready or _due(loop) else quiet + 1  # noqa: SLF001  # no public way to ask


def _due(loop: Any) -> float:
    """Return when the first of what is due within some frames is due; 0 where nothing is."""
    soon = loop.time() + _FRAMES
    times = (timer.when() for timer in loop._scheduled if not timer.cancelled())  # noqa: SLF001  # as above
    return min((time for time in times if time <= soon), default=0)


def to_be_drawn(app: App[Any]) -> bool:
    """Whether the screen in front is to be laid out or drawn again, or does something then."""
    screen: Screen[Any] = app.screen
    return bool(
        screen._layout_required  # noqa: SLF001  # no public way in 8.2
        or screen._scroll_required  # noqa: SLF001  # nor here
        or screen._repaint_required  # noqa: SLF001  # nor here
        or screen._recompose_required  # noqa: SLF001  # nor here
        or screen._dirty_widgets  # noqa: SLF001  # nor here
        or screen._callbacks  # noqa: SLF001  # nor here
    )


async def drawn(app: App[Any]) -> None:
    """Let everything be done, and what came of it be drawn."""
    await nothing_to_run()
    for _ in range(_MOST_TURNS):
        if not to_be_drawn(app):
            return
        app.screen._on_timer_update()  # noqa: SLF001  # as the pilot does
        await nothing_to_run()
