"""`casework caseload`: the people an officer may see, narrowed and in order."""

import click

from casework.cli.pages import PLAIN, tell_page
from casework.cli.words import TEXT, tell_json
from casework.forms.caseload_words import Only, Order, read_narrowing
from casework.office import open_office
from casework.pages.caseload import caseload_page
from casework.services.list_caseload import list_caseload
from casework.settings import read_settings

_FEW = 100


@click.command()
@click.argument("words", nargs=-1, type=TEXT)
@click.option("--mine", is_flag=True, help="Only those you lead or cover.")
@click.option(
    "--only",
    type=click.Choice([only.value for only in Only if only is not Only.MINE]),
    multiple=True,
    help="Only these; may be given more than once.",
)
@click.option(
    "--order",
    type=click.Choice([order.value for order in Order]),
    default=Order.URGENCY.value,
    show_default=True,
    help="What they are put in order by.",
)
@click.option(
    "--limit", type=click.IntRange(1), default=_FEW, show_default=True, help="Show at most so many."
)
@PLAIN
@click.option("--json", "as_json", is_flag=True, help="Print the answer as JSON.")
def caseload(
    words: tuple[str, ...],
    *,
    mine: bool,
    only: tuple[str, ...],
    order: str,
    limit: int,
    plain: bool,
    as_json: bool,
) -> None:
    """List the caseload; WORDS narrow it by name, number, prison or officer."""
    kinds = [f"is:{one}" for one in ([Only.MINE.value] if mine else []) + list(only)]
    narrowed_by = read_narrowing(" ".join([*kinds, *words])).written()
    with open_office(read_settings()) as office:
        found = office.desk().run(
            list_caseload, narrowed_by=narrowed_by, order=Order(order), most=limit
        )
    if as_json:
        tell_json(list(found.lines))
    else:
        tell_page(caseload_page(found), plain=plain)
