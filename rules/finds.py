"""Things and cash found or seized: a seizure is of the find it is about, and they count once."""

from datetime import date
from typing import NamedTuple

from rules.facts import CaseFile, Event
from rules.grades import is_weak
from rules.likeness import same_words, words_of
from rules.standing import ProvisionStanding
from rules.vocabulary import EventKind, ItemKind

FOUND = frozenset({EventKind.FIND, EventKind.SEIZURE})
"""The kinds of event that say something was found."""

_CASH = ("cash", "money", "bank notes", "banknotes", "cash money")
_MAY_BE_CASH = frozenset({"cash", "money", "banknote", "note", "coin", "currency", "sterling"})


class Found(NamedTuple):
    """One thing, or one sum, and all that records it, in order of day; it may be nothing."""

    records: tuple[Event, ...]

    @property
    def first(self) -> Event:
        """What recorded it first; it stands for all of them."""
        return self.records[0]

    def since_in_force(self, standing: ProvisionStanding) -> "Found | None":
        """Leave out the records from before the clause was in force; None if that is all."""
        for place, record in enumerate(self.records):
            if standing.in_force_on(record.happened_on):
                return Found(self.records[place:])
        return None

    def strong(self) -> "Found":
        """Leave out what is weakly graded, as if it had never been recorded."""
        return Found(tuple(record for record in self.records if not is_weak(record.detail.grade)))

    def cash(self) -> "Found":
        """Leave out what is not of cash."""
        return Found(tuple(filter(is_cash, self.records)))

    def goods(self) -> "Found":
        """Leave out what is of cash."""
        return Found(tuple(record for record in self.records if not is_cash(record)))


def finds_of(case: CaseFile) -> list[Found]:
    """Return everything found with the person, or held on their behalf, oldest first."""
    finds, seizures = case.of_kind(EventKind.FIND), case.of_kind(EventKind.SEIZURE)
    if not (finds or seizures):
        return []
    together: dict[int, list[Event]] = {find.ref.id: [find] for find in finds}
    for seizure in seizures:
        if seizure.about_id is not None and seizure.about_id in together:
            together[seizure.about_id].append(seizure)
        else:
            together[seizure.ref.id] = [seizure]
    return sorted(
        (Found(tuple(sorted(records, key=_in_order))) for records in together.values()),
        key=lambda found: _in_order(found.first),
    )


def is_cash(record: Event) -> bool:
    """Whether what was found is cash: under that heading, or an amount said to be of nothing else.

    An amount of a thing is what the thing is worth.
    """
    detail = record.detail
    if detail.item_kind is not None:
        return detail.item_kind is ItemKind.CASH
    return detail.amount is not None and (
        not detail.item or same_words(detail.item, _CASH) is not None
    )


def may_be_cash(record: Event) -> bool:
    """Whether an amount without a heading is described in words that cash may be meant by."""
    detail = record.detail
    unheaded = detail.amount is not None and detail.item_kind in {None, ItemKind.OTHER}
    return unheaded and not _MAY_BE_CASH.isdisjoint(words_of(detail.item or ""))


def _in_order(record: Event) -> tuple[date, bool, int]:
    return record.happened_on, record.kind is EventKind.SEIZURE, record.ref.id
