"""Why a case was opened, by whom it is managed, and documents."""

import sqlalchemy as sa
from alembic import op

revision: str = "0006_management"
down_revision: str | None = "0005_orders_and_events"

WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
DAY = sa.Date().with_variant(sa.Text(), "sqlite")
MOMENT = sa.DateTime(timezone=True).with_variant(sa.Text(), "sqlite")
YES_NO = sa.Boolean(create_constraint=False).with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "inclusion",
        sa.Column("opened_on", DAY, nullable=False),
        sa.Column("works_with_others", sa.Text(), nullable=False),
        sa.Column("capacity_and_capability", sa.Text(), nullable=False),
        sa.Column("continuing_basis", sa.Text(), nullable=False),
        sa.Column("planning_control_coordination", sa.Text(), nullable=False),
        sa.Column("person_id", WHOLE, nullable=False),
        sa.Column("fact_id", WHOLE, nullable=False),
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
            name=op.f("ck_inclusion_known_from_known_to"),
        ),
        sa.ForeignKeyConstraint(["closed_by"], ["officer.id"], name=op.f("fk_inclusion_closed_by")),
        sa.ForeignKeyConstraint(["fact_id"], ["fact.id"], name=op.f("fk_inclusion_fact_id")),
        sa.ForeignKeyConstraint(["owner_id"], ["agency.id"], name=op.f("fk_inclusion_owner_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_inclusion_person_id")),
        sa.ForeignKeyConstraint(
            ["recorded_by"], ["officer.id"], name=op.f("fk_inclusion_recorded_by")
        ),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name=op.f("fk_inclusion_source_id")),
        sa.PrimaryKeyConstraint("person_id", "fact_id", "version", name=op.f("pk_inclusion")),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index(
        "uq_inclusion_current",
        "inclusion",
        ["fact_id"],
        unique=True,
        sqlite_where=sa.text("known_to IS NULL"),
        postgresql_where=sa.text("known_to IS NULL"),
    )
    op.create_table(
        "watch_period",
        sa.Column("since", DAY, nullable=False),
        sa.Column("until", DAY, nullable=True),
        sa.Column("review_on", DAY, nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("person_id", WHOLE, nullable=False),
        sa.Column("fact_id", WHOLE, nullable=False),
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
            name=op.f("ck_watch_period_known_from_known_to"),
        ),
        sa.CheckConstraint(
            "until IS NULL OR since IS NULL OR since <= until",
            name=op.f("ck_watch_period_since_until"),
        ),
        sa.ForeignKeyConstraint(
            ["closed_by"], ["officer.id"], name=op.f("fk_watch_period_closed_by")
        ),
        sa.ForeignKeyConstraint(["fact_id"], ["fact.id"], name=op.f("fk_watch_period_fact_id")),
        sa.ForeignKeyConstraint(["owner_id"], ["agency.id"], name=op.f("fk_watch_period_owner_id")),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_watch_period_person_id")
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by"], ["officer.id"], name=op.f("fk_watch_period_recorded_by")
        ),
        sa.ForeignKeyConstraint(
            ["source_id"], ["source.id"], name=op.f("fk_watch_period_source_id")
        ),
        sa.PrimaryKeyConstraint("person_id", "fact_id", "version", name=op.f("pk_watch_period")),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index(
        "uq_watch_period_current",
        "watch_period",
        ["fact_id"],
        unique=True,
        sqlite_where=sa.text("known_to IS NULL"),
        postgresql_where=sa.text("known_to IS NULL"),
    )
    op.create_table(
        "management_level",
        sa.Column("level", sa.Text(), nullable=False),
        sa.Column("since", DAY, nullable=False),
        sa.Column("until", DAY, nullable=True),
        sa.Column("person_id", WHOLE, nullable=False),
        sa.Column("fact_id", WHOLE, nullable=False),
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
            name=op.f("ck_management_level_known_from_known_to"),
        ),
        sa.CheckConstraint(
            "until IS NULL OR since IS NULL OR since <= until",
            name=op.f("ck_management_level_since_until"),
        ),
        sa.ForeignKeyConstraint(
            ["closed_by"], ["officer.id"], name=op.f("fk_management_level_closed_by")
        ),
        sa.ForeignKeyConstraint(["fact_id"], ["fact.id"], name=op.f("fk_management_level_fact_id")),
        sa.ForeignKeyConstraint(
            ["owner_id"], ["agency.id"], name=op.f("fk_management_level_owner_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_management_level_person_id")
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by"], ["officer.id"], name=op.f("fk_management_level_recorded_by")
        ),
        sa.ForeignKeyConstraint(
            ["source_id"], ["source.id"], name=op.f("fk_management_level_source_id")
        ),
        sa.PrimaryKeyConstraint(
            "person_id", "fact_id", "version", name=op.f("pk_management_level")
        ),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index(
        "uq_management_level_current",
        "management_level",
        ["fact_id"],
        unique=True,
        sqlite_where=sa.text("known_to IS NULL"),
        postgresql_where=sa.text("known_to IS NULL"),
    )
    op.create_table(
        "management_plan",
        sa.Column("objective", sa.Text(), nullable=False),
        sa.Column("since", DAY, nullable=False),
        sa.Column("until", DAY, nullable=True),
        sa.Column("contact_every_days", WHOLE, nullable=True),
        sa.Column("person_id", WHOLE, nullable=False),
        sa.Column("fact_id", WHOLE, nullable=False),
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
            name=op.f("ck_management_plan_known_from_known_to"),
        ),
        sa.CheckConstraint(
            "until IS NULL OR since IS NULL OR since <= until",
            name=op.f("ck_management_plan_since_until"),
        ),
        sa.ForeignKeyConstraint(
            ["closed_by"], ["officer.id"], name=op.f("fk_management_plan_closed_by")
        ),
        sa.ForeignKeyConstraint(["fact_id"], ["fact.id"], name=op.f("fk_management_plan_fact_id")),
        sa.ForeignKeyConstraint(
            ["owner_id"], ["agency.id"], name=op.f("fk_management_plan_owner_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_management_plan_person_id")
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by"], ["officer.id"], name=op.f("fk_management_plan_recorded_by")
        ),
        sa.ForeignKeyConstraint(
            ["source_id"], ["source.id"], name=op.f("fk_management_plan_source_id")
        ),
        sa.PrimaryKeyConstraint("person_id", "fact_id", "version", name=op.f("pk_management_plan")),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index(
        "uq_management_plan_current",
        "management_plan",
        ["fact_id"],
        unique=True,
        sqlite_where=sa.text("known_to IS NULL"),
        postgresql_where=sa.text("known_to IS NULL"),
    )
    op.create_table(
        "review",
        sa.Column("reviewed_on", DAY, nullable=False),
        sa.Column("next_due_on", DAY, nullable=True),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("person_id", WHOLE, nullable=False),
        sa.Column("fact_id", WHOLE, nullable=False),
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
            name=op.f("ck_review_known_from_known_to"),
        ),
        sa.ForeignKeyConstraint(["closed_by"], ["officer.id"], name=op.f("fk_review_closed_by")),
        sa.ForeignKeyConstraint(["fact_id"], ["fact.id"], name=op.f("fk_review_fact_id")),
        sa.ForeignKeyConstraint(["owner_id"], ["agency.id"], name=op.f("fk_review_owner_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_review_person_id")),
        sa.ForeignKeyConstraint(
            ["recorded_by"], ["officer.id"], name=op.f("fk_review_recorded_by")
        ),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name=op.f("fk_review_source_id")),
        sa.PrimaryKeyConstraint("person_id", "fact_id", "version", name=op.f("pk_review")),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index(
        "uq_review_current",
        "review",
        ["fact_id"],
        unique=True,
        sqlite_where=sa.text("known_to IS NULL"),
        postgresql_where=sa.text("known_to IS NULL"),
    )
    op.create_table(
        "officer_contact",
        sa.Column("contacted_on", DAY, nullable=False),
        sa.Column("officer_id", WHOLE, nullable=False),
        sa.Column("method", sa.Text(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=True),
        sa.Column("person_id", WHOLE, nullable=False),
        sa.Column("fact_id", WHOLE, nullable=False),
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
            name=op.f("ck_officer_contact_known_from_known_to"),
        ),
        sa.ForeignKeyConstraint(
            ["closed_by"], ["officer.id"], name=op.f("fk_officer_contact_closed_by")
        ),
        sa.ForeignKeyConstraint(["fact_id"], ["fact.id"], name=op.f("fk_officer_contact_fact_id")),
        sa.ForeignKeyConstraint(
            ["officer_id"], ["officer.id"], name=op.f("fk_officer_contact_officer_id")
        ),
        sa.ForeignKeyConstraint(
            ["owner_id"], ["agency.id"], name=op.f("fk_officer_contact_owner_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_officer_contact_person_id")
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by"], ["officer.id"], name=op.f("fk_officer_contact_recorded_by")
        ),
        sa.ForeignKeyConstraint(
            ["source_id"], ["source.id"], name=op.f("fk_officer_contact_source_id")
        ),
        sa.PrimaryKeyConstraint("person_id", "fact_id", "version", name=op.f("pk_officer_contact")),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index(
        "uq_officer_contact_current",
        "officer_contact",
        ["fact_id"],
        unique=True,
        sqlite_where=sa.text("known_to IS NULL"),
        postgresql_where=sa.text("known_to IS NULL"),
    )
    op.create_table(
        "note",
        sa.Column("written_on", DAY, nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("is_assessment", YES_NO, nullable=False),
        sa.Column("person_id", WHOLE, nullable=False),
        sa.Column("fact_id", WHOLE, nullable=False),
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
            name=op.f("ck_note_known_from_known_to"),
        ),
        sa.ForeignKeyConstraint(["closed_by"], ["officer.id"], name=op.f("fk_note_closed_by")),
        sa.ForeignKeyConstraint(["fact_id"], ["fact.id"], name=op.f("fk_note_fact_id")),
        sa.ForeignKeyConstraint(["owner_id"], ["agency.id"], name=op.f("fk_note_owner_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_note_person_id")),
        sa.ForeignKeyConstraint(["recorded_by"], ["officer.id"], name=op.f("fk_note_recorded_by")),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name=op.f("fk_note_source_id")),
        sa.PrimaryKeyConstraint("person_id", "fact_id", "version", name=op.f("pk_note")),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index(
        "uq_note_current",
        "note",
        ["fact_id"],
        unique=True,
        sqlite_where=sa.text("known_to IS NULL"),
        postgresql_where=sa.text("known_to IS NULL"),
    )
    op.create_table(
        "allocation",
        sa.Column("officer_id", WHOLE, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("since", DAY, nullable=False),
        sa.Column("until", DAY, nullable=True),
        sa.Column("person_id", WHOLE, nullable=False),
        sa.Column("fact_id", WHOLE, nullable=False),
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
        sa.CheckConstraint("kind IN ('lead', 'cover')", name=op.f("ck_allocation_kind")),
        sa.CheckConstraint(
            "known_to IS NULL OR known_from IS NULL OR known_from < known_to",
            name=op.f("ck_allocation_known_from_known_to"),
        ),
        sa.CheckConstraint(
            "until IS NULL OR since IS NULL OR since <= until",
            name=op.f("ck_allocation_since_until"),
        ),
        sa.ForeignKeyConstraint(
            ["closed_by"], ["officer.id"], name=op.f("fk_allocation_closed_by")
        ),
        sa.ForeignKeyConstraint(["fact_id"], ["fact.id"], name=op.f("fk_allocation_fact_id")),
        sa.ForeignKeyConstraint(
            ["officer_id"], ["officer.id"], name=op.f("fk_allocation_officer_id")
        ),
        sa.ForeignKeyConstraint(["owner_id"], ["agency.id"], name=op.f("fk_allocation_owner_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_allocation_person_id")),
        sa.ForeignKeyConstraint(
            ["recorded_by"], ["officer.id"], name=op.f("fk_allocation_recorded_by")
        ),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name=op.f("fk_allocation_source_id")),
        sa.PrimaryKeyConstraint("person_id", "fact_id", "version", name=op.f("pk_allocation")),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_allocation_officer_id"), "allocation", ["officer_id"], unique=False)
    op.create_index(
        "uq_allocation_current",
        "allocation",
        ["fact_id"],
        unique=True,
        sqlite_where=sa.text("known_to IS NULL"),
        postgresql_where=sa.text("known_to IS NULL"),
    )
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
        sa.Column("person_id", WHOLE, nullable=False),
        sa.Column("fact_id", WHOLE, nullable=False),
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
            name=op.f("ck_attachment_known_from_known_to"),
        ),
        sa.ForeignKeyConstraint(["about_id"], ["fact.id"], name=op.f("fk_attachment_about_id")),
        sa.ForeignKeyConstraint(
            ["closed_by"], ["officer.id"], name=op.f("fk_attachment_closed_by")
        ),
        sa.ForeignKeyConstraint(
            ["digest"], ["attachment_content.digest"], name=op.f("fk_attachment_digest")
        ),
        sa.ForeignKeyConstraint(["fact_id"], ["fact.id"], name=op.f("fk_attachment_fact_id")),
        sa.ForeignKeyConstraint(["owner_id"], ["agency.id"], name=op.f("fk_attachment_owner_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_attachment_person_id")),
        sa.ForeignKeyConstraint(
            ["recorded_by"], ["officer.id"], name=op.f("fk_attachment_recorded_by")
        ),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name=op.f("fk_attachment_source_id")),
        sa.PrimaryKeyConstraint("person_id", "fact_id", "version", name=op.f("pk_attachment")),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index(
        "uq_attachment_current",
        "attachment",
        ["fact_id"],
        unique=True,
        sqlite_where=sa.text("known_to IS NULL"),
        postgresql_where=sa.text("known_to IS NULL"),
    )
    # ### end Alembic commands ###


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
