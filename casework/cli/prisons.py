"""`casework prisons` and `casework prison`: who is held where, arriving, leaving, together."""

import click

from casework.cli.pages import PLAIN, tell_page
from casework.cli.words import TEXT, tell_json
from casework.office import open_office
from casework.pages.prison import prison_page
from casework.pages.prisons import prisons_page
from casework.services.read_prison import read_prison
from casework.services.read_prisons import read_prisons
from casework.settings import read_settings

_JSON = click.option("--json", "as_json", is_flag=True, help="Print the answer as JSON.")


@click.command()
@PLAIN
@_JSON
def prisons(*, plain: bool, as_json: bool) -> None:
    """List the prisons where somebody on record is held today, and how many."""
    with open_office(read_settings()) as office:
        found = office.desk().run(read_prisons)
    if as_json:
        tell_json(found)
    else:
        tell_page(prisons_page(found), plain=plain)


@click.command()
@click.argument("code", metavar="PRISON", type=TEXT)
@PLAIN
@_JSON
def prison(code: str, *, plain: bool, as_json: bool) -> None:
    """Tell one PRISON by its code, such as LEI: who is here, arriving, leaving, together.

    "-" is for those who are held in a prison that nothing names.
    """
    with open_office(read_settings()) as office:
        found = office.desk().run(read_prison, code)
    if as_json:
        tell_json(found)
    else:
        tell_page(prison_page(found), plain=plain)
