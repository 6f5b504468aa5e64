"""The gate: the one place where a transaction begins and ends.

Whoever comes through it is known, permitted and narrowed, and what was read or written
is logged in the same transaction. No log line, no access.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Concatenate, ParamSpec, TypeVar
from uuid import uuid4

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from casework import audit, clock
from casework.context import Context, OfficerAtDesk
from casework.errors import CaseworkError, NotPermittedError, OfficerUnknownError
from casework.models.agencies import Role
from casework.models.audit import Outcome, Verb
from casework.permissions import DOES, SEES_EVERYONE, Action, permitting_role
from casework.queries import officers
from rules.days import london_day

P = ParamSpec("P")
R = TypeVar("R")
_DECLARED = "__casework_declared__"


@dataclass(frozen=True, slots=True)
class Declared:
    """What a service says of itself: its action, and what it does with personal data."""

    action: Action
    verbs: frozenset[Verb]


def declares(action: Action, *verbs: Verb) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Declare a service's action and the audit events it makes, for the gate to hold it to."""

    def mark(service: Callable[P, R]) -> Callable[P, R]:
        setattr(service, _DECLARED, Declared(action, frozenset(verbs)))
        return service

    return mark


def declared(service: Callable[..., object]) -> Declared:
    """Return what *service* declares.

    Raises:
        LookupError: it declares nothing, and the gate will not run it.
    """
    found: Declared | None = getattr(service, _DECLARED, None)
    if found is None:
        raise LookupError(f"{service!r} declares no action and no events; see casework/desk.py")
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """An officer at work: the only object of this package that a face holds."""

    engine: Engine
    login: str
    interface: str
    now: Callable[[], datetime] = clock.now

    def run(
        self, service: Callable[Concatenate[Context, P], R], *args: P.args, **kwargs: P.kwargs
    ) -> R:
        """Run one service in one transaction: all of it is kept, with its log, or none.

        Raises:
            OfficerUnknownError: there is no open account with this login.
            NotPermittedError: no role of the officer permits the service.
            CaseworkError: as the service refuses.
            LookupError: the service declares nothing, or touched what it does not declare.
        """
        declaration = declared(service)
        correlation = uuid4().hex
        try:
            with Session(self.engine, expire_on_commit=False) as session, session.begin():
                context, role = self._admit(session, declaration)
                answer = service(context, *args, **kwargs)
                session.flush()
                self._log(context, declaration, role, correlation)
        except CaseworkError as refusal:
            self._log_refusal(declaration, correlation, refusal)
            raise
        return answer

    def _admit(self, session: Session, declaration: Declared) -> tuple[Context, Role]:
        session.connection()  # the transaction begins, and on SQLite takes the lock
        moment = self.now()
        today = london_day(moment)
        officer = officers.find_open(session, self.login)
        if officer is None:
            raise OfficerUnknownError(self.login)
        roles = officers.roles_on(session, officer.id, today)
        role = permitting_role(roles, declaration.action)
        if role is None:
            action = declaration.action
            raise NotPermittedError(login=self.login, action=action, does=DOES.get(action, ""))
        at_desk = OfficerAtDesk(
            id=officer.id,
            login=officer.login,
            agency_id=officer.agency_id,
            sees_agency=None if role in SEES_EVERYONE else officer.agency_id,
        )
        context = Context(session=session, officer=at_desk, now=moment, today=today, clock=self.now)
        return context, role

    def _log(self, context: Context, declaration: Declared, role: Role, correlation: str) -> None:
        undeclared = context.touched.keys() - declaration.verbs
        if undeclared:
            raise LookupError(f"{declaration.action} did not declare {sorted(undeclared)}")
        for verb in sorted(declaration.verbs):
            audit.append(
                context.session,
                audit.Entry(
                    at=context.now,
                    officer_id=context.officer.id,
                    login=self.login,
                    verb=verb,
                    action=declaration.action,
                    outcome=Outcome.PERMITTED,
                    decided_by=f"role {role}",
                    interface=self.interface,
                    correlation=correlation,
                    fields=frozenset() if verb is Verb.CONSULT else frozenset(context.fields),
                    subjects=frozenset(context.touched.get(verb, ())),
                ),
            )

    def _log_refusal(self, declaration: Declared, correlation: str, refusal: CaseworkError) -> None:
        """Log a refusal in a transaction of its own: the refused one was rolled back.

        All are logged, not only those for want of permission: that somebody asked for a
        number nobody has, or one of another agency, is what an auditor looks for.
        """
        with Session(self.engine) as session, session.begin():
            officer = officers.find_open(session, self.login)
            for verb in sorted(declaration.verbs):
                audit.append(
                    session,
                    audit.Entry(
                        at=self.now(),
                        officer_id=officer.id if officer else None,
                        login=self.login,
                        verb=verb,
                        action=declaration.action,
                        outcome=Outcome.DENIED,
                        decided_by=type(refusal).__name__,
                        interface=self.interface,
                        correlation=correlation,
                    ),
                )
