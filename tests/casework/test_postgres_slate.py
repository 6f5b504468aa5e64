"""A database wiped between two tests is as a new one, whatever the test before it did."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine, create_engine
from sqlalchemy.exc import OperationalError

from tests.postgres_server import PostgresServer
from tests.postgres_slate import Slate

AN_AGENCY = "INSERT INTO agency (code, name) VALUES ('X', 'x')"


@pytest.fixture
def slate(postgres_server: PostgresServer, postgres_template: str) -> Iterator[Slate]:
    slate = Slate(postgres_server, postgres_template)
    yield slate
    slate.close()
    postgres_server.drop(slate._name)  # noqa: SLF001  # as long as this test lasts


@pytest.fixture
def used(slate: Slate, postgres_server: PostgresServer) -> Iterator[Engine]:
    engine = create_engine(postgres_server.url(slate.clean()))
    yield engine
    engine.dispose()


def agencies(engine: Engine, slate: Slate) -> list[int]:
    """Wipe it, write one agency, and return the number of each there is."""
    before = engine.url.database
    engine.dispose()
    name = slate.clean()
    assert name == before
    with engine.begin() as connection:
        connection.exec_driver_sql(AN_AGENCY)
        return [*connection.exec_driver_sql("SELECT id FROM agency").scalars()]


def test_rows_and_numbers_begin_again(slate: Slate, used: Engine) -> None:
    assert agencies(used, slate) == agencies(used, slate) == [1]


def test_numbers_of_rows_that_were_undone_begin_again(slate: Slate, used: Engine) -> None:
    with used.connect() as connection:
        connection.exec_driver_sql(AN_AGENCY)
        connection.rollback()

    assert agencies(used, slate) == [1]


def test_who_is_still_at_work_is_sent_away(slate: Slate, used: Engine) -> None:
    at_work = used.connect()
    at_work.exec_driver_sql(AN_AGENCY)

    assert slate.clean() == used.url.database

    with pytest.raises(OperationalError):
        at_work.exec_driver_sql("SELECT 1")
    at_work.close()


@pytest.mark.parametrize(
    "rebuilds",
    [
        "CREATE TABLE test_note (wording TEXT)",
        "DROP TABLE alembic_version",
        "UPDATE alembic_version SET version_num = 'x'",
        "ALTER TABLE agency ALTER name DROP NOT NULL",
        "CREATE INDEX test_names ON agency (name)",
        "ALTER TABLE agency DISABLE TRIGGER USER; ALTER TABLE agency ADD test_more TEXT",
        "CREATE FUNCTION test_one() RETURNS int LANGUAGE sql AS 'SELECT 1'",
        "CREATE SCHEMA test_aside",
        "GRANT SELECT ON agency TO PUBLIC",
    ],
)
def test_what_was_rebuilt_is_thrown_away(slate: Slate, used: Engine, rebuilds: str) -> None:
    with used.begin() as connection:
        connection.exec_driver_sql(rebuilds)

    assert slate.clean() != used.url.database
