"""What the first migrations share: the columns every table of facts was made with.

History, like the migrations that call it: a later change of these columns is a migration
of its own, and nothing here is ever edited.
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
DAY = sa.Date().with_variant(sa.Text(), "sqlite")
MOMENT = sa.DateTime(timezone=True).with_variant(sa.Text(), "sqlite")
YES_NO = sa.Boolean(create_constraint=False).with_variant(sa.Integer(), "sqlite")

_LINKS = {
    "recorded_by": "officer",
    "closed_by": "officer",
    "owner_id": "agency",
    "source_id": "source",
}


def two_clocks(table: str) -> list[Any]:
    """Return the columns of a version of a fact: when we knew it, and on whose word."""
    return [
        sa.Column(
            "version", WHOLE, nullable=False, comment="1 for the first; a correction adds one"
        ),
        sa.Column("known_from", MOMENT, nullable=False),
        sa.Column("known_to", MOMENT, nullable=True),
        sa.Column("recorded_by", WHOLE, nullable=False),
        sa.Column("closed_by", WHOLE, nullable=True),
        sa.Column(
            "closed_reason",
            sa.Text(),
            nullable=True,
            comment="why this version was corrected or withdrawn, in an officer's words",
        ),
        sa.Column("owner_id", WHOLE, nullable=False, comment="the agency that owns the fact"),
        sa.Column("source_id", WHOLE, nullable=False),
        sa.Column(
            "grade", sa.Text(), nullable=True, comment="as graded, in the scheme of its time"
        ),
        sa.Column("handling", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "known_to IS NULL OR known_from IS NULL OR known_from < known_to",
            name=op.f(f"ck_{table}_known_from_known_to"),
        ),
        *(
            sa.ForeignKeyConstraint([column], [f"{to}.id"], name=op.f(f"fk_{table}_{column}"))
            for column, to in _LINKS.items()
        ),
    ]


def person_fact(table: str) -> list[Any]:
    """Return the columns of a version of a fact of a person, clustered by the person."""
    return [
        sa.Column("person_id", WHOLE, nullable=False),
        sa.Column("fact_id", WHOLE, nullable=False),
        *two_clocks(table),
        sa.PrimaryKeyConstraint("person_id", "fact_id", "version", name=op.f(f"pk_{table}")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f(f"fk_{table}_person_id")),
        sa.ForeignKeyConstraint(["fact_id"], ["fact.id"], name=op.f(f"fk_{table}_fact_id")),
    ]


def one_current(table: str) -> None:
    """Allow one current version of a fact."""
    current = sa.text("known_to IS NULL")
    op.create_index(
        f"uq_{table}_current",
        table,
        ["fact_id"],
        unique=True,
        sqlite_where=current,
        postgresql_where=current,
    )
