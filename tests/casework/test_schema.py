"""The schema is brought up to date as a whole, and another's is refused."""

import shutil
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import Engine, inspect
from sqlalchemy.exc import DBAPIError

from casework import schema
from casework.errors import SchemaRefusedError, SchemaUnknownError
from casework.settings import Settings
from casework.store import open_store

_MIGRATION = """
import sqlalchemy as sa
from alembic import op

revision = {revision!r}
down_revision = {down_revision!r}


def upgrade() -> None:
    {upgrade}


def downgrade() -> None:
    pass
"""
SHELVES = """op.create_table("test_shelf", sa.Column("id", sa.Integer, primary_key=True))
    op.create_table(
        "test_book",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("shelf_id", sa.Integer, sa.ForeignKey("test_shelf.id", ondelete="CASCADE")),
    )
    op.execute("INSERT INTO test_shelf VALUES (1)")
    op.execute("INSERT INTO test_book VALUES (1, 1)")"""
REBUILD = """with op.batch_alter_table("test_shelf") as batch:
        batch.add_column(sa.Column("label", sa.String(20)))
        batch.create_check_constraint("positive", "id > 0")"""
FAIL = 'op.execute("INSERT INTO test_missing VALUES (1)")'
ORPHAN = 'op.execute("INSERT INTO test_book VALUES (2, 99)")'


@pytest.fixture
def scripts(tmp_path: Path) -> Path:
    """A folder of migrations of the test's own."""
    folder = tmp_path / "100% own migrations"
    folder.mkdir()
    shutil.copy(schema.SCRIPTS / "env.py", folder)
    (folder / "versions").mkdir()
    return folder


@pytest.fixture
def bare_engine(engine: Engine) -> Engine:
    """A database no migration was run on, as far as it knows."""
    with engine.begin() as connection:
        connection.exec_driver_sql("DROP TABLE IF EXISTS alembic_version")
    return engine


def _write(scripts: Path, steps: Mapping[str, str]) -> None:
    down_revision = None
    for revision, upgrade in steps.items():
        (scripts / "versions" / f"{revision}.py").write_text(
            _MIGRATION.format(revision=revision, down_revision=down_revision, upgrade=upgrade)
        )
        down_revision = revision


def test_the_program_s_own_migrations_are_current(engine: Engine) -> None:
    schema.require_current(engine)


def test_a_migrated_database_can_be_migrated_again(engine: Engine) -> None:
    before = schema.current(engine)

    schema.upgrade(engine)

    assert schema.current(engine) == before


def test_migrations_are_found_from_any_folder(
    engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)

    schema.upgrade(engine)
    schema.require_current(engine)


def test_runs_every_missing_migration(bare_engine: Engine, scripts: Path) -> None:
    _write(scripts, {"0001_shelves": SHELVES, "0002_labels": REBUILD})

    schema.upgrade(bare_engine, scripts=scripts)

    assert schema.current(bare_engine) == "0002_labels"
    schema.require_current(bare_engine, scripts=scripts)


def test_an_empty_folder_of_migrations_is_no_fault(bare_engine: Engine, scripts: Path) -> None:
    schema.upgrade(bare_engine, scripts=scripts)

    schema.require_current(bare_engine, scripts=scripts)
    assert schema.current(bare_engine) is None


def test_all_migrations_of_a_run_are_kept_or_none(bare_engine: Engine, scripts: Path) -> None:
    _write(scripts, {"0001_shelves": SHELVES, "0002_fails": FAIL})

    with pytest.raises(DBAPIError, match="test_missing"):
        schema.upgrade(bare_engine, scripts=scripts)

    assert schema.current(bare_engine) is None
    assert not inspect(bare_engine).has_table("test_shelf")


def test_a_rebuilt_table_does_not_take_other_rows_with_it(
    sqlite_engine: Engine, scripts: Path
) -> None:
    with sqlite_engine.begin() as connection:
        connection.exec_driver_sql("DROP TABLE IF EXISTS alembic_version")
    _write(scripts, {"0001_shelves": SHELVES, "0002_labels": REBUILD})

    schema.upgrade(sqlite_engine, scripts=scripts)

    with sqlite_engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT * FROM test_book").all() == [(1, 1)]


def test_a_migration_that_breaks_a_link_is_undone(bare_engine: Engine, scripts: Path) -> None:
    _write(scripts, {"0001_shelves": SHELVES})
    schema.upgrade(bare_engine, scripts=scripts)
    _write(scripts, {"0001_shelves": SHELVES, "0002_orphan": ORPHAN})

    with pytest.raises((SchemaRefusedError, DBAPIError), match=r"test_book"):
        schema.upgrade(bare_engine, scripts=scripts)

    assert schema.current(bare_engine) == "0001_shelves"
    with bare_engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT * FROM test_book").all() == [(1, 1)]


def test_links_are_checked_again_after_a_migration(
    sqlite_engine: Engine, sqlite_settings: Settings
) -> None:
    schema.upgrade(sqlite_engine)

    for engine in (sqlite_engine, open_store(sqlite_settings)):
        with engine.connect() as connection:
            assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
        engine.dispose()


def test_two_programs_may_migrate_at_once(
    bare_engine: Engine, settings: Settings, scripts: Path
) -> None:
    _write(scripts, {"0001_shelves": SHELVES, "0002_labels": REBUILD})
    engines = [bare_engine, open_store(settings)]

    # Alembic's context is one to a process, so the second program only stands by.
    with ThreadPoolExecutor(1) as pool:
        for engine in engines:
            pool.submit(schema.upgrade, engine, scripts=scripts).result()

    assert {schema.current(engine) for engine in engines} == {"0002_labels"}
    engines[1].dispose()


def test_refuses_an_older_schema(bare_engine: Engine, scripts: Path) -> None:
    _write(scripts, {"0001_shelves": SHELVES})
    schema.upgrade(bare_engine, scripts=scripts)
    _write(scripts, {"0001_shelves": SHELVES, "0002_labels": REBUILD})

    with pytest.raises(SchemaUnknownError) as refused:
        schema.require_current(bare_engine, scripts=scripts)

    assert str(refused.value) == (
        "The database is at migration 0001_shelves and this program needs migration"
        " 0002_labels; run `casework db upgrade`."
    )


def test_refuses_a_database_without_tables(bare_engine: Engine, scripts: Path) -> None:
    _write(scripts, {"0001_shelves": SHELVES})

    with pytest.raises(SchemaUnknownError, match="is at no migration yet"):
        schema.require_current(bare_engine, scripts=scripts)


@pytest.mark.parametrize("use", [schema.require_current, schema.upgrade])
def test_refuses_a_schema_it_does_not_know(bare_engine: Engine, scripts: Path, use: object) -> None:
    _write(scripts, {"0001_shelves": SHELVES})
    schema.upgrade(bare_engine, scripts=scripts)
    with bare_engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0999_later'")

    assert callable(use)
    with pytest.raises(SchemaUnknownError, match="0999_later, which this program does not"):
        use(bare_engine, scripts=scripts)

    assert schema.current(bare_engine) == "0999_later"
