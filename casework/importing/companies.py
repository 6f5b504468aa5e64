"""Appointments of a companies register, as claims; companies are registered as they are met."""

from collections.abc import Hashable, Sequence

from casework.context import Context
from casework.errors import RowRefusedError
from casework.forms.company_officer_row import ROLES, CompanyOfficerRow
from casework.forms.plain_text import shown
from casework.importing.claims import Claim, Sort
from casework.importing.manner import Asked, Claims, Manner
from casework.models import Holding, IdentifierScheme, Thing
from casework.queries import companies
from casework.queries.fact_versions import FactRow
from rules.vocabulary import HoldingKind


def _prepare(
    context: Context, asked: Sequence[Asked[CompanyOfficerRow]]
) -> Claims[CompanyOfficerRow]:
    things = _things(context, [each.content for each in asked])

    def claims(each: Asked[CompanyOfficerRow]) -> list[Claim]:
        row = each.content
        if row.role is None:
            raise RowRefusedError(
                f"The role {shown(row.role_written)} is not one we know what to make of: "
                f"{', '.join(ROLES)}. Record it by hand."
            )
        values = {
            "thing_id": things[row.company],
            "kind": HoldingKind.COMPANY,
            "role": row.role,
            "since": row.appointed_on,
        }
        said = {"until": row.resigned_on, "trade": row.trade, "reference": row.reference}
        values |= {name: value for name, value in said.items() if value is not None}
        return [Claim(sort=_appointment(values), values=values)]

    return claims


def _things(context: Context, rows: Sequence[CompanyOfficerRow]) -> dict[str, int]:
    """Return the companies by number, those not met before registered under their name."""
    named = {row.company: row.company_name for row in rows if row.role is not None}
    known = companies.ids(context.session, named)
    new = {
        number: Thing(kind=HoldingKind.COMPANY, raw=f"{name} ({number})", canonical=number)
        for number, name in named.items()
        if number not in known
    }
    context.session.add_all(new.values())
    context.session.flush()
    return known | {number: thing.id for number, thing in new.items()}


def _appointment(said: FactRow) -> Sort:
    """Return how this appointment is known again: by its reference, else by what it is."""

    def key(row: FactRow) -> Hashable:
        ours, theirs = said.get("reference"), row.get("reference")
        return ours == theirs if ours and theirs else _what(row) == _what(said)

    return Sort(table=Holding, key=key)


def _what(row: FactRow) -> Hashable:
    return row["thing_id"], row["role"], row["since"]


COMPANIES: Manner[CompanyOfficerRow] = Manner(
    tables=(Holding,), prepare=_prepare, own=IdentifierScheme.COMPANY_OFFICER
)
