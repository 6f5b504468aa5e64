"""`casework find`: search over everything, as the screens do."""

import click

from casework.cli.pages import PLAIN, tell_page
from casework.cli.words import TEXT, tell_json
from casework.office import open_office
from casework.pages.search import search_page
from casework.services.search import search_everything
from casework.settings import read_settings

_FEW = 50


@click.command()
@click.argument("words", nargs=-1, required=True, type=TEXT)
@click.option(
    "--limit", type=click.IntRange(1), default=_FEW, show_default=True, help="Show so many."
)
@PLAIN
@click.option("--json", "as_json", is_flag=True, help="Print the answer as JSON.")
def find(words: tuple[str, ...], *, limit: int, plain: bool, as_json: bool) -> None:
    """Find anybody and anything by WORDS: a name, a number in any form, a reference.

    Fields narrow it, as in: casework find name:alder dob:1979
    """
    with open_office(read_settings()) as office:
        found = office.desk().run(search_everything, " ".join(words), limit=limit)
    if as_json:
        tell_json(found)
    else:
        tell_page(search_page(found), plain=plain)
