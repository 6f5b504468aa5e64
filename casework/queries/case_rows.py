"""The rows a case file is made of, streamed by the driver in order of person.

The night reads every row of everybody: here a row is the driver's own tuple, never an
object of the mapper's (measured: the mapper costs twenty times the driver). Statements
are built once and compiled for the database at hand. A batch of
people without a gap between their numbers, as most of a full night are, is asked for by
its first and last: one walk along the table in place of a search for each person.

A statement for each table is quicker than one for all: SQLite answers an empty table in six
microseconds, and fourteen of them joined by UNION ALL in twice the time of one by one.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from copy import copy
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Select,
    bindparam,
    func,
    inspect,
    or_,
    select,
)
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import Session

from casework.models import CaseBlob, Event, Flag, FlagState, PersonFact
from casework.models.types import Moment
from casework.queries.case_columns import COLUMNS, joined

Row = tuple[Any, ...]


_NAMES = {table: inspect(table).local_table.description for table in COLUMNS}
_TABLES = {name: table for table, name in _NAMES.items()}
_FLAGS = "flag"
_BLOBS = "case_blob"
_STANDS = (FlagState.OPEN.value, FlagState.DECIDED.value)


class CaseRows:
    """The rows of some people, as known at a moment; `known` None means now.

    *people* ascend, and there is at least one.
    """

    def __init__(
        self, session: Session, people: Sequence[int], *, known: datetime | None = None
    ) -> None:
        connection = session.connection()
        self._dialect = connection.dialect
        self._cursor = connection.connection.cursor()
        self._known = Moment().process_bind_param(known, self._dialect)
        self.narrow(people)

    def narrow(self, people: Sequence[int]) -> None:
        """Read from now on of these people alone."""
        self._without_gap = people[-1] - people[0] + 1 == len(people)
        self._values: dict[str, Any] = {
            "first": people[0],
            "last": people[-1],
            "known": self._known,
            "listed": None if self._without_gap else _as_one(people, self._dialect),
        }

    def narrowed(self, people: Sequence[int]) -> "CaseRows":
        """Return the rows of some of the people."""
        rows = copy(self)
        rows.narrow(people)
        return rows

    def of(self, table: type[PersonFact], kinds: Sequence[str] = ()) -> Sequence[Row]:
        """Return (person, fact id, version, columns...) of a table, in order of person and fact.

        Days come as the driver gives them: ISO text on SQLite, dates on PostgreSQL. *kinds*
        narrows a table that has a kind, if given.
        """
        values = self._values
        if kinds:
            values = values | {f"k{place}": kind for place, kind in enumerate(kinds)}
        return self._read(_NAMES[table], len(kinds), values)

    def standing_flags(self) -> Sequence[Row]:
        """Return (person, id, rule, kind, subject, occurrence, open since, state) of flags.

        Only those that stand, open or decided, in order of person and of their ids, of every
        kind: a reminder may turn into a suspicion, and has stood since it was raised. They
        are told from the rest here: asked for in the statement, SQLite would walk through
        every open flag there is in place of those of these people.
        """
        return [row for row in self._read(_FLAGS, 0, self._values) if row[-1] in _STANDS]

    def blobs(self, form: str) -> Sequence[Row]:
        """Return (person, revision, content) of the case files kept in a form."""
        return self._read(_BLOBS, 0, {**self._values, "form": form})

    def _read(self, name: str, kinds: int, values: Mapping[str, Any]) -> Sequence[Row]:
        statement, names = _compiled(
            name, self._without_gap, self._known is not None, kinds, self._dialect
        )
        self._cursor.execute(statement, [values[name] for name in names])
        rows: Sequence[Row] = self._cursor.fetchall()
        return rows


@lru_cache(maxsize=512)
def _compiled(
    name: str, without_gap: bool, replay: bool, kinds: int, dialect: Dialect
) -> tuple[str, tuple[str, ...]]:
    """Return the statement for the driver, and the names of its values in their order."""
    if name == _FLAGS:
        statement = _open_flags(without_gap, dialect)
    elif name == _BLOBS:
        statement = _kept(without_gap, dialect)
    else:
        table = _TABLES[name]
        statement = _facts(table, without_gap, replay, dialect)
        if table is Event and kinds:
            statement = statement.where(Event.kind.in_([bindparam(f"k{n}") for n in range(kinds)]))
    compiled = statement.compile(dialect=_positional(dialect))
    return str(compiled), tuple(compiled.positiontup or ())


def _facts(
    table: type[PersonFact], without_gap: bool, replay: bool, dialect: Dialect
) -> Select[Any]:
    people = _people(table.person_id, without_gap, dialect)
    statement = select(table.person_id, table.fact_id, table.version, *COLUMNS[table])
    return joined(table, statement.where(people, _known(table, replay))).order_by(
        table.person_id, table.fact_id
    )


def _open_flags(without_gap: bool, dialect: Dialect) -> Any:
    flag = Flag
    return (
        select(
            flag.person_id,
            flag.id,
            flag.rule,
            flag.kind,
            flag.subject_id,
            flag.occurrence,
            flag.open_since,
            flag.state,
        )
        .where(_people(flag.person_id, without_gap, dialect))
        .order_by(flag.person_id, flag.id)
    )


def _kept(without_gap: bool, dialect: Dialect) -> Any:
    """The form is compared before the content is read, which may lie on pages of its own."""
    blob = CaseBlob
    return select(blob.person_id, blob.revision, blob.content).where(
        _people(blob.person_id, without_gap, dialect), blob.format == bindparam("form")
    )


def _people(column: Any, without_gap: bool, dialect: Dialect) -> ColumnElement[bool]:
    """Narrow to the people of a span, or of a list given as one value whatever its length."""
    if without_gap:
        between: ColumnElement[bool] = column.between(bindparam("first"), bindparam("last"))
        return between
    people: BindParameter[Any] = bindparam("listed")
    if dialect.name == "postgresql":
        return column == func.any(people)  # type: ignore[no-any-return]  # a comparison of columns
    listed: ColumnElement[bool] = column.in_(
        select(func.json_each(people).table_valued("value").c.value)
    )
    return listed


def _as_one(people: Sequence[int], dialect: Dialect) -> Any:
    """Return a list of people as one value: an array, or JSON where there are none."""
    return list(people) if dialect.name == "postgresql" else json.dumps(people)


def _known(table: type[PersonFact], replay: bool) -> ColumnElement[bool]:
    """Narrow as `known_at` does, with the moment left to be filled in."""
    if not replay:
        return table.known_to.is_(None)
    moment: BindParameter[datetime] = bindparam("known")
    return (table.known_from <= moment) & or_(table.known_to.is_(None), table.known_to > moment)


def _positional(dialect: Dialect) -> Dialect:
    """Return the dialect with values by position, which every driver here takes."""
    style = "qmark" if dialect.name == "sqlite" else "format"
    make: Callable[..., Dialect] = type(dialect)
    return make(paramstyle=style)
