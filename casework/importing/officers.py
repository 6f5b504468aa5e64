"""One row of the register of officers compared with what is known: names, units, roles, accounts.

The register keeps no versions; the log has who changed it. A cell left empty says nothing,
and a role that a row does not name is not taken away.
"""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time

from casework.context import Context
from casework.errors import RowRefusedError
from casework.forms.officer_row import OfficerRow
from casework.forms.plain_text import shown
from casework.importing.rows import Row, rejected
from casework.importing.wording import as_sentence
from casework.models import Officer, OfficerRole, Role, Unit, Verb
from casework.queries import allocations
from casework.queries import officer_register as register
from casework.recording import take_cases
from casework.views.imports import RowOutcome, Taken
from rules.days import LONDON, NEVER, london_day, say


@dataclass(slots=True, kw_only=True)
class _Change:
    """What a row changes about one officer, in words; `is_new` for one not known before."""

    context: Context
    officer: Officer
    row: OfficerRow
    is_new: bool
    said: list[str] = field(default_factory=list)

    @property
    def is_oneself(self) -> bool:
        """Whether the officer at the desk changes their own account."""
        return self.officer.id == self.context.officer.id

    def refuse_last_administrator(self) -> None:
        """Refuse to leave nobody who can keep the register."""
        lasting = register.lasting_administrators(self.context.session, self.context.today)
        if lasting <= {self.officer.id}:
            raise RowRefusedError(
                f"{self.officer.login} is the last administrator. Give the role to another "
                "officer first, without a last day."
            )


def take_row(context: Context, row: Row[OfficerRow]) -> RowOutcome:
    """Take in one row, whole or not at all."""
    try:
        content = row.required()
        with context.session.begin_nested():
            change = _changed(context, content)
    except RowRefusedError as refused:
        return rejected(row.number, str(refused))
    new = ["a new officer"] if change.is_new else []
    return RowOutcome(
        number=row.number,
        outcome=Taken.ACCEPTED if new or change.said else Taken.UNCHANGED,
        message=as_sentence(", ".join([*new, *change.said])),
    )


def _changed(context: Context, row: OfficerRow) -> _Change:
    change = _account(context, row)
    _refuse_nightly_check(change)
    _describe(change)
    for role in row.roles:
        _give(change, role)
    _close_or_reopen(change)
    context.session.flush()
    return change


def _refuse_nightly_check(change: _Change) -> None:
    held = register.roles(change.context.session, change.officer.id)
    if any(each.role is Role.NIGHTLY_CHECK for each in held):
        raise RowRefusedError(
            f"{change.officer.login} is the unattended check and no officer: it is given no role, "
            "and its account stays as it is. Leave the row out."
        )


def _account(context: Context, row: OfficerRow) -> _Change:
    session = context.session
    agency = register.agency(session, row.agency)
    if agency is None:
        codes = ", ".join(register.agency_codes(session))
        raise RowRefusedError(f"There is no agency {shown(row.agency)}. There is: {codes}.")
    officer = register.officer(session, row.login)
    is_new = officer is None
    if officer is None:
        officer = Officer(login=row.login, name=row.name, agency_id=agency.id)
        session.add(officer)
        session.flush()
    change = _Change(context=context, officer=officer, row=row, is_new=is_new)
    if officer.agency_id != agency.id:
        officer.agency_id, officer.unit_id = agency.id, None
        change.said.append(f"moved to {agency.code}")
    return change


def _describe(change: _Change) -> None:
    officer, row = change.officer, change.row
    if officer.name != row.name:
        officer.name = row.name
        change.said.append("renamed")
    if row.unit is None:
        return
    session = change.context.session
    unit = register.unit(session, officer.agency_id, row.unit)
    if unit is None:
        unit = Unit(agency_id=officer.agency_id, name=row.unit)
        session.add(unit)
        session.flush()
    if officer.unit_id != unit.id:
        officer.unit_id = unit.id
        change.said.append(f"in the unit {row.unit}")


def _give(change: _Change, role: Role) -> None:
    """Give a role from a day, or end one that is held from that very day."""
    since, until = change.row.since or change.context.today, change.row.until
    held = register.roles(change.context.session, change.officer.id)
    alike = [each for each in held if each.role is role]
    known = next((each for each in alike if each.since == since), None)
    words = role.replace("_", " ")
    if known is not None:
        if until is not None and known.until != until:
            _refuse_end_of_role(change, known, until)
            known.until = until
            change.said.append(f"{words} until {say(until)}")
        return
    for each in alike:
        if each.since <= (until or NEVER) and since <= (each.until or NEVER):
            last = f"until {say(each.until)}" if each.until else "with no last day"
            raise RowRefusedError(
                f"{change.officer.login} is {words} from {say(each.since)} {last} already. Give "
                "that first day, to change the last."
            )
    change.context.session.add(
        OfficerRole(officer_id=change.officer.id, role=role, since=since, until=until)
    )
    change.said.append(f"{words} from {say(since)}" + (f" to {say(until)}" if until else ""))


def _refuse_end_of_role(change: _Change, held: OfficerRole, until: date) -> None:
    if held.role is not Role.ADMINISTRATOR or (held.until and held.until <= until):
        return
    if change.is_oneself:
        raise RowRefusedError(
            "Nobody takes the administrator's role from themselves. Ask another administrator."
        )
    if held.until is None:
        change.refuse_last_administrator()


def _close_or_reopen(change: _Change) -> None:
    row, officer = change.row, change.officer
    if row.reopened_on is not None:
        if officer.closed_at is not None and london_day(officer.closed_at) <= row.reopened_on:
            officer.closed_at = None
            change.said.append("account reopened")
            _wake_cases(change)
        return
    if row.closed_on is None or officer.closed_at is not None:
        return
    if change.is_oneself:
        raise RowRefusedError("Nobody closes their own account. Ask another administrator.")
    change.context.session.flush()
    lasting = register.lasting_administrators(change.context.session, change.context.today)
    if officer.id in lasting:
        change.refuse_last_administrator()
    officer.closed_at = datetime.combine(row.closed_on, time(0), LONDON).astimezone(UTC)
    change.said.append(f"account closed on {say(row.closed_on)}")
    _wake_cases(change)


def _wake_cases(change: _Change) -> None:
    """Raise the revision of every case the officer has to do with, for the night to look again."""
    context = change.context
    change.context.session.flush()
    people = allocations.people_of(context.session, change.officer.id)
    if people:
        take_cases(context, people)
        context.touch(Verb.ALTER, people, ["officer.closed_at"])
        context.stamps.clear()
