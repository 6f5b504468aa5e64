"""One import from beginning to end: files in order, in batches, safe to stop and to repeat.

A file is kept whole or not at all, unless it is asked to keep the good rows: all of it is
tried first, by the very code that keeps it, and taken back; only a file without a bad row
is then taken in. What is taken in is kept batch by batch, so that officers are not kept
waiting, and a file stopped half way is finished by importing it again.
"""

from collections import Counter
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Generic, NamedTuple, TypedDict, TypeVar

from sqlalchemy.exc import DataError, IntegrityError

from casework.collector import collect, collector_paused
from casework.desk import Desk
from casework.errors import ImportStoppedError
from casework.importing.files import Mark, Position, digest_of, is_blank, mark_of, reading
from casework.importing.rows import batches, rejected
from casework.safe_text import safe_text
from casework.services.declare_complete import declare_complete, refuse_unended
from casework.services.keep_receipt import keep_receipt
from casework.views.imports import FileSummary, ImportSummary, RowOutcome, Taken
from rules.days import say

R = TypeVar("R")
Tell = Callable[[str, RowOutcome], None]
"""Told each row's outcome once it is settled, with the name of its file."""

Moved = Callable[[int, Position], None]
"""Told how many rows of a file are done, and how far it is read."""

Watch = Callable[[str, bool], AbstractContextManager[Moved]]
"""Asked to watch one pass over a file, by its name and whether it is only tried."""

_CHANGED = "changed while it was read, so no more of it was taken in. Import it again."

TRIAL = 2000
"""Rows tried in one transaction: a trial sees repetitions so far apart."""


class Options(TypedDict, total=False):
    """What every import can be asked for.

    `dry_run` tries and keeps nothing; `keep_good` keeps the good rows of a file that has
    bad ones; `complete_to` is the day, inclusive, the source has now told everything of;
    `tell` is told each row's outcome; `watch` is told how far each file is.
    """

    dry_run: bool
    keep_good: bool
    complete_to: date | None
    tell: Tell
    watch: Watch


class TakenFile(NamedTuple):
    """The file rows are of: where it is, its digest, and whether they are only tried.

    `mark` is of the file the digest is of: no row of any other is taken in.
    """

    path: Path
    digest: str
    trial: bool
    mark: Mark | None = None

    def refuse_changed(self) -> None:
        """Refuse a file that is not what it was when its digest was taken.

        Raises:
            ImportStoppedError: it has changed since, or is another.
        """
        if mark_of(self.path) != self.mark:
            raise ImportStoppedError(f"{self.path} {_CHANGED}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind(Generic[R]):
    """One kind of import: how its files are read, batched and taken in, or only tried.

    `keys` gives what no two rows of a batch may share, `numbers` the places of a row in its
    file. `source` is the code of the source that may be declared complete, None for none;
    `mapping` the saved mapping it is read by, if any.
    """

    name: str
    source: str | None
    read: Callable[[Path], Iterable[R]]
    batch: int
    keys: Callable[[R], Collection[Hashable]]
    numbers: Callable[[R], Sequence[int]]
    take: Callable[[Desk, TakenFile, Sequence[R]], list[RowOutcome]]
    mapping: int | None = None

    def in_batches(self, file: TakenFile) -> Iterator[Sequence[R]]:
        """Cut a file's rows into what is taken in, or tried, in one transaction."""
        if file.trial:
            return batches(self.read(file.path), size=TRIAL, keys=lambda _: ())
        return batches(self.read(file.path), size=self.batch, keys=self.keys)


def run(desk: Desk, kind: Kind[Any], paths: Sequence[Path], options: Options) -> ImportSummary:
    """Take in files of one kind, one after the other, or only try them.

    Raises:
        DayRefusedError: the day the source is to be declared complete to has not ended.
        SourceUnknownError: there is no such source.
        NotPermittedError: the officer may not import.
    """
    complete_to, dry_run = options.get("complete_to"), options.get("dry_run", False)
    if complete_to is not None:
        refuse_unended(complete_to, desk.now())
    files = tuple(_take_file(desk, kind, path, options) for path in paths)
    summary = ImportSummary(kind=kind.name, dry_run=dry_run, files=files)
    if complete_to is None or kind.source is None or dry_run:
        return summary
    why_not = _why_not_declared(summary)
    if why_not is not None:
        why = f"The source was not declared complete to {say(complete_to)}, for {why_not}"
        return summary.model_copy(update={"not_declared": why})
    desk.run(declare_complete, kind.source, complete_to)
    return summary.model_copy(update={"complete_to": complete_to})


def _why_not_declared(summary: ImportSummary) -> str | None:
    """Say why what was taken in does not make its source complete; None where it does."""
    if any(file.rejected for file in summary.files):
        return (
            "not all of it was taken in. Put right what was rejected and import again: what is "
            "known is unchanged."
        )
    if any(file.stopped for file in summary.files):
        return "not every file could be read to its end. Get the file again and import it again."
    empty = [file.file_name for file in summary.files if not _rows_of(file)]
    if empty:
        return (
            f"{empty[0]} has no rows. Look whether it is the right file; one that tells of nothing "
            "cannot say that all is told."
        )
    return None


def _rows_of(file: FileSummary) -> int:
    return file.accepted + file.unchanged + file.passed_over + file.rejected


def _take_file(desk: Desk, kind: Kind[Any], path: Path, options: Options) -> FileSummary:
    name, dry_run = safe_text(str(path)), options.get("dry_run", False)
    tell = options.get("tell", lambda *_: None)
    watch = options.get("watch", unwatched)
    try:
        file = _identified(path)
    except ImportStoppedError as refused:
        return FileSummary(file_name=name, digest="", stopped=safe_text(str(refused)))
    if dry_run:
        return _pass(desk, kind, file, tell, watch)
    if not options.get("keep_good", False):
        tried = _pass(desk, kind, file, _only_rejected(tell), watch)
        if tried.rejected or tried.stopped:
            summary = _told_what_stands(
                tried.model_copy(
                    update={"accepted": 0, "unchanged": 0, "held_back": tried.accepted}
                )
            )
            desk.run(keep_receipt, kind.name, summary, mapping=kind.mapping)
            return summary
    summary = _told_what_stands(_pass(desk, kind, file._replace(trial=False), tell, watch))
    declared = options.get("complete_to") if summary.clean and _rows_of(summary) else None
    desk.run(keep_receipt, kind.name, summary, mapping=kind.mapping, complete_to=declared)
    return summary


def _identified(path: Path) -> TakenFile:
    """Return a file, to be tried, with its digest and its mark.

    Raises:
        ImportStoppedError: it cannot be read, changes meanwhile, or has nothing in it.
    """
    if is_blank(path):
        raise ImportStoppedError(f"{path} is empty. Get the file again and import it again.")
    mark = mark_of(path)
    file = TakenFile(path, digest_of(path), trial=True, mark=mark)
    file.refuse_changed()
    return file


def _told_what_stands(file: FileSummary) -> FileSummary:
    """Say of a file that was not read to its end whether anything of it was kept."""
    if file.stopped is None:
        return file
    stands = "What came before stands." if file.accepted else "Nothing of it was kept."
    return file.model_copy(update={"stopped": f"{file.stopped} {stands}"})


def _only_rejected(tell: Tell) -> Tell:
    def told(file: str, row: RowOutcome) -> None:
        if row.outcome is Taken.REJECTED:
            tell(file, row)

    return told


def _pass(desk: Desk, kind: Kind[Any], file: TakenFile, tell: Tell, watch: Watch) -> FileSummary:
    tally: Counter[str] = Counter()
    name, stopped, position = safe_text(str(file.path)), None, Position()
    before = reading.set(position)
    try:
        with watch(name, file.trial) as moved, collector_paused():
            for batch in kind.in_batches(file):
                file.refuse_changed()
                for outcome in _take(desk, kind, file, batch):
                    tally[outcome.outcome] += 1
                    tell(name, outcome)
                moved(tally.total(), position)
                collect()
            if not file.trial and digest_of(file.path) != file.digest:
                raise ImportStoppedError(f"{name} {_CHANGED}")  # noqa: TRY301  # told as all that stops it
    except ImportStoppedError as broken:
        stopped = safe_text(str(broken))
    finally:
        reading.reset(before)
    return FileSummary(file_name=name, digest=file.digest, stopped=stopped, **tally)


def unwatched(_file: str, _trial: bool) -> AbstractContextManager[Moved]:
    """Watch nothing."""
    return nullcontext(lambda *_: None)


def _take(desk: Desk, kind: Kind[Any], file: TakenFile, rows: Sequence[Any]) -> list[RowOutcome]:
    """Take in a batch; where the database refuses it, row by row, to find the one at fault."""
    try:
        return kind.take(desk, file, rows)
    except (DataError, IntegrityError) as refused:
        if len(rows) == 1:
            why = str(refused.orig).partition("\n")[0]
            message = f"The database refuses it ({safe_text(why)}). Look for a value of odd size."
            return [rejected(number, message) for number in kind.numbers(rows[0])]
    return [outcome for row in rows for outcome in _take(desk, kind, file, [row])]
