"""`casework import movements`: the prison service's events, as often as they come."""

from datetime import date
from pathlib import Path

import click

from casework.cli.importing_options import (
    COMPLETE_TO,
    DRY_RUN,
    FILES,
    JSON,
    KEEP_GOOD,
    finish,
    teller,
)
from casework.imports import import_movements
from casework.office import open_office
from casework.settings import read_settings


@click.command()
@FILES
@COMPLETE_TO
@DRY_RUN
@KEEP_GOOD
@JSON
@click.pass_context
def movements(
    ctx: click.Context,
    files: tuple[Path, ...],
    complete_to: date | None,
    *,
    dry_run: bool,
    keep_good: bool,
    as_json: bool,
) -> None:
    """Take in events of movement: one object, a list, or one object a line."""
    with open_office(read_settings()) as office:
        summary = import_movements(
            office.desk(),
            files,
            dry_run=dry_run,
            keep_good=keep_good,
            complete_to=complete_to,
            tell=teller(dry_run=dry_run, as_json=as_json),
        )
    finish(ctx, summary, as_json=as_json)
