"""`casework import events`: what happened, from an agency's table through a mapping."""

from datetime import date
from pathlib import Path

import click

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
from casework.imports import import_events
from casework.office import open_office
from casework.settings import read_settings


@click.command()
@FILES
@MAP
@SOURCE
@COMPLETE_TO
@DRY_RUN
@KEEP_GOOD
@JSON
@click.pass_context
def events(
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
    """Take in events, holdings, payments, contacts and reviews from CSV or a workbook."""
    with open_office(read_settings()) as office:
        summary = import_events(
            office.desk(),
            files,
            mapping=mapping,
            source=source,
            dry_run=dry_run,
            keep_good=keep_good,
            complete_to=complete_to,
            tell=teller(dry_run=dry_run, as_json=as_json),
            watch=watcher(as_json=as_json),
        )
    finish(ctx, summary, as_json=as_json)
