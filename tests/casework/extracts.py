"""What the tests of extracts share: people on record, files of rows, and what became of them."""

import csv
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from casework.desk import Desk
from casework.models import Birth, Identifier, IdentifierScheme
from casework.recording import NewFact
from casework.views.imports import ImportSummary
from tests.builders import a_person, given
from tests.casework.importing import Told

Import = Callable[..., ImportSummary]
Cells = dict[str, str]
MARKING = "OFFICIAL SENSITIVE"


def a_number(scheme: IdentifierScheme, canonical: str) -> NewFact:
    values = {"scheme": scheme, "raw": canonical, "canonical": canonical}
    return NewFact(Identifier, values)


def a_birth(year: int, month: int, day: int) -> NewFact:
    values = {"year": year, "month": month, "day": day, "placeholder": False}
    return NewFact(Birth, values)


def known_as(desk: Desk, surname: str = "Example", **numbers: str) -> str:
    """Put somebody on record with numbers by their schemes, and return our number for them."""
    person = a_person(desk, surname)
    schemes = {IdentifierScheme(scheme): number for scheme, number in numbers.items()}
    given(desk, person, *(a_number(scheme, number) for scheme, number in schemes.items()))
    return person


def written(
    path: Path, rows: Sequence[Cells], *, name: str = "extract.csv", marking: str | None = None
) -> Path:
    """Write rows under every column any of them has; what one does not say is empty."""
    header = list(dict.fromkeys(column for row in rows for column in row))
    file = path / name
    with file.open("w", encoding="utf-8", newline="") as text:
        if marking is not None:
            csv.writer(text).writerow([marking, *[""] * (len(header) - 1)])
        table = csv.DictWriter(text, header, restval="")
        table.writeheader()
        table.writerows(rows)
    return file


def take(
    kind: Import, desk: Desk, path: Path, *rows: Cells, marking: str | None = None, **options: Any
) -> tuple[ImportSummary, Told]:
    """Import rows as one file, its good rows kept whatever the others are."""
    told = Told()
    file = written(path, rows, marking=marking)
    asked = {"keep_good": True, "tell": told} | options
    return kind(desk, [file], **asked), told
