"""The schema: brought up to date by the migrations, and refused if it is another's."""

from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine

from casework.errors import SchemaRefusedError, SchemaUnknownError
from casework.store import READ_ONLY

SCRIPTS = Path(str(files("migrations")))
"""Found by name and not imported: the migrations stand above this package."""

_MIGRATION_LOCK = 0x6361_7365
"""Number of the PostgreSQL advisory lock; any number, always the same."""


def upgrade(engine: Engine, *, scripts: Path = SCRIPTS) -> None:
    """Bring the schema to the newest migration: all of the missing ones, or none.

    Raises:
        SchemaUnknownError: the database is at a migration this program does not have.
        SchemaRefusedError: the migrations would leave links to records that are gone.
    """
    config = _config(scripts)
    with _migrating(engine) as connection:
        _refuse_newer(_revision(connection), ScriptDirectory.from_config(config))
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def current(engine: Engine) -> str | None:
    """Return the name of the migration the database is at; None means an empty one."""
    with engine.connect().execution_options(**{READ_ONLY: True}) as connection:
        return _revision(connection)


def require_current(engine: Engine, *, scripts: Path = SCRIPTS) -> None:
    """Refuse to work on a schema other than the one this program was written for.

    Raises:
        SchemaUnknownError: the database is older or newer than the program.
    """
    directory = ScriptDirectory.from_config(_config(scripts))
    revision, newest = current(engine), directory.get_current_head()
    if revision == newest:
        return
    _refuse_newer(revision, directory)
    raise SchemaUnknownError(
        f"The database is at {_named(revision)} and this program needs {_named(newest)};"
        " run `casework db upgrade`."
    )


def _refuse_newer(revision: str | None, directory: ScriptDirectory) -> None:
    known = {script.revision for script in directory.walk_revisions()}
    if revision is not None and revision not in known:
        raise SchemaUnknownError(
            f"The database is at migration {revision}, which this program does not know: it"
            " was made by a newer version of casework; install that version."
        )


def _named(revision: str | None) -> str:
    return "no migration yet" if revision is None else f"migration {revision}"


def _revision(connection: Connection) -> str | None:
    return MigrationContext.configure(connection).get_current_revision()


def _config(scripts: Path) -> Config:
    config = Config()
    config.set_main_option("script_location", str(scripts).replace("%", "%%"))
    return config


@contextmanager
def _migrating(engine: Engine) -> Iterator[Connection]:
    """Open one transaction that keeps every other writer out until it ends."""
    with engine.connect() as connection:
        if engine.dialect.name == "sqlite":
            _leave_links_unchecked(connection)
        with connection.begin():
            if engine.dialect.name == "postgresql":
                connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_MIGRATION_LOCK})")
            yield connection
            if engine.dialect.name == "sqlite":
                _refuse_broken_links(connection)


def _leave_links_unchecked(connection: Connection) -> None:
    """Switch foreign keys off before the transaction; within it nothing would happen.

    A table rebuilt with foreign keys on takes the rows of other tables with it. The
    connection leaves the pool and is closed after use, so nobody else works on it.
    """
    connection.detach()
    cursor = connection.connection.cursor()
    cursor.execute("PRAGMA foreign_keys = OFF")
    cursor.close()


def _refuse_broken_links(connection: Connection) -> None:
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
    if broken:
        tables = ", ".join(sorted({row[0] for row in broken}))
        raise SchemaRefusedError(
            f"The migrations were undone: they would leave {len(broken)} links to records"
            f" that are gone, in {tables}. Report this, and go on with the version of"
            " casework used before."
        )
