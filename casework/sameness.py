"""Which records stand together, worked out from pairs judged to be of one person."""

from collections import defaultdict, deque
from collections.abc import Iterable, Mapping


def standing_for(pairs: Iterable[tuple[int, int]]) -> dict[int, int]:
    """Return for every record in *pairs* the lowest of all those it is joined to."""
    lowest: dict[int, int] = {}

    def find(record: int) -> int:
        while lowest.setdefault(record, record) != record:
            lowest[record] = lowest[lowest[record]]
            record = lowest[record]
        return record

    for first, second in pairs:
        one, other = find(first), find(second)
        lowest[max(one, other)] = min(one, other)
    return {record: find(record) for record in lowest}


def members(same_as: Mapping[int, int], people: Iterable[int]) -> dict[int, list[int]]:
    """Return by the record that stands for them all records of each of *people*, in order."""
    together: dict[int, list[int]] = defaultdict(list)
    for record, stands in same_as.items():
        together[stands].append(record)
    wanted = {same_as.get(person, person) for person in people}
    return {stands: sorted(together.get(stands, [stands])) for stands in sorted(wanted)}


def everybody(same_as: Mapping[int, int], people: Iterable[int]) -> set[int]:
    """Return *people* and every record that is the same as one of them."""
    return {record for found in members(same_as, people).values() for record in found}


def chain(pairs: Iterable[tuple[int, int]], first: int, last: int) -> list[tuple[int, int]]:
    """Return the fewest of *pairs* that join *first* to *last*, in order; none if nothing does.

    Each is told from the side it is come from. Of several ways of one length it is always
    the same.
    """
    beside: dict[int, set[int]] = defaultdict(set)
    for one, other in pairs:
        beside[one].add(other)
        beside[other].add(one)
    came_from = {first: first}
    coming = deque([first])
    while coming and last not in came_from:
        record = coming.popleft()
        for other in sorted(beside[record] - came_from.keys()):
            came_from[other] = record
            coming.append(other)
    found: list[tuple[int, int]] = []
    while last in came_from and last != first:
        found.insert(0, (came_from[last], last))
        last = came_from[last]
    return found
