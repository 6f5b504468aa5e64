"""One row of the register of prisons. Only the code and the name have to be there."""

import re
from collections.abc import Mapping
from datetime import date

from casework.errors import RowRefusedError
from casework.forms.plain_text import plain, shown

NEEDED = ("code", "name")
_COLUMNS = {
    "name": "name",
    "types": "types",
    "categories": "categories",
    "sex": "sex",
    "conditions": "conditions",
    "status": "status",
    "operators": "operators",
    "town": "town",
    "postcode": "postcode",
}
_CLOSED = "inactive_date"
_CODE = re.compile(r"[A-Z0-9]{2,10}")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def read_establishment_row(cells: Mapping[str, str]) -> tuple[str, dict[str, str | date | None]]:
    """Return an establishment's code and what the row says of it; other columns are ignored.

    A column the file does not have says nothing; an empty cell says that there is none.

    Raises:
        RowRefusedError: something in it is wrong; the sentence names every such cell.
    """
    problems: list[str] = []
    code = (_text(cells, "code", problems) or "").upper()
    if not _CODE.fullmatch(code):
        problems.append(f"code {shown(code)} is not a prison's code, such as MDI")
    said: dict[str, str | date | None] = {
        ours: _text(cells, theirs, problems) for ours, theirs in _COLUMNS.items() if theirs in cells
    }
    if not said.get("name"):
        problems.append("name is empty; every establishment needs one")
    if _CLOSED in cells:
        said["closed_on"] = _day(cells[_CLOSED].strip(), problems)
    if problems:
        raise RowRefusedError(f"{'; '.join(problems)}.")
    return code, said


def _text(cells: Mapping[str, str], column: str, problems: list[str]) -> str | None:
    try:
        return plain(cells[column])
    except ValueError as refused:
        problems.append(f"{column} {refused}")
        return None


def _day(written: str, problems: list[str]) -> date | None:
    if not written:
        return None
    try:
        if not _DAY.fullmatch(written):
            raise ValueError  # noqa: TRY301  # the same words as for a day that does not exist
        return date.fromisoformat(written)
    except ValueError:
        problems.append(f"{_CLOSED} is {shown(written)}; a day is written YYYY-MM-DD")
        return None
