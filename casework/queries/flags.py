"""Reads of flags, narrowed to the people the officer may see."""

import hashlib
from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, Select, Text, or_, select, type_coerce
from sqlalchemy.orm import Session

from casework.context import Context
from casework.errors import FlagNotFoundError
from casework.models import (
    Allocation,
    CourtOrder,
    Decision,
    Flag,
    FlagProgress,
    FlagState,
    FlagVersion,
    Person,
    PersonName,
    Provision,
    Told,
)
from casework.queries.known import known_at
from rules.vocabulary import FlagKind, Severity

_LONGEST_NUMBER = 15


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


class Ranked(NamedTuple):
    """What an open flag is put in order by: codes as they are stored, for there are many.

    `fell_due` is the first day of default, else the day due; None where there is neither.
    """

    id: int
    person_id: int
    kind: str
    severity: str
    rule: str
    fell_due: date | None
    snoozed_until: date | None


class Wanted(NamedTuple):
    """A word that flags are looked for by, and what it may mean beside a part of a name."""

    word: str
    rules: Collection[str]
    kinds: Collection[FlagKind]


def ranked(
    context: Context,
    *,
    people: Iterable[int] | None = None,
    mine: bool = False,
    needs_second: bool = False,
    wanted: Iterable[Wanted] = (),
) -> list[Ranked]:
    """Return what all open flags the officer may see are put in order by, in no order.

    *mine* narrows them to people whom the officer leads or covers today, and to flags that
    the officer handles.
    """
    statement = select(
        Flag.id,
        Flag.person_id,
        type_coerce(Flag.kind, Text),
        type_coerce(Flag.severity, Text),
        Flag.rule,
        Flag.fell_due,
        Flag.snoozed_until,
    ).where(Flag.state == FlagState.OPEN)
    agency = context.officer.sees_agency
    if agency is not None:
        seen = select(Person.id).where(Person.agency_id == agency)
        statement = statement.where(Flag.person_id.in_(seen))
    if people is not None:
        statement = statement.where(Flag.person_id.in_(list(people)))
    if mine:
        statement = statement.where(_is_mine(context))
    if needs_second:
        statement = statement.where(Flag.progress == FlagProgress.DECISION_PROPOSED)
    for one in wanted:
        statement = statement.where(_holds(one))
    return [Ranked(*row) for row in context.session.execute(statement)]


def _is_mine(context: Context) -> ColumnElement[bool]:
    led = select(Allocation.person_id).where(
        known_at(Allocation, None),
        Allocation.officer_id == context.officer.id,
        Allocation.since <= context.today,
        or_(Allocation.until.is_(None), Allocation.until >= context.today),
    )
    return or_(Flag.handled_by == context.officer.id, Flag.person_id.in_(led))


def _holds(wanted: Wanted) -> ColumnElement[bool]:
    """Narrow to flags whose person, rule, severity or kind a word names."""
    named = select(PersonName.person_id).where(
        known_at(PersonName, None),
        PersonName.search_key.contains(wanted.word.upper(), autoescape=True),
    )
    ways: list[ColumnElement[bool]] = [
        Flag.person_id.in_(named),
        Flag.rule.in_(wanted.rules),
        Flag.kind.in_(wanted.kinds),
        Flag.severity.in_([one for one in Severity if one.value == wanted.word.casefold()]),
    ]
    number = wanted.word.upper().removeprefix("P")
    if number.isascii() and number.isdigit() and len(number) <= _LONGEST_NUMBER:
        ways.append((Flag.id if number == wanted.word else Flag.person_id) == int(number))
    return or_(*ways)


def by_ids(context: Context, ids: Iterable[int]) -> dict[int, Flag]:
    """Return those of some flags, in whatever state, that the officer may see."""
    found = context.session.scalars(_visible(context).where(Flag.id.in_(list(ids))))
    return {flag.id: flag for flag in found}


class Subject(NamedTuple):
    """What a flag is about: an order, and of it a clause with its typed duty, or None."""

    order_id: int
    duty: str | None


def subject(session: Session, records: Collection[int], fact_id: int) -> Subject | None:
    """Return the order or clause a fact id names, as known last; None where it is neither."""
    clause = session.execute(
        select(Provision.order_id, Provision.duty)
        .where(Provision.person_id.in_(records), Provision.fact_id == fact_id)
        .order_by(Provision.version.desc())
        .limit(1)
    ).one_or_none()
    if clause is not None:
        return Subject(clause.order_id, clause.duty)
    order = session.scalars(
        select(CourtOrder.fact_id)
        .where(CourtOrder.person_id.in_(records), CourtOrder.fact_id == fact_id)
        .limit(1)
    ).one_or_none()
    return None if order is None else Subject(order, None)


def is_told(session: Session, flag_id: int, since: datetime) -> bool:
    """Whether anybody was told of a flag at a moment or after it."""
    told = select(Told.id).where(Told.flag_id == flag_id, Told.told_at >= since).limit(1)
    return session.scalars(told).one_or_none() is not None


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
