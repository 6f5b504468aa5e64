"""What a source writes when it does not know: kept, marked, and never trusted."""

from datetime import date

NOT_TRUSTED = "not trusted"
"""The grade of a name that carries a marker of its source."""

DATES_OF_BIRTH = frozenset({date(1900, 1, 1), date(1970, 1, 1)})
MARKERS = ("MIG_ERROR_", "NO_SHOW_", "DUPLICATE_")


def is_stand_in_birth(day: date) -> bool:
    """Whether a date of birth is one that sources write for an unknown one."""
    return day in DATES_OF_BIRTH


def is_marked_name(*parts: str | None) -> bool:
    """Whether a name carries the marker of a failed migration, a no-show or a duplicate."""
    return any(marker in part.upper() for part in parts if part for marker in MARKERS)
