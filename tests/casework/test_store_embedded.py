"""The embedded database is encrypted, private and whole, or it is not opened."""

import os
import shutil
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import Engine
from sqlalchemy.exc import OperationalError

from casework import keys
from casework.errors import KeyMissingError, KeyRefusedError, StoreRefusedError
from casework.settings import Settings
from casework.store import create_store, open_store
from casework.store_guards import (
    DRIVER,
    RawConnection,
    refuse_unsafe_connection,
    require_cipher,
    require_sqlite,
)

SECRET = "a sentence nobody may read"  # noqa: S105  not a password


@pytest.fixture
def new_settings(tmp_path: Path) -> Settings:
    """Settings with a key, for a database that is still to be made."""
    settings = Settings(data_dir=tmp_path / "new" / "data", key_file=tmp_path / "new" / "key")
    keys.write_key(settings.key_file, keys.new_key())
    return settings


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
            connection.exec_driver_sql("CREATE TABLE test_note (wording TEXT)")
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
        connection.exec_driver_sql("CREATE TABLE test_note (wording TEXT)")
        connection.exec_driver_sql("INSERT INTO test_note VALUES (?)", (SECRET,))

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
        connection.exec_driver_sql("CREATE TABLE test_note (wording TEXT)")
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
