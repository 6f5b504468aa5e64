"""`casework order`: one order, its clauses, what each asked for so far, and what changed it."""

import click

from casework.cli.pages import PLAIN, tell_page
from casework.cli.words import TEXT, tell_json
from casework.office import open_office
from casework.pages.order import order_page
from casework.services.read_order import read_order
from casework.settings import read_settings


@click.command()
@click.argument("named", metavar="ORDER", type=TEXT)
@PLAIN
@click.option("--json", "as_json", is_flag=True, help="Print the answer as JSON.")
def order(named: str, *, plain: bool, as_json: bool) -> None:
    """Tell one ORDER, named as in P12/45: a person and the order's number."""
    with open_office(read_settings()) as office:
        found = office.desk().run(read_order, named, rulebook=office.rulebook())
    if as_json:
        tell_json(found)
    else:
        tell_page(order_page(found), plain=plain)
