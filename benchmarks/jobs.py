"""The measured jobs, each run in a process of its own: `python -m benchmarks.jobs JOB FOLDER`.

A job prints one line of JSON: seconds of processor and of the clock on the wall, the most
memory the process ever held, and counts that show it did the work.
"""

import json
import random
import resource
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from benchmarks.population import AS_OF, bench_settings
from casework.collector import collector_paused
from casework.context import Context
from casework.desk import Desk, declares
from casework.facts import case_files
from casework.installation import NIGHTLY_LOGIN
from casework.models import Event, Person, Verb
from casework.night_cases import from_blobs
from casework.nightly import BATCH, run_nights
from casework.office import Office, open_office
from casework.permissions import Action
from casework.queries import nights, sources
from casework.recording import NewFact, Origin, fact_ids, record_all
from casework.store import READ_ONLY
from rules.book import AsAt, Reads, Rulebook, evaluate
from rules.facts import CaseFile
from rules.vocabulary import EventKind

Load = Callable[[Session, dict[int, int], Reads], Sequence[CaseFile]]
"""Loads a batch of people, given the revision of each and what rules read."""

ONE_PERCENT = 0.01
NEXT_DAY = AS_OF + timedelta(days=1)
_EVERY_EVENT = (
    "SELECT person_id, fact_id, version, kind, happened_on, happened_at, provision_id,"
    " about_id, period_from FROM event ORDER BY person_id, fact_id"
)


@dataclass
class Timer:
    """Seconds spent so far, of processor and of the clock on the wall, by name."""

    seconds: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def of(self, name: str) -> Iterator[None]:
        """Add how long the block takes to *name*."""
        wall, processor = time.perf_counter(), time.process_time()
        yield
        self._add(f"{name}_cpu", time.process_time() - processor)
        self._add(f"{name}_wall", time.perf_counter() - wall)

    def _add(self, name: str, spent: float) -> None:
        self.seconds[name] = self.seconds.get(name, 0.0) + spent


def stream(office: Office, timer: Timer) -> dict[str, int]:
    """R: every event, as a bare row of the product's own driver, in order of person."""
    raw = office.engine.raw_connection()
    with timer.of("all"):
        events = sum(1 for _ in raw.cursor().execute(_EVERY_EVENT))
    return {"events": events}


def everyone(office: Office, timer: Timer) -> dict[str, int]:
    """Load and evaluate everyone from what the night kept of them; nothing is written."""
    return _everyone(office, timer, _kept)


def everyone_anew(office: Office, timer: Timer) -> dict[str, int]:
    """Load and evaluate everyone from the record."""
    return _everyone(office, timer, _anew)


def full_night(office: Office, timer: Timer) -> dict[str, int]:
    """Run the first night there ever was: everyone is due, and every flag is new."""
    book = office.rulebook()
    with timer.of("all"):
        return _night(office, AS_OF, book)


def next_night(office: Office, timer: Timer) -> dict[str, int]:
    """Run the night after, with one case in a hundred changed or due."""
    with Session(office.engine) as session, session.begin():
        session.connection().exec_driver_sql(
            "UPDATE source_completeness SET complete_to = ?", (NEXT_DAY.isoformat(),)
        )
    book = office.rulebook()
    with _reading(office.engine) as session:
        everyone_there = nights.everyone(session)
        due = nights.people_due(
            session,
            on=NEXT_DAY,
            rulebook=book.digest,
            complete_to=sources.complete_to(session),
        )
    wanted = max(int(len(everyone_there) * ONE_PERCENT) - len(due), 0)
    others = sorted(set(everyone_there) - set(due))
    desk = Desk(engine=office.engine, login="officer", interface="benchmark")
    desk.run(_record_contacts, random.Random(1).sample(others, wanted))  # noqa: S311  # a sample, no secret
    with timer.of("all"):
        return _night(office, NEXT_DAY, book)


def one_person(office: Office, timer: Timer) -> dict[str, float]:
    """Load and evaluate single people from what the night kept of them."""
    return _one_person(office, timer, _kept)


def one_person_anew(office: Office, timer: Timer) -> dict[str, float]:
    """Load and evaluate single people from the record."""
    return _one_person(office, timer, _anew)


def _everyone(office: Office, timer: Timer, load: Load) -> dict[str, int]:
    """Load and evaluate everyone, in the night's batches, and count whom *load* found."""
    book = office.rulebook()
    findings = found = 0
    with collector_paused(), _reading(office.engine) as session:
        at = AsAt(on=AS_OF, complete_to=sources.complete_to(session))
        revisions = _revisions(session)
        people = sorted(revisions)
        for start in range(0, len(people), BATCH):
            batch = {person: revisions[person] for person in people[start : start + BATCH]}
            with timer.of("load"):
                cases = load(session, batch, book.reads)
            found += len(cases)
            with timer.of("rules"):
                findings += sum(len(evaluate(case, at, book).findings) for case in cases)
    timer.seconds["all_cpu"] = timer.seconds["load_cpu"] + timer.seconds["rules_cpu"]
    timer.seconds["all_wall"] = timer.seconds["load_wall"] + timer.seconds["rules_wall"]
    return {"people": found, "findings": findings}


def _one_person(office: Office, timer: Timer, load: Load) -> dict[str, float]:
    """Load and evaluate 2,000 people, one by one; the times are in microseconds."""
    book = office.rulebook()
    spent: list[float] = []
    loading: list[float] = []
    with _reading(office.engine) as session:
        at = AsAt(on=AS_OF, complete_to=sources.complete_to(session))
        revisions = _revisions(session)
        people = random.Random(2).sample(sorted(revisions), min(2_000, len(revisions)))  # noqa: S311  # a sample, no secret
        for person in people:
            began = time.process_time()
            [case] = load(session, {person: revisions[person]}, book.reads)
            loaded = time.process_time()
            evaluate(case, at, book)
            spent.append(time.process_time() - began)
            loading.append(loaded - began)
    timer.seconds["all_cpu"] = sum(spent)
    spent.sort()
    loading.sort()
    middle, last = len(spent) // 2, len(spent) * 99 // 100
    return {
        "p50": 1e6 * spent[middle],
        "p99": 1e6 * spent[last],
        "load_p50": 1e6 * loading[middle],
    }


def _kept(session: Session, revisions: dict[int, int], reads: Reads) -> Sequence[CaseFile]:
    return list(from_blobs(session, revisions, reads).values())


def _anew(session: Session, revisions: dict[int, int], reads: Reads) -> Sequence[CaseFile]:
    return list(case_files(session, revisions, reads=reads, only_judged=True))


def _revisions(session: Session) -> dict[int, int]:
    return {row.id: row.revision for row in session.execute(select(Person.id, Person.revision))}


@declares(Action.RECORD_FACTS, Verb.COLLECT)
def _record_contacts(context: Context, people: Sequence[int]) -> None:
    """Record one new event for each of *people*, which changes their cases."""
    contact = NewFact(Event, {"kind": EventKind.CONTACT, "happened_on": NEXT_DAY})
    ids = fact_ids(context, len(people))
    record_all(context, [(person, next(ids), contact) for person in people], Origin(1, 1))


def _night(office: Office, on: date, book: Rulebook) -> dict[str, int]:
    at = datetime(on.year, on.month, on.day, 23, 0, tzinfo=UTC) + timedelta(hours=4)
    desk = Desk(engine=office.engine, login=NIGHTLY_LOGIN, interface="nightly", now=lambda: at)
    [summary] = run_nights(desk, on=on, last_ended=on, rulebook=book)
    return {
        "checked": summary.cases_checked,
        "failed": summary.cases_failed,
        "raised": summary.flags_raised,
    }


def _reading(engine: Engine) -> Session:
    return Session(engine.execution_options(**{READ_ONLY: True}))


JOBS = {
    job.__name__: job
    for job in (
        stream,
        everyone,
        everyone_anew,
        one_person,
        one_person_anew,
        full_night,
        next_night,
    )
}


def main(job: str, folder: str) -> None:
    """Run one job and print what it took."""
    office = open_office(bench_settings(Path(folder)))
    timer = Timer()
    told = JOBS[job](office, timer)
    office.engine.dispose()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({**timer.seconds, **told, "peak_mb": peak}))


if __name__ == "__main__":
    main(*sys.argv[1:])
