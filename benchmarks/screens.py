"""The screens by real key presses: `python -m benchmarks.screens [--people N] [--records N]`.

A pseudo-terminal of 140 by 40, true colour, on the population of `benchmarks.night` after one
night. A key's time is from its being written to the last byte before the terminal is quiet;
its echo, to the first. Budgets are reported, not enforced: machines differ, and are noisy.
"""

import argparse
import os
import shutil
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from benchmarks.night import _population
from benchmarks.population import AS_OF, bench_settings
from casework import schema
from casework.nightly import run_nights
from casework.office import Office
from casework.settings import Settings
from casework.store import open_store
from tests.tui.terminal import PtyTerminal, environment

QUIET = 0.15
"""Seconds without a byte, after which what a key set off is over."""

SLOWEST = 20.0
MB = 1 << 20
SURNAMES = ("smith", "jones", "turner", "walker")
_TICKS = os.sysconf("SC_CLK_TCK")


class Took(NamedTuple):
    """One key: milliseconds to the first and to the last byte it sent, and how many there were."""

    first: float
    last: float
    sent: int


class Line(NamedTuple):
    """A budget of tui.md: which time it is of, milliseconds, and bytes where there is a bound."""

    name: str
    time_of: str
    budget: float
    bytes: int = 0


LINES = (
    Line("start to first paint", "first", 350),
    Line("start to Today with data", "last", 900),
    Line("cursor move", "last", 8, 1_500),
    Line("page", "last", 25, 22_000),
    Line("sort or switch view", "last", 50),
    Line("typing echo, filter", "first", 10),
    Line("filter settled", "last", 70),
    Line("typing echo, search", "first", 10),
    Line("search settled", "last", 70),
    Line("section switch", "last", 35),
    Line("open record", "last", 110),
    Line("Esc back", "last", 90),
    Line("modal (help)", "last", 90),
    Line("palette", "last", 120),
    Line("typing echo, form", "first", 10),
    Line("focus change, form", "last", 60),
)


class Driver:
    """Presses keys at a terminal and takes the time of each."""

    def __init__(self, at: PtyTerminal) -> None:
        self.at = at
        self.took: dict[str, list[Took]] = {}

    def press(self, name: str, key: str) -> Took:
        """Press one key and wait until the terminal is quiet; keep its time under *name*."""
        before, begun = len(self.at.when), time.perf_counter()
        self.at.press(key)
        took = self._until_quiet(before, begun)
        if name:
            self.took.setdefault(name, []).append(took)
        return took

    def _until_quiet(self, before: int, begun: float) -> Took:
        while True:
            time.sleep(0.005)
            heard = self.at.when[-1] if len(self.at.when) > before else begun
            if time.perf_counter() - heard > (QUIET if heard != begun else 1.0):
                break
        if len(self.at.when) == before:
            return Took(0.0, 0.0, 0)
        times = self.at.when[before:]
        sent = sum(map(len, self.at.sent[before:]))
        return Took((times[0] - begun) * 1e3, (times[-1] - begun) * 1e3, sent)

    def go(self, *keys: str) -> None:
        """Press keys whose time is not taken."""
        for key in keys:
            self.press("", key)

    def since(self, name: str, begun: float, words: str) -> None:
        """Keep the time from *begun* until words are on the screen."""
        self.at.wait_for(words)
        now = (self.at.when[-1] - begun) * 1e3
        self.took.setdefault(name, []).append(Took(now, now, 0))


def processor(process: int) -> float:
    """Return the seconds of processor a process has used."""
    fields = Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / _TICKS


def resident(process: int) -> float:
    """Return the megabytes of memory a process holds."""
    pages = int(Path(f"/proc/{process}/statm").read_text(encoding="utf-8").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / MB


def open_terminal(settings: Settings, folder: Path) -> PtyTerminal:
    """Open a terminal with the screens in it."""
    env = environment(settings, folder, COLORTERM="truecolor")
    return PtyTerminal([sys.executable, "-m", "tui"], env, (140, 40))


def starts(settings: Settings, folder: Path, rounds: int) -> dict[str, list[Took]]:
    """Start and sign in, several times."""
    took: dict[str, list[Took]] = {}
    for _ in range(rounds):
        begun = time.perf_counter()
        at = open_terminal(settings, folder)
        driver = Driver(at)
        driver.took = took
        driver.since("start to first paint", begun, "Sign in")
        at.wait_for("Who is at the desk?")
        at.press("Enter")
        driver.since("start to Today with data", begun, "Needs a decision")
        at.close()
    return took


def lists(driver: Driver) -> None:
    """The caseload: moving, paging, sorting, filtering."""
    driver.go("g", "c")
    driver.at.wait_for("Caseload")
    driver.go("p")  # without the preview, which reads a record wherever the cursor rests
    for _ in range(40):
        driver.press("cursor move", "j")
        driver.press("cursor move", "k")
    for _ in range(20):
        driver.press("page", "PageDown")
    for _ in range(10):
        driver.press("sort or switch view", "o")
    for word in SURNAMES:
        driver.go("/")
        for letter in word[:5]:
            took = driver.press("filter settled", letter)
            driver.took.setdefault("typing echo, filter", []).append(took)
        driver.go("Escape")


def searching(driver: Driver) -> None:
    """Search as it is typed."""
    for word in SURNAMES:
        driver.go("g", "s")
        for letter in word:
            took = driver.press("search settled", letter)
            driver.took.setdefault("typing echo, search", []).append(took)
        driver.go("Escape")


def records(driver: Driver) -> None:
    """Open and leave records; go through their sections; what is asked on top."""
    driver.go("g", "c", "Home")
    for _ in range(15):
        driver.press("open record", "Enter")
        for section in "2357":
            driver.press("section switch", section)
        driver.press("modal (help)", "?")
        driver.go("Escape")
        driver.press("palette", ":")
        driver.go("Escape")
        driver.press("Esc back", "Escape")
        driver.go("j")


def forms(driver: Driver) -> None:
    """Type into a form, and go from field to field."""
    driver.go("Enter", "n")
    for letter in "note":
        driver.press("typing echo, form", letter)
    for _ in range(12):
        driver.press("focus change, form", "Tab")
    driver.go("Escape", "Escape")


def held_down(at: PtyTerminal, seconds: float = 5.0) -> tuple[float, float]:
    """Hold a key at 30 Hz; return percent of a core, and milliseconds of tail."""
    used, begun, pressed = processor(at.process), time.perf_counter(), 0.0
    while (pressed := time.perf_counter()) - begun < seconds:
        at.press("j")
        time.sleep(1 / 30)
    share = (processor(at.process) - used) / (time.perf_counter() - begun) * 100
    time.sleep(QUIET * 3)
    return share, max(at.when[-1] - pressed, 0.0) * 1e3


def idle(at: PtyTerminal, seconds: float = 10.0) -> tuple[float, int]:
    """Do nothing; return percent of a core, and bytes."""
    time.sleep(1)
    used, sent = processor(at.process), sum(map(len, at.sent))
    time.sleep(seconds)
    return (processor(at.process) - used) / seconds * 100, sum(map(len, at.sent)) - sent


def memory(driver: Driver, many: int) -> tuple[float, float]:
    """Open so many records; return megabytes before and after."""
    driver.go("g", "c", "Home")
    before = resident(driver.at.process)
    for _ in range(many):
        for key in ("Enter", "Escape", "j"):
            driver.at.press(key)
            time.sleep(0.12)
    driver.go("Escape")
    return before, resident(driver.at.process)


def after_a_night(people: int) -> Path:
    """Return a copy of the population, with today's schema, that one night has looked at."""
    made = _population(people)
    folder = made.with_name(f"{people}-screens")
    if not (folder / "made").exists():
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(made, folder, ignore=shutil.ignore_patterns("made"))
        settings = bench_settings(folder)
        engine = open_store(settings)
        schema.upgrade(engine)
        office = Office(settings=settings, engine=engine)
        print("one night over it, once ...", file=sys.stderr)
        run_nights(office.nightly_desk(), on=AS_OF, last_ended=AS_OF, rulebook=office.rulebook())
        engine.dispose()
        (folder / "made").touch()
    return folder


def at_percent(values: Sequence[float], percent: int) -> float:
    """Return the value that so many percent of them do not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) * percent // 100, len(ordered) - 1)]


def tell(took: Mapping[str, Sequence[Took]], many: int) -> None:
    """Print the table."""
    print(f"\n{many:,} people\n")
    print("| | p50 ms | p95 ms | budget (p95) | bytes p95 | |")
    print("|---|---|---|---|---|---|")
    for line in LINES:
        taken = [one for one in took.get(line.name, ()) if one.last]
        if not taken:
            print(f"| {line.name} | - | - | {line.budget:.0f} | - | not taken |")
            continue
        times = [getattr(one, line.time_of) for one in taken]
        sent = at_percent([one.sent for one in taken], 95)
        high = at_percent(times, 95)
        within = high <= line.budget and (not line.bytes or sent <= line.bytes)
        print(
            f"| {line.name} ({len(taken)}) | {at_percent(times, 50):.0f} | {high:.0f} |"
            f" {line.budget:.0f} | {sent:,.0f} | {'within' if within else 'over'} |"
        )


def measured(at: PtyTerminal, driver: Driver, records_opened: int) -> list[str]:
    """Go through everything; return what is told beside the table."""
    at.wait_for("Who is at the desk?")
    at.press("Enter")
    at.wait_for("Needs a decision")
    for step in (lists, searching, records, forms):
        step(driver)
    driver.go("g", "c", "Home")
    share, tail = held_down(at)
    rests, sent = idle(at)
    before, after = memory(driver, records_opened)
    return [
        f"held at 30 Hz: {share:.0f} % of a core (30), tail {tail:.0f} ms (50)",
        f"idle: {rests:.2f} % of a core (0.3), {sent} bytes (0)",
        f"memory: {before:.0f} MB, {after:.0f} after {records_opened} records (40 more)",
    ]


def main() -> None:
    """Measure, and print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=38_000)
    parser.add_argument("--records", type=int, default=500)
    parser.add_argument("--rounds", type=int, default=5)
    asked = parser.parse_args()
    folder = after_a_night(asked.people)
    settings = bench_settings(folder)
    took = starts(settings, folder, asked.rounds)
    at = open_terminal(settings, folder)
    driver = Driver(at)
    driver.took = took
    try:
        beside = measured(at, driver, asked.records)
    finally:
        at.close()
    tell(took, asked.people)
    print("", *beside, sep="\n")


if __name__ == "__main__":
    main()
