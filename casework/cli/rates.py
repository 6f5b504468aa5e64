"""`casework rates`: the rates of exchange that cash is counted by."""

from pathlib import Path

import click

from casework.cli.words import TEXT, counted, tell, tell_json
from casework.imports.rates import import_rates
from casework.office import open_office
from casework.services.read_book import read_rates
from casework.settings import read_settings
from casework.views.imports import ImportSummary, RowOutcome, Taken
from rules.days import say

NOT_ALL = 1
"""Exit status where some rows were rejected, or a file could not be read to its end."""

_JSON = click.option("--json", "as_json", is_flag=True, help="Print as JSON.")


@click.group()
def rates() -> None:
    """Keep and list the rates of exchange that cash found is counted by."""


@rates.command("import")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path, dir_okay=False))
@click.option(
    "--from",
    "published_by",
    type=TEXT,
    default="a publisher not named",
    help="Who publishes them, such as 'HMRC monthly rates'; findings tell it.",
)
@click.option("--dry-run", is_flag=True, help="Show row by row what would happen.")
@click.option("--keep-good", is_flag=True, help="Keep the good rows of a file with bad ones too.")
@_JSON
@click.pass_context
def import_(
    ctx: click.Context,
    files: tuple[Path, ...],
    published_by: str,
    *,
    dry_run: bool,
    keep_good: bool,
    as_json: bool,
) -> None:
    """Take in rates from CSV: currency, since, until, per_pound; HMRC's own names will do.

    Days are inclusive. Another rate for the same currency and days supersedes the one known.
    """

    def told(file: str, row: RowOutcome) -> None:
        if not as_json and (dry_run or row.outcome is Taken.REJECTED):
            tell(f"{file}  row {row.number}  {row.outcome}  {row.message}".rstrip())

    with open_office(read_settings()) as office:
        summary = import_rates(
            office.desk(),
            files,
            published_by=published_by,
            dry_run=dry_run,
            keep_good=keep_good,
            tell=told,
        )
    if as_json:
        tell_json(summary)
    else:
        _tell_summary(summary)
    if not summary.clean:
        ctx.exit(NOT_ALL)


@rates.command("list")
@_JSON
def list_(*, as_json: bool) -> None:
    """List the rates known now, by currency and day."""
    with open_office(read_settings()) as office:
        known = office.desk().run(read_rates)
    if as_json:
        names = ("currency", "since", "until", "per_pound", "published_by")
        listed = [dict(zip(names, rate, strict=True)) for rate in known.to_data()]
        tell_json({"rates": listed})
        return
    tell(counted(len(known.rates), "rate"))
    for rate in known.rates:
        tell(
            f"  {rate.currency}  {say(rate.since)} to {say(rate.until)}  {rate.per_pound:f} to "
            f"the pound  ({rate.published_by})"
        )


def _tell_summary(summary: ImportSummary) -> None:
    for file in summary.files:
        tell(
            f"{file.file_name}: {counted(file.accepted, 'row')} accepted, "
            f"{file.unchanged:,} unchanged, {file.rejected:,} rejected"
        )
        if file.stopped:
            tell(f"  {file.stopped}")
    if summary.dry_run:
        tell("A dry run: nothing was kept.")
