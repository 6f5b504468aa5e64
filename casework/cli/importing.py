"""`casework import`: files taken in, row by row, as often as they come."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import click

from casework.cli.words import DAY, counted, tell, tell_json
from casework.imports import import_establishments, import_orders, import_prisoners
from casework.office import open_office
from casework.settings import read_settings
from casework.views.imports import ImportSummary, RowOutcome, Taken
from rules.days import say

NOT_ALL = 1
"""Exit status where some rows were rejected, or a file could not be read to its end."""

_FILES = click.argument(
    "files", nargs=-1, required=True, type=click.Path(path_type=Path, dir_okay=False)
)
_DRY_RUN = click.option("--dry-run", is_flag=True, help="Show row by row what would happen.")
_KEEP_GOOD = click.option(
    "--keep-good", is_flag=True, help="Keep the good rows of a file that has bad ones too."
)
_JSON = click.option("--json", "as_json", is_flag=True, help="Print the summary as JSON.")
_COMPLETE_TO = click.option(
    "--complete-to", type=DAY, help="The last day the source has now told everything of."
)


@click.group("import")
def import_() -> None:
    """Take in files. A file is kept whole or not at all; the same file twice changes nothing."""


@import_.command()
@_FILES
@click.option("--as-of", type=DAY, help="The day of the extract; the day it came, if left out.")
@_COMPLETE_TO
@_DRY_RUN
@_KEEP_GOOD
@_JSON
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
            tell=_teller(dry_run=dry_run, as_json=as_json),
        )
    _finish(ctx, summary, as_json=as_json)


@import_.command()
@_FILES
@click.option(
    "--map",
    "map_path",
    required=True,
    type=click.Path(path_type=Path, dir_okay=False),
    help="The mapping of their columns to our fields (docs/importing.md).",
)
@_COMPLETE_TO
@_DRY_RUN
@_KEEP_GOOD
@_JSON
@click.pass_context
def orders(
    ctx: click.Context,
    files: tuple[Path, ...],
    map_path: Path,
    complete_to: date | None,
    *,
    dry_run: bool,
    keep_good: bool,
    as_json: bool,
) -> None:
    """Take in orders with their clauses from CSV, through a mapping file."""
    with open_office(read_settings()) as office:
        summary = import_orders(
            office.desk(),
            files,
            map_path=map_path,
            dry_run=dry_run,
            keep_good=keep_good,
            complete_to=complete_to,
            tell=_teller(dry_run=dry_run, as_json=as_json),
        )
    _finish(ctx, summary, as_json=as_json)


@import_.command()
@_FILES
@_DRY_RUN
@_KEEP_GOOD
@_JSON
@click.pass_context
def establishments(
    ctx: click.Context, files: tuple[Path, ...], *, dry_run: bool, keep_good: bool, as_json: bool
) -> None:
    """Take in the register of prisons from CSV."""
    with open_office(read_settings()) as office:
        summary = import_establishments(
            office.desk(),
            files,
            dry_run=dry_run,
            keep_good=keep_good,
            tell=_teller(dry_run=dry_run, as_json=as_json),
        )
    _finish(ctx, summary, as_json=as_json)


def _teller(*, dry_run: bool, as_json: bool) -> Callable[[str, RowOutcome], None]:
    """Tell every row of a dry run, and of a real one those that were rejected."""

    def told(file: str, row: RowOutcome) -> None:
        if as_json or (not dry_run and row.outcome is not Taken.REJECTED):
            return
        who = f"  {row.person}" if row.person else ""
        message = f"  {row.message}" if row.message else ""
        tell(f"{file}  row {row.number}  {row.outcome}{who}{message}")

    return told


def _finish(ctx: click.Context, summary: ImportSummary, *, as_json: bool) -> None:
    if as_json:
        tell_json(summary)
    else:
        _tell_summary(summary)
    if not summary.clean:
        ctx.exit(NOT_ALL)


def _tell_summary(summary: ImportSummary) -> None:
    for file in summary.files:
        tell(
            f"{file.file_name}: {counted(file.accepted, 'row')} accepted, "
            f"{file.unchanged:,} unchanged, {file.rejected:,} rejected"
            + (f", {file.passed_over:,} about nobody on record" if file.passed_over else "")
        )
        if file.held_back or (file.rejected and not summary.dry_run and not file.accepted):
            tell(
                f"  Nothing of it was kept: {counted(file.held_back, 'good row')} held back. Put "
                "the rest right and import it again, or give --keep-good."
            )
        if file.stopped:
            tell(f"  {file.stopped}")
    if summary.dry_run:
        tell("A dry run: nothing was kept.")
    if summary.complete_to:
        tell(f"The source is complete to {say(summary.complete_to)}.")
    if summary.not_declared:
        tell(summary.not_declared)
