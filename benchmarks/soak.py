"""A long sitting: `python -m benchmarks.soak [--people N] [--seconds N]`.

The screens are used without rest on the population of `benchmarks.screens`: lists, records and
their sections, search, a form left as a draft. Meanwhile it is measured how late the screens'
own thread is whenever it should be free, and what memory the process holds. The aims are of
tui.md: late by 20 ms at p95 and never by more than 100 ms. Reported, not enforced.
"""

import argparse
import asyncio
import itertools
import os
import tempfile
import time
from pathlib import Path

from textual.events import Key

from benchmarks.population import bench_settings
from benchmarks.screens import after_a_night, at_percent, resident
from casework.collector import seldom
from casework.office import open_office
from tui.app import CaseworkApp
from tui.shell import Shell

EVERY = 0.01
"""Seconds between two looks at how late it is."""

PAUSE = 0.08
"""Seconds between two keys: a fast officer."""

ROUNDS = (
    "g c j j j enter 2 3 5 7 1 escape j enter 4 escape pagedown pagedown o o",
    "g s s m i t h down down enter escape escape",
    "g f j j enter x x escape pagedown 2 1 escape",
    "g h j j enter escape g u escape g p enter 1 2 3 4 escape",
    "g c j enter n n o t e tab tab s e e n escape escape",
    "question_mark escape colon escape ctrl+p escape",
)


async def use(app: CaseworkApp, until: float) -> int:
    """Press keys in rounds until a moment; return how many were pressed."""
    pressed = 0
    for key in itertools.cycle(" ".join(ROUNDS).split()):
        if time.perf_counter() > until:
            return pressed
        app.post_message(Key(key, key if len(key) == 1 else None))
        pressed += 1
        await asyncio.sleep(PAUSE)
    return pressed


async def watch(late: list[float]) -> None:
    """Note how late the thread is, look by look, in milliseconds."""
    while True:
        due = time.perf_counter() + EVERY
        await asyncio.sleep(EVERY)
        late.append((time.perf_counter() - due) * 1e3)


async def sit(people: int, seconds: float) -> None:
    """Use the screens for so long, and print what was measured."""
    settings = bench_settings(after_a_night(people))
    with tempfile.TemporaryDirectory() as folder:
        app = CaseworkApp(lambda: open_office(settings), log=Path(folder) / "errors.log")
        async with app.run_test(size=(140, 40)) as pilot:
            while app.office is None or not app.threads.idle:
                await pilot.pause(0.05)
            await pilot.press("enter")
            while not (isinstance(app.screen, Shell) and app.threads.idle):
                await pilot.pause(0.05)
            await use(app, time.perf_counter() + min(seconds / 5, 20))  # what is loaded once
            before, late = resident(os.getpid()), list[float]()
            watching = asyncio.create_task(watch(late))
            pressed = await use(app, time.perf_counter() + seconds)
            watching.cancel()
        app.threads.close()
        errors = Path(folder) / "errors.log"
        print(f"{people:,} people, {seconds:.0f} s, {pressed:,} keys")
        print(
            f"late: {at_percent(late, 50):.1f} ms p50, {at_percent(late, 95):.1f} p95 (20),"
            f" {at_percent(late, 99):.1f} p99, {max(late):.0f} at most (100)"
        )
        print(f"memory: {before:.0f} MB, {resident(os.getpid()):.0f} after it")
        print(errors.read_text(encoding="utf-8") if errors.exists() else "no errors")


def main() -> None:
    """Sit, and tell."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=38_000)
    parser.add_argument("--seconds", type=float, default=600)
    asked = parser.parse_args()
    seldom()
    asyncio.run(sit(asked.people, asked.seconds))


if __name__ == "__main__":
    main()
