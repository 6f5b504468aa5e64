"""`casework demo-data`: a fictional region to try the product on."""

from datetime import date

import click

from casework.cli.progress import progress
from casework.cli.words import DAY, counted, tell
from casework.demo_region import load_region
from casework.office import open_office
from casework.settings import read_settings


@click.command("demo-data")
@click.option("--people", default=2000, show_default=True, type=click.IntRange(1, 100_000))
@click.option("--seed", default=1, show_default=True)
@click.option(
    "--as-of", type=DAY, help="The last day of the story; the last ended day if left out."
)
def demo_data(people: int, seed: int, as_of: date | None) -> None:
    """Fill the database with a fictional region: the same people and seed, the same facts."""
    with open_office(read_settings()) as office:
        day = as_of or office.last_ended_day()
        with progress("Loading a fictional region", people, "people") as moved:
            load_region(office.desk(), people=people, seed=seed, as_of=day, tell=moved)
    tell(f"{counted(people, 'person', 'people')} of a fictional region are on record.")
