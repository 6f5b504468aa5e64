"""One officer of the register of officers, and one allocation of an officer to a person."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from casework.errors import RowRefusedError
from casework.forms.about import About, read_about
from casework.forms.column_reader import Column, ColumnReader
from casework.forms.plain_text import shown
from casework.models import Role
from rules.vocabulary import AllocationKind

COLUMNS = {
    "login": Column(("login",), needed=True),
    "name": Column(("name",), needed=True),
    "agency": Column(("agency",), needed=True),
    "unit": Column(("unit",)),
    "roles": Column(("roles",)),
    "roles_since": Column(("roles_since",)),
    "roles_until": Column(("roles_until",)),
    "closed_on": Column(("closed_on",)),
    "reopened_on": Column(("reopened_on",)),
}
ALLOCATION_COLUMNS = {
    "person": Column(("person",), needed=True),
    "officer": Column(("officer",), needed=True),
    "kind": Column(("kind",), needed=True),
    "since": Column(("since",), needed=True),
    "until": Column(("until",)),
}
_GIVEN = {role.value: role for role in Role if role is not Role.NIGHTLY_CHECK}
_LOGIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9._@-]{0,63}")


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficerRow:
    """An officer. Roles are held from `since` to `until`, both inclusive; None says nothing."""

    login: str
    name: str
    agency: str
    unit: str | None
    roles: tuple[Role, ...]
    since: date | None
    until: date | None
    closed_on: date | None
    reopened_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AllocationRow:
    """An officer's responsibility for a person, first and last day inclusive."""

    about: About
    login: str
    kind: AllocationKind
    since: date
    until: date | None


def read_officer(cells: Mapping[str, str], *, today: date) -> OfficerRow:
    """Read an officer.

    Raises:
        RowRefusedError: something in it is wrong; the sentence names every such cell.
    """
    reader = ColumnReader(cells, COLUMNS)
    login = reader.text("login", needed=True) or ""
    if login and not _LOGIN.fullmatch(login):
        reader.refuse("login", f"{shown(login)} is no login: letters, digits, . _ @ and -")
    since, until = reader.day("roles_since"), reader.day("roles_until")
    closed_on, reopened_on = reader.day("closed_on"), reader.day("reopened_on")
    reader.in_order(("roles_since", since), ("roles_until", until))
    reader.in_order(("closed_on", closed_on), ("reopened_on", reopened_on))
    for field, day in (("closed_on", closed_on), ("reopened_on", reopened_on)):
        if day is not None and day > today:
            reader.refuse(field, "has not come yet")
    row = OfficerRow(
        login=login,
        name=reader.text("name", needed=True) or "",
        agency=(reader.text("agency", needed=True) or "").upper(),
        unit=reader.text("unit"),
        roles=_roles(reader),
        since=since,
        until=until,
        closed_on=closed_on,
        reopened_on=reopened_on,
    )
    if row.roles and since is None:
        reader.refuse("roles_since", "is empty; say from which day the roles are held")
    reader.check()
    return row


def _roles(reader: ColumnReader) -> tuple[Role, ...]:
    said = reader.text("roles") or ""
    roles = []
    for word in filter(None, (part.strip() for part in said.split("|"))):
        role = _GIVEN.get(word.casefold().replace(" ", "_").replace("-", "_"))
        if role is None:
            reader.refuse("roles", f"{shown(word)} is none of {', '.join(_GIVEN)}")
        else:
            roles.append(role)
    return tuple(dict.fromkeys(roles))


def read_allocation(cells: Mapping[str, str]) -> AllocationRow:
    """Read an allocation.

    Raises:
        RowRefusedError: something in it is wrong; the sentence names every such cell.
    """
    reader = ColumnReader(cells, ALLOCATION_COLUMNS)
    about = read_about(reader, {}, person="person")
    login = reader.text("officer", needed=True)
    kinds = {kind.value: kind for kind in AllocationKind}
    kind = reader.choice("kind", kinds, needed=True)
    since, until = reader.day("since", needed=True), reader.day("until")
    reader.in_order(("since", since), ("until", until))
    reader.check()
    if login is None or kind is None or since is None:
        raise RowRefusedError("The row is empty.")
    return AllocationRow(about=about, login=login, kind=kind, since=since, until=until)
