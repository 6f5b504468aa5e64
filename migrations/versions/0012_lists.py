"""What lists of 38,000 people are put in order by, where an index alone answers.

And steps on flags that are taken back, and who holds things on somebody's behalf.
"""

import sqlalchemy as sa
from alembic import op

from migrations.changes import Codes, change, change_back
from migrations.facts import DAY

revision: str = "0012_lists"
down_revision: str | None = "0011_desks"

_CHANGES = (
    "raised", "reworded", "withdrawn", "lapsed", "reopened", "acknowledged", "looked_into",
    "snoozed", "snooze_ended", "decision_proposed", "decision_refused", "decided",
)  # fmt: skip
_CODES = Codes("change", _CHANGES, (*_CHANGES, "taken_back"))
_OPEN = sa.text("state = 'open'")
_HELD_BY = ("event", "holding")
_NAMED = sa.text("held_by_person_id IS NOT NULL")
_FELL_DUE = {
    "sqlite": "coalesce(finding ->> 'default_on', finding ->> 'due_on')",
    "postgresql": (
        "coalesce((finding::json) ->> 'default_on', (finding::json) ->> 'due_on')::date"
    ),
}


def upgrade() -> None:
    op.add_column(
        "flag",
        sa.Column("fell_due", DAY, nullable=True, comment="first day of default, else the day due"),
    )
    op.execute(f"UPDATE flag SET fell_due = {_FELL_DUE[op.get_bind().dialect.name]}")  # noqa: S608  # our own words
    op.drop_index("ix_flag_standing", table_name="flag")
    op.create_index(
        "ix_flag_open",
        "flag",
        [
            "person_id",
            "kind",
            "severity",
            "open_since",
            "rule",
            "fell_due",
            "progress",
            "snoozed_until",
        ],
        sqlite_where=_OPEN,
        postgresql_where=_OPEN,
    )
    op.drop_index("ix_person_agency_id", table_name="person")
    op.create_index("ix_person_revision", "person", ["agency_id", "revision", "changed_at"])
    for table in _HELD_BY:
        op.create_index(
            f"ix_{table}_held_by_person",
            table,
            ["held_by_person_id"],
            sqlite_where=_NAMED,
            postgresql_where=_NAMED,
        )
    change("flag_version", codes=[_CODES])


def downgrade() -> None:
    change_back("flag_version", codes=[_CODES])
    for table in _HELD_BY:
        op.drop_index(f"ix_{table}_held_by_person", table_name=table)
    op.drop_index("ix_person_revision", table_name="person")
    op.create_index("ix_person_agency_id", "person", ["agency_id"])
    op.drop_index("ix_flag_open", table_name="flag")
    op.create_index("ix_flag_standing", "flag", ["state", "severity"], sqlite_where=_OPEN)
    op.drop_column("flag", "fell_due")
