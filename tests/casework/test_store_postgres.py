"""PostgreSQL is opened in UTC, and what it cannot do is said in a sentence."""

import sys
from pathlib import Path

import pytest

from casework.errors import StoreRefusedError
from casework.settings import Settings
from casework.store import create_store, open_store
from casework.store_guards import require_postgresql


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
            " AND usename = current_user"
        )

    with engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT 1").scalar() == 1

    engine.dispose()
    other.dispose()


def test_does_not_make_a_store_among_other_tables(postgres_settings: Settings) -> None:
    engine = open_store(postgres_settings)
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE test_note (wording TEXT)")
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
