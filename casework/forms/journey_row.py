"""One journey across the border, made or booked."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from casework.forms.about import About, read_about, read_named
from casework.forms.column_reader import Column, ColumnReader
from casework.forms.plain_text import shown
from casework.models import IdentifierScheme
from rules.days import LONDON, london_day
from rules.vocabulary import EventKind

COLUMNS = {
    "direction": Column(("direction",), needed=True),
    "date": Column(("date",), needed=True),
    "time": Column(("time",)),
    "port": Column(("port",)),
    "place": Column(("place",)),
    "carrier": Column(("carrier",)),
    "document": Column(("document",)),
    "prison_number": Column(("prison_number",)),
    "pnc": Column(("pnc",)),
    "person": Column(("person",)),
    "surname": Column(("surname",)),
    "forenames": Column(("forenames",)),
    "date_of_birth": Column(("date_of_birth",)),
    "reference": Column(("reference",)),
    "booked_on": Column(("booked_on",)),
}
_DIRECTIONS = {
    "out": EventKind.JOURNEY_OUT,
    "back": EventKind.JOURNEY_BACK,
    "booked": EventKind.JOURNEY_BOOKED,
}
_TIME = re.compile(
    r"([0-9]{1,2}):([0-9]{2})(?::([0-9]{2}))?(?:\.0+)?\s*(Z|[+-][0-9]{2}:?[0-9]{2})?"
)
_SCHEMES = {
    "document": IdentifierScheme.PASSPORT,
    "prison_number": IdentifierScheme.PRISON_NUMBER,
    "pnc": IdentifierScheme.PNC,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class JourneyRow:
    """A journey. `day` and `at` are of the crossing; for a booking, of the departure booked.

    `at` is None where the time is not known, `booked_on` None for a journey made.
    """

    about: About
    kind: EventKind
    day: date
    at: datetime | None
    booked_on: date | None
    place: str | None
    details: str | None
    reference: str | None


def read_journey(cells: Mapping[str, str], *, today: date) -> JourneyRow:
    """Read a journey; a time without an offset is by the clock in London.

    Raises:
        RowRefusedError: something in it is wrong; the sentence names every such cell.
    """
    reader = ColumnReader(cells, COLUMNS)
    named = read_named(reader)
    about = read_about(reader, _SCHEMES, person="person", named=named)
    kind = reader.choice("direction", _DIRECTIONS, needed=True)
    day, at = _when(reader)
    is_booking = kind is EventKind.JOURNEY_BOOKED
    booked_on = reader.day("booked_on", needed=is_booking) if is_booking else None
    reader.in_order(("booked_on", booked_on), ("date", day))
    happened_on = booked_on if is_booking else day
    if happened_on is not None and happened_on > today:
        reader.refuse("booked_on" if is_booking else "date", "has not come yet")
    carried = [reader.text("port"), reader.text("carrier")]
    row = JourneyRow(
        about=about,
        kind=kind or EventKind.JOURNEY_OUT,
        day=day or today,
        at=at,
        booked_on=booked_on,
        place=reader.text("place"),
        details=", ".join(filter(None, carried)) or None,
        reference=reader.text("reference"),
    )
    reader.check()
    return row


def _when(reader: ColumnReader) -> tuple[date | None, datetime | None]:
    """Return the London day of a journey, and its moment in UTC where that is known."""
    day, written = reader.day("date", needed=True), reader.text("time")
    if written is None or day is None:
        return day, None
    matched = _TIME.fullmatch(written)
    try:
        if matched is None:
            raise ValueError  # noqa: TRY301  # the same words as for a time that does not exist
        hour, minute, second = (int(part or 0) for part in matched.groups()[:3])
        clock = datetime.combine(day, time(hour, minute, second))
        at = _in_utc(clock, matched.group(4))
    except (ValueError, OverflowError):
        reader.refuse("time", f"{shown(written)} is no time, such as 14:05 or 14:05+01:00")
        return day, None
    if at is None:
        reader.refuse(
            "time",
            f"{shown(written)} is of the night when the clocks change, and comes twice or never; "
            "give its offset, such as +01:00",
        )
        return day, None
    return london_day(at), at


def _in_utc(clock: datetime, offset: str | None) -> datetime | None:
    """Return a time on the wall as a moment; None where London had it twice or not at all."""
    if offset is None:
        moments = {clock.replace(tzinfo=LONDON, fold=fold).astimezone(UTC) for fold in (0, 1)}
        return moments.pop() if len(moments) == 1 else None
    if offset == "Z":
        return clock.replace(tzinfo=UTC)
    hours, minutes = int(offset[1:3]), int(offset[-2:])
    ahead = timedelta(hours=hours, minutes=minutes)
    if ahead >= timedelta(days=1):
        raise ValueError(offset)
    return clock.replace(tzinfo=UTC) - (ahead if offset[0] == "+" else -ahead)
