"""Who leads or covers a person from a day: the form for one person, and for all of an officer's."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, NamedTuple

from casework.forms.filling import Choice, FieldKind, FormField, choices_of, read_field
from rules.vocabulary import AllocationKind

FARTHEST = timedelta(days=366)
"""How far ahead an allocation may begin or a cover end; farther is a slip of the pen."""

_WHO = FormField(
    name="person",
    label="Person",
    kind=FieldKind.PERSON,
    needed=True,
    help="Whom: our number, such as P12, or another register's.",
)
_REASON = FormField(
    name="reason",
    label="Reason",
    kind=FieldKind.LONG,
    needed=True,
    help="Why, in a sentence: others will read it on the record.",
)


class NewAllocation(NamedTuple):
    """An allocation as asked for. Both days inclusive; `until` None for a lead."""

    kind: AllocationKind
    login: str
    since: date
    until: date | None
    reason: str


class HandOver(NamedTuple):
    """All of one officer's people asked to be led by another, from a day."""

    giver: str
    taker: str
    since: date
    reason: str


def allocation_of(values: Mapping[str, Any]) -> NewAllocation:
    """Return the allocation that was filled in."""
    kind = AllocationKind(values["kind"])
    return NewAllocation(
        kind=kind,
        login=values["officer"],
        since=values["since"],
        until=values.get("until") if kind is AllocationKind.COVER else None,
        reason=values["reason"],
    )


@dataclass(frozen=True, slots=True)
class AllocationForm:
    """One person: lead or cover, by whom, from when; cover has a last day."""

    officers: Sequence[Choice] = ()
    asks_who: bool = False

    def fields(self, typed: Mapping[str, str]) -> tuple[FormField, ...]:
        """Return the fields; a last day is asked for cover alone."""
        kind = FormField(
            name="kind",
            label="Lead or cover",
            kind=FieldKind.CHOICE,
            needed=True,
            choices=choices_of(AllocationKind),
            help="The lead is responsible; cover stands in while the lead is away.",
        )
        read = read_field(kind, typed.get("kind", ""), today=date.min).value
        until = FormField(
            name="until",
            label="Until",
            kind=FieldKind.DAY,
            needed=True,
            ahead=True,
            help="The last day of the cover, that day included.",
        )
        return (
            *((_WHO,) if self.asks_who else ()),
            kind,
            _officer(self.officers),
            _since(),
            *((until,) if read == AllocationKind.COVER else ()),
            _REASON,
        )

    def check(self, values: Mapping[str, Any], today: date, /) -> Mapping[str, str]:
        """Say what is wrong of the days."""
        wrong = _too_far(values, today)
        since, until = values.get("since"), values.get("until")
        if since and until and until < since:
            wrong["until"] = "Until: the last day is before the first."
        return wrong


@dataclass(frozen=True, slots=True)
class HandOverForm:
    """All the people one officer leads: to whom, from when."""

    officers: Sequence[Choice] = ()

    def fields(self, _typed: Mapping[str, str]) -> tuple[FormField, ...]:
        """Return the fields: to whom, from when, and why."""
        return (_officer(self.officers), _since(), _REASON)

    def check(self, values: Mapping[str, Any], today: date, /) -> Mapping[str, str]:
        """Say what is wrong of the day."""
        return _too_far(values, today)


def _officer(choices: Sequence[Choice]) -> FormField:
    return FormField(
        name="officer",
        label="Officer",
        kind=FieldKind.OFFICER,
        needed=True,
        choices=tuple(choices),
        help="Who: an officer with an open account who may manage people.",
    )


def _since() -> FormField:
    return FormField(
        name="since",
        label="Since",
        kind=FieldKind.DAY,
        needed=True,
        help="The first day, such as today; a lead before ends with the day before it.",
    )


def _too_far(values: Mapping[str, Any], today: date) -> dict[str, str]:
    labels = {"since": "Since", "until": "Until"}
    return {
        name: f"{label}: that is more than a year ahead; is the year right?"
        for name, label in labels.items()
        if values.get(name) and values[name] > today + FARTHEST
    }
