"""Import the map's crime groups and their bands."""

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Unpack

from casework.desk import Desk
from casework.forms.group_row import GROUP_COLUMNS, GroupRow, read_group
from casework.importing.extract_rows import read_extract
from casework.importing.manner import Extract
from casework.importing.rows import Row
from casework.imports.dated import Dated, ExtractOptions, take_in
from casework.services import import_groups as groups
from casework.views.imports import ImportSummary, RowOutcome
from rules.vocabulary import Feed


def import_groups(
    desk: Desk, paths: Sequence[Path], **options: Unpack[ExtractOptions]
) -> ImportSummary:
    """Take in crime groups; a band is held from the day of the first extract that has it.

    Raises:
        DayRefusedError: the day of the extract is to come, or the one to declare not ended.
        SourceUnknownError: there is no such source.
        NotPermittedError: the officer may not import.
    """
    kind = Dated(name="groups", feed=Feed.CRIME_GROUPS, read=_rows, take=_take, batch=groups.BATCH)
    return take_in(desk, paths, kind, options)


def _rows(path: Path, _: date) -> Iterator[Row[GroupRow]]:
    return read_extract(path, GROUP_COLUMNS, read_group, marked=True)


def _take(
    desk: Desk, rows: Sequence[Row[GroupRow]], taken: Extract, trial: bool
) -> list[RowOutcome]:
    return desk.run(groups.try_groups if trial else groups.import_groups, rows, taken)
