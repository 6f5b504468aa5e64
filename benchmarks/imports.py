"""Measure imports as ratios to the bare driver: `python -m benchmarks.imports`.

A fictional file of prisoners' records and one of events are taken in as officers take them
in: tried whole, then kept, batch by batch. R is the time the product's own driver takes to
put the very rows that were kept into an empty database by executemany, in one transaction.
Each job runs in a process of its own, and times are of the processor.
"""

import argparse
import csv
import json
import random
import resource
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from sqlalchemy import Engine

from benchmarks.jobs import Timer
from benchmarks.population import bench_settings
from casework import clock, keys, schema
from casework.imports import import_events, import_prisoners
from casework.installation import install
from casework.models import Base
from casework.office import open_office
from casework.store import create_store, open_store
from casework.views.imports import ImportSummary
from rules.days import london_day

CACHE = Path(__file__).resolve().parent.parent / ".bench" / "imports"
NATION = 38_000
_SMALLER = 4
_BARE_BATCH = 1_000
_MAP = """kind = "events"
source = "notification_log"
[event]
person = "Prison number"
kind = "What"
happened_on = "Day"
reference = "Ref"
place = "Where"
details = "Remarks"
"""
_HEADER = ("Prison number", "What", "Day", "Ref", "Where", "Remarks")
_KINDS = ("visit", "call", "contact", "sighting", "notice_given")
_SURNAMES = ("EXAMPLE", "SAMPLE", "SPECIMEN", "PATTERN", "INSTANCE")
_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ"

Run = Mapping[str, float]


def main() -> None:
    """Make the files, run every job in turn, and tell."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--people", type=int, default=NATION)
    asked.add_argument("--job", nargs=2, help=argparse.SUPPRESS)
    given = asked.parse_args()
    if given.job:
        job, folder = given.job
        _do(job, Path(folder))
        return
    whole, quarter = (_all_jobs(n) for n in (given.people, given.people // _SMALLER))
    _tell(given.people, whole, quarter)


def _all_jobs(people: int) -> dict[str, Run]:
    folder = CACHE / f"{people}"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    print(f"{people:,} records and events ...", file=sys.stderr)
    _write_files(folder, people)
    runs = {job: _run(job, folder) for job in JOBS}
    shutil.rmtree(folder)
    return runs


def _run(job: str, folder: Path) -> Run:
    command = (sys.executable, "-m", "benchmarks.imports", "--job", job, str(folder))
    told = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603  # our own module
    run: Run = json.loads(told.stdout)
    return run


def _do(job: str, folder: Path) -> None:
    timer = Timer()
    told = JOBS[job](folder, timer)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({**timer.seconds, **told, "peak_mb": peak}))


def prisoners(folder: Path, timer: Timer) -> dict[str, int]:
    """Take in prisoners' records by an empty database."""
    _found(folder)
    return _taken(folder, timer, "prisoners.jsonl")


def prisoners_again(folder: Path, timer: Timer) -> dict[str, int]:
    """Take in the same records again: nothing changes."""
    return _taken(folder, timer, "prisoners.jsonl")


def events(folder: Path, timer: Timer) -> dict[str, int]:
    """Take in one event of each of the people that are there now."""
    return _taken(folder, timer, "events.csv")


def events_again(folder: Path, timer: Timer) -> dict[str, int]:
    """Take in the same events again, out of a workbook: nothing changes."""
    return _taken(folder, timer, "events.xlsx")


def bare_prisoners(folder: Path, timer: Timer) -> dict[str, int]:
    """R of the records: put the rows that were kept of them into an empty database."""
    return _bare(folder, timer, events_too=False)


def bare_events(folder: Path, timer: Timer) -> dict[str, int]:
    """R of the events: put the rows that were kept of them in."""
    return _bare(folder, timer, events_too=True)


JOBS: dict[str, Callable[[Path, Timer], dict[str, int]]] = {
    job.__name__: job
    for job in (prisoners, prisoners_again, events, events_again, bare_prisoners, bare_events)
}


def _taken(folder: Path, timer: Timer, name: str) -> dict[str, int]:
    with open_office(bench_settings(folder)) as office, timer.of("all"):
        summary: ImportSummary
        if name.startswith("prisoners"):
            summary = import_prisoners(office.desk(), [folder / name])
        else:
            summary = import_events(
                office.desk(), [folder / name], mapping=str(folder / "events.toml")
            )
    if not summary.clean:
        raise SystemExit(f"{name} was not taken in: {summary}")
    return {"rows": summary.accepted + summary.unchanged, "accepted": summary.accepted}


def _bare(folder: Path, timer: Timer, *, events_too: bool) -> dict[str, int]:
    """Put rows in by the driver; what they point at is put in first, and not measured."""
    engine, other = open_store(bench_settings(folder)), folder / f"bare-{events_too}"
    empty = _found(other)
    event = "fact_id IN (SELECT fact_id FROM event)"
    asked = {
        table.name: f"{event if 'fact_id' in table.c else event.replace('fact_id', 'id', 1)}"
        for table in Base.metadata.sorted_tables
        if table.name == "fact" or "fact_id" in table.c
    }
    before = {"person": "1 = 1", **{name: f"NOT {which}" for name, which in asked.items()}}
    rows = 0
    with timer.of("before"):
        _copy(engine, empty, before if events_too else {})
    wanted = asked if events_too else before
    kept = {name: _rows(engine, name, which) for name, which in wanted.items()}
    raw = empty.raw_connection()
    with timer.of("all"):
        raw.cursor().execute("BEGIN IMMEDIATE")
        for statement, found in kept.values():
            for start in range(0, len(found), _BARE_BATCH):
                raw.cursor().executemany(statement, found[start : start + _BARE_BATCH])
            rows += len(found)
        raw.cursor().execute("COMMIT")
    return {"rows": rows}


def _copy(engine: Engine, empty: Engine, wanted: Mapping[str, str]) -> None:
    raw = empty.raw_connection()
    raw.cursor().execute("BEGIN IMMEDIATE")
    for name, which in wanted.items():
        statement, found = _rows(engine, name, which)
        raw.cursor().executemany(statement, found)
    raw.cursor().execute("COMMIT")


def _rows(engine: Engine, name: str, which: str) -> tuple[str, list[tuple[Any, ...]]]:
    cursor = engine.raw_connection().cursor()
    columns = [column.name for column in Base.metadata.tables[name].columns]
    listed, marks = ", ".join(columns), ", ".join("?" * len(columns))
    found = cursor.execute(f"SELECT {listed} FROM {name} WHERE {which}").fetchall()  # noqa: S608  # our own names
    return f"INSERT INTO {name} ({listed}) VALUES ({marks})", found  # noqa: S608  # our own names


def _found(folder: Path) -> Engine:
    settings = bench_settings(folder)
    settings.key_file.parent.mkdir(parents=True, exist_ok=True)
    keys.write_key(settings.key_file, keys.new_key())
    engine = create_store(settings)
    schema.upgrade(engine)
    now = clock.now()
    install(engine, agency="Benchmark Unit", login=settings.officer, at=now, today=london_day(now))
    return engine


def _write_files(folder: Path, people: int) -> None:
    """Write fictional records, one a line, and one event of each person, twice: CSV and XLSX."""
    chance = random.Random(1)  # noqa: S311  # invented people, no secret
    (folder / "events.toml").write_text(_MAP, encoding="utf-8")
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    with (
        (folder / "prisoners.jsonl").open("w", encoding="utf-8") as records,
        (folder / "events.csv").open("w", encoding="utf-8", newline="") as log,
    ):
        writer = csv.writer(log)
        writer.writerow(_HEADER)
        sheet.append(_HEADER)
        for number in range(people):
            person = f"{_LETTERS[number // 10_000]}{number % 10_000:04}ZZ"
            records.write(json.dumps(_a_record(chance, person, number)) + "\n")
            day = date(2026, 1, 1) + timedelta(days=chance.randrange(300))
            row = (person, chance.choice(_KINDS), day.isoformat(), f"L{number}", "Exampleton")
            said = (*row, "As the log has it, in a few words.")
            writer.writerow(said)
            sheet.append(said)
    book.save(folder / "events.xlsx")


def _a_record(chance: random.Random, person: str, number: int) -> dict[str, Any]:
    return {
        "prisonerNumber": person,
        "bookingId": 1_000_000 + number,
        "firstName": "SAM",
        "lastName": f"{chance.choice(_SURNAMES)}-{number}",
        "dateOfBirth": f"{chance.randrange(1950, 2005)}-0{chance.randrange(1, 10)}-15",
        "gender": "Male",
        "status": chance.choice(("ACTIVE IN", "ACTIVE OUT", "INACTIVE OUT")),
        "inOutStatus": "IN",
        "prisonId": chance.choice(("EXH", "SMP")),
        "legalStatus": "SENTENCED",
        "sentenceStartDate": "2024-01-15",
        "conditionalReleaseDate": f"202{chance.randrange(7, 10)}-04-01",
        "aliases": [{"firstName": "SAMMY", "lastName": f"ALIAS-{number}"}],
        "alerts": [{"alertType": "X", "alertCode": "XSC", "active": True, "expired": False}],
    }


def _tell(people: int, whole: Mapping[str, Run], quarter: Mapping[str, Run]) -> None:
    print(f"{people:,} records and {people:,} events; R is the driver's executemany.\n")
    print(f"{'':44} {'x R':>6} {'rows/s':>8} {'wall s':>7}  {'peak MB':>8} of a quarter")
    for job, bare, name in (
        ("prisoners", "bare_prisoners", "prisoners, tried and kept"),
        ("prisoners_again", "bare_prisoners", "the same again, nothing changed"),
        ("events", "bare_events", "events (CSV), tried and kept"),
        ("events_again", "bare_events", "the same again (XLSX), nothing changed"),
    ):
        run, least = whole[job], whole[bare]["all_cpu"]
        print(
            f"{name:44} {run['all_cpu'] / least:6.1f} {run['rows'] / run['all_wall']:8,.0f} "
            f"{run['all_wall']:7.1f}  {run['peak_mb']:8.0f} {quarter[job]['peak_mb']:4.0f}"
        )
    for what in ("prisoners", "events"):
        run = whole[f"bare_{what}"]
        print(f"R of {what:39} {run['all_cpu']:.2f} s for {run['rows']:,.0f} rows")


if __name__ == "__main__":
    main()
