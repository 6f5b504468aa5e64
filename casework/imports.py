"""Imports from beginning to end: files in order, in batches, safe to stop and to repeat."""

from collections import Counter
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any, Generic, TypeVar

from pydantic import ValidationError
from sqlalchemy.exc import DataError, IntegrityError

from casework.desk import Desk
from casework.errors import DayRefusedError, ImportStoppedError, RowRefusedError
from casework.forms.establishment_row import NEEDED, read_establishment_row
from casework.forms.order_map import OrderMap, read_order_map
from casework.forms.plain_text import sentences
from casework.forms.prisoner_record import PrisonerRecord
from casework.importing.csv_rows import read_rows
from casework.importing.files import digest_of
from casework.importing.json_records import read_records
from casework.importing.order_groups import OrderGroup, read_groups
from casework.importing.orders import OrderFile
from casework.importing.prisoners import Extract
from casework.importing.rows import Row, batches, rejected
from casework.safe_text import safe_text
from casework.services import import_establishments as establishments
from casework.services import import_orders as orders
from casework.services import import_prisoners as prisoners
from casework.services.declare_complete import declare_complete, refuse_unended
from casework.services.import_establishments import EstablishmentRow
from casework.services.keep_receipt import first_taken_in, keep_receipt
from casework.views.imports import FileSummary, ImportSummary, RowOutcome
from rules.days import london_day, say
from rules.vocabulary import Feed

R = TypeVar("R")
Tell = Callable[[str, RowOutcome], None]
"""Told each row's outcome once its batch is kept, with the name of its file."""

Service = Callable[[Desk, Sequence[R]], list[RowOutcome]]

TRIAL = 2000
"""Rows a dry run looks at in one transaction: it sees repetitions so far apart."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Job(Generic[R]):
    """One kind of import: how its files are read, batched and taken in."""

    kind: str
    desk: Desk
    dry_run: bool
    tell: Tell
    read: Callable[[Path], Iterable[R]]
    batch: int
    keys: Callable[[R], Collection[Hashable]]
    numbers: Callable[[R], Sequence[int]]
    take: Callable[[Path, str, Sequence[R]], list[RowOutcome]]

    def in_batches(self, path: Path) -> Iterator[Sequence[R]]:
        """Cut a file's rows into what is taken in, or tried, in one transaction."""
        if self.dry_run:
            return batches(self.read(path), size=TRIAL, keys=lambda _: ())
        return batches(self.read(path), size=self.batch, keys=self.keys)


def import_prisoners(
    desk: Desk,
    paths: Sequence[Path],
    *,
    as_of: date | None = None,
    dry_run: bool = False,
    tell: Tell = lambda *_: None,
    source: str = Feed.PRISON_RECORDS,
    complete_to: date | None = None,
) -> ImportSummary:
    """Take in prisoners' records: files of one object, a list, or one object a line.

    *as_of* is the day of the extract. None means the London day on which each file was
    first taken in: today, unless it was taken in before.

    Raises:
        DayRefusedError: *as_of* is to come, or *complete_to* has not ended.
        SourceUnknownError: there is no such source.
        NotPermittedError: the officer may not import.
    """
    today = london_day(desk.now())
    if as_of is not None and as_of > today:
        raise DayRefusedError(f"{say(as_of)} is to come, and no extract can be of it.")
    service = prisoners.try_prisoners if dry_run else prisoners.import_prisoners

    def take(_: Path, digest: str, rows: Sequence[Row[PrisonerRecord]]) -> list[RowOutcome]:
        extract = Extract(source=source, as_of=as_of or first_seen(digest))
        return desk.run(service, rows, extract)

    @lru_cache
    def first_seen(digest: str) -> date:
        return desk.run(first_taken_in, "prisoners", digest) or today

    job = _Job(
        kind="prisoners",
        desk=desk,
        dry_run=dry_run,
        tell=tell,
        read=_prisoner_rows,
        batch=prisoners.BATCH,
        keys=prisoners.keys,
        numbers=lambda row: [row.number],
        take=take,
    )
    return _run(job, paths, source=source, complete_to=complete_to)


def import_orders(
    desk: Desk,
    paths: Sequence[Path],
    *,
    map_path: Path,
    dry_run: bool = False,
    tell: Tell = lambda *_: None,
    source: str = Feed.COURT_RESULTS,
    complete_to: date | None = None,
) -> ImportSummary:
    """Take in orders from CSV through a mapping of their columns to our fields.

    Raises:
        ImportRefusedError: the mapping will not do.
        DayRefusedError: *complete_to* has not ended.
        SourceUnknownError: there is no such source.
        NotPermittedError: the officer may not import.
    """
    mapping: OrderMap = read_order_map(map_path)
    today = london_day(desk.now())
    service = orders.try_orders if dry_run else orders.import_orders

    def take(path: Path, _: str, groups: Sequence[OrderGroup]) -> list[RowOutcome]:
        return desk.run(service, groups, OrderFile(source=source, file_name=safe_text(path.name)))

    job = _Job(
        kind="orders",
        desk=desk,
        dry_run=dry_run,
        tell=tell,
        read=lambda path: read_groups(path, mapping, today=today),
        batch=orders.BATCH,
        keys=orders.keys,
        numbers=lambda group: group.numbers,
        take=take,
    )
    return _run(job, paths, source=source, complete_to=complete_to)


def import_establishments(
    desk: Desk, paths: Sequence[Path], *, dry_run: bool = False, tell: Tell = lambda *_: None
) -> ImportSummary:
    """Take in the register of prisons from CSV.

    Raises:
        NotPermittedError: the officer may not keep registers.
    """
    service = establishments.try_establishments if dry_run else establishments.import_establishments
    job = _Job(
        kind="establishments",
        desk=desk,
        dry_run=dry_run,
        tell=tell,
        read=_establishment_rows,
        batch=establishments.BATCH,
        keys=lambda _: (),
        numbers=lambda row: [row.number],
        take=lambda _, __, rows: desk.run(service, rows),
    )
    return _run(job, paths, source=None, complete_to=None)


def _run(
    job: _Job[Any], paths: Sequence[Path], *, source: str | None, complete_to: date | None
) -> ImportSummary:
    if complete_to is not None:
        refuse_unended(complete_to, job.desk.now())
    files = tuple(_take_file(job, path) for path in paths)
    summary = ImportSummary(kind=job.kind, dry_run=job.dry_run, files=files)
    if complete_to is None or source is None or job.dry_run:
        return summary
    if not summary.clean:
        why = (
            f"The source was not declared complete to {say(complete_to)}, for not all of it was "
            "taken in. Put right what was rejected and import again: what is known is unchanged."
        )
        return summary.model_copy(update={"not_declared": why})
    job.desk.run(declare_complete, source, complete_to)
    return summary.model_copy(update={"complete_to": complete_to})


def _take_file(job: _Job[Any], path: Path) -> FileSummary:
    tally: Counter[str] = Counter()
    name, digest, stopped = safe_text(str(path)), "", None
    try:
        digest = digest_of(path)
        for batch in job.in_batches(path):
            for outcome in _take(job, path, digest, batch):
                tally[outcome.outcome] += 1
                job.tell(name, outcome)
    except ImportStoppedError as broken:
        stopped = safe_text(str(broken))
    summary = FileSummary(file_name=name, digest=digest, stopped=stopped, **tally)
    if digest and not job.dry_run:
        job.desk.run(keep_receipt, job.kind, summary)
    return summary


def _take(job: _Job[Any], path: Path, digest: str, rows: Sequence[Any]) -> list[RowOutcome]:
    """Take in a batch; where the database refuses it, row by row, to find the one at fault."""
    try:
        return job.take(path, digest, rows)
    except (DataError, IntegrityError) as refused:
        if len(rows) == 1:
            why = str(refused.orig).partition("\n")[0]
            message = f"The database refuses it ({safe_text(why)}). Look for a value of odd size."
            return [rejected(number, message) for number in job.numbers(rows[0])]
    return [outcome for row in rows for outcome in _take(job, path, digest, [row])]


def _prisoner_rows(path: Path) -> Iterator[Row[PrisonerRecord]]:
    for read in read_records(path):
        if read.why_not is not None:
            yield Row(read.number, None, read.why_not)
            continue
        try:
            yield Row(read.number, PrisonerRecord.model_validate(read.record))
        except ValidationError as refused:
            yield Row(read.number, None, f"Put this right at its source: {sentences(refused)}")


def _establishment_rows(path: Path) -> Iterator[Row[EstablishmentRow]]:
    first: dict[str, tuple[int, EstablishmentRow]] = {}
    for read in read_rows(path, needs=NEEDED):
        try:
            row = EstablishmentRow(*read_establishment_row(read.cells()))
        except RowRefusedError as refused:
            yield Row(read.number, None, str(refused))
            continue
        number, before = first.setdefault(row.code, (read.number, row))
        if before == row:
            yield Row(read.number, row)
        else:
            why = f"Row {number} says otherwise of {row.code}. Keep the row that is right."
            yield Row(read.number, None, why)
