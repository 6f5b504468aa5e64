"""Who is responsible for whom, as claims: one lead at a time, and no gap closed by guessing."""

from collections.abc import Mapping, Sequence
from datetime import date

from casework.context import Context
from casework.errors import RowRefusedError
from casework.forms.officer_row import AllocationRow
from casework.forms.plain_text import shown
from casework.importing.claims import Claim, Sort
from casework.importing.manner import Asked, Claims, Manner
from casework.models import Allocation, Officer
from casework.queries import allocations
from casework.queries.fact_versions import FactRow
from rules.days import NEVER, london_day, say
from rules.vocabulary import AllocationKind

ALLOCATION = Sort(table=Allocation, key=lambda row: (row["officer_id"], row["kind"], row["since"]))


def _prepare(context: Context, asked: Sequence[Asked[AllocationRow]]) -> Claims[AllocationRow]:
    known = allocations.officers(
        context.session,
        {each.content.login for each in asked},
        {row["officer_id"] for each in asked for row in each.facts[Allocation]},
    )
    by_login = {officer.login: officer for officer in known}
    by_id = {officer.id: officer for officer in known}

    def claims(each: Asked[AllocationRow]) -> list[Claim]:
        row = each.content
        officer = by_login.get(row.login)
        if officer is None:
            raise RowRefusedError(
                f"There is no officer with the login {shown(row.login)}. Import the officer "
                "first (`casework import officers`), or correct the login."
            )
        values = {"officer_id": officer.id, "kind": row.kind, "since": row.since}
        if row.until is not None:
            values["until"] = row.until
        if row.kind is AllocationKind.LEAD:
            _refuse_two_leads(values, each.facts[Allocation], by_id)
        _refuse_closed(row, officer)
        return [Claim(sort=ALLOCATION, values=values)]

    return claims


def _refuse_two_leads(
    said: FactRow, allocated: Sequence[FactRow], officers: Mapping[int, Officer]
) -> None:
    itself = ALLOCATION.key(said)
    known = [row["until"] for row in allocated if ALLOCATION.key(row) == itself]
    until = said.get("until") or next(iter(known), None) or NEVER
    for row in allocated:
        if row["kind"] is not AllocationKind.LEAD or ALLOCATION.key(row) == itself:
            continue
        if row["since"] <= until and said["since"] <= (row["until"] or NEVER):
            raise RowRefusedError(_two_leads(row, officers[row["officer_id"]]))


def _two_leads(row: FactRow, officer: Officer) -> str:
    last: date | None = row["until"]
    until = "with no last day" if last is None else f"until {say(last)}"
    return (
        f"{officer.name} ({officer.login}) leads from {say(row['since'])} {until}, and there is "
        "one lead at a time. Give the last day of one in `until`, in a row of its own, and import "
        "both."
    )


def _refuse_closed(row: AllocationRow, officer: Officer) -> None:
    """Refuse responsibility that begins on the day the officer's account was closed, or later."""
    if officer.closed_at is not None and row.since >= london_day(officer.closed_at):
        raise RowRefusedError(
            f"The account of {officer.name} ({officer.login}) was closed on "
            f"{say(london_day(officer.closed_at))}. Choose another officer, or have it reopened."
        )


ALLOCATIONS: Manner[AllocationRow] = Manner(
    tables=(Allocation,), prepare=_prepare, must_be_known=True
)
