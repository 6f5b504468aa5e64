"""Drafts not yet recorded, lists officers look at often, and who is named on whose record."""

import sqlalchemy as sa
from alembic import op

from migrations.facts import MOMENT, WHOLE

revision: str = "0011_desks"
down_revision: str | None = "0010_case_blobs"


def upgrade() -> None:
    op.create_table(
        "draft",
        sa.Column("id", WHOLE, autoincrement=True, nullable=False),
        sa.Column("officer_id", WHOLE, nullable=False),
        sa.Column(
            "about", sa.Text(), nullable=False, comment="which form, and of what: record/P12"
        ),
        sa.Column("title", sa.Text(), nullable=False, comment="how the officer is reminded of it"),
        sa.Column("contents", sa.Text(), nullable=False, comment="the words typed, by field: JSON"),
        sa.Column("saved_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["officer_id"], ["officer.id"], name=op.f("fk_draft_officer_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draft")),
        sa.UniqueConstraint("officer_id", "about", name=op.f("uq_draft_officer_id_about")),
        sqlite_strict=True,
    )
    op.create_table(
        "saved_view",
        sa.Column("id", WHOLE, autoincrement=True, nullable=False),
        sa.Column("officer_id", WHOLE, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("narrowed_by", sa.Text(), nullable=False, comment="the filter, as typed"),
        sa.Column("ordered_by", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["officer_id"], ["officer.id"], name=op.f("fk_saved_view_officer_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_view")),
        sa.UniqueConstraint("officer_id", "name", name=op.f("uq_saved_view_officer_id_name")),
        sqlite_strict=True,
    )
    named = sa.text("other_person_id IS NOT NULL")
    op.create_index(
        "ix_association_other_person",
        "association",
        ["other_person_id"],
        sqlite_where=named,
        postgresql_where=named,
    )


def downgrade() -> None:
    op.drop_index("ix_association_other_person", table_name="association")
    op.drop_table("saved_view")
    op.drop_table("draft")
