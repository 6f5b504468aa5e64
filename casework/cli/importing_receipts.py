"""`casework import receipts`: which files came in, who brought them, how their rows fared."""

import click

from casework.cli.importing_options import JSON
from casework.cli.words import counted, tell, tell_json
from casework.clock import in_words
from casework.office import open_office
from casework.services.list_receipts import list_receipts
from casework.settings import read_settings
from casework.views.imports import Receipt
from rules.days import say


@click.command()
@click.option("--limit", type=click.IntRange(1, 1000), default=20, show_default=True)
@JSON
def receipts(limit: int, *, as_json: bool) -> None:
    """List the receipts of files taken in, the newest first."""
    with open_office(read_settings()) as office:
        kept = office.desk().run(list_receipts, limit=limit)
    if as_json:
        tell_json(list(kept))
        return
    if not kept:
        tell("No file has been taken in yet.")
    for receipt in kept:
        _tell(receipt)


def _tell(receipt: Receipt) -> None:
    by = f" through {receipt.mapping}" if receipt.mapping else ""
    tell(
        f"{in_words(receipt.imported_at)}  {receipt.kind}  {receipt.file_name}{by}, brought by "
        f"{receipt.imported_by}"
    )
    tell(
        f"    {counted(receipt.accepted, 'row')} accepted, {receipt.unchanged:,} unchanged, "
        f"{receipt.rejected:,} rejected, {receipt.passed_over:,} about nobody on record"
    )
    if receipt.complete_to is not None:
        tell(f"    The source was declared complete to {say(receipt.complete_to)}.")
    tell(f"    SHA-256 {receipt.digest}")
