"""People's places in crime groups, as claims."""

from collections.abc import Sequence

from casework.context import Context
from casework.errors import RowRefusedError
from casework.forms.about import check_nominal
from casework.forms.group_row import MemberRow
from casework.forms.plain_text import shown
from casework.importing.claims import Claim, Sort
from casework.importing.manner import Asked, Claims, Manner
from casework.importing.prisoner_claims import IDENTIFIER
from casework.models import GroupMembership, Identifier, IdentifierScheme
from casework.queries import groups

MEMBERSHIP = Sort(table=GroupMembership, key=lambda row: row["group_id"], whole=True)


def _prepare(context: Context, asked: Sequence[Asked[MemberRow]]) -> Claims[MemberRow]:
    ids = groups.ids(context.session, {each.content.group for each in asked})

    def claims(each: Asked[MemberRow]) -> list[Claim]:
        row = each.content
        if row.group not in ids:
            raise RowRefusedError(
                f"There is no group {shown(row.group)} on record. Import the groups first "
                "(`casework import groups`)."
            )
        place = Claim(
            sort=MEMBERSHIP,
            values={
                "group_id": ids[row.group],
                "standing": row.standing,
                "role": row.role,
                "priority_group": row.priority_group,
                "may_be_disseminated": row.may_be_disseminated,
                "since": each.as_of,
            },
        )
        return [place] if row.nominal is None else [place, _nominal(row.nominal)]

    return claims


def _nominal(written: str) -> Claim:
    checked = check_nominal(written)
    return Claim(
        sort=IDENTIFIER,
        values={
            "scheme": IdentifierScheme.CRIME_GROUP_NOMINAL,
            "raw": checked.raw,
            "canonical": checked.canonical,
        },
    )


MEMBERS: Manner[MemberRow] = Manner(
    tables=(GroupMembership, Identifier),
    prepare=_prepare,
    first_seen="since",
    own=IdentifierScheme.CRIME_GROUP_NOMINAL,
)
