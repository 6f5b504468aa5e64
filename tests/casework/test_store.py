"""A transaction keeps all or nothing, the same on both databases."""

from concurrent.futures import ThreadPoolExecutor
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

from casework.settings import Settings, read_settings
from casework.store import READ_ONLY, open_store

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


@pytest.fixture
def cabinet(engine: Engine) -> Engine:
    """A database with one cabinet of no drawers."""
    with engine.begin() as connection:
        _METADATA.create_all(connection)
        connection.execute(insert(CABINET).values(id=1, drawers=0))
    return engine


def _add_drawer(engine: Engine) -> None:
    with engine.begin() as connection:
        connection.execute(update(CABINET).values(drawers=CABINET.c.drawers + 1))


def _drawers(engine: Engine) -> int:
    with engine.connect() as connection:
        drawers: int = connection.execute(select(CABINET.c.drawers)).scalar_one()
        return drawers


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
