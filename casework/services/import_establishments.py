"""Take in the register of prisons, or try what taking it in would do."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from casework.context import Context
from casework.desk import declares
from casework.importing.keeping import undone
from casework.importing.rows import Row, rejected
from casework.models import Establishment, Verb
from casework.permissions import Action
from casework.queries import establishments
from casework.views.imports import RowOutcome, Taken

BATCH = 200
"""Rows in one transaction."""


class EstablishmentRow(NamedTuple):
    """An establishment's code, and what a file says of it by our columns."""

    code: str
    said: Mapping[str, str | date | None]


@declares(Action.KEEP_REGISTERS, Verb.ADMINISTER)
def import_establishments(
    context: Context, rows: Sequence[Row[EstablishmentRow]]
) -> list[RowOutcome]:
    """Take in rows of the register; what it says now replaces what it said.

    The register is reference data, not a fact about a person: it keeps no versions.
    """
    codes = {row.content.code for row in rows if row.content is not None}
    known = establishments.by_code(context.session, codes)
    outcomes = [_take_in(context, row, known) for row in rows]
    context.session.flush()
    return outcomes


@declares(Action.KEEP_REGISTERS, Verb.ADMINISTER)
def try_establishments(context: Context, rows: Sequence[Row[EstablishmentRow]]) -> list[RowOutcome]:
    """Say what would become of rows of the register; nothing is kept but the log."""
    with undone(context):
        return import_establishments(context, rows)


def keys(row: Row[EstablishmentRow]) -> list[str]:
    """Return what no two rows of a batch may share: the code."""
    return [row.content.code] if row.content is not None else []


def _take_in(
    context: Context, row: Row[EstablishmentRow], known: dict[str, Establishment]
) -> RowOutcome:
    if row.content is None:
        return rejected(row.number, row.why_not or "The row is empty.")
    code, said = row.content
    establishment = known.get(code)
    if establishment is None:
        known[code] = Establishment(code=code, **said)
        context.session.add(known[code])
        return _accepted(row.number, f"{code} is new on the register.")
    differing = [name for name in said if getattr(establishment, name) != said[name]]
    if not differing:
        return RowOutcome(number=row.number, outcome=Taken.UNCHANGED)
    for name in differing:
        setattr(establishment, name, said[name])
    changed = ", ".join(differing).replace("_", " ")
    return _accepted(row.number, f"{code} is changed: {changed}.")


def _accepted(number: int, message: str) -> RowOutcome:
    return RowOutcome(number=number, outcome=Taken.ACCEPTED, message=message)
