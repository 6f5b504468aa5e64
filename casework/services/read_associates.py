"""Read whom and what a person is connected with, and who of them is in the same prison now."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from casework.context import Context
from casework.desk import declares
from casework.models import Association, Verb
from casework.pages.fact_words import other_name
from casework.permissions import Action
from casework.queries import associates, people, person
from casework.queries.associates import Held, Member, Met
from casework.queries.groups import LEAST_SERIOUS
from casework.views.person import AssociateLine, Associates, GroupLine, MetLine, ThingLine
from rules.custody import EXITS
from rules.vocabulary import MovementKind

_OUT = EXITS | {MovementKind.TEMPORARY_RELEASE}
_UNKNOWN = "somebody not named"


class _Others(NamedTuple):
    """Other people: the names of those the officer may see, and where those held are."""

    names: Mapping[int, str]
    prisons: Mapping[int, tuple[str, str | None]]

    def call(self, number: int | None, written: str | None) -> str:
        if number is not None and number in self.names:
            return self.names[number]
        return other_name(number, written, self.names) or _UNKNOWN

    def reference(self, number: int | None) -> str | None:
        if number is None or number not in self.names:
            return None
        return people.reference(number)

    def held_at(self, number: int | None) -> str | None:
        if number is None or number not in self.prisons:
            return None
        return self.prisons[number][0]

    def listed(self, numbers: Collection[int]) -> tuple[tuple[str, str], ...]:
        return tuple((people.reference(n), self.names[n]) for n in sorted(numbers))


@declares(Action.READ_PERSON, Verb.CONSULT)
def read_associates(context: Context, typed: str) -> Associates:
    """Return everybody and everything a person is connected with, as the officer may see it.

    The others whose records were looked into for it are logged as consulted too.

    Raises:
        PersonNotFoundError: nobody the officer may see is known by *typed*.
        PersonAmbiguousError: more than one person is.
    """
    whose = person.require(context, typed)
    linked = associates.associations(context, whose.records)
    met = associates.met(context, whose.records)
    things = associates.held(context, whose.records)
    in_groups = associates.memberships(context, whose.records)
    holders = associates.holders(context, {thing.thing for thing in things}, whose.records)
    wanted = {member.group for member in in_groups}
    members = associates.members(context, wanted, whose.records, context.today)
    bands = associates.bands(context, wanted, context.today)
    others = _others(
        context,
        whose,
        {number for row in linked for number in (row.person_id, row.other_person_id)}
        | {one.other for one in met}
        | {thing.on_behalf for thing in things}
        | {number for _, number in (*holders, *members)},
    )
    here = _prisons(person.moved(context.session, whose.records), dict.fromkeys(whose.records, 0))
    prison, code = here.get(0, (None, None))
    return Associates(
        associates=tuple(_associate(row, whose, others) for row in linked),
        met=_met(met, others),
        things=tuple(_thing(thing, holders, others) for thing in things),
        groups=tuple(_group(one, bands, members, others) for one in in_groups),
        prison=prison,
        prison_code=code,
        together=others.listed(
            [n for n, held in others.prisons.items() if prison and held[0] == prison]
        ),
    )


def _others(context: Context, whose: person.Whose, found: Collection[int | None]) -> _Others:
    numbers = {number for number in found if number is not None} - set(whose.records)
    seen = associates.visible(context, numbers)
    context.touch(Verb.CONSULT, {*whose.records, *seen})
    names = people.names(context, seen)
    named = {number: names.get(number, _UNKNOWN) for number in seen}
    moved = person.moved(context.session, seen) if seen else []
    return _Others(named, _prisons(moved, {number: number for number in seen}))


def _prisons(
    moved: Sequence[person.Moved], whose: Mapping[int, int]
) -> dict[int, tuple[str, str | None]]:
    """Return by person the prison of those whom their last movement leaves in custody."""
    found: dict[int, tuple[str, str | None]] = {}
    for move in moved:
        number = whose[move.person]
        if move.kind in _OUT:
            found.pop(number, None)
        elif move.prison is not None:
            found[number] = (move.prison, move.prison_code)
    return found


def _associate(row: Association, whose: person.Whose, others: _Others) -> AssociateLine:
    theirs = row.person_id not in whose.records
    number = row.person_id if theirs else row.other_person_id
    return AssociateLine(
        kind=row.kind,
        name=others.call(number, None if theirs else row.other_name),
        other=others.reference(number),
        since=row.since,
        until=row.until,
        theirs=theirs,
        held_at=others.held_at(number),
        fact=f"association/{row.fact_id}",
    )


def _met(met: Sequence[Met], others: _Others) -> tuple[MetLine, ...]:
    """Tell whom a person met, the most often met first, one line for everybody."""
    by_other: dict[tuple[int | None, str | None], list[Met]] = defaultdict(list)
    for one in met:
        name = None if one.other in others.names else one.name
        by_other[one.other if name is None else None, name].append(one)
    lines = [_met_line(number, name, found, others) for (number, name), found in by_other.items()]
    return tuple(sorted(lines, key=lambda m: (-sum(n for _, n in m.counts), m.name, m.fact)))


def _met_line(
    number: int | None, name: str | None, found: Sequence[Met], others: _Others
) -> MetLine:
    newest = max(found, key=lambda one: (one.last_on, one.event))
    counts: dict[str, int] = defaultdict(int)
    kinds = {one.kind.value: one.kind for one in found}
    for one in found:
        counts[one.kind.value] += one.times
    return MetLine(
        name=others.call(number, name),
        other=others.reference(number),
        counts=tuple((kinds[kind], times) for kind, times in sorted(counts.items())),
        last_on=newest.last_on,
        held_at=others.held_at(number),
        fact=f"event/{newest.event}",
    )


def _thing(held: Held, holders: Sequence[tuple[int, int]], others: _Others) -> ThingLine:
    behalf = held.on_behalf is not None or held.on_behalf_name is not None
    return ThingLine(
        kind=held.kind,
        role=held.role,
        name=held.name,
        since=held.since,
        until=held.until,
        on_behalf=others.call(held.on_behalf, held.on_behalf_name) if behalf else None,
        others=others.listed({number for thing, number in holders if thing == held.thing}),
        fact=f"holding/{held.id}",
    )


def _group(
    one: Member,
    bands: Mapping[int, str],
    members: Sequence[tuple[int, int]],
    others: _Others,
) -> GroupLine:
    return GroupLine(
        reference=one.reference,
        name=one.name,
        band=bands.get(one.group, f"{LEAST_SERIOUS} (assumed: the map gives none)"),
        role=one.role,
        since=one.since,
        until=one.until,
        others=others.listed({number for group, number in members if group == one.group}),
        fact=f"group_membership/{one.id}",
    )
