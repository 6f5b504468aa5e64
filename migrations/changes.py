"""Changes of tables that stand: codes added to a check, columns added, on both databases.

SQLite cannot change a check nor add a link to a table that stands, so there the table is
written anew and its rows are poured over, by the steps its documentation gives. Foreign
keys are off while a migration runs (casework/schema.py) and checked at its end.
"""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import sqlalchemy as sa
from alembic import op

_NEW = "being_rebuilt"


class Codes(NamedTuple):
    """The codes a column may hold, before and after."""

    column: str
    before: tuple[str, ...]
    after: tuple[str, ...]

    def check(self, codes: Sequence[str]) -> str:
        """Return the check that allows *codes*."""
        return f"{self.column} IN ({', '.join(repr(code) for code in codes)})"


class Added(NamedTuple):
    """A column to add. `fill` is SQL for the rows that stand; `codes` and `link` bind it."""

    column: str
    type: Any
    fill: str | None = None
    codes: tuple[str, ...] = ()
    link: str | None = None
    comment: str | None = None


def change(table: str, *, codes: Sequence[Codes] = (), added: Sequence[Added] = ()) -> None:
    """Allow more codes in columns of a table, and add columns to it."""
    if op.get_bind().dialect.name == "sqlite":
        replaced = {_check(table, c, c.before): _check(table, c, c.after) for c in codes}
        _rebuild(
            table,
            replaced,
            added=[part for each in added for part in _parts(table, each)],
            fills={each.column: each.fill for each in added if each.fill is not None},
        )
        return
    for each in codes:
        name = op.f(f"ck_{table}_{each.column}")
        op.drop_constraint(name, table, type_="check")
        op.create_check_constraint(name, table, each.check(each.after))
    for column in added:
        _add(table, column)


def change_back(table: str, *, codes: Sequence[Codes] = (), added: Sequence[Added] = ()) -> None:
    """Undo `change`; rows with a code that was not known before make it fail."""
    if op.get_bind().dialect.name == "sqlite":
        replaced = {_check(table, c, c.after): _check(table, c, c.before) for c in codes}
        _rebuild(
            table,
            replaced,
            removed=[part for each in added for part in _parts(table, each)],
            without=[each.column for each in added],
        )
        return
    for column in added:
        op.drop_column(table, column.column)
    for each in codes:
        name = op.f(f"ck_{table}_{each.column}")
        op.drop_constraint(name, table, type_="check")
        op.create_check_constraint(name, table, each.check(each.before))


def _add(table: str, added: Added) -> None:
    nullable = added.fill is None
    op.add_column(table, sa.Column(added.column, added.type, nullable=True, comment=added.comment))
    if not nullable:
        op.execute(sa.text(f"UPDATE {table} SET {added.column} = {added.fill}"))  # noqa: S608  # the migration's own words
        op.alter_column(table, added.column, nullable=False)
    if added.codes:
        op.create_check_constraint(
            op.f(f"ck_{table}_{added.column}"),
            table,
            Codes(added.column, (), added.codes).check(added.codes),
        )
    if added.link:
        op.create_foreign_key(
            op.f(f"fk_{table}_{added.column}"), table, added.link, [added.column], ["id"]
        )


def _check(table: str, codes: Codes, allowed: Sequence[str]) -> str:
    return f"CONSTRAINT ck_{table}_{codes.column} CHECK ({codes.check(allowed)})"


def _parts(table: str, added: Added) -> list[str]:
    """Return what stands in the text of the table for a column: itself, its check, its link."""
    kind = sa.types.to_instance(added.type).compile(dialect=op.get_bind().dialect)
    parts = [f"{added.column} {kind}" + (" NOT NULL" if added.fill is not None else "")]
    if added.codes:
        parts.append(_check(table, Codes(added.column, (), added.codes), added.codes))
    if added.link:
        name = f"fk_{table}_{added.column}"
        parts.append(f"CONSTRAINT {name} FOREIGN KEY({added.column}) REFERENCES {added.link} (id)")
    return parts


def _rebuild(
    table: str,
    replaced: Mapping[str, str],
    *,
    added: Sequence[str] = (),
    removed: Sequence[str] = (),
    fills: Mapping[str, str] | None = None,
    without: Sequence[str] = (),
) -> None:
    """Write a table of SQLite anew, with its rows and its indexes."""
    bind = op.get_bind()
    query = "SELECT sql FROM sqlite_master WHERE tbl_name = ? AND type = ? AND sql IS NOT NULL"
    [written] = bind.exec_driver_sql(query, (table, "table")).scalars()
    indexes = bind.exec_driver_sql(query, (table, "index")).scalars().all()
    for before, after in replaced.items():
        written = _replace(written, before, after)
    for part in removed:
        last = part.startswith("CONSTRAINT")
        written = _replace(written, f", {part}" if last else f"{part}, ", "")
    for part in added:
        written = _with_part(written, part)
    written = written.replace(f'CREATE TABLE "{table}"', f"CREATE TABLE {table}", 1)
    written = _replace(written, f"CREATE TABLE {table} ", f"CREATE TABLE {_NEW} ")
    columns = [
        row[1]
        for row in bind.exec_driver_sql(f"PRAGMA table_info({table})")
        if row[1] not in without
    ]
    filled = dict(fills or {})
    into = ", ".join([*columns, *filled])
    out_of = ", ".join([*columns, *filled.values()])
    bind.exec_driver_sql(written)
    bind.exec_driver_sql(f"INSERT INTO {_NEW} ({into}) SELECT {out_of} FROM {table}")  # noqa: S608  # as above
    bind.exec_driver_sql(f"DROP TABLE {table}")
    bind.exec_driver_sql(f"ALTER TABLE {_NEW} RENAME TO {table}")
    for index in indexes:
        if not any(column in index for column in without):
            bind.exec_driver_sql(index)


def _with_part(written: str, part: str) -> str:
    """Put a column before the first constraint, and a constraint after the last."""
    if part.startswith("CONSTRAINT"):
        body, _, options = written.rpartition(")")
        return f"{body.rstrip()}, {part}){options}"
    return _replace(written, "CONSTRAINT", f"{part}, CONSTRAINT")


def _replace(written: str, before: str, after: str) -> str:
    if before not in written:
        raise LookupError(f"The table does not say {before!r}: {written}")
    return written.replace(before, after, 1)
