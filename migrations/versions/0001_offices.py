"""Agencies, officers, prisons and sources."""

import sqlalchemy as sa
from alembic import op

from migrations.facts import DAY, MOMENT, WHOLE

revision: str = "0001_offices"
down_revision: str | None = None


def upgrade() -> None:
    op.create_table(
        "agency",
        sa.Column("id", WHOLE, autoincrement=True, nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agency")),
        sa.UniqueConstraint("code", name=op.f("uq_agency_code")),
        sqlite_strict=True,
    )
    op.create_table(
        "unit",
        sa.Column("id", WHOLE, autoincrement=True, nullable=False),
        sa.Column("agency_id", WHOLE, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_unit_agency_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unit")),
        sqlite_strict=True,
    )
    op.create_table(
        "establishment",
        sa.Column("id", WHOLE, autoincrement=True, nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("types", sa.Text(), nullable=True, comment="such as HMP|YOI"),
        sa.Column("categories", sa.Text(), nullable=True),
        sa.Column("sex", sa.Text(), nullable=True),
        sa.Column("conditions", sa.Text(), nullable=True, comment="open or closed conditions"),
        sa.Column("status", sa.Text(), nullable=True),
        sa.Column("operators", sa.Text(), nullable=True),
        sa.Column("town", sa.Text(), nullable=True),
        sa.Column("postcode", sa.Text(), nullable=True),
        sa.Column("closed_on", DAY, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_establishment")),
        sa.UniqueConstraint("code", name=op.f("uq_establishment_code")),
        sqlite_strict=True,
    )
    op.create_table(
        "officer",
        sa.Column("id", WHOLE, autoincrement=True, nullable=False),
        sa.Column("login", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("agency_id", WHOLE, nullable=False),
        sa.Column("unit_id", WHOLE, nullable=True),
        sa.Column("closed_at", MOMENT, nullable=True, comment="when the account was closed"),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_officer_agency_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_officer_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_officer")),
        sa.UniqueConstraint("login", name=op.f("uq_officer_login")),
        sqlite_strict=True,
    )
    op.create_table(
        "officer_role",
        sa.Column("id", WHOLE, autoincrement=True, nullable=False),
        sa.Column("officer_id", WHOLE, nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("since", DAY, nullable=False),
        sa.Column("until", DAY, nullable=True),
        sa.CheckConstraint(
            "role IN ('offender_manager', 'prison_intelligence_officer', 'intelligence_supervisor', 'supervisor', 'counter_corruption_officer', 'auditor', 'administrator', 'nightly_check')",
            name=op.f("ck_officer_role_role"),
        ),
        sa.CheckConstraint(
            "until IS NULL OR since IS NULL OR since <= until",
            name=op.f("ck_officer_role_since_until"),
        ),
        sa.ForeignKeyConstraint(
            ["officer_id"], ["officer.id"], name=op.f("fk_officer_role_officer_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_officer_role")),
        sqlite_strict=True,
    )
    op.create_index(
        op.f("ix_officer_role_officer_id"), "officer_role", ["officer_id"], unique=False
    )
    op.create_table(
        "source",
        sa.Column("id", WHOLE, autoincrement=True, nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("feed", sa.Text(), nullable=False),
        sa.Column("agency_id", WHOLE, nullable=False),
        sa.Column("opened_at", MOMENT, nullable=False, comment="from when its feed waits for it"),
        sa.Column("closed_at", MOMENT, nullable=True, comment="from when it does no more"),
        sa.CheckConstraint(
            "feed IN ('post_log', 'notification_log', 'service_log', 'prison_movements', 'prison_records', 'court_results', 'officers')",
            name=op.f("ck_source_feed"),
        ),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_source_agency_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_source")),
        sa.UniqueConstraint("code", name=op.f("uq_source_code")),
        sqlite_strict=True,
    )
    op.create_table(
        "source_completeness",
        sa.Column("id", WHOLE, autoincrement=True, nullable=False),
        sa.Column("source_id", WHOLE, nullable=False),
        sa.Column("complete_to", DAY, nullable=False),
        sa.Column("known_from", MOMENT, nullable=False),
        sa.Column("known_to", MOMENT, nullable=True),
        sa.Column("recorded_by", WHOLE, nullable=False),
        sa.CheckConstraint(
            "known_to IS NULL OR known_from IS NULL OR known_from < known_to",
            name=op.f("ck_source_completeness_known_from_known_to"),
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by"], ["officer.id"], name=op.f("fk_source_completeness_recorded_by")
        ),
        sa.ForeignKeyConstraint(
            ["source_id"], ["source.id"], name=op.f("fk_source_completeness_source_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_source_completeness")),
        sqlite_strict=True,
    )
    op.create_index(
        op.f("ix_source_completeness_source_id"), "source_completeness", ["source_id"], unique=False
    )
    op.create_table(
        "import_receipt",
        sa.Column("id", WHOLE, autoincrement=True, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("file_name", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False, comment="SHA-256 of the file, hexadecimal"),
        sa.Column("imported_at", MOMENT, nullable=False),
        sa.Column("imported_by", WHOLE, nullable=False),
        sa.Column("accepted", WHOLE, nullable=False, comment="rows that changed something"),
        sa.Column("unchanged", WHOLE, nullable=False, comment="rows that said what was known"),
        sa.Column("rejected", WHOLE, nullable=False),
        sa.ForeignKeyConstraint(
            ["imported_by"], ["officer.id"], name=op.f("fk_import_receipt_imported_by")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_receipt")),
        sqlite_strict=True,
    )


def downgrade() -> None:
    op.drop_table("import_receipt")
    op.drop_table("source_completeness")
    op.drop_table("source")
    op.drop_table("officer_role")
    op.drop_table("officer")
    op.drop_table("establishment")
    op.drop_table("unit")
    op.drop_table("agency")
