"""One database of the tests' server, wiped between two tests instead of made anew.

To make a database and drop it costs the server 0.15 s, to wipe one some milliseconds. A wiped
one must not differ from a new one in anything a test could see: what was built is compared
with what there was at first, and a database that was rebuilt in any way is thrown away.
"""

from contextlib import suppress
from dataclasses import dataclass, field

import psycopg
from psycopg import sql

from tests.postgres_server import SUPERUSER, PostgresServer

_FIRST_USER_OID = 16384
_CATALOGS = {
    "pg_attribute": f"attrelid >= {_FIRST_USER_OID}",
    "pg_type": f"oid >= {_FIRST_USER_OID}",
    "pg_proc": f"oid >= {_FIRST_USER_OID}",
    "pg_rewrite": f"oid >= {_FIRST_USER_OID}",
    **dict.fromkeys(
        (
            "pg_attrdef",
            "pg_constraint",
            "pg_event_trigger",
            "pg_extension",
            "pg_index",
            "pg_largeobject_metadata",
            "pg_namespace",
            "pg_policy",
            "pg_sequence",
            "pg_statistic",
            "pg_trigger",
        ),
        "true",
    ),
}
"""A row made or changed has the newest transaction in `xmin`, and one taken away is missing."""

_BUILT = f"""
SELECT ARRAY(SELECT setdatabase::text || setconfig::text FROM pg_db_role_setting ORDER BY 1),
  ARRAY(
    SELECT concat_ws(' ', oid, relname, relnamespace, relkind, relowner, relpersistence,
      relhastriggers, relhasrules, relrowsecurity, reloptions, relacl)
    FROM pg_class WHERE oid >= {_FIRST_USER_OID} ORDER BY oid
  ),
  {", ".join(f"(SELECT concat(count(*), ' ', max(xmin::text::bigint)) FROM {c} WHERE {w})" for c, w in _CATALOGS.items())}
"""  # noqa: E501, S608  # our own words
_WRITTEN_TO = """
SELECT relname FROM pg_class
WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND pg_relation_size(oid) > 0
"""  # a row that was undone has left its page
_FROM_THE_FIRST_NUMBER = """
SELECT setval(seqrelid::regclass, seqstart, false) FROM pg_sequence
WHERE pg_sequence_last_value(seqrelid) IS NOT NULL
"""
_NOBODY_ELSE = """
SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'
"""


@dataclass(slots=True)
class Slate:
    """A database that is a copy of *template* whenever it is handed out."""

    server: PostgresServer
    template: str
    _name: str = ""
    _at: psycopg.Connection | None = None
    _built: tuple[object, ...] = ()
    _rows: dict[str, list[str]] = field(default_factory=dict)
    """What the tables held at first that were not empty."""

    def clean(self) -> str:
        """Return the name of the database, as new; nobody is connected to it."""
        if self._at is None or not self._wiped(self._at):
            self._anew()
        return self._name

    def close(self) -> None:
        """Let go of it; it goes with its server."""
        if self._at is not None:
            self._at.close()

    def _anew(self) -> None:
        if self._name:
            self.close()
            self.server.drop(self._name)
        self._name = self.server.create(template=self.template)
        self._at = at = psycopg.connect(
            host=str(self.server.folder), user=SUPERUSER, dbname=self._name, autocommit=True
        )
        at.execute("SET session_replication_role = replica")  # no link is looked after meanwhile
        self._built = self._as_built(at)
        self._rows = {table: self._content(at, table) for table in self._written_to(at)}

    def _wiped(self, at: psycopg.Connection) -> bool:
        """Empty it and begin its numbers again; return whether it is as it was at first."""
        with suppress(psycopg.OperationalError):  # somebody ended this connection too
            at.execute(_NOBODY_ELSE)
            if self._as_built(at) != self._built:
                return False
            if any(self._content(at, table) != rows for table, rows in self._rows.items()):
                return False
            written = sorted(self._written_to(at) - self._rows.keys())
            if written:
                tables = [sql.Identifier(table) for table in written]
                at.execute(sql.SQL("; ").join(map(sql.SQL("DELETE FROM {}").format, tables)))
                at.execute(sql.SQL("VACUUM {}").format(sql.SQL(", ").join(tables)))
            at.execute(_FROM_THE_FIRST_NUMBER)
            return self._written_to(at) == self._rows.keys()
        return False

    @staticmethod
    def _as_built(at: psycopg.Connection) -> tuple[object, ...]:
        return at.execute(_BUILT).fetchone() or ()

    @staticmethod
    def _written_to(at: psycopg.Connection) -> set[str]:
        return {name for (name,) in at.execute(_WRITTEN_TO)}

    @staticmethod
    def _content(at: psycopg.Connection, table: str) -> list[str]:
        rows = at.execute(
            sql.SQL("SELECT t::text FROM {} t ORDER BY 1").format(sql.Identifier(table))
        )
        return [row for (row,) in rows]
