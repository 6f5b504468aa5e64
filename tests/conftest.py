"""A migrated database of its own for each test, on SQLite and on PostgreSQL.

A template is migrated once a run and copied for each test. Ask for `engine` to run a
test on both databases, for `sqlite_engine` to run it on the embedded one alone, and for
`environment` to let the command line find the same database.
"""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from tempfile import gettempdir

import pytest
from hypothesis import settings as hypothesis_settings
from sqlalchemy import Engine

from casework import keys, schema
from casework.collector import seldom
from casework.settings import Settings
from casework.store import create_store, open_store
from tests.compiled_once import compiled_once
from tests.postgres_server import PostgresServer, ServerUnavailableError, running_server
from tests.postgres_slate import Slate

# Programs the tests start need not compile everything again, wherever bytecode is not to be kept.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
os.environ.setdefault("PYTHONPYCACHEPREFIX", str(Path(gettempdir()) / "casework-tests-bytecode"))

EXAMPLES = int(os.environ.get("EXAMPLES", "100"))
"""Examples of each property; `make prove` asks for more."""

hypothesis_settings.register_profile("default", deadline=None, max_examples=EXAMPLES)
hypothesis_settings.register_profile("ci", derandomize=True, deadline=None, max_examples=EXAMPLES)
seldom()
hypothesis_settings.load_profile("ci" if os.environ.get("CI") else "default")


def settings_in(folder: Path, database_url: str | None = None) -> Settings:
    """Return settings that keep data and key apart below *folder*."""
    return Settings(
        data_dir=folder / "data",
        key_file=folder / "keys" / "casework.key",
        database_url=database_url,
        officer="officer",
    )


@pytest.fixture(scope="session", autouse=True)
def _compiled_once() -> Iterator[None]:
    with compiled_once():
        yield


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[PostgresServer]:
    """A real server; without one the tests that need it fail, they are never skipped."""
    try:
        with running_server() as server:
            yield server
    except ServerUnavailableError as unavailable:
        pytest.fail(str(unavailable), pytrace=False)


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """An embedded database at the newest migration, and its key; never written to."""
    settings = settings_in(tmp_path_factory.mktemp("template"))
    keys.write_key(settings.key_file, keys.new_key())
    engine = create_store(settings)
    schema.upgrade(engine)
    engine.dispose()
    assert [*settings.data_dir.iterdir()] == [settings.database_file], "the log is not empty"
    return settings


@pytest.fixture(scope="session")
def postgres_template(
    postgres_server: PostgresServer, tmp_path_factory: pytest.TempPathFactory
) -> str:
    """Name of a server's database at the newest migration; never connected to."""
    name = postgres_server.create()
    folder = tmp_path_factory.mktemp("postgres")
    engine = create_store(settings_in(folder, postgres_server.url(name)))
    schema.upgrade(engine)
    engine.dispose()
    return name


@pytest.fixture(scope="session")
def postgres_slate(postgres_server: PostgresServer, postgres_template: str) -> Iterator[Slate]:
    """A migrated database on the server, wiped between two tests."""
    slate = Slate(postgres_server, postgres_template)
    yield slate
    slate.close()


@pytest.fixture
def sqlite_settings(sqlite_template: Settings, tmp_path: Path) -> Settings:
    """Settings for a migrated embedded database of the test's own."""
    settings = settings_in(tmp_path)
    for copy, original in (
        (settings.database_file, sqlite_template.database_file),
        (settings.key_file, sqlite_template.key_file),
    ):
        copy.parent.mkdir(mode=0o700)
        shutil.copy(original, copy)  # with its mode
    return settings


@pytest.fixture
def postgres_settings(
    postgres_server: PostgresServer, postgres_slate: Slate, tmp_path: Path
) -> Settings:
    """Settings for a migrated database of the test's own on the server."""
    return settings_in(tmp_path, postgres_server.url(postgres_slate.clean()))


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest) -> str:
    """Name the database the test runs on: each in turn."""
    return str(request.param)


@pytest.fixture
def settings(database: str, request: pytest.FixtureRequest) -> Settings:
    """Settings for a migrated database of the test's own, on each database in turn."""
    wanted = "sqlite_settings" if database == "sqlite" else "postgres_settings"
    found = request.getfixturevalue(wanted)
    assert isinstance(found, Settings)
    return found


@pytest.fixture
def engine(settings: Settings) -> Iterator[Engine]:
    """An engine on a migrated database of the test's own, on each database in turn."""
    engine = open_store(settings)
    yield engine
    engine.dispose()


@pytest.fixture
def sqlite_engine(sqlite_settings: Settings) -> Iterator[Engine]:
    """An engine on a migrated embedded database of the test's own."""
    engine = open_store(sqlite_settings)
    yield engine
    engine.dispose()


@pytest.fixture
def environment(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """Point this process, and any given this environment, at the test's database."""
    for name in [name for name in os.environ if name.startswith("CASEWORK_")]:
        monkeypatch.delenv(name)
    for name, value in settings.model_dump(mode="json", exclude_none=True).items():
        monkeypatch.setenv(f"CASEWORK_{name.upper()}", value)
    return dict(os.environ)
