"""Migrations are numbered, form one line, and build exactly the models, on both databases."""

import re
from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, inspect
from sqlalchemy.schema import CreateTable

from casework import schema
from casework.models import Base

SCRIPTS = ScriptDirectory(str(schema.SCRIPTS))


def test_migrations_build_exactly_the_models(engine: Engine) -> None:
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})

        assert compare_metadata(context, Base.metadata) == []


def test_migrations_build_the_same_checks_as_the_models(engine: Engine) -> None:
    """Alembic compares CHECK constraints by name at most, never by text."""
    inspector = inspect(engine)
    for name, table in Base.metadata.tables.items():
        built = {_plain(str(c["sqltext"])) for c in inspector.get_check_constraints(name)}
        wanted = {
            _plain(str(constraint.sqltext))
            for constraint in table.constraints
            if isinstance(constraint, sa.CheckConstraint)
        }

        assert built == wanted, name


def test_migrations_build_the_same_sqlite_tables_to_the_letter(sqlite_engine: Engine) -> None:
    """STRICT and WITHOUT ROWID, which Alembic does not compare, are in the text."""
    with sqlite_engine.connect() as connection:
        rows = connection.execute(
            sa.text("SELECT name, sql FROM sqlite_master WHERE type = 'table'")
        )
        built = {row.name: row.sql for row in rows}
    for name, table in Base.metadata.tables.items():
        wanted = str(CreateTable(table).compile(dialect=sqlite_engine.dialect))

        assert _lines(built[name]) == _lines(wanted), name


def test_revisions_are_numbered_without_gaps() -> None:
    revisions = [script.revision for script in SCRIPTS.walk_revisions()][::-1]

    assert [revision[:4] for revision in revisions] == [
        f"{number:04}" for number in range(1, len(revisions) + 1)
    ]


def test_each_revision_is_named_as_its_file() -> None:
    for script in SCRIPTS.walk_revisions():
        assert script.revision == Path(script.path).stem


def test_downgrading_to_nothing_and_back_leaves_the_same_tables(engine: Engine) -> None:
    before = set(inspect(engine).get_table_names())
    config = schema._config(schema.SCRIPTS)  # noqa: SLF001  # the product never downgrades
    with schema._migrating(engine) as connection:  # noqa: SLF001  # as above
        config.attributes["connection"] = connection
        command.downgrade(config, "base")
        assert set(inspect(connection).get_table_names()) <= {"alembic_version"}

    schema.upgrade(engine)

    assert set(inspect(engine).get_table_names()) == before


def _plain(check: str) -> str:
    """Bring a check to one spelling: PostgreSQL writes IN as ANY and adds casts and brackets."""
    text = check.replace("::text", "").replace("= ANY (ARRAY[", "IN (").replace("])", ")")
    text = text.replace("[]", "")
    return re.sub(r"[()\s]", "", text)


def _lines(statement: str) -> list[str]:
    """Return a table's parts and its options in any order: constraints may be listed in another."""
    columns, _, options = re.sub(r"\s+", " ", statement).strip().rpartition(")")
    parts = re.split(r",\s(?=CONSTRAINT|\w+ [A-Z])", columns.partition("(")[2])
    return sorted([*(part.strip() for part in parts), *options.split(",")])
