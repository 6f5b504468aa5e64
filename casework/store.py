"""Engines: the embedded encrypted database, or PostgreSQL.

Every connection to the embedded database is tested when it is opened, and refused if
what keeps the case file whole and private is not in force. A transaction takes the
write lock at its start, unless the execution option `READ_ONLY` is set; then it may
not write, and sees one moment throughout, on both databases.
"""

import os
from contextlib import closing
from importlib import import_module
from pathlib import Path

from sqlalchemy import URL, Connection, Engine, create_engine, event, inspect, make_url
from sqlalchemy.exc import DBAPIError

from casework.errors import StoreRefusedError
from casework.keys import read_key
from casework.settings import Settings
from casework.store_guards import (
    DRIVER,
    RawConnection,
    refuse_open_to_others,
    refuse_unsafe_connection,
    refuse_unsafe_file,
    require_postgresql,
)

READ_ONLY = "casework_read_only"
"""Execution option of an engine, session or connection that only reads."""

BUSY_SECONDS = 30.0
"""How long a writer waits for another before it gives up."""

_POOL_SIZE = 5
_POOL_OVERFLOW = 10
_SET_ON_OPENING = ("synchronous = FULL", "foreign_keys = ON", "trusted_schema = OFF")


def open_store(settings: Settings) -> Engine:
    """Return an engine on the existing database the settings name, tested once.

    Raises:
        KeyMissingError: there is no key file.
        KeyRefusedError: the key file cannot be trusted.
        StoreRefusedError: there is no database, or it cannot be opened safely.
    """
    if settings.database_url is not None:
        return _tested(_postgresql(settings.database_url))
    refuse_unsafe_file(settings.database_file)
    return _tested(_embedded(settings.database_file, read_key(settings.key_file)))


def create_store(settings: Settings) -> Engine:
    """Make a new, empty database and return an engine on it; no tables are made.

    Raises:
        KeyMissingError: there is no key file.
        KeyRefusedError: the key file cannot be trusted.
        StoreRefusedError: there is a database already, or none can be made.
    """
    if settings.database_url is not None:
        return _empty(_tested(_postgresql(settings.database_url)))
    key = read_key(settings.key_file)
    _create_file(settings.database_file)
    try:
        _write_ahead(settings.database_file, key)
        return open_store(settings)
    except BaseException:
        settings.database_file.unlink()
        raise


def _embedded(path: Path, key: bytes) -> Engine:
    engine = create_engine(
        URL.create("sqlite+pysqlite", database=str(path)),
        module=DRIVER,
        creator=lambda: _connect(path, key),
        pool_size=_POOL_SIZE,
        max_overflow=_POOL_OVERFLOW,
    )
    event.listen(engine, "begin", _begin_embedded)
    return engine


def _connect(path: Path, key: bytes) -> RawConnection:
    """Open one connection, with every guard set and then asked for."""
    refuse_unsafe_file(path)
    raw = _keyed(path, key)
    try:
        for pragma in _SET_ON_OPENING:
            raw.execute(f"PRAGMA {pragma}")
        refuse_unsafe_connection(raw)
        for suffix in ("-wal", "-shm"):
            refuse_open_to_others(path.with_name(path.name + suffix))
    except BaseException:
        raw.close()
        raise
    return raw


def _keyed(path: Path, key: bytes) -> RawConnection:
    """Open an existing file with the key, and see that the key fits."""
    raw: RawConnection = DRIVER.connect(
        f"{path.as_uri()}?mode=rw",
        uri=True,
        timeout=BUSY_SECONDS,
        check_same_thread=False,
        isolation_level=None,
    )
    try:
        raw.execute("PRAGMA cipher_log_level = none")  # or it writes across the screen
        raw.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        raw.execute("SELECT count(*) FROM sqlite_master")
    except DRIVER.DatabaseError as refused:
        raw.close()
        if "not a database" not in str(refused):
            raise
        raise StoreRefusedError(
            f"The key does not open the database {path}: it is the key of another database,"
            " or the file is damaged. Check CASEWORK_KEY_FILE and CASEWORK_DATA_DIR, or"
            " restore the last verified backup."
        ) from None
    return raw


def _write_ahead(path: Path, key: bytes) -> None:
    """Give a new file its write-ahead log, which it keeps from then on."""
    try:
        with closing(_keyed(path, key)) as raw:
            raw.execute("PRAGMA journal_mode = WAL")
    except DRIVER.Error as refused:
        raise StoreRefusedError(f"The database {path} cannot be made: {refused}.") from None


def _begin_embedded(connection: Connection) -> None:
    """Take the write lock at once: a reader that turns writer would be refused it."""
    read_only = bool(connection.get_execution_options().get(READ_ONLY))
    connection.exec_driver_sql(f"PRAGMA query_only = {int(read_only)}")
    connection.exec_driver_sql("BEGIN" if read_only else "BEGIN IMMEDIATE")


def _create_file(path: Path) -> None:
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    except OSError as refused:
        if path.exists():
            raise StoreRefusedError(
                f"There is a database {path} already, and it is not overwritten; set"
                " CASEWORK_DATA_DIR to another folder to make a new one."
            ) from None
        raise StoreRefusedError(
            f"The database {path} cannot be made: {refused.strerror}."
        ) from refused
    os.fchmod(descriptor, 0o600)  # whatever the umask
    os.close(descriptor)


def _postgresql(database_url: str) -> Engine:
    try:
        import_module("psycopg")
    except ImportError:
        raise StoreRefusedError(
            "CASEWORK_DATABASE_URL names a PostgreSQL server, and its driver is not"
            " installed; run `pip install 'casework[postgres]'`."
        ) from None
    url = make_url(database_url)
    engine = create_engine(
        url,
        isolation_level="READ COMMITTED",
        connect_args={"options": f"{url.query.get('options', '')} -c timezone=UTC".strip()},
        pool_pre_ping=True,
        pool_size=_POOL_SIZE,
        max_overflow=_POOL_OVERFLOW,
    )
    event.listen(engine, "begin", _begin_postgresql)
    return engine


def _begin_postgresql(connection: Connection) -> None:
    if connection.get_execution_options().get(READ_ONLY):
        connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")


def _tested(engine: Engine) -> Engine:
    """Connect once, so that what must be refused is refused now."""
    try:
        with engine.connect() as connection:
            if engine.dialect.name == "postgresql":
                version = connection.dialect.server_version_info or ()
                require_postgresql(tuple(map(int, version)))
    except DBAPIError as refused:
        engine.dispose()
        reason = str(refused.orig).strip().partition("\n")[0]
        raise StoreRefusedError(
            f"The database {engine.url.render_as_string()} cannot be opened: {reason}."
        ) from refused
    except BaseException:
        engine.dispose()
        raise
    return engine


def _empty(engine: Engine) -> Engine:
    tables = inspect(engine).get_table_names()
    if tables:
        engine.dispose()
        raise StoreRefusedError(
            f"The database {engine.url.render_as_string()} holds tables already, and they"
            " are not overwritten; ask its administrator for an empty one."
        )
    return engine
