"""A database is opened safely or not at all, and behaves the same on both engines."""

import os
import shutil
import sqlite3
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest
from sqlalchemy import (
    Column,
    Engine,
    ForeignKey,
    Integer,
    MetaData,
    String,
    Table,
    func,
    insert,
    inspect,
    select,
    update,
)
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError, ProgrammingError
from sqlalchemy.orm import Session

from casework import keys
from casework.errors import KeyMissingError, KeyRefusedError, StoreRefusedError
from casework.settings import Settings, read_settings
from casework.store import READ_ONLY, create_store, open_store
from casework.store_guards import (
    DRIVER,
    RawConnection,
    refuse_unsafe_connection,
    require_cipher,
    require_postgresql,
    require_sqlite,
)

_METADATA = MetaData()
CABINET = Table(
    "test_cabinet",
    _METADATA,
    Column("id", Integer, primary_key=True),
    Column("drawers", Integer, nullable=False),
)
FOLDER = Table(
    "test_folder",
    _METADATA,
    Column("id", Integer, primary_key=True),
    Column("cabinet_id", ForeignKey("test_cabinet.id"), nullable=False),
    Column("label", String(80)),
)
SECRET = "a sentence nobody may read"  # noqa: S105  not a password


@pytest.fixture
def cabinet(engine: Engine) -> Engine:
    """A database with one cabinet of no drawers."""
    with engine.begin() as connection:
        _METADATA.create_all(connection)
        connection.execute(insert(CABINET).values(id=1, drawers=0))
    return engine


@pytest.fixture
def new_settings(tmp_path: Path) -> Settings:
    """Settings with a key, for a database that is still to be made."""
    settings = Settings(data_dir=tmp_path / "new" / "data", key_file=tmp_path / "new" / "key")
    keys.write_key(settings.key_file, keys.new_key())
    return settings


def _add_drawer(engine: Engine) -> None:
    with engine.begin() as connection:
        connection.execute(update(CABINET).values(drawers=CABINET.c.drawers + 1))


def _drawers(engine: Engine) -> int:
    with engine.connect() as connection:
        drawers: int = connection.execute(select(CABINET.c.drawers)).scalar_one()
        return drawers


# Transactions, the same on both databases


def test_what_is_written_stays(cabinet: Engine, settings: Settings) -> None:
    _add_drawer(cabinet)

    again = open_store(settings)

    assert _drawers(again) == 1
    again.dispose()


def test_the_command_line_finds_the_test_s_database(
    environment: dict[str, str], settings: Settings
) -> None:
    assert read_settings() == settings
    assert environment["CASEWORK_OFFICER"] == "officer"


def test_leaving_by_an_error_keeps_nothing(cabinet: Engine) -> None:
    def fail_half_way() -> None:
        with cabinet.begin() as connection:
            connection.execute(insert(CABINET).values(id=2, drawers=0))
            raise LookupError

    with pytest.raises(LookupError):
        fail_half_way()

    with cabinet.connect() as connection:
        assert connection.execute(select(func.count()).select_from(CABINET)).scalar() == 1


def test_a_failed_change_of_tables_leaves_nothing_behind(engine: Engine) -> None:
    def fail_half_way() -> None:
        with engine.begin() as connection:
            connection.exec_driver_sql("CREATE TABLE test_half (id INTEGER)")
            connection.exec_driver_sql("INSERT INTO test_half VALUES (1)")
            connection.exec_driver_sql("ALTER TABLE test_missing ADD COLUMN x INTEGER")

    with pytest.raises((OperationalError, ProgrammingError)):
        fail_half_way()

    assert not inspect(engine).has_table("test_half")


def test_a_link_to_a_missing_row_is_refused(cabinet: Engine) -> None:
    with pytest.raises(IntegrityError), cabinet.begin() as connection:
        connection.execute(insert(FOLDER).values(id=1, cabinet_id=99))


def test_a_row_that_is_linked_to_cannot_go(cabinet: Engine) -> None:
    with cabinet.begin() as connection:
        connection.execute(insert(FOLDER).values(id=1, cabinet_id=1))

    with pytest.raises(IntegrityError), cabinet.begin() as connection:
        connection.execute(CABINET.delete())


def test_concurrent_writers_wait_and_lose_nothing(cabinet: Engine) -> None:
    together = Barrier(4)

    def add_many() -> None:
        together.wait()
        for _ in range(25):
            _add_drawer(cabinet)

    with ThreadPoolExecutor(4) as pool:
        for done in [pool.submit(add_many) for _ in range(4)]:
            done.result()

    assert _drawers(cabinet) == 100


def test_a_writer_waits_for_one_that_began_first(cabinet: Engine, settings: Settings) -> None:
    other = open_store(settings)
    with ThreadPoolExecutor(1) as pool:
        with cabinet.begin() as connection:
            connection.execute(update(CABINET).values(drawers=10))
            waiting = pool.submit(_add_drawer, other)
            with pytest.raises(TimeoutError):
                waiting.result(timeout=0.2)
        waiting.result(timeout=10)

    assert _drawers(cabinet) == 11
    other.dispose()


def test_a_transaction_may_read_first_and_then_write(cabinet: Engine) -> None:
    """On SQLite a reader that turns writer is "locked" at once, were it not for IMMEDIATE."""
    together = Barrier(4)

    def read_then_write(number: int) -> None:
        together.wait()
        with cabinet.begin() as connection:
            drawers = connection.execute(select(func.max(CABINET.c.drawers))).scalar()
            connection.execute(insert(CABINET).values(id=number, drawers=drawers))

    with ThreadPoolExecutor(4) as pool:
        for done in [pool.submit(read_then_write, number) for number in range(2, 6)]:
            done.result()

    with cabinet.connect() as connection:
        assert connection.execute(select(func.count()).select_from(CABINET)).scalar() == 5


def test_driver_errors_are_sqlalchemy_s(cabinet: Engine) -> None:
    with pytest.raises(IntegrityError), cabinet.begin() as connection:
        connection.execute(insert(CABINET).values(id=1, drawers=0))


# Transactions that only read


def test_a_reader_cannot_write(cabinet: Engine) -> None:
    reader = cabinet.execution_options(**{READ_ONLY: True})

    with pytest.raises(DBAPIError, match=r"readonly|read-only"):
        _add_drawer(reader)

    _add_drawer(cabinet)
    assert _drawers(cabinet) == 1


def test_a_session_can_be_a_reader(cabinet: Engine) -> None:
    with Session(cabinet) as session:
        session.connection(execution_options={READ_ONLY: True})

        with pytest.raises(DBAPIError, match=r"readonly|read-only"):
            session.execute(insert(CABINET).values(id=2, drawers=0))


def test_a_reader_sees_one_moment_and_blocks_nobody(cabinet: Engine) -> None:
    reader = cabinet.execution_options(**{READ_ONLY: True})

    with reader.connect() as connection:
        before = connection.execute(select(CABINET.c.drawers)).scalar_one()
        _add_drawer(cabinet)
        after = connection.execute(select(CABINET.c.drawers)).scalar_one()

    assert (before, after) == (0, 0)
    assert _drawers(reader) == 1


def test_a_reader_does_not_wait_for_a_writer(cabinet: Engine) -> None:
    reader = cabinet.execution_options(**{READ_ONLY: True})

    with cabinet.begin() as connection:
        connection.execute(update(CABINET).values(drawers=7))

        assert _drawers(reader) == 0


# The embedded database


def test_a_new_store_is_private_and_can_be_opened(new_settings: Settings) -> None:
    create_store(new_settings).dispose()

    engine = open_store(new_settings)

    with engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
    assert new_settings.data_dir.stat().st_mode & 0o777 == 0o700
    assert new_settings.database_file.stat().st_mode & 0o777 == 0o600
    engine.dispose()


def test_files_are_private_whatever_the_umask(new_settings: Settings) -> None:
    before = os.umask(0)
    try:
        engine = create_store(new_settings)
        with engine.begin() as connection:
            _METADATA.create_all(connection)
    finally:
        os.umask(before)

    files = sorted(new_settings.data_dir.iterdir())

    assert [file.suffix for file in files] == [".db", ".db-shm", ".db-wal"]
    assert {file.stat().st_mode & 0o777 for file in files} == {0o600}
    engine.dispose()


def test_does_not_overwrite_a_store(sqlite_settings: Settings) -> None:
    content = sqlite_settings.database_file.read_bytes()

    with pytest.raises(StoreRefusedError, match=r"There is a database .* already"):
        create_store(sqlite_settings)

    assert sqlite_settings.database_file.read_bytes() == content


def test_makes_no_store_without_a_key(new_settings: Settings) -> None:
    new_settings.key_file.unlink()

    with pytest.raises(KeyMissingError):
        create_store(new_settings)

    assert not new_settings.data_dir.exists()


def test_says_why_a_store_cannot_be_made(new_settings: Settings) -> None:
    new_settings.data_dir.touch()

    with pytest.raises(StoreRefusedError, match=r"cannot be made: File exists\."):
        create_store(new_settings)


def test_a_store_that_cannot_be_finished_is_not_left_behind(
    new_settings: Settings,
) -> None:
    new_settings.data_dir.mkdir()
    (new_settings.data_dir / "casework.db-wal").mkdir()

    with pytest.raises(StoreRefusedError, match="cannot be made: disk I/O error"):
        create_store(new_settings)

    assert not new_settings.database_file.exists()


def test_no_file_holds_what_was_written(sqlite_engine: Engine, sqlite_settings: Settings) -> None:
    with sqlite_engine.begin() as connection:
        _METADATA.create_all(connection)
        connection.execute(insert(CABINET).values(id=1, drawers=1))
        connection.execute(insert(FOLDER).values(id=1, cabinet_id=1, label=SECRET))

    while_open = _content(sqlite_settings.data_dir)
    sqlite_engine.dispose()

    for content in (while_open, _content(sqlite_settings.data_dir)):
        assert SECRET.encode() not in content
        assert b"CREATE TABLE" not in content
        assert b"SQLite format" not in content


def _content(folder: Path) -> bytes:
    return b"".join(file.read_bytes() for file in folder.iterdir())


def test_refuses_a_missing_store(new_settings: Settings) -> None:
    with pytest.raises(StoreRefusedError, match=r"There is no database .* `casework init`"):
        open_store(new_settings)

    assert not new_settings.data_dir.exists()


def test_refuses_an_empty_file(sqlite_settings: Settings) -> None:
    sqlite_settings.database_file.write_bytes(b"")

    with pytest.raises(StoreRefusedError, match="is empty; restore"):
        open_store(sqlite_settings)


def test_refuses_a_folder_in_the_store_s_place(new_settings: Settings) -> None:
    new_settings.database_file.mkdir(parents=True)

    with pytest.raises(StoreRefusedError, match=r"cannot be read: Is a directory\."):
        open_store(new_settings)


def test_refuses_a_plain_database(sqlite_settings: Settings) -> None:
    sqlite_settings.database_file.unlink()
    plain = sqlite3.connect(sqlite_settings.database_file)
    plain.execute("CREATE TABLE person (id INTEGER)")
    plain.close()
    sqlite_settings.database_file.chmod(0o600)

    with pytest.raises(StoreRefusedError, match="is not encrypted"):
        open_store(sqlite_settings)


def test_refuses_the_wrong_key_and_keeps_off_the_screen(
    sqlite_settings: Settings, capfd: pytest.CaptureFixture[str]
) -> None:
    sqlite_settings.key_file.unlink()
    keys.write_key(sqlite_settings.key_file, keys.new_key())

    with pytest.raises(StoreRefusedError, match="The key does not open the database"):
        open_store(sqlite_settings)

    assert capfd.readouterr() == ("", "")


def test_refuses_a_key_file_others_can_read(sqlite_settings: Settings) -> None:
    sqlite_settings.key_file.chmod(0o644)

    with pytest.raises(KeyRefusedError, match="chmod 600"):
        open_store(sqlite_settings)


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o622])
def test_refuses_a_file_others_can_reach(sqlite_settings: Settings, mode: int) -> None:
    sqlite_settings.database_file.chmod(mode)

    with pytest.raises(StoreRefusedError, match=r"run `chmod 600 .*casework\.db`"):
        open_store(sqlite_settings)


@pytest.mark.parametrize("suffix", ["-wal", "-shm"])
def test_refuses_a_log_others_can_reach(
    sqlite_engine: Engine, sqlite_settings: Settings, suffix: str
) -> None:
    log = sqlite_settings.database_file.with_name(f"casework.db{suffix}")
    with sqlite_engine.begin() as connection:
        _METADATA.create_all(connection)
    with sqlite_engine.connect():
        log.chmod(0o644)

        with pytest.raises(StoreRefusedError, match=f"run `chmod 600 .*{suffix}`"):
            open_store(sqlite_settings)


def test_every_new_connection_is_tested(sqlite_engine: Engine, sqlite_settings: Settings) -> None:
    with sqlite_engine.connect():
        sqlite_settings.database_file.chmod(0o644)

        with pytest.raises(StoreRefusedError, match="chmod 600"):
            sqlite_engine.connect()


@pytest.mark.parametrize(
    ("pragma", "sentence"),
    [
        ("journal_mode = DELETE", "the write-ahead log"),
        ("synchronous = NORMAL", "full synchronisation with the disk"),
        ("foreign_keys = OFF", "the check of links between records"),
        ("trusted_schema = ON", "the distrust of code stored in the file"),
    ],
)
def test_refuses_a_connection_without_a_guard(
    sqlite_engine: Engine, pragma: str, sentence: str
) -> None:
    raw = _raw(sqlite_engine)
    refuse_unsafe_connection(raw)
    raw.execute(f"PRAGMA {pragma}")

    with pytest.raises(StoreRefusedError, match=f"would be opened without {sentence}"):
        refuse_unsafe_connection(raw)

    raw.close()


def _raw(engine: Engine) -> RawConnection:
    """Take a connection out of the pool; the driver ships no types."""
    connection = engine.raw_connection()
    raw: RawConnection | None = connection.driver_connection
    connection.detach()
    assert raw is not None
    return raw


def test_refuses_a_file_that_lost_its_log(sqlite_settings: Settings) -> None:
    engine = open_store(sqlite_settings)
    raw = _raw(engine)
    raw.execute("PRAGMA journal_mode = DELETE")
    raw.close()

    with pytest.raises(StoreRefusedError, match="journal_mode is delete and not wal"):
        open_store(sqlite_settings)

    engine.dispose()


def test_refuses_a_driver_that_cannot_encrypt() -> None:
    plain = sqlite3.connect(":memory:")

    with pytest.raises(StoreRefusedError, match="cannot encrypt"):
        require_cipher(plain)

    plain.close()


def test_refuses_an_old_sqlite() -> None:
    require_sqlite((3, 51, 3))
    require_sqlite(DRIVER.sqlite_version_info)

    with pytest.raises(StoreRefusedError, match=r"SQLite 3\.51\.2, .*3\.51\.3 or newer"):
        require_sqlite((3, 51, 2))


def test_a_writer_that_gives_up_gets_sqlalchemy_s_error(
    sqlite_engine: Engine, sqlite_settings: Settings
) -> None:
    impatient = open_store(sqlite_settings)
    with impatient.connect() as connection, sqlite_engine.begin():
        raw = connection.connection.driver_connection
        assert raw is not None
        raw.execute("PRAGMA busy_timeout = 10")

        with pytest.raises(OperationalError, match="database is locked"):
            connection.begin()

    impatient.dispose()


def test_a_pooled_connection_may_change_threads(sqlite_engine: Engine) -> None:
    with ThreadPoolExecutor(1) as first, ThreadPoolExecutor(1) as second:
        first.submit(lambda: sqlite_engine.connect().close()).result()
        second.submit(lambda: sqlite_engine.connect().close()).result()


def test_a_copy_of_the_file_opens_with_the_same_key_only(
    sqlite_settings: Settings, new_settings: Settings
) -> None:
    new_settings.data_dir.mkdir(parents=True)
    shutil.copy(sqlite_settings.database_file, new_settings.database_file)

    with pytest.raises(StoreRefusedError, match="The key does not open"):
        open_store(new_settings)


# PostgreSQL


def test_a_server_session_is_in_utc_and_read_committed(postgres_settings: Settings) -> None:
    engine = open_store(postgres_settings)

    with engine.connect() as connection:
        assert connection.exec_driver_sql("SHOW timezone").scalar() == "UTC"
        isolation = connection.exec_driver_sql("SHOW transaction_isolation").scalar()
        assert isolation == "read committed"

    engine.dispose()


def test_options_in_the_url_are_kept(postgres_settings: Settings) -> None:
    url = f"{postgres_settings.database_url}&options=-c%20application_name%3Dnight"
    engine = open_store(postgres_settings.model_copy(update={"database_url": url}))

    with engine.connect() as connection:
        assert connection.exec_driver_sql("SHOW application_name").scalar() == "night"
        assert connection.exec_driver_sql("SHOW timezone").scalar() == "UTC"

    engine.dispose()


def test_a_connection_the_server_ended_is_replaced(postgres_settings: Settings) -> None:
    engine, other = open_store(postgres_settings), open_store(postgres_settings)
    with other.begin() as connection:
        connection.exec_driver_sql(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )

    with engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT 1").scalar() == 1

    engine.dispose()
    other.dispose()


def test_does_not_make_a_store_among_other_tables(postgres_settings: Settings) -> None:
    engine = open_store(postgres_settings)
    with engine.begin() as connection:
        _METADATA.create_all(connection)
    engine.dispose()

    with pytest.raises(StoreRefusedError, match="holds tables already"):
        create_store(postgres_settings)


def test_an_unreachable_server_is_named_without_its_password(tmp_path: Path) -> None:
    settings = Settings(
        data_dir=tmp_path / "data",
        key_file=tmp_path / "key",
        database_url=f"postgresql+psycopg://o:hush@/cases?host={tmp_path}",
    )

    with pytest.raises(StoreRefusedError, match="cannot be opened: connection") as refused:
        open_store(settings)

    assert "hush" not in str(refused.value)
    assert "\n" not in str(refused.value)


def test_a_missing_driver_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    settings = Settings(
        data_dir=tmp_path / "data",
        key_file=tmp_path / "key",
        database_url="postgresql:///x",
    )

    with pytest.raises(StoreRefusedError, match=r"pip install 'casework\[postgres\]'"):
        open_store(settings)


def test_refuses_an_old_server() -> None:
    require_postgresql((15, 0))

    with pytest.raises(StoreRefusedError, match=r"PostgreSQL 14\.9; 15 or newer"):
        require_postgresql((14, 9))
