"""What a row of what happened points at: people, clauses, things, other facts. Never guessed."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from casework.context import Context
from casework.errors import CaseworkError, RowRefusedError
from casework.forms.event_row import EventRow, OrderSought, Said
from casework.importing.matches import find_people
from casework.models import Thing
from casework.queries import clauses, officers, things
from casework.queries.clauses import Clause
from casework.queries.fact_versions import FactRow
from casework.queries.people import reference
from casework.queries.things import ThingNamed, named
from casework.things import canonical_thing
from rules.days import say
from rules.vocabulary import HoldingKind

_NAMES = {"other_person_id": "other_name", "held_by_person_id": "held_by_name"}
"""The column of a name, by that of the person's record."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Links:
    """What the rows of one batch can point at.

    `references` are facts of the source by person and reference; `promised` are references
    that come elsewhere in a file that is only tried.
    """

    context: Context
    people: Mapping[str, int | CaseworkError]
    clauses: Mapping[int, Sequence[Clause]]
    officers: Mapping[str, int]
    things: dict[ThingNamed, int]
    promised: Collection[str]
    references: dict[tuple[int, str], set[int]] = field(default_factory=lambda: defaultdict(set))

    def person(self, row: EventRow) -> int:
        """Return whom a row is about.

        Raises:
            RowRefusedError: nobody, or more than one, is known by the number.
        """
        found = self.people[row.person]
        if isinstance(found, CaseworkError):
            raise RowRefusedError(str(found))
        return found

    def values(self, said: Said, person: int, notes: list[str]) -> dict[str, Any]:
        """Return what a part says, with all it points at found.

        Raises:
            RowRefusedError: something it points at is not there, or more than one fits.
        """
        values = dict(said.values)
        for column, number in said.people.items():
            self._add_person(values, column, number, notes)
        if said.order is not None:
            values |= self._order(said, said.order, person)
        if said.about is not None:
            values["about_id"] = self._about(said.about, person)
        if said.officer is not None:
            values["officer_id"] = self._officer(said.officer)
        if said.item is not None:
            values["thing_id"] = self._thing(values["kind"], said.item)
        return values

    def remember(self, rows: Iterable[FactRow], person: int) -> None:
        """Let facts be pointed at by their references."""
        for row in rows:
            if row.get("reference"):
                self.references[(person, row["reference"])].add(row["fact_id"])

    def _add_person(
        self, values: dict[str, Any], column: str, number: str, notes: list[str]
    ) -> None:
        found = self.people[number]
        if isinstance(found, int):
            values[column] = found
        elif _NAMES[column] in values:
            notes.append(f"{number} is nobody on record, and is kept by name only")
        else:
            raise RowRefusedError(f"{found} Or give the {_NAMES[column]} too, to keep the name.")

    def _order(self, said: Said, sought: OrderSought, person: int) -> dict[str, int]:
        fitting = [each for each in self.clauses.get(person, ()) if _fits(each, sought)]
        if said.part == "payment":
            orders = {each.order_id: each for each in fitting}
            return {"order_id": _only(list(orders.values()), sought, person).order_id}
        fitting = [each for each in fitting if each.provision_id is not None]
        found = _only(fitting, sought, person).provision_id
        return {} if found is None else {"provision_id": found}

    def _about(self, ref: str, person: int) -> int | None:
        found = self.references.get((person, ref), set())
        if len(found) == 1:
            return next(iter(found))
        if found:
            raise RowRefusedError(
                f"More than one fact of this source on {reference(person)} has the reference "
                f"{ref}. Give each its own."
            )
        if ref in self.promised:
            return None
        raise RowRefusedError(
            f"Nothing of this source on {reference(person)} has the reference {ref}. Import what "
            "the row is about first, or put its row above this one."
        )

    def _officer(self, login: str) -> int:
        if login not in self.officers:
            raise RowRefusedError(
                f"No officer has the login {login}. Translate their names to logins in "
                "[values.contact.officer]."
            )
        return self.officers[login]

    def _thing(self, kind: HoldingKind, raw: str) -> int:
        name = named(kind, raw)
        if name not in self.things:
            thing = Thing(kind=kind, raw=raw, canonical=canonical_thing(kind, raw))
            self.context.session.add(thing)
            self.context.session.flush()
            self.things[name] = thing.id
        return self.things[name]


def links_of(context: Context, rows: Sequence[EventRow], promised: Collection[str]) -> Links:
    """Read all that rows can point at but the facts of their people."""
    said = [each for row in rows for each in row.said]
    typed = {row.person for row in rows} | {n for each in said for n in each.people.values()}
    people = find_people(context, typed)
    ours = {person for row in rows if isinstance(person := people[row.person], int)}
    asked = any(each.order is not None for each in said)
    logins = {each.officer for each in said if each.officer is not None}
    held = {(each.values["kind"], each.item) for each in said if each.item is not None}
    return Links(
        context=context,
        people=people,
        clauses=clauses.of_people(context.session, ours) if asked else {},
        officers=officers.by_login(context.session, logins) if logins else {},
        things=things.find(context.session, held) if held else {},
        promised=promised,
    )


def _fits(clause: Clause, sought: OrderSought) -> bool:
    return all(
        (
            sought.reference is None or _folded(clause.reference) == _folded(sought.reference),
            sought.kind is None or clause.kind is sought.kind,
            sought.made_on is None or clause.made_on == sought.made_on,
            sought.clause is None or _folded(clause.number) == _folded(sought.clause),
        )
    )


def _folded(said: str | None) -> str:
    return (said or "").casefold()


def _only(fitting: Sequence[Clause], sought: OrderSought, person: int) -> Clause:
    if len(fitting) == 1:
        return fitting[0]
    what = _sought_in_words(sought)
    if not fitting:
        raise RowRefusedError(
            f"{reference(person)} has no {what} on record. Import the order first, or put its "
            "reference, kind, day or clause number right."
        )
    several = ", ".join(dict.fromkeys(_in_words(each) for each in fitting))
    raise RowRefusedError(
        f"More than one {what} of {reference(person)} fits: {several}. Give the order's reference, "
        "or its kind and the day it was made."
    )


def _sought_in_words(sought: OrderSought) -> str:
    clause = "" if sought.clause is None else f"clause {sought.clause} of an "
    kind = "" if sought.kind is None else f" {sought.kind}"
    ref = "" if sought.reference is None else f" {sought.reference}"
    made = "" if sought.made_on is None else f" made on {say(sought.made_on)}"
    return f"{clause}order{kind}{ref}{made}"


def _in_words(clause: Clause) -> str:
    ref = f" ({clause.reference})" if clause.reference else ""
    return f"the {clause.kind} of {say(clause.made_on)}{ref}"
