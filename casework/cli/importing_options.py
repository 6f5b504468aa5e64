"""What every command of `casework import` shares: its options, and how it tells what came of it."""

from collections.abc import Callable
from pathlib import Path

import click

from casework.cli.progress import import_progress
from casework.cli.words import DAY, TEXT, counted, tell, tell_json
from casework.imports.job import Watch, unwatched
from casework.views.imports import ImportSummary, RowOutcome, Taken
from rules.days import say

NOT_ALL = 1
"""Exit status where some rows were rejected, or a file could not be read to its end."""

FILES = click.argument(
    "files", nargs=-1, required=True, type=click.Path(path_type=Path, dir_okay=False)
)
DRY_RUN = click.option("--dry-run", is_flag=True, help="Show row by row what would happen.")
KEEP_GOOD = click.option(
    "--keep-good", is_flag=True, help="Keep the good rows of a file that has bad ones too."
)
JSON = click.option("--json", "as_json", is_flag=True, help="Print the summary as JSON.")
COMPLETE_TO = click.option(
    "--complete-to", type=DAY, help="The last day the source has now told everything of."
)
MAP = click.option(
    "--map",
    "mapping",
    required=True,
    type=TEXT,
    help="The mapping of their columns to our fields: a file, or a saved NAME or NAME@VERSION.",
)
SOURCE = click.option(
    "--source", type=TEXT, help="The source of these facts, in place of the mapping's."
)


def watcher(*, as_json: bool) -> Watch:
    """Show on a terminal how far each file is tried and kept; nothing beside JSON."""
    return unwatched if as_json else import_progress


def teller(*, dry_run: bool, as_json: bool) -> Callable[[str, RowOutcome], None]:
    """Tell every row of a dry run, and of a real one those that were rejected."""

    def told(file: str, row: RowOutcome) -> None:
        if as_json or (not dry_run and row.outcome is not Taken.REJECTED):
            return
        who = f"  {row.person}" if row.person else ""
        message = f"  {row.message}" if row.message else ""
        tell(f"{file}  row {row.number}  {row.outcome}{who}{message}")

    return told


def finish(ctx: click.Context, summary: ImportSummary, *, as_json: bool) -> None:
    """Tell how an import went, and exit with `NOT_ALL` where not all was taken in."""
    if as_json:
        tell_json(summary)
    else:
        _tell_summary(summary)
    if not summary.clean or summary.not_declared:
        ctx.exit(NOT_ALL)


def _tell_summary(summary: ImportSummary) -> None:
    for file in summary.files:
        tell(
            f"{file.file_name}: {counted(file.accepted, 'row')} accepted, "
            f"{file.unchanged:,} unchanged, {file.rejected:,} rejected"
            + (f", {file.passed_over:,} about nobody on record" if file.passed_over else "")
        )
        if file.held_back and not file.stopped:
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
