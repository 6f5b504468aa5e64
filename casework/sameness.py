"""Which records stand together, worked out from pairs judged to be of one person."""

from collections import defaultdict
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
