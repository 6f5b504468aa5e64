"""`casework import` of other services' extracts: alerts, registers, groups, travel and the rest."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import click

from casework.cli.importing_options import (
    COMPLETE_TO,
    DRY_RUN,
    FILES,
    JSON,
    KEEP_GOOD,
    finish,
    teller,
    watcher,
)
from casework.cli.words import DAY, tell
from casework.imports.dated import ExtractOptions
from casework.imports.extracts import (
    NOT_LISTED,
    import_alerts,
    import_allocations,
    import_companies,
    import_members,
    import_registers,
    import_travel,
)
from casework.imports.groups import import_groups
from casework.imports.officers import import_officers
from casework.office import open_office
from casework.settings import read_settings
from casework.views.imports import ImportSummary, RowOutcome, Taken

_AS_OF = click.option(
    "--as-of", type=DAY, help="The day of the extract; the day it came, if left out."
)
_CODES = click.option(
    "--codes",
    type=click.Path(path_type=Path, dir_okay=False),
    help='The register of codes there are, CSV with a column "code"; others are named.',
)
_DATED = (_AS_OF, COMPLETE_TO)
_LISTED = (_CODES, *_DATED)

Import = Callable[..., ImportSummary]


def _command(name: str, says: str, take: Import, *special: Callable[[Any], Any]) -> click.Command:
    """Make the command that takes in one kind of file, with what the kind has besides."""

    @click.pass_context
    def command(
        ctx: click.Context,
        /,
        files: tuple[Path, ...],
        *,
        dry_run: bool,
        keep_good: bool,
        as_json: bool,
        **special: date | Path | None,
    ) -> None:
        options: ExtractOptions = {
            "dry_run": dry_run,
            "keep_good": keep_good,
            "tell": _teller(dry_run=dry_run, as_json=as_json),
            "watch": watcher(as_json=as_json),
        }
        with open_office(read_settings()) as office:
            summary = take(office.desk(), files, **options, **special)
        finish(ctx, summary, as_json=as_json)

    decorated: Any = command
    for option in reversed((FILES, *special, DRY_RUN, KEEP_GOOD, JSON)):
        decorated = option(decorated)
    return click.command(name, help=says)(decorated)


def _teller(*, dry_run: bool, as_json: bool) -> Callable[[str, RowOutcome], None]:
    """Tell besides what every import tells which codes are not in the register given."""
    told = teller(dry_run=dry_run, as_json=as_json)

    def telling(file: str, row: RowOutcome) -> None:
        told(file, row)
        kept = row.outcome in (Taken.ACCEPTED, Taken.UNCHANGED)
        if kept and not dry_run and not as_json and NOT_LISTED in row.message:
            tell(f"{file}  row {row.number}  {row.person}  {row.message}")

    return telling


EXTRACTS = (
    _command(
        "alerts", "Take in alerts of prison records: codes, no text.", import_alerts, *_LISTED
    ),
    _command("registers", "Take in entries of probation registers.", import_registers, *_LISTED),
    _command("groups", "Take in crime groups and their bands.", import_groups, *_DATED),
    _command("members", "Take in who is in which crime group.", import_members, *_DATED),
    _command("travel", "Take in journeys across the border.", import_travel, *_DATED),
    _command("companies", "Take in appointments of company officers.", import_companies, *_DATED),
    _command("officers", "Take in the register of officers.", import_officers),
    _command("allocations", "Take in who leads and covers for whom.", import_allocations, _AS_OF),
)
"""The commands, in the order in which files that need each other come."""
