"""Rows of rates of exchange, under our own column names or those of HMRC's monthly file."""

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

from casework.errors import ImportStoppedError, RowRefusedError
from casework.forms.plain_text import plain, shown
from casework.importing.rows import Row
from casework.importing.tables import read_table
from rules.rates import POUND, Rate

_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "currency": ("currencycode", "currency"),
    "since": ("startdate", "since"),
    "until": ("enddate", "until"),
    "per_pound": ("currencyunitsper1", "perpound"),
}
"""Our columns, and how each may be called: the first that is there is read."""

_SPAN = ("since", "until")
_CURRENCY = re.compile(r"[A-Z]{3}")
_DAYS = ("%Y-%m-%d", "%d/%m/%Y")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{1,2}/[0-9]{1,2}/[0-9]{4}")
_NUMBER = re.compile(r"[0-9]{1,12}(\.[0-9]{1,12})?")


def read_rate_rows(path: Path, *, published_by: str) -> Iterator[Row[Rate]]:
    """Read a file's rates in order; of two rows for the same days both must say the same.

    Raises:
        ImportStoppedError: the file cannot be read (any further), or a column is missing.
    """
    first: dict[tuple[str, date, date], tuple[int, Rate]] = {}
    columns: Mapping[str, str] = {}
    for read in read_table(path, needs=()):
        try:
            cells = read.cells()
            columns = columns or _columns_of(path, cells)
            rate = _read_rate(cells, columns, published_by)
        except RowRefusedError as refused:
            yield Row(read.number, None, str(refused))
            continue
        number, before = first.setdefault(days_of(rate), (read.number, rate))
        if before == rate:
            yield Row(read.number, rate)
        else:
            why = (
                f"Row {number} gives another rate of {rate.currency} for the same days. Keep the "
                "row that is right."
            )
            yield Row(read.number, None, why)


def days_of(rate: Rate) -> tuple[str, date, date]:
    """Return what a rate is of: its currency, and its first and last day."""
    return rate.currency, rate.since, rate.until


def _columns_of(path: Path, cells: Mapping[str, str]) -> Mapping[str, str]:
    """Return how each of our columns is called in the file."""
    written = {re.sub("[^a-z0-9]", "", name.casefold()): name for name in cells}
    found = {
        ours: next((written[name] for name in names if name in written), None)
        for ours, names in _COLUMNS.items()
    }
    missing = [ours for ours, name in found.items() if name is None]
    if missing:
        raise ImportStoppedError(
            f"{path} has no column for {', '.join(missing)}; its first row has "
            f"{', '.join(map(shown, cells))}. Name the columns currency, since, until and "
            "per_pound, or as HMRC names them."
        )
    return {ours: name for ours, name in found.items() if name is not None}


def _read_rate(cells: Mapping[str, str], columns: Mapping[str, str], published_by: str) -> Rate:
    problems: list[str] = []
    currency = cells[columns["currency"]].strip().upper()
    if not _CURRENCY.fullmatch(currency) or currency == POUND:
        problems.append(
            f"{columns['currency']} {shown(currency)} is not the code of a foreign currency, "
            "such as EUR"
        )
    since, until = (_day(cells[columns[name]], columns[name], problems) for name in _SPAN)
    per_pound = _number(cells[columns["per_pound"]], columns["per_pound"], problems)
    if since is not None and until is not None and until < since:
        problems.append(f"the rate ends on {until.isoformat()}, before it begins")
    if problems or since is None or until is None or per_pound is None:
        raise RowRefusedError(f"{'; '.join(problems)}.")
    return Rate(currency, since, until, per_pound, published_by)


def _day(written: str, column: str, problems: list[str]) -> date | None:
    said = written.strip()
    for form in _DAYS if _DAY.fullmatch(said) else ():
        try:
            return datetime.strptime(said, form).replace(tzinfo=UTC).date()
        except ValueError:
            continue
    problems.append(f"{column} {shown(said)} is not a day written YYYY-MM-DD or DD/MM/YYYY")
    return None


def _number(written: str, column: str, problems: list[str]) -> Decimal | None:
    said = written.strip()
    number = Decimal(said) if _NUMBER.fullmatch(said) else None
    if not number:
        problems.append(
            f"{column} {shown(said)} is not a number of units for one pound, such as 1.1650"
        )
        return None
    return number.normalize()


def publisher(named: str) -> str:
    """Return who publishes the rates, as it is to be told.

    Raises:
        RowRefusedError: it is empty, too long, or holds a character that is not for reading.
    """
    try:
        said = plain(named)
    except ValueError as refused:
        raise RowRefusedError(f"The publisher {refused}.") from None
    if said is None:
        raise RowRefusedError("Say who publishes the rates, such as HMRC monthly rates.")
    return said
