"""Import the extracts of other services about people: one engine, and a layout for each kind."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import TypeVar, Unpack

from casework.desk import Desk
from casework.forms import group_row, journey_row, officer_row, registration_row
from casework.forms.alert_row import COLUMNS as ALERT_COLUMNS
from casework.forms.alert_row import AlertRow, read_alert
from casework.forms.column_reader import Columns
from casework.forms.company_officer_row import COLUMNS as COMPANY_COLUMNS
from casework.forms.company_officer_row import read_company_officer
from casework.forms.registration_row import RegistrationRow
from casework.importing.alerts import ALERTS, REGISTRATIONS
from casework.importing.allocations import ALLOCATIONS
from casework.importing.companies import COMPANIES
from casework.importing.extract_rows import read_extract
from casework.importing.manner import Extract, Manner, Personal
from casework.importing.members import MEMBERS
from casework.importing.rows import Row
from casework.importing.tables import read_table
from casework.importing.travel import TRAVEL
from casework.imports.dated import Dated, ExtractOptions, take_in
from casework.services import import_extract as extracts
from casework.views.imports import ImportSummary, RowOutcome
from rules.days import london_day
from rules.vocabulary import Feed

T = TypeVar("T", bound=Personal)
C = TypeVar("C", AlertRow, RegistrationRow)

NOT_LISTED = "is not in the register of codes"
"""What is said of a code that the register given with the import does not have."""


def import_alerts(
    desk: Desk,
    paths: Sequence[Path],
    *,
    codes: Path | None = None,
    **options: Unpack[ExtractOptions],
) -> ImportSummary:
    """Take in alerts of prison records: their codes, and no text.

    *codes* is a register of the codes there are, CSV with a column "code"; one that is not
    in it is kept, and said. None means that there is no register to ask.

    Raises:
        As every import of an extract; ImportStoppedError: the register cannot be read.
    """
    kind = _dated("alerts", Feed.PRISON_RECORDS, _alerts(codes), ALERTS)
    return take_in(desk, paths, kind, options)


def import_registers(
    desk: Desk,
    paths: Sequence[Path],
    *,
    codes: Path | None = None,
    **options: Unpack[ExtractOptions],
) -> ImportSummary:
    """Take in entries of probation registers; one that is left out stays.

    *codes* is as for alerts.
    """
    listed = _listed(codes)

    def read(path: Path, as_of: date) -> Iterator[Row[RegistrationRow]]:
        one = partial(registration_row.read_registration, as_of=as_of)
        rows = read_extract(path, registration_row.COLUMNS, one)
        return (_against(row, listed) for row in rows)

    kind = _dated("registers", Feed.PROBATION_REGISTERS, read, REGISTRATIONS)
    return take_in(desk, paths, kind, options)


def import_members(
    desk: Desk, paths: Sequence[Path], **options: Unpack[ExtractOptions]
) -> ImportSummary:
    """Take in people's places in crime groups; the groups have to be there."""
    read = partial(_plainly, group_row.MEMBER_COLUMNS, group_row.read_member, marked=True)
    kind = _dated("members", Feed.CRIME_GROUPS, read, MEMBERS)
    return take_in(desk, paths, kind, options)


def import_travel(
    desk: Desk, paths: Sequence[Path], **options: Unpack[ExtractOptions]
) -> ImportSummary:
    """Take in journeys across the border, made and booked."""
    one = partial(journey_row.read_journey, today=london_day(desk.now()))
    read = partial(_plainly, journey_row.COLUMNS, one)
    kind = _dated("travel", Feed.BORDER, read, TRAVEL)
    return take_in(desk, paths, kind, options)


def import_companies(
    desk: Desk, paths: Sequence[Path], **options: Unpack[ExtractOptions]
) -> ImportSummary:
    """Take in appointments of a companies register."""
    one = partial(read_company_officer, today=london_day(desk.now()))
    read = partial(_plainly, COMPANY_COLUMNS, one)
    kind = _dated("companies", Feed.COMPANIES, read, COMPANIES)
    return take_in(desk, paths, kind, options)


def import_allocations(
    desk: Desk, paths: Sequence[Path], **options: Unpack[ExtractOptions]
) -> ImportSummary:
    """Take in who leads and who covers for whom."""
    kind = _dated("allocations", Feed.OFFICERS, _by_first_day, ALLOCATIONS)
    return take_in(desk, paths, kind, options)


def _dated(
    name: str,
    feed: Feed,
    read: Callable[[Path, date], Iterator[Row[T]]],
    manner: Manner[T],
) -> Dated[T]:
    def take(desk: Desk, rows: Sequence[Row[T]], taken: Extract, trial: bool) -> list[RowOutcome]:
        service = extracts.try_extract if trial else extracts.import_extract
        return sorted(desk.run(service, rows, taken, manner), key=lambda row: row.number)

    return Dated(name=name, feed=feed, read=read, take=take, batch=extracts.BATCH)


def _plainly(
    columns: Columns,
    one: Callable[[Mapping[str, str]], T],
    path: Path,
    _: date,
    *,
    marked: bool = False,
) -> Iterator[Row[T]]:
    return read_extract(path, columns, one, marked=marked)


def _by_first_day(path: Path, _: date) -> Iterator[Row[officer_row.AllocationRow]]:
    """Read allocations by their first days, so that one lead ends before the next begins.

    The file is held in memory: there are not many more rows in it than people.
    """
    rows = [*read_extract(path, officer_row.ALLOCATION_COLUMNS, officer_row.read_allocation)]
    yield from sorted(rows, key=lambda row: row.content.since if row.content else date.min)


def _alerts(codes: Path | None) -> Callable[[Path, date], Iterator[Row[AlertRow]]]:
    listed = _listed(codes)

    def read(path: Path, as_of: date) -> Iterator[Row[AlertRow]]:
        """Read alerts; of several entries of one, an active one speaks for all."""
        one = partial(read_alert, as_of=as_of)
        active = {
            hash(row.content.key)
            for row in read_extract(path, ALERT_COLUMNS, one)
            if row.content is not None and row.content.active
        }
        for row in read_extract(path, ALERT_COLUMNS, one):
            found = row.content
            if found is not None and not found.active and hash(found.key) in active:
                found = found.for_another()
            yield _against(Row(row.number, found, row.why_not), listed)

    return read


def _against(row: Row[C], listed: set[str] | None) -> Row[C]:
    """Note a code that the register given with the import does not have; it is kept."""
    if row.content is None or listed is None or row.content.code in listed:
        return row
    return Row(row.number, row.content.noted(f"{row.content.code} {NOT_LISTED}"))


def _listed(codes: Path | None) -> set[str] | None:
    """Read a register of codes, CSV or a workbook with a column "code"; None is asked none."""
    if codes is None:
        return None
    rows = read_table(codes, needs=["code"], reads=["code"])
    return {row.cells()["code"].strip().upper() for row in rows}
