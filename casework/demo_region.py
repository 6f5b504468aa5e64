"""Loading the fictional region, batch by batch, through the gate."""

from collections.abc import Callable
from datetime import date

from casework.calendars import build_calendar
from casework.demo.people import Population
from casework.demo.region import plan_region
from casework.demo.story import Story
from casework.desk import Desk
from casework.services.correct_demo_batch import correct_demo_batch
from casework.services.load_demo_batch import load_demo_batch
from casework.services.load_demo_registers import load_demo_registers

BATCH = 250
"""People in one transaction."""


def load_region(
    desk: Desk,
    *,
    people: int,
    seed: int,
    as_of: date,
    tell: Callable[[int], None] = lambda _: None,
) -> None:
    """Fill an installed database with a fictional region as it stands at the end of *as_of*.

    The same number of people, seed and day make the same facts. *tell* is given how many
    people are on record so far. Some facts are recorded wrongly and then corrected, in a
    later transaction, so that the record has a past to look at.

    Raises:
        FactRefusedError: the database holds a fictional region already.
        NotPermittedError: the officer at the desk may not load one.
    """
    registers = desk.run(
        load_demo_registers, plan_region(people=people, seed=seed, as_of=as_of), as_of=as_of
    )
    population = Population(seed=seed, as_of=as_of, registers=registers, calendar=build_calendar())
    done = 0
    while done < people:
        stories: list[Story] = population.stories(done, min(done + BATCH, people))
        corrections = desk.run(load_demo_batch, stories, registers)
        if corrections:
            desk.run(correct_demo_batch, corrections)
        done += len(stories)
        tell(done)
