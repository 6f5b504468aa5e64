"""Rows of some ids, asked for as one value whatever their number."""

import json
from collections.abc import Collection, Iterator, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, any_, bindparam, func, select
from sqlalchemy.dialects.postgresql import ARRAY, BIGINT
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import Session

Rows = Iterator[Row[*tuple[Any, ...]]]

_PAGE = 20_000
"""Ids asked for at once, so that no value grows without bound."""


def paged(
    session: Session, statement: Select[*tuple[Any, ...]], column: Any, ids: Collection[int]
) -> Rows:
    """Yield rows whose *column* is one of *ids*, by the table and not by the mapper."""
    connection = session.connection()
    listed = sorted(ids)
    for start in range(0, len(listed), _PAGE):
        page = among(connection.dialect, column, listed[start : start + _PAGE])
        yield from connection.execute(statement.where(page)).all()


def among(dialect: Dialect, column: Any, ids: Sequence[int]) -> ColumnElement[bool]:
    """Narrow *column* to *ids*: an array, or JSON where the database has none.

    A statement of thousands of values is put together anew each time; this one is not.
    """
    if dialect.name == "postgresql":
        array = bindparam(None, list(ids), type_=ARRAY(BIGINT))
        within: ColumnElement[bool] = column == any_(array)
        return within
    listed = func.json_each(json.dumps(ids)).table_valued("value")
    found: ColumnElement[bool] = column.in_(select(listed.c.value))
    return found
