"""Whose each row of an extract is, by every number it gives, exactly and never by name."""

from collections import defaultdict
from collections.abc import Mapping
from typing import NamedTuple

from casework.context import Context
from casework.errors import RowRefusedError
from casework.forms.about import About, Number
from casework.models import Identifier, IdentifierScheme, Person
from casework.queries import fact_versions, identity, matching
from casework.queries.people import reference, visible
from casework.sameness import members

People = tuple[int, ...]
"""All records of one person: first the one whose number stands first in the row."""


class Telling(NamedTuple):
    """Who holds each number of a batch, which records are one person, and who may be seen."""

    context: Context
    held: Mapping[Number, set[int]]
    ours: set[int]
    same_as: Mapping[int, int]

    def people(self, about: About) -> People:
        """Return the records of whom a row is about; none where nobody has its numbers.

        Raises:
            RowRefusedError: its numbers point at different people, or at one who has
                another prison number.
        """
        found: dict[str, set[int]] = {}
        if about.ours in self.ours:
            found[f"P{about.ours}"] = {about.ours} if about.ours else set()
        for number in about.numbers:
            if self.held[number]:
                found[_in_words(number)] = self.held[number]
        if not found:
            return ()
        one = {self.same_as.get(person, person) for held in found.values() for person in held}
        if len(one) > 1:
            raise RowRefusedError(_disagreement(found))
        first = min(next(iter(found.values())))
        [records] = members(self.same_as, one).values()
        self._refuse_other_prison_number(about, found, records)
        return (first, *(record for record in records if record != first))

    def _refuse_other_prison_number(
        self, about: About, found: Mapping[str, set[int]], records: list[int]
    ) -> None:
        said = [number for number in about.numbers if number[0] is IdentifierScheme.PRISON_NUMBER]
        if not said or any(self.held[number] for number in said):
            return
        rows = fact_versions.current(self.context.session, Identifier, records)
        others = [
            row["raw"]
            for held in rows.values()
            for row in held
            if row["scheme"] is IdentifierScheme.PRISON_NUMBER
        ]
        if others:
            who, number = reference(records[0]), said[0][1]
            raise RowRefusedError(
                f"Its {' and '.join(found)} belongs to {who}, who is known by prison number "
                f"{', '.join(others)} and not {number}. If they are one person, record {number} "
                f"on {who} and import again; if not, have the wrong number put right."
            )


def telling(context: Context, abouts: Mapping[int, About]) -> Telling:
    """Find who holds the numbers of a batch, among those the officer may see."""
    numbers = {number for about in abouts.values() for number in about.numbers}
    ours = {about.ours for about in abouts.values() if about.ours is not None}
    return Telling(
        context=context,
        held=defaultdict(set, matching.holders(context, numbers)),
        ours=_seen(context, ours),
        same_as=identity.same_as(context.session),
    )


def _seen(context: Context, people: set[int]) -> set[int]:
    if not people:
        return set()
    statement = visible(context).where(Person.id.in_(sorted(people)))
    return {person.id for person in context.session.scalars(statement)}


def _in_words(number: Number) -> str:
    scheme, canonical = number
    written = scheme.replace("_", " ")
    return f"{written.upper() if len(written) == len('pnc') else written} {canonical}"


def _disagreement(found: Mapping[str, set[int]]) -> str:
    said = [
        f"{number} belongs to {' and '.join(reference(person) for person in sorted(people))}"
        for number, people in found.items()
    ]
    return (
        f"Its numbers point at different people: {', '.join(said)}. Find out which number is "
        "wrong and have it put right, or judge the records to be of one person (`casework same`), "
        "and import this again."
    )
