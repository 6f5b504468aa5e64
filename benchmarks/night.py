"""Measure the nightly check and print its cost as ratios to R: `python -m benchmarks.night`."""

import argparse
import json
import shutil
import statistics
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from benchmarks.population import bench_settings, make_population

CACHE = Path(__file__).resolve().parent.parent / ".bench"
NATION = 38_000
QUARTER = 9_500

JOBS = (
    "stream",
    "everyone_anew",
    "one_person_anew",
    "full_night",
    "everyone",
    "one_person",
    "next_night",
)
"""In this order: the full night keeps the case files that those after it read."""

Run = Mapping[str, float]


class Line(NamedTuple):
    """One line of the table: what it is called, the runs, the seconds read, and the goal."""

    name: str
    runs: Sequence[Run]
    seconds: str
    goal: str = ""


def main() -> None:
    """Make what is not made yet, run every job in turn, several times over, and tell."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--people", type=int, default=NATION)
    asked.add_argument("--rounds", type=int, default=3)
    given = asked.parse_args()
    nation = _population(given.people)
    quarter = _population(max(given.people * QUARTER // NATION, 10))
    rounds = [_one_round(nation, number + 1) for number in range(given.rounds)]
    runs = {job: [round_[job] for round_ in rounds] for job in rounds[0]}
    smaller = _night_on_a_copy(quarter, "full_night")
    _tell(runs, smaller)


def _one_round(nation: Path, number: int) -> dict[str, Run]:
    """Run every job once, one after another, so that a noisy minute is shared by all."""
    print(f"round {number} ...", file=sys.stderr)
    with_writes = _copied(nation)
    jobs = {job: _run(job, with_writes) for job in JOBS}
    shutil.rmtree(with_writes)
    return jobs


def _night_on_a_copy(population: Path, job: str) -> Run:
    copy = _copied(population)
    run = _run(job, copy)
    shutil.rmtree(copy)
    return run


def _population(people: int) -> Path:
    """Return the folder of a population, made on first use and kept for the next."""
    folder = CACHE / f"{people}"
    if not (folder / "made").exists():
        print(f"making a population of {people:,}, once ...", file=sys.stderr)
        shutil.rmtree(folder, ignore_errors=True)
        make_population(bench_settings(folder), people)
        (folder / "made").touch()
    return folder


def _copied(population: Path) -> Path:
    copy = population.with_name(f"{population.name}-copy")
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(population, copy)
    return copy


def _run(job: str, folder: Path) -> Run:
    command = (sys.executable, "-m", "benchmarks.jobs", job, str(folder))
    told = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603  # our own module
    run: Run = json.loads(told.stdout)
    return run


def _tell(runs: Mapping[str, Sequence[Run]], smaller: Run) -> None:
    stream = statistics.median(run["all_cpu"] for run in runs["stream"])
    evaluated, anew, night = runs["everyone"], runs["everyone_anew"], runs["full_night"]
    print(
        f"{evaluated[0]['people']:,.0f} people, {runs['stream'][0]['events']:,.0f} events, "
        f"{evaluated[0]['findings']:,.0f} findings; R = {stream:.2f} s of processor time.\n"
    )
    print(f"{'':34} {'x R':>6}  {'min-max':>12} {'wall s':>7}  goal")
    for line in (
        Line("R: stream every event", runs["stream"], "all"),
        Line("everyone, load and evaluate", evaluated, "all", "<= 2"),
        Line("  of which loading", evaluated, "load"),
        Line("  of which rules", evaluated, "rules"),
        Line("everyone, from the record", anew, "all"),
        Line("  of which loading", anew, "load"),
        Line("full first night, with writes", night, "all"),
        Line("night of 1 % changed or due", runs["next_night"], "all", "<= 0.05"),
    ):
        _tell_line(line, stream)
    for job, how in (("one_person", "as kept"), ("one_person_anew", "from the record")):
        single = runs[job]
        print(
            f"one person, load and evaluate, {how}: p50 {_median(single, 'p50'):,.0f} µs, "
            f"p99 {_median(single, 'p99'):,.0f} µs"
        )
    print(
        f"peak memory of a full night: {smaller['peak_mb']:.0f} MB for {smaller['checked']:,.0f} "
        f"people, {_median(night, 'peak_mb'):.0f} MB for {night[0]['checked']:,.0f} (<= 150 MB)"
    )


def _tell_line(line: Line, stream: float) -> None:
    ratios = sorted(run[f"{line.seconds}_cpu"] / stream for run in line.runs)
    wall = _median(line.runs, f"{line.seconds}_wall")
    middle = statistics.median(ratios)
    spread = f"{ratios[0]:.2f}-{ratios[-1]:.2f}"
    print(f"{line.name:34} {middle:6.2f}  {spread:>12} {wall:7.2f}  {line.goal}")


def _median(runs: Sequence[Run], name: str) -> float:
    return statistics.median(run[name] for run in runs)


if __name__ == "__main__":
    main()
