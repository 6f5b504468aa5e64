"""Reads of flags, narrowed to the people the officer may see."""

import hashlib
from collections.abc import Iterable, Sequence
from datetime import date

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from casework.context import Context
from casework.errors import FlagNotFoundError
from casework.models import Decision, Flag, FlagProgress, FlagState, FlagVersion, Person


def _visible(context: Context) -> Select[Flag]:
    statement = select(Flag).join(Person, Person.id == Flag.person_id)
    agency = context.officer.sees_agency
    return statement if agency is None else statement.where(Person.agency_id == agency)


def open_flags(
    context: Context,
    *,
    people: Iterable[int] | None = None,
    handled_by: int | None = None,
    progress: FlagProgress | None = None,
) -> Sequence[Flag]:
    """Return the open flags the officer may see; each of the others narrows them."""
    statement = _visible(context).where(Flag.state == FlagState.OPEN)
    if people is not None:
        statement = statement.where(Flag.person_id.in_(list(people)))
    if handled_by is not None:
        statement = statement.where(Flag.handled_by == handled_by)
    if progress is not None:
        statement = statement.where(Flag.progress == progress)
    return context.session.scalars(statement.order_by(Flag.id)).all()


def is_snoozed(flag: Flag, on: date) -> bool:
    """Whether a flag is put aside on a day; the day it is put aside to is included."""
    return flag.snoozed_until is not None and flag.snoozed_until >= on


def require(context: Context, flag_id: int) -> Flag:
    """Return a flag the officer may see.

    Raises:
        FlagNotFoundError: there is no such flag, or not for this officer.
    """
    flag = context.session.scalars(_visible(context).where(Flag.id == flag_id)).one_or_none()
    if flag is None:
        raise FlagNotFoundError(flag_id)
    return flag


def standing(session: Session, people: Sequence[int]) -> dict[int, list[Flag]]:
    """Return every flag of *people*, in whatever state, by person: what a night compares."""
    found: dict[int, list[Flag]] = {}
    for flag in session.scalars(select(Flag).where(Flag.person_id.in_(people))):
        found.setdefault(flag.person_id, []).append(flag)
    return found


def history(session: Session, flag_id: int) -> Sequence[FlagVersion]:
    """Return all that happened to a flag, oldest first."""
    return session.scalars(
        select(FlagVersion).where(FlagVersion.flag_id == flag_id).order_by(FlagVersion.id)
    ).all()


def decisions(session: Session, flag_id: int) -> Sequence[Decision]:
    """Return all that was decided, proposed or refused about a flag, oldest first."""
    return session.scalars(
        select(Decision).where(Decision.flag_id == flag_id).order_by(Decision.id)
    ).all()


def settled(session: Session, flag_id: int) -> Decision | None:
    """Return the last decision on a flag that came to stand, or None."""
    return session.scalars(
        select(Decision)
        .where(Decision.flag_id == flag_id, Decision.settled_at.is_not(None))
        .order_by(Decision.id.desc())
        .limit(1)
    ).one_or_none()


def proposals(session: Session, flag_ids: Iterable[int]) -> dict[int, Decision]:
    """Return by flag the last decision proposed that no second officer has answered."""
    rows = session.scalars(
        select(Decision)
        .where(
            Decision.flag_id.in_(list(flag_ids)),
            Decision.settled_at.is_(None),
            Decision.second_officer_id.is_(None),
        )
        .order_by(Decision.id)
    )
    return {decision.flag_id: decision for decision in rows}


def digest(session: Session) -> str:
    """Return a digest of every flag as it stands; equal digests mean equal flags.

    It leaves out what may differ between two ways to the same end: the flags' own numbers
    and the moments they were written at.
    """
    rows = session.execute(
        select(
            Flag.person_id,
            Flag.rule,
            Flag.subject_id,
            Flag.occurrence,
            Flag.state,
            Flag.fingerprint,
            Flag.raised_on,
        ).order_by(Flag.person_id, Flag.rule, Flag.subject_id, Flag.occurrence)
    )
    summed = hashlib.sha256()
    for row in rows:
        summed.update("\x1f".join(str(value) for value in row).encode() + b"\x1e")
    return summed.hexdigest()
