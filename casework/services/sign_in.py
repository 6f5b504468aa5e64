"""Sit down at the screens: who may, and as whom."""

from casework.context import Context
from casework.desk import declares
from casework.models import Officer, Role, Verb
from casework.permissions import PERMITTED, Action
from casework.queries import desks, officers
from casework.views.desks import OfficerLine, SignedIn

SCREENS = "tui"
"""The face whose last use is the last visit."""


@declares(Action.SIGN_IN, Verb.ADMINISTER)
def list_sign_ins(context: Context) -> tuple[OfficerLine, ...]:
    """Return whom one may sign in as: oneself, and on a demo any officer of the agency.

    Until sign-in asks for credentials the account is the settings' word, and nobody's in
    the demo, whose people and officers are invented.
    """
    found = desks.open_officers(context.session, context.officer.agency_id)
    if not desks.holds_demo(context.session):
        found = [officer for officer in found if officer.id == context.officer.id]
    lines = (_line(context, officer) for officer in found)
    return tuple(
        line for line in lines if any(Action.SIGN_IN in PERMITTED[role] for role in line.roles)
    )


@declares(Action.SIGN_IN, Verb.ADMINISTER)
def sign_in(context: Context) -> SignedIn:
    """Sign the officer at the desk in; the visit before this one is told with it."""
    officer = officers.find_open(context.session, context.officer.login)
    if officer is None:
        raise LookupError("the gate admitted nobody")
    return SignedIn(
        officer=_line(context, officer),
        agency=desks.agency_name(context.session, officer.agency_id),
        last_visit=desks.last_seen(context.session, officer.id, SCREENS),
        drafts=len(desks.drafts(context.session, officer.id)),
    )


def _line(context: Context, officer: Officer) -> OfficerLine:
    roles: list[Role] = sorted(officers.roles_on(context.session, officer.id, context.today))
    return OfficerLine(login=officer.login, name=officer.name, roles=tuple(roles))
