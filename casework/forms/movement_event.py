"""One event of the prison service's feed: a movement, two numbers merged, a booking moved.

Fields we do not know are ignored, and so are events of other types, whatever they hold.
`version`, the time of publication and the description tell nothing apart: an event that
comes again is the same event.
"""

import re
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Annotated, Any, LiteralString, NamedTuple, TypeAlias

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field
from pydantic.alias_generators import to_camel
from pydantic_core import PydanticCustomError

from casework.errors import RowRefusedError
from casework.forms.plain_text import number_or_none, plain_or_none, shown
from casework.identifiers import check_booking_id, check_prison_number
from rules.days import london_day, say
from rules.vocabulary import MovementKind

RECEIVED = "prisoner-offender-search.prisoner.received"
RELEASED = "prisoner-offender-search.prisoner.released"
MERGED = "prison-offender-events.prisoner.merged"
BOOKING_MOVED = "prison-offender-events.prisoner.booking.moved"

KINDS: dict[str, dict[str, MovementKind]] = {
    RECEIVED: {
        "NEW_ADMISSION": MovementKind.RECEPTION,
        "READMISSION": MovementKind.RECEPTION,
        "READMISSION_SWITCH_BOOKING": MovementKind.RECEPTION,
        "POST_MERGE_ADMISSION": MovementKind.RECEPTION,
        "TRANSFERRED": MovementKind.TRANSFER,
        "RETURN_FROM_COURT": MovementKind.RETURN,
        "TEMPORARY_ABSENCE_RETURN": MovementKind.RETURN,
    },
    RELEASED: {
        "RELEASED": MovementKind.RELEASE,
        "RELEASED_TO_HOSPITAL": MovementKind.RELEASE_TO_HOSPITAL,
        "SENT_TO_COURT": MovementKind.COURT,
        "TEMPORARY_ABSENCE_RELEASE": MovementKind.TEMPORARY_RELEASE,
        "TRANSFERRED": MovementKind.TRANSFER,
    },
}
"""What each reason of each type of event makes of it. Only a release ends custody."""

_NOT_PRISONS = frozenset({"OUT", "TRN"})
_MOMENT = re.compile(
    r"([0-9]{4}-[0-9]{2}-[0-9]{2})[Tt ]([0-9]{2}:[0-9]{2})(?::([0-9]{2})(?:\.([0-9]+))?)?"
    r"([Zz]|[+-][0-9]{2}:[0-9]{2})?"
)
_YEARS = range(1900, 2201)
_MICROSECONDS = 6


class MoveTold(NamedTuple):
    """A movement. `prison` is the register's code, None where the event names no prison."""

    number: str
    kind: MovementKind
    reason: str
    at: datetime
    prison: str | None


class MergeTold(NamedTuple):
    """Two prison numbers found to be of one person: `removed` is no longer used."""

    kept: str
    removed: str
    at: datetime


class BookingTold(NamedTuple):
    """A booking that was on one prison number and is now on another."""

    booking: str
    moved_from: str
    moved_to: str
    at: datetime


class NotMovement(NamedTuple):
    """An event of another type."""

    event_type: str


EventTold: TypeAlias = MoveTold | MergeTold | BookingTold | NotMovement


def read_event(record: Any, *, now: datetime) -> EventTold:
    """Read one event, which has to have happened by the end of the London day of *now*.

    Raises:
        pydantic.ValidationError: a field is missing, or is not what it has to be.
        RowRefusedError: fields contradict each other, or one this type needs is missing.
    """
    head = _Head.model_validate(record)
    reader = _READERS.get(head.event_type)
    if reader is None:
        return NotMovement(head.event_type)
    if london_day(head.occurred_at) > london_day(now):
        raise RowRefusedError(
            f"It is said to have occurred on {say(london_day(head.occurred_at))}, which has not "
            "come yet. Look at its time, or import it when that day has come."
        )
    return reader(_Event.model_validate(record))


def _moment(value: Any) -> datetime:
    """Read a moment of RFC 3339 into UTC; seconds may be left out where they are none."""
    matched = _MOMENT.fullmatch(value) if isinstance(value, str) else None
    if matched is None:
        raise _not_a_moment(value, "is {shown}; a moment is written 2026-03-16T09:30:00+00:00")
    day, minute, second, fraction, offset = matched.groups()
    if offset is None:
        raise _not_a_moment(value, "is {shown}, without its offset from UTC, such as Z or +01:00")
    micro = (fraction or "0")[:_MICROSECONDS].ljust(_MICROSECONDS, "0")
    zone = "+00:00" if offset in {"Z", "z"} else offset
    try:
        read = datetime.fromisoformat(f"{day}T{minute}:{second or '00'}.{micro}{zone}")
    except ValueError:
        raise _not_a_moment(value, "is {shown}, and there is no such moment") from None
    if read.year not in _YEARS:
        raise _not_a_moment(value, "is {shown}, which is out of all reach; look at the year")
    return read.astimezone(UTC)


def _not_a_moment(value: Any, words: LiteralString) -> PydanticCustomError:
    return PydanticCustomError("moment", words, {"shown": shown(value)})


def _needed_words(value: Any) -> str:
    words = plain_or_none(value)
    if words is None:
        raise PydanticCustomError("missing", "is empty; every event needs it")
    return words


def _prison_number(value: Any) -> str | None:
    written = number_or_none(value)
    return None if written is None else _checked(written)


def _checked(written: str) -> str:
    checked = check_prison_number(written)
    if checked.canonical is None:
        raise PydanticCustomError(
            "prison_number",
            "is {shown}, and {why}, such as A1234BC",
            {"shown": shown(written), "why": checked.why_invalid},
        )
    return checked.canonical


def _booking_id(value: Any) -> str | None:
    written = number_or_none(value)
    if written is None:
        return None
    checked = check_booking_id(written)
    if checked.canonical is None:
        raise PydanticCustomError(
            "booking", "is {shown}, and {why}", {"shown": shown(value), "why": checked.why_invalid}
        )
    return checked.canonical


def _noms_numbers(value: Any) -> list[str]:
    """Return the prison numbers of a person reference; its other identifiers are not read."""
    listed = value.get("identifiers") if isinstance(value, dict) else None
    found = [
        number_or_none(each.get("value"))
        for each in (listed if isinstance(listed, list) else [])
        if isinstance(each, dict) and each.get("type") == "NOMS"
    ]
    return sorted({_checked(written) for written in found if written is not None})


PrisonNumber = Annotated[str | None, BeforeValidator(_prison_number)]
Words = Annotated[str | None, BeforeValidator(plain_or_none)]


class _Form(BaseModel):
    model_config = ConfigDict(
        alias_generator=to_camel, extra="ignore", frozen=True, strict=True, loc_by_alias=True
    )


class _Head(_Form):
    event_type: Annotated[str, BeforeValidator(_needed_words)]
    version: int
    occurred_at: Annotated[datetime, BeforeValidator(_moment)]


class _Details(_Form):
    noms_number: PrisonNumber = None
    removed_noms_number: PrisonNumber = None
    moved_from_noms_number: PrisonNumber = None
    moved_to_noms_number: PrisonNumber = None
    booking_id: Annotated[str | None, BeforeValidator(_booking_id)] = None
    reason: Words = None
    prison_id: Words = None


class _Event(_Head):
    additional_information: Annotated[
        _Details, BeforeValidator(lambda value: {} if value is None else value)
    ] = Field(default=_Details())
    person_reference: Annotated[list[str], BeforeValidator(_noms_numbers)] = Field(default=[])


def _move(event: _Event) -> MoveTold:
    details = event.additional_information
    kinds = KINDS[event.event_type]
    number = _person(event)
    if details.reason not in kinds:
        said = "says no reason" if details.reason is None else f"has the reason {details.reason}"
        raise RowRefusedError(
            f"It {said}. The reasons of {event.event_type} are {', '.join(kinds)}; if there is a "
            "new one, ask for it to be added."
        )
    prison = (details.prison_id or "").upper()
    return MoveTold(
        number=number,
        kind=kinds[details.reason],
        reason=details.reason,
        at=event.occurred_at,
        prison=None if prison in _NOT_PRISONS else prison or None,
    )


def _person(event: _Event) -> str:
    """Return the prison number an event is about, which it may give in two places."""
    given = {*event.person_reference, event.additional_information.noms_number} - {None}
    numbers = sorted(number for number in given if number is not None)
    if not numbers:
        raise RowRefusedError(
            "It gives no prison number: neither nomsNumber nor an identifier of type NOMS."
        )
    if len(numbers) > 1:
        raise RowRefusedError(
            f"It gives more than one prison number, {' and '.join(numbers)}, so it cannot be told "
            "whom it is about. Have it put right at its source."
        )
    return numbers[0]


def _merge(event: _Event) -> MergeTold:
    details = event.additional_information
    kept, removed = details.noms_number, details.removed_noms_number
    if kept is None or removed is None:
        raise RowRefusedError("A merge needs both numbers: nomsNumber and removedNomsNumber.")
    _refuse_one(kept, removed)
    return MergeTold(kept=kept, removed=removed, at=event.occurred_at)


def _booking(event: _Event) -> BookingTold:
    details = event.additional_information
    booking = details.booking_id
    moved_from, moved_to = details.moved_from_noms_number, details.moved_to_noms_number
    if booking is None or moved_from is None or moved_to is None:
        raise RowRefusedError(
            "A moved booking needs bookingId, movedFromNomsNumber and movedToNomsNumber."
        )
    _refuse_one(moved_from, moved_to)
    return BookingTold(
        booking=booking, moved_from=moved_from, moved_to=moved_to, at=event.occurred_at
    )


def _refuse_one(first: str, second: str) -> None:
    if first == second:
        raise RowRefusedError(f"Both of its numbers are {first}; have it put right at its source.")


_READERS: dict[str, Callable[[_Event], EventTold]] = {
    RECEIVED: _move,
    RELEASED: _move,
    MERGED: _merge,
    BOOKING_MOVED: _booking,
}
