"""The schema: brought up to date by the migrations, and refused if it is another's.

Alembic is loaded only to migrate. Every other start reads the one row it keeps, and compares it
with the names of the migrations there are: a migration is named as its file.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Engine, inspect

from casework.errors import SchemaRefusedError, SchemaUnknownError
from casework.store import READ_ONLY

if TYPE_CHECKING:
    from alembic.config import Config

SCRIPTS = Path(str(files("migrations")))
"""Found by name and not imported: the migrations stand above this package."""

_KEPT_IN = "alembic_version"

_MIGRATION_LOCK = 0x6361_7365
"""Number of the PostgreSQL advisory lock; any number, always the same."""


def upgrade(engine: Engine, *, scripts: Path = SCRIPTS) -> None:
    """Bring the schema to the newest migration: all of the missing ones, or none.

    Raises:
        SchemaUnknownError: the database is at a migration this program does not have.
        SchemaRefusedError: the migrations would leave links to records that are gone.
    """
    from alembic import command  # noqa: PLC0415  # a third of a second, at every start

    config = _config(scripts)
    with _migrating(engine) as connection:
        _refuse_newer(_revision(connection), _names(scripts))
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
    names = _names(scripts)
    revision, newest = current(engine), names[-1] if names else None
    if revision == newest:
        return
    _refuse_newer(revision, names)
    raise SchemaUnknownError(
        f"The database is at {_named(revision)} and this program needs {_named(newest)};"
        " run `casework db upgrade`."
    )


def _names(scripts: Path) -> list[str]:
    """Return the names of the migrations in their order, which their numbers give."""
    return sorted(path.stem for path in (scripts / "versions").glob("[0-9]*.py"))


def _refuse_newer(revision: str | None, known: list[str]) -> None:
    if revision is not None and revision not in known:
        raise SchemaUnknownError(
            f"The database is at migration {revision}, which this program does not know: it"
            " was made by a newer version of casework; install that version."
        )


def _named(revision: str | None) -> str:
    return "no migration yet" if revision is None else f"migration {revision}"


def _revision(connection: Connection) -> str | None:
    if not inspect(connection).has_table(_KEPT_IN):
        return None
    row = connection.exec_driver_sql(f"SELECT version_num FROM {_KEPT_IN}").first()  # noqa: S608  # our own name
    return None if row is None else str(row[0])


def _config(scripts: Path) -> "Config":
    from alembic.config import Config  # noqa: PLC0415  # as above

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
