"""`casework import`: files taken in, row by row, as often as they come."""

from datetime import date
from pathlib import Path

import click

from casework.cli.importing_events import events
from casework.cli.importing_extracts import EXTRACTS
from casework.cli.importing_maps import map_
from casework.cli.importing_movements import movements
from casework.cli.importing_options import (
    COMPLETE_TO,
    DRY_RUN,
    FILES,
    JSON,
    KEEP_GOOD,
    MAP,
    SOURCE,
    finish,
    teller,
    watcher,
)
from casework.cli.importing_receipts import receipts
from casework.cli.words import DAY
from casework.imports import import_establishments, import_orders, import_prisoners
from casework.office import open_office
from casework.settings import read_settings


@click.group("import")
def import_() -> None:
    """Take in files. A file is kept whole or not at all; the same file twice changes nothing."""


@import_.command()
@FILES
@click.option("--as-of", type=DAY, help="The day of the extract; the day it came, if left out.")
@COMPLETE_TO
@DRY_RUN
@KEEP_GOOD
@JSON
@click.pass_context
def prisoners(
    ctx: click.Context,
    files: tuple[Path, ...],
    as_of: date | None,
    complete_to: date | None,
    *,
    dry_run: bool,
    keep_good: bool,
    as_json: bool,
) -> None:
    """Take in prison records: one object, a list, or one object a line."""
    with open_office(read_settings()) as office:
        summary = import_prisoners(
            office.desk(),
            files,
            as_of=as_of,
            dry_run=dry_run,
            keep_good=keep_good,
            complete_to=complete_to,
            tell=teller(dry_run=dry_run, as_json=as_json),
            watch=watcher(as_json=as_json),
        )
    finish(ctx, summary, as_json=as_json)


@import_.command()
@FILES
@MAP
@SOURCE
@COMPLETE_TO
@DRY_RUN
@KEEP_GOOD
@JSON
@click.pass_context
def orders(
    ctx: click.Context,
    files: tuple[Path, ...],
    mapping: str,
    source: str | None,
    complete_to: date | None,
    *,
    dry_run: bool,
    keep_good: bool,
    as_json: bool,
) -> None:
    """Take in orders with their clauses from CSV or a workbook, through a mapping."""
    with open_office(read_settings()) as office:
        summary = import_orders(
            office.desk(),
            files,
            mapping=mapping,
            source=source,
            book=office.rulebook(),
            dry_run=dry_run,
            keep_good=keep_good,
            complete_to=complete_to,
            tell=teller(dry_run=dry_run, as_json=as_json),
            watch=watcher(as_json=as_json),
        )
    finish(ctx, summary, as_json=as_json)


@import_.command()
@FILES
@DRY_RUN
@KEEP_GOOD
@JSON
@click.pass_context
def establishments(
    ctx: click.Context, files: tuple[Path, ...], *, dry_run: bool, keep_good: bool, as_json: bool
) -> None:
    """Take in the register of prisons from CSV or a workbook."""
    with open_office(read_settings()) as office:
        summary = import_establishments(
            office.desk(),
            files,
            dry_run=dry_run,
            keep_good=keep_good,
            tell=teller(dry_run=dry_run, as_json=as_json),
            watch=watcher(as_json=as_json),
        )
    finish(ctx, summary, as_json=as_json)


import_.add_command(movements)
import_.add_command(events)
import_.add_command(map_)
import_.add_command(receipts)
for extract in EXTRACTS:
    import_.add_command(extract)
