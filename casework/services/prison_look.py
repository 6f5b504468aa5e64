"""All that is read of the people who are in one prison, and what is told of them."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from casework.context import Context
from casework.facts import orders_of
from casework.queries import allocation_lists, inmates, people
from casework.row_facts import release_dates
from casework.row_facts.places import Place
from casework.sameness import members
from casework.views.colocation import Held, Linked, strongest_first, ties_of_links, ties_of_orders
from casework.views.flags_open import FlagsOpen, gravest_of
from casework.views.prison import GroupHere, Pair, PersonInPrison
from casework.views.prison_words import differs_in_words, leaving_of, orders_in_words
from rules.custody import custody_of
from rules.facts import Order, ReleaseDate
from rules.standing import OrderStanding, order_standing
from rules.vocabulary import FlagKind, Severity


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """All that is read of the people in one prison, by the record that stands for each."""

    today: date
    of_record: Mapping[int, int]
    here: Mapping[int, Place]
    managed: set[int]
    alerts: Mapping[int, list[str]]
    dates: Mapping[int, list[ReleaseDate]]
    standings: Mapping[int, tuple[OrderStanding, ...]]
    names: Mapping[int, str]
    called: Mapping[int, tuple[str, ...]]
    flags: Mapping[int, FlagsOpen]
    memberships: Mapping[int, list[inmates.Place]]
    bands: Mapping[int, str]
    leads: Mapping[int, str]
    links: tuple[Linked, ...]
    same_as: Mapping[int, int]
    register: Mapping[str, str]

    def name(self, person: int) -> str:
        """Return somebody's name as officers write it."""
        return self.names.get(person, "name not recorded")

    def person(self, person: int) -> PersonInPrison:
        """Tell of one person."""
        place = self.here[person]
        where = place.where
        if where.place is None:
            raise LookupError("somebody who is not held was taken for an inmate")
        standings = self.standings[person]
        return PersonInPrison(
            person=people.reference(person),
            name=self.name(person),
            managed=person in self.managed,
            stage=where.place,
            at_court=where.at_court,
            since=where.since,
            by_record=where.came_on is None,
            cell=place.cell.location,
            category=place.cell.category,
            groups=tuple(
                f"{held.role or 'member'} in {held.reference}"
                for held in self.memberships.get(person, ())
            ),
            orders=orders_in_words(standings, self.today),
            flags=self.flags.get(person),
            alerts=tuple(dict.fromkeys(self.alerts.get(person, ()))),
            lead=self.leads.get(person),
            differs=differs_in_words(where, self.register) if where.differs else "",
            leaving=leaving_of(self.dates.get(person, ()), standings, self.today),
        )

    def pairs(self) -> Iterable[Pair]:
        """Yield the pairs who matter to each other, the strongest concern first."""
        held = {
            person: Held(self.name(person), self.called.get(person, ()), self.standings[person])
            for person in self.here
        }
        ties = [*ties_of_orders(held, self.same_as, self.today), *ties_of_links(self.links)]
        for first, second, why in strongest_first(ties):
            yield Pair(
                first=people.reference(first),
                first_name=self.name(first),
                first_cell=self.here[first].cell.location,
                second=people.reference(second),
                second_name=self.name(second),
                second_cell=self.here[second].cell.location,
                why=why,
            )

    def groups(self) -> Iterable[GroupHere]:
        """Yield the groups with several members here, the most members first."""
        places_in: dict[tuple[str, int], dict[int, str]] = defaultdict(dict)
        for person, held in self.memberships.items():
            for place in held:
                places_in[place.reference, place.group][person] = place.role or ""
        several = [(key, roles) for key, roles in places_in.items() if len(roles) > 1]
        for (reference, group), roles in sorted(several, key=lambda one: (-len(one[1]), one[0])):
            told = [(people.reference(one), self.name(one), role) for one, role in roles.items()]
            yield GroupHere(
                reference=reference,
                band=self.bands.get(group),
                members=tuple(sorted(told, key=lambda member: member[1])),
            )


def look_at(
    here: Mapping[int, Place],
    context: Context,
    same_as: Mapping[int, int],
    register: Mapping[str, str],
) -> Look:
    """Read all that is told of those who are in one prison, by the record that stands for each."""
    session, today = context.session, context.today
    records = members(same_as, here)
    of_record = {record: person for person, held in records.items() for record in held}
    belonging: dict[int, list[inmates.Place]] = defaultdict(list)
    for place in inmates.memberships(session, of_record, today):
        belonging[of_record[place.person]].append(place)
    groups = {place.group for held in belonging.values() for place in held}
    return Look(
        today=today,
        of_record=of_record,
        here=here,
        managed={of_record[one] for one in inmates.managed(session, of_record, today)},
        alerts=_alerts(context, of_record),
        dates=_dates(context, of_record),
        standings=_standings(context, here, of_record),
        names=people.names(context, here),
        called=_called(context, of_record),
        flags=_gravest(inmates.open_flags(session, of_record), of_record),
        memberships=belonging,
        bands=inmates.bands(session, groups, today),
        leads={
            of_record[r]: n for r, n in allocation_lists.leads(session, of_record, today).items()
        },
        links=tuple(_links(context, of_record)),
        same_as=same_as,
        register=register,
    )


def _standings(
    context: Context, here: Mapping[int, Place], of_record: Mapping[int, int]
) -> dict[int, tuple[OrderStanding, ...]]:
    """Return how the orders of each person stand, the oldest first."""
    orders: dict[int, list[Order]] = defaultdict(list)
    for record, made in orders_of(context.session, of_record).items():
        orders[of_record[record]] += made
    found: dict[int, tuple[OrderStanding, ...]] = dict.fromkeys(here, ())
    for person, held in orders.items():
        custody = custody_of(here[person].moves)
        ordered = sorted(held, key=lambda order: (order.made_on, order.ref.id))
        found[person] = tuple(order_standing(order, custody) for order in ordered)
    return found


def _alerts(context: Context, of_record: Mapping[int, int]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    rows = [tuple(row) for row in inmates.alerts(context.session, of_record)]
    for record, _, _, code in sorted(rows, key=lambda row: row[1:3]):
        found[of_record[record]].append(code)
    return found


def _dates(context: Context, of_record: Mapping[int, int]) -> dict[int, list[ReleaseDate]]:
    found: dict[int, list[ReleaseDate]] = defaultdict(list)
    rows = inmates.release_dates(context.session, of_record, context.today)
    for record, dates in release_dates(rows).items():
        found[of_record[record]] += dates
    return found


def _called(context: Context, of_record: Mapping[int, int]) -> dict[int, tuple[str, ...]]:
    found: dict[int, tuple[str, ...]] = defaultdict(tuple)
    for row in inmates.names(context.session, of_record):
        found[of_record[row.person_id]] += (f"{row.surname} {row.forenames}".strip(),)
    return found


def _links(context: Context, of_record: Mapping[int, int]) -> Iterable[Linked]:
    for one in inmates.links(context.session, of_record, context.today):
        yield Linked(of_record[one.person], of_record[one.other], one.kind, one.since)


def _gravest(
    found: Collection[inmates.OpenFlags], of_record: Mapping[int, int]
) -> dict[int, FlagsOpen]:
    flags: dict[int, list[tuple[FlagKind, Severity]]] = defaultdict(list)
    for flag in found:
        flags[of_record[flag.person]].append((flag.kind, flag.severity))
    return {person: gravest_of(each) for person, each in flags.items()}
