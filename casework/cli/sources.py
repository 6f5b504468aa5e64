"""`casework complete`: how far a source has told everything it holds."""

from datetime import date

import click

from casework.cli.words import DAY, TEXT, tell
from casework.office import open_office
from casework.services.declare_complete import declare_complete
from casework.settings import read_settings
from rules.days import say


@click.command()
@click.argument("source", type=TEXT)
@click.argument("day", type=DAY)
@click.option(
    "--take-back", is_flag=True, help="Let DAY be earlier than what was declared by mistake."
)
def complete(source: str, day: date, *, take_back: bool) -> None:
    """Declare that SOURCE has told everything up to DAY, inclusive; the day must have ended.

    Up to that day rules treat silence as fact: a report that is not in the post log has
    not come.
    """
    with open_office(read_settings()) as office:
        is_new = office.desk().run(declare_complete, source, day, take_back=take_back)
    if is_new:
        tell(f"The source {source} is complete to {say(day)}.")
    else:
        tell(f"The source {source} was complete to {say(day)} already.")
