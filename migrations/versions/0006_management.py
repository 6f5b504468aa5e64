"""Why a case was opened, by whom it is managed, and documents."""

import sqlalchemy as sa
from alembic import op

from migrations.facts import DAY, WHOLE, YES_NO, one_current, person_fact

revision: str = "0006_management"
down_revision: str | None = "0005_orders_and_events"


def upgrade() -> None:
    op.create_table(
        "inclusion",
        sa.Column("opened_on", DAY, nullable=False),
        sa.Column("works_with_others", sa.Text(), nullable=False),
        sa.Column("capacity_and_capability", sa.Text(), nullable=False),
        sa.Column("continuing_basis", sa.Text(), nullable=False),
        sa.Column("planning_control_coordination", sa.Text(), nullable=False),
        *person_fact("inclusion"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    one_current("inclusion")
    op.create_table(
        "watch_period",
        sa.Column("since", DAY, nullable=False),
        sa.Column("until", DAY, nullable=True),
        sa.Column("review_on", DAY, nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "until IS NULL OR since IS NULL OR since <= until",
            name=op.f("ck_watch_period_since_until"),
        ),
        *person_fact("watch_period"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    one_current("watch_period")
    op.create_table(
        "management_level",
        sa.Column("level", sa.Text(), nullable=False),
        sa.Column("since", DAY, nullable=False),
        sa.Column("until", DAY, nullable=True),
        sa.CheckConstraint(
            "until IS NULL OR since IS NULL OR since <= until",
            name=op.f("ck_management_level_since_until"),
        ),
        *person_fact("management_level"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    one_current("management_level")
    op.create_table(
        "management_plan",
        sa.Column("objective", sa.Text(), nullable=False),
        sa.Column("since", DAY, nullable=False),
        sa.Column("until", DAY, nullable=True),
        sa.Column("contact_every_days", WHOLE, nullable=True),
        sa.CheckConstraint(
            "until IS NULL OR since IS NULL OR since <= until",
            name=op.f("ck_management_plan_since_until"),
        ),
        *person_fact("management_plan"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    one_current("management_plan")
    op.create_table(
        "review",
        sa.Column("reviewed_on", DAY, nullable=False),
        sa.Column("next_due_on", DAY, nullable=True),
        sa.Column("outcome", sa.Text(), nullable=False),
        *person_fact("review"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    one_current("review")
    op.create_table(
        "officer_contact",
        sa.Column("contacted_on", DAY, nullable=False),
        sa.Column("officer_id", WHOLE, nullable=False),
        sa.Column("method", sa.Text(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["officer_id"], ["officer.id"], name=op.f("fk_officer_contact_officer_id")
        ),
        *person_fact("officer_contact"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    one_current("officer_contact")
    op.create_table(
        "note",
        sa.Column("written_on", DAY, nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("is_assessment", YES_NO, nullable=False),
        *person_fact("note"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    one_current("note")
    op.create_table(
        "allocation",
        sa.Column("officer_id", WHOLE, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("since", DAY, nullable=False),
        sa.Column("until", DAY, nullable=True),
        sa.CheckConstraint("kind IN ('lead', 'cover')", name=op.f("ck_allocation_kind")),
        sa.CheckConstraint(
            "until IS NULL OR since IS NULL OR since <= until",
            name=op.f("ck_allocation_since_until"),
        ),
        sa.ForeignKeyConstraint(
            ["officer_id"], ["officer.id"], name=op.f("fk_allocation_officer_id")
        ),
        *person_fact("allocation"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_allocation_officer_id"), "allocation", ["officer_id"], unique=False)
    one_current("allocation")
    op.create_table(
        "attachment_content",
        sa.Column("digest", sa.Text(), nullable=False, comment="SHA-256, hexadecimal"),
        sa.Column("size", WHOLE, nullable=False, comment="in bytes"),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_attachment_content")),
        sqlite_strict=True,
    )
    op.create_table(
        "attachment",
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("file_name", sa.Text(), nullable=False),
        sa.Column("media_type", sa.Text(), nullable=False),
        sa.Column("dated_on", DAY, nullable=True),
        sa.Column("about_id", WHOLE, nullable=True, comment="the order or fact it evidences"),
        sa.Column("certified_copy", YES_NO, nullable=False),
        sa.ForeignKeyConstraint(["about_id"], ["fact.id"], name=op.f("fk_attachment_about_id")),
        sa.ForeignKeyConstraint(
            ["digest"], ["attachment_content.digest"], name=op.f("fk_attachment_digest")
        ),
        *person_fact("attachment"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    one_current("attachment")


def downgrade() -> None:
    op.drop_table("attachment")
    op.drop_table("attachment_content")
    op.drop_table("allocation")
    op.drop_table("note")
    op.drop_table("officer_contact")
    op.drop_table("review")
    op.drop_table("management_plan")
    op.drop_table("management_level")
    op.drop_table("watch_period")
    op.drop_table("inclusion")
