"""A national population for the benchmark, poured straight into the product's own tables."""

import random
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any, NamedTuple

from sqlalchemy import Engine

from benchmarks.clauses import DUTIES, Clause
from casework import clock, keys, schema
from casework.installation import install
from casework.settings import Settings
from casework.store import create_store
from rules.days import add_months, london_day
from rules.vocabulary import Feed

AS_OF = date(2026, 11, 21)
"""The last day of the invented record: a Saturday, the day the benchmark's night judges."""

KNOWN = "2026-11-21T18:00:00.000000Z"
"""When every fact was recorded."""

PER_PERSON = {"orders": 60_000 / 38_000, "events": 2_000_000 / 38_000}
"""The proportions of the nation: what one person has on average."""

_SENTENCED = 0.3
_BOUND = 0.78
_OUT_UNTOLD = 0.02
_REPRESENTED = 0.93
_SERVED = 0.9
_STARTS_ON_RELEASE = 0.5
_LATE = 0.04
_REPORT_MISSING = 0.04
_NOTICE_MISSING = 0.05
_MANAGED = 0.7
_LEADLESS = 0.01
_REVIEW_MISSING = 0.03
_COPY_MISSING = 0.05
_MARKED = 0.12
_ANOTHER_NAMED = 0.3
"""How likely each thing is, 0 to 1."""

_OTHER_EVENTS = ("contact", "visit", "call", "sighting", "find", "journey_out", "journey_back")
_OTHER_WEIGHTS = (32, 27, 32, 7, 1, 0.5, 0.5)
_BATCH = 1_000


class Rows(NamedTuple):
    """Rows to insert, by table; each table has its own fixed columns."""

    person: list[tuple[Any, ...]]
    fact: list[tuple[Any, ...]]
    thing: list[tuple[Any, ...]]
    court_order: list[tuple[Any, ...]]
    provision: list[tuple[Any, ...]]
    order_service: list[tuple[Any, ...]]
    movement: list[tuple[Any, ...]]
    release_date: list[tuple[Any, ...]]
    holding: list[tuple[Any, ...]]
    event: list[tuple[Any, ...]]
    sentence: list[tuple[Any, ...]]
    inclusion: list[tuple[Any, ...]]
    allocation: list[tuple[Any, ...]]
    review: list[tuple[Any, ...]]
    attachment: list[tuple[Any, ...]]
    prison_alert: list[tuple[Any, ...]]


_VERSION = "person_id, fact_id, version, known_from, recorded_by, owner_id, source_id"
_COLUMNS = {
    "person": "id, agency_id, created_at, revision, changed_at",
    "fact": "id, person_id, kind",
    "thing": "id, kind, raw",
    "court_order": f"{_VERSION}, kind, nation, court, made_on, represented,"
    " term_count, term_unit, term_counting",
    "provision": f"{_VERSION}, order_id, number, wording, duty_kind, duty, starts_on,"
    " start_condition",
    "order_service": f"{_VERSION}, order_id, served_on, method",
    "movement": f"{_VERSION}, kind, happened_on, basis",
    "release_date": f"{_VERSION}, kind, falls_on",
    "holding": f"{_VERSION}, thing_id, kind, role, since",
    "event": f"{_VERSION}, kind, happened_on, provision_id, about_id, period_from, details,"
    " other_person_id, item_kind, amount, currency, place",
    "sentence": f"{_VERSION}, sentenced_on, length_count, length_unit, indeterminate",
    "inclusion": f"{_VERSION}, opened_on, works_with_others, capacity_and_capability,"
    " continuing_basis, planning_control_coordination",
    "allocation": f"{_VERSION}, officer_id, kind, since",
    "review": f"{_VERSION}, reviewed_on, next_due_on, outcome",
    "attachment": f"{_VERSION}, digest, file_name, media_type, about_id, certified_copy",
    "prison_alert": f"{_VERSION}, alert_code, active, expired, observed_on",
}


_NO_DETAILS = (None,) * 6


def _details(chance: random.Random, kind: str, person: int) -> tuple[Any, ...]:
    """Say what else the log has of an event: its words, with whom, what, how much, where."""
    words = "As the log has it, in a few words."
    if kind == "find":
        item = chance.choice(("phone", "sim", "cash", "drugs"))
        amount = chance.randrange(1_000, 200_000) if item == "cash" else None
        return words, None, item, amount, "GBP" if amount else None, None
    if kind in {"journey_out", "journey_back"}:
        return words, None, None, None, None, "Alicante"
    named = chance.random() < _ANOTHER_NAMED and person > 1
    return words, chance.randrange(1, person) if named else None, None, None, None, None


@cache
def _written(day: date) -> str:
    return day.isoformat()


class Author:
    """Writes one invented person after another, each from a seed of their own."""

    def __init__(self) -> None:
        self.rows = Rows(*([] for _ in Rows._fields))
        self._facts = count(1)
        self._things = count(1)

    def write(self, person: int) -> None:
        """Write all there is of one person; a tenth have neither an order nor much else."""
        chance = random.Random(person)  # noqa: S311  # invented people, not secrets
        self.rows.person.append((person, 1, KNOWN, 1, KNOWN))
        released = self._custody(chance, person)
        orders = round(chance.gauss(2, 1)) if chance.random() < _BOUND else 0
        for _ in range(min(max(orders, 0), 5)):
            self._order(chance, person, released)
        for _ in range(round(chance.lognormvariate(3.525, 0.74))):
            kind = chance.choices(_OTHER_EVENTS, _OTHER_WEIGHTS)[0]
            day = AS_OF - timedelta(days=chance.randrange(3_000))
            self._event(person, kind, day, *_details(chance, kind, person))
        if chance.random() < _MANAGED:
            self._management(chance, person)
        if chance.random() < _MARKED:
            code = chance.choice(("XSC", "XFO", "DOCGM"))
            self._fact(person, "prison_alert", code, 1, 0, _written(AS_OF))

    def _management(self, chance: random.Random, person: int) -> None:
        """Open the case, give it a lead, and review it twice a year."""
        opened = AS_OF - timedelta(days=chance.randrange(30, 1_500))
        self._fact(person, "inclusion", _written(opened), *["As the officer wrote it."] * 4)
        if chance.random() > _LEADLESS:
            self._fact(person, "allocation", 1, "lead", _written(opened))
        reviewed = opened + timedelta(days=chance.randrange(100, 180))
        while reviewed <= AS_OF and chance.random() > _REVIEW_MISSING:
            following = reviewed + timedelta(days=182)
            self._fact(person, "review", _written(reviewed), _written(following), "no change")
            reviewed = following

    def _custody(self, chance: random.Random, person: int) -> date | None:
        if chance.random() >= _SENTENCED:
            return None
        entered = AS_OF - timedelta(days=chance.randrange(300, 3_600))
        self._fact(person, "movement", "reception", _written(entered), "sentence")
        expected = entered + timedelta(days=chance.randrange(200, 3_000))
        self._fact(person, "release_date", "conditional_release", _written(expected))
        self._fact(person, "sentence", _written(entered), chance.randrange(4, 20), "years", 0)
        if expected > AS_OF or chance.random() < _OUT_UNTOLD:
            return None
        self._fact(person, "movement", "release", _written(expected), None)
        return expected

    def _order(self, chance: random.Random, person: int, released: date | None) -> None:
        made = AS_OF - timedelta(days=chance.randrange(10, 1_900))
        represented = chance.random() < _REPRESENTED
        order = self._fact(
            person, "court_order", "scpo", "england_and_wales", "crown_court", _written(made),
            int(represented), 5, "years", "MB",
        )  # fmt: skip
        if chance.random() > _COPY_MISSING:
            self._fact(person, "attachment", "copy", "order.pdf", "application/pdf", order, 1)
        if not represented and chance.random() < _SERVED:
            served = made + timedelta(days=chance.randrange(1, 40))
            self._fact(person, "order_service", order, _written(served), "in_person")
        for number in range(1, 4):
            clause = chance.choices(DUTIES, [duty.weight for duty in DUTIES])[0]
            waits = (
                released is not None and released >= made and chance.random() < _STARTS_ON_RELEASE
            )
            starts = released if waits and released is not None else made
            provision = self._fact(
                person, "provision", order, str(number), clause.wording, clause.kind, clause.duty,
                None if waits else _written(made), "on_release" if waits else None,
            )  # fmt: skip
            self._answers(chance, person, clause, provision, starts)

    def _answers(
        self, chance: random.Random, person: int, clause: Clause, provision: int, starts: date
    ) -> None:
        if clause.report_days:
            self._reports(chance, person, clause, provision, starts)
        elif clause.holds:
            for _ in range(chance.randrange(1, 4)):
                self._holding(chance, person, clause, provision, starts)

    def _reports(
        self, chance: random.Random, person: int, clause: Clause, provision: int, starts: date
    ) -> None:
        for number in range(12):
            begins = add_months(starts, 6 * number)
            ends = add_months(starts, 6 * number + 6)
            came = ends + timedelta(days=self._delay(chance, clause.report_days))
            if ends > AS_OF or came > AS_OF:
                return
            if chance.random() > _REPORT_MISSING:
                self._event(
                    person,
                    "report_received",
                    came,
                    *_NO_DETAILS,
                    provision=provision,
                    period=_written(begins),
                )

    def _holding(
        self, chance: random.Random, person: int, clause: Clause, provision: int, starts: date
    ) -> None:
        since = starts + timedelta(days=chance.randrange(1_800))
        if since > AS_OF:
            return
        kind = chance.choice(clause.holds)
        thing = next(self._things)
        self.rows.thing.append((thing, kind, f"{kind} {thing}"))
        holding = self._fact(person, "holding", thing, kind, "user", _written(since))
        told = since + timedelta(days=self._delay(chance, clause.notice_days))
        if told <= AS_OF and chance.random() > _NOTICE_MISSING:
            named = provision if clause.kind == "first_notification" else None
            self._event(person, "notice_given", told, *_NO_DETAILS, provision=named, about=holding)

    @staticmethod
    def _delay(chance: random.Random, allowed: int) -> int:
        late = chance.random() < _LATE
        return chance.randrange(allowed + 1, allowed + 30) if late else chance.randrange(allowed)

    def _event(
        self,
        person: int,
        kind: str,
        day: date,
        *more: Any,
        provision: int | None = None,
        about: int | None = None,
        period: str | None = None,
    ) -> None:
        self._fact(person, "event", kind, _written(day), provision, about, period, *more)

    def _fact(self, person: int, table: str, *columns: Any) -> int:
        fact = next(self._facts)
        self.rows.fact.append((fact, person, table))
        rows: list[tuple[Any, ...]] = getattr(self.rows, table)
        rows.append((person, fact, 1, KNOWN, 1, 1, 1, *columns))
        return fact


def make_population(settings: Settings, people: int) -> None:
    """Make, in the product's own encrypted store, a population of *people* and their record."""
    keys.write_key(settings.key_file, keys.new_key())
    engine = create_store(settings)
    schema.upgrade(engine)
    now = clock.now()
    install(engine, agency="Benchmark", login=settings.officer, at=now, today=london_day(now))
    _pour(engine, _written_people(people))
    engine.dispose()


def _written_people(people: int) -> Iterator[Rows]:
    author = Author()
    for person in range(1, people + 1):
        author.write(person)
        if person % _BATCH == 0 or person == people:
            yield author.rows
            author.rows = Rows(*([] for _ in Rows._fields))


def _pour(engine: Engine, batches: Iterator[Rows]) -> None:
    """Insert through the driver; references hold by construction and are not checked."""
    raw = engine.raw_connection()
    cursor = raw.cursor()
    cursor.execute("PRAGMA query_only = 0")
    cursor.execute("PRAGMA foreign_keys = OFF")
    cursor.execute("BEGIN IMMEDIATE")
    cursor.execute("INSERT INTO attachment_content VALUES ('copy', 4, X'25504446')")
    for rows in batches:
        for table, columns in _COLUMNS.items():
            _insert(cursor, table, columns, getattr(rows, table))
    for source, feed in enumerate(Feed, start=1):
        if feed is not Feed.OFFICERS:
            cursor.execute(
                "INSERT INTO source_completeness (source_id, complete_to, known_from, recorded_by)"
                " SELECT id, ?, ?, 1 FROM source WHERE id = ?",
                (_written(AS_OF), KNOWN, source),
            )
    cursor.execute("COMMIT")
    cursor.execute("ANALYZE")
    cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    raw.invalidate()


def _insert(cursor: Any, table: str, columns: str, rows: Sequence[tuple[Any, ...]]) -> None:
    places = ", ".join("?" * len(columns.split(", ")))
    cursor.executemany(f"INSERT INTO {table} ({columns}) VALUES ({places})", rows)  # noqa: S608  # our own tables' names


def bench_settings(folder: Path) -> Settings:
    """Return settings for a benchmark's database below *folder*."""
    return Settings(
        data_dir=folder / "data", key_file=folder / "key" / "casework.key", officer="officer"
    )
