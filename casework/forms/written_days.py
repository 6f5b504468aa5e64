"""Days as an agency's tables write them, by strptime's signs, and how to say so to people."""

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime

_ISO_DAY = "%Y-%m-%d"
_MIDNIGHT = re.compile(r"(.+?)[T ]0?0:00(:00(\.0+)?)?")
_SERIAL = re.compile(r"[0-9]{5}(\.[0-9]+)?")
_EXAMPLE = datetime(2026, 3, 16, tzinfo=UTC)
_A_DAY = datetime(1931, 2, 13, tzinfo=UTC)
"""A day whose year two figures do not tell."""


def read_day(said: str, forms: Sequence[str]) -> date:
    """Return a day written in one of *forms*, or in ISO form; the midnight it begins with will do.

    Raises:
        ValueError: it is not; the words tell why.
    """
    midnight = _MIDNIGHT.fullmatch(said)
    for text in (said, *((midnight[1],) if midnight else ())):
        for form in (*forms, _ISO_DAY):
            try:
                return datetime.strptime(text, form).replace(tzinfo=UTC).date()
            except ValueError:
                continue
    if _SERIAL.fullmatch(said):
        raise ValueError(
            "is a number, and a day is wanted; give the column a date format in the sheet and save "
            "it again"
        )
    raise ValueError(f"is not a day, such as {examples(forms)}")


def examples(forms: Sequence[str]) -> str:
    """Write an example day in each form, as a sentence has them."""
    return " or ".join(dict.fromkeys(_EXAMPLE.strftime(form) for form in forms))


def day_form(form: str) -> str:
    """Refuse a form in which a day cannot be written and read back.

    Raises:
        ValueError: it has not a day, a month and a year of four figures.
    """
    if "%y" in form.replace("%%", ""):
        raise ValueError(
            f'"{form}" writes a year in two figures, which may be of either century; use %Y and '
            "have the file write years in four"
        )
    try:
        if datetime.strptime(_A_DAY.strftime(form), form).replace(tzinfo=UTC) == _A_DAY:
            return form
    except ValueError:
        pass
    raise ValueError(f'"{form}" is no way to write a day; use %d, %m and %Y, as in "%d/%m/%Y"')
