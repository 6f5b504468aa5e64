"""`casework allocations`: who leads and covers whom, and who has no lead."""

import click

from casework.cli.pages import PLAIN, tell_page
from casework.cli.words import TEXT, tell_json
from casework.office import open_office
from casework.pages.allocation import allocations_page, officer_page
from casework.services.read_allocations import read_allocations, read_officer_people
from casework.settings import read_settings


@click.command()
@click.argument("login", metavar="OFFICER", type=TEXT, required=False)
@PLAIN
@click.option("--json", "as_json", is_flag=True, help="Print the answer as JSON.")
def allocations(login: str | None, *, plain: bool, as_json: bool) -> None:
    """Tell who has no lead, and what every officer leads and covers; with an OFFICER, whom."""
    with open_office(read_settings()) as office:
        desk = office.desk()
        if login is not None:
            people = desk.run(read_officer_people, login)
            if as_json:
                tell_json(people)
            else:
                tell_page(officer_page(people), plain=plain)
            return
        found = desk.run(read_allocations)
    if as_json:
        tell_json(found)
    else:
        tell_page(allocations_page(found), plain=plain)
