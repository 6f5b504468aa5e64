"""Narrow a statement to some ids, given as one value whatever their number."""

import json
from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, any_, bindparam, func, select
from sqlalchemy.dialects.postgresql import ARRAY, BIGINT
from sqlalchemy.engine import Dialect


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
