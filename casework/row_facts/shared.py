"""What reading rows shares: days, moments and codes are looked up, not read anew.

The same few thousand come back in millions of rows.
"""

from datetime import date, datetime
from typing import Any, TypeAlias, TypeVar

from rules.days import Length, london_day
from rules.vocabulary import Counting, Unit

F = TypeVar("F")
new = tuple.__new__
"""Makes a named tuple of all its fields in order, at two thirds of the cost of calling its
name. It is used for the facts that come by the hundred thousand; mypy checks no fields here,
the rule cases and the tests of case files do.
"""

Grouped: TypeAlias = dict[int, list[F]]
"""Facts by the id of the person, or for the parts of an order, of the order."""


class _Days(dict[Any, date]):
    """Days by the driver's own value for them; each is read once and then looked up."""

    def __missing__(self, value: Any) -> date:
        day = date.fromisoformat(value) if isinstance(value, str) else value
        self[value] = day
        return day


class _LondonDays(dict[Any, date]):
    """London days by the driver's own value for a moment: many facts are of one import."""

    def __missing__(self, value: Any) -> date:
        day = london_day(moment(value))
        self[value] = day
        return day


class _Terms(dict[tuple[Any, Any, Any], Length]):
    """Terms of orders; each is made once and then looked up."""

    def __missing__(self, key: tuple[Any, Any, Any]) -> Length:
        count, unit, counting = key
        term = Length(count=count, unit=Unit(unit), counting=Counting(counting))
        self[key] = term
        return term


DAYS = _Days()
LONDON_DAYS = _LondonDays()
TERMS = _Terms()


def moment(value: Any) -> datetime:
    """Return a moment by the driver's own value for it.

    Raises:
        TypeError: it is not a moment.
    """
    read = datetime.fromisoformat(value) if isinstance(value, str) else value
    if not isinstance(read, datetime):
        raise TypeError(f"{value!r} is not a moment.")
    return read
