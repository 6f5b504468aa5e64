"""Whom the prison numbers of a batch of events mean, and their records taken together."""

from collections.abc import Collection, Mapping
from typing import NamedTuple

from casework.context import Context
from casework.errors import RowRefusedError
from casework.forms.movement_event import BookingTold, EventTold, MergeTold, MoveTold
from casework.importing.matches import one_of
from casework.models import IdentifierScheme
from casework.queries import identity, matching
from casework.queries.matching import Number
from casework.queries.people import reference
from casework.sameness import members


class Telling(NamedTuple):
    """Who holds each prison number of a batch, and which records are of one person."""

    held: Mapping[Number, set[int]]
    same_as: Mapping[int, int]

    def person(self, number: str) -> int | None:
        """Return whom a prison number means, None for nobody on record.

        Raises:
            RowRefusedError: it is on records not judged to be of one person.
        """
        found = self.held.get(_as_number(number), set())
        if not found:
            return None
        person = one_of(found, self.same_as)
        if person is None:
            holders = " and ".join(reference(each) for each in sorted(found))
            raise RowRefusedError(
                f"Prison number {number} is on the records of {holders}. Put the wrong one right, "
                "or judge them the same person (`casework same`), and import this again."
            )
        return person

    def records(self, person: int) -> list[int]:
        """Return all records of a person, in order."""
        [found] = members(self.same_as, [person]).values()
        return found


def numbers_of(told: EventTold | None) -> tuple[str, ...]:
    """Return the prison numbers an event speaks of."""
    if isinstance(told, MoveTold):
        return (told.number,)
    if isinstance(told, MergeTold):
        return (told.kept, told.removed)
    if isinstance(told, BookingTold):
        return (told.moved_from, told.moved_to)
    return ()


def telling(context: Context, numbers: Collection[str]) -> Telling:
    """Find whom prison numbers mean, among those the officer may see."""
    held = matching.holders(context, {_as_number(number) for number in numbers})
    return Telling(held, identity.same_as(context.session))


def _as_number(number: str) -> Number:
    return IdentifierScheme.PRISON_NUMBER, number
