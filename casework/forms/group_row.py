"""One group of the map of crime groups, and one place of a person in a group."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from casework.forms.about import About, read_about, read_named
from casework.forms.column_reader import Column, ColumnReader
from casework.forms.plain_text import shown
from casework.models import IdentifierScheme

_BAND = re.compile(r"[1-5][abc]")
_REFERENCE = Column(("OCG ID Number",), needed=True)
_CORRUPTER = "Corrupter"

GROUP_COLUMNS = {
    "reference": _REFERENCE,
    "band": Column(("OCGM: Band",), needed=True),
    "infiltration": Column(("Infiltration corruption subversion: Extent",)),
    "tactical_awareness": Column(("Tactical awareness: Extent",)),
    "violent_capability": Column(("Violent Capability: Extent",)),
}
MEMBER_COLUMNS = {
    "reference": _REFERENCE,
    "prison_number": Column(("Nomis No.",)),
    "pnc": Column(("PNC Number",)),
    "group_pnc": Column(("OCGM PNC Number",)),
    "cro": Column(("CRO Number",)),
    "nominal": Column(("OCGM Nominal ID",)),
    "surname": Column(("OCGM Surname", "Surname")),
    "forenames": Column(("OCGM Forenames", "Forenames")),
    "date_of_birth": Column(("OCGM Date of Birth", "Date of Birth")),
    "standing": Column(("Standing Within Ocg",)),
    "corrupter": Column(("Role: Corrupter",)),
    "may_leave": Column(("Can the data on this record be disseminated?",), needed=True),
    "priority_group": Column(("Priority Group",)),
}
_SCHEMES = {
    "prison_number": IdentifierScheme.PRISON_NUMBER,
    "pnc": IdentifierScheme.PNC,
    "group_pnc": IdentifierScheme.PNC,
    "cro": IdentifierScheme.CRO,
    "nominal": IdentifierScheme.CRIME_GROUP_NOMINAL,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupRow:
    """A group as the map has it. `band` None: the map gives none."""

    reference: str
    band: str | None
    extents: Mapping[str, str | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberRow:
    """A person's place in a group. `nominal` is the map's number for them, as written."""

    about: About
    group: str
    nominal: str | None
    standing: str | None
    role: str | None
    priority_group: str | None
    may_be_disseminated: bool


def read_group(cells: Mapping[str, str]) -> GroupRow:
    """Read a group.

    Raises:
        RowRefusedError: something in it is wrong; the sentence names every such cell.
    """
    reader = ColumnReader(cells, GROUP_COLUMNS)
    reference, band = reader.text("reference", needed=True), reader.text("band")
    if band is not None and not _BAND.fullmatch(band.casefold()):
        reader.refuse("band", f"{shown(band)} is no band; bands go from 1a to 5c")
    names = ("infiltration", "tactical_awareness", "violent_capability")
    extents = {name: reader.text(name) for name in names}
    reader.check()
    return GroupRow(
        reference=reference or "", band=band.casefold() if band else None, extents=extents
    )


def read_member(cells: Mapping[str, str]) -> MemberRow:
    """Read a person's place in a group; blank means that the record may not be disseminated.

    Raises:
        RowRefusedError: something in it is wrong; the sentence names every such cell.
    """
    reader = ColumnReader(cells, MEMBER_COLUMNS)
    about = read_about(reader, _SCHEMES, named=read_named(reader))
    row = MemberRow(
        about=about,
        group=reader.text("reference", needed=True) or "",
        nominal=reader.text("nominal"),
        standing=reader.text("standing"),
        role=_CORRUPTER if reader.yes_no("corrupter") else None,
        priority_group=reader.text("priority_group"),
        may_be_disseminated=bool(reader.yes_no("may_leave")),
    )
    reader.check()
    return row
