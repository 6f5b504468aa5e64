"""Reads of what can be chosen when something is recorded, and of what is on record of its day."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import NamedTuple

from sqlalchemy import inspect, select
from sqlalchemy.orm import Session

from casework.context import Context
from casework.models import Establishment, Officer, OrderVariation, PersonFact
from casework.queries.fact_versions import FactRow
from casework.queries.known import known_at


class CodeNamed(NamedTuple):
    """A code, and what it is called."""

    code: str
    name: str


def officers(context: Context) -> list[CodeNamed]:
    """Return the logins and names of officers with an open account, of the officer's agency."""
    rows = context.session.execute(
        select(Officer.login, Officer.name)
        .where(Officer.agency_id == context.officer.agency_id, Officer.closed_at.is_(None))
        .order_by(Officer.name, Officer.login)
    )
    return [CodeNamed(row.login, row.name) for row in rows]


def prisons(session: Session) -> list[CodeNamed]:
    """Return the codes and names of the establishments on the register, by name."""
    rows = session.execute(
        select(Establishment.code, Establishment.name).order_by(Establishment.name)
    )
    return [CodeNamed(row.code, row.name) for row in rows]


def prison(session: Session, code: str) -> int | None:
    """Return the id of the establishment with a code, or None."""
    return session.scalar(select(Establishment.id).where(Establishment.code == code))


def officer(context: Context, login: str) -> int | None:
    """Return the id of an officer of the officer's agency with an open account, or None."""
    return context.session.scalar(
        select(Officer.id).where(
            Officer.login == login,
            Officer.agency_id == context.officer.agency_id,
            Officer.closed_at.is_(None),
        )
    )


def officer_of(session: Session, officer_id: int) -> CodeNamed:
    """Return the login and the name of an officer, of whatever agency."""
    row = session.execute(select(Officer.login, Officer.name).where(Officer.id == officer_id)).one()
    return CodeNamed(row.login, row.name)


def order_of(session: Session, person_id: int, variation_id: int) -> int:
    """Return the order of a variation of the person's."""
    return session.scalars(
        select(OrderVariation.order_id).where(
            OrderVariation.person_id == person_id,
            OrderVariation.fact_id == variation_id,
            known_at(OrderVariation, None),
        )
    ).one()


def of_day(
    session: Session, table: type[PersonFact], records: Collection[int], column: str, day: date
) -> Sequence[FactRow]:
    """Return the facts of a kind on *records* that are of *day* by a column, as known now."""
    columns = inspect(table).local_table
    rows = session.execute(
        select(columns)
        .where(
            table.person_id.in_(sorted(records)),
            known_at(table, None),
            getattr(table, column) == day,
        )
        .order_by(table.fact_id)
    ).mappings()
    return [dict(row) for row in rows]
