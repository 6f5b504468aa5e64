"""Movements, prison records, charges, convictions, sentences and release dates."""

import sqlalchemy as sa
from alembic import op

from migrations.facts import DAY, MOMENT, WHOLE, YES_NO, one_current, person_fact

revision: str = "0004_custody_and_justice"
down_revision: str | None = "0003_holdings_and_groups"


def upgrade() -> None:
    op.create_table(
        "movement",
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("happened_on", DAY, nullable=False),
        sa.Column("happened_at", MOMENT, nullable=True, comment="where the time is known"),
        sa.Column("basis", sa.Text(), nullable=True, comment="for an entry: why held"),
        sa.Column("establishment_id", WHOLE, nullable=True),
        sa.Column("reason_code", sa.Text(), nullable=True, comment="as the feed gave it"),
        sa.CheckConstraint(
            "basis IN ('remand', 'sentence', 'recall', 'immigration', 'civil', 'unknown')",
            name=op.f("ck_movement_basis"),
        ),
        sa.CheckConstraint(
            "kind IN ('reception', 'transfer', 'court', 'temporary_release', 'return', 'release', 'release_on_bail', 'release_to_hospital', 'recall', 'escape', 'unlawfully_at_large', 'death')",
            name=op.f("ck_movement_kind"),
        ),
        sa.ForeignKeyConstraint(
            ["establishment_id"], ["establishment.id"], name=op.f("fk_movement_establishment_id")
        ),
        *person_fact("movement"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    one_current("movement")
    op.create_table(
        "prison_record",
        sa.Column("observed_on", DAY, nullable=False),
        sa.Column("status", sa.Text(), nullable=True),
        sa.Column("in_out_status", sa.Text(), nullable=True),
        sa.Column("last_movement_type", sa.Text(), nullable=True),
        sa.Column("last_movement_reason", sa.Text(), nullable=True),
        sa.Column("prison_code", sa.Text(), nullable=True),
        sa.Column("last_prison_code", sa.Text(), nullable=True),
        sa.Column("cell_location", sa.Text(), nullable=True),
        sa.Column("category", sa.Text(), nullable=True),
        sa.Column("legal_status", sa.Text(), nullable=True),
        sa.Column("imprisonment_status", sa.Text(), nullable=True),
        sa.Column("recall", YES_NO, nullable=True),
        sa.Column("indeterminate_sentence", YES_NO, nullable=True),
        sa.Column("restricted_patient", YES_NO, nullable=True),
        *person_fact("prison_record"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    one_current("prison_record")
    op.create_table(
        "prison_alert",
        sa.Column("alert_type", sa.Text(), nullable=True),
        sa.Column("alert_code", sa.Text(), nullable=False),
        sa.Column("active", YES_NO, nullable=False),
        sa.Column("expired", YES_NO, nullable=False),
        sa.Column("observed_on", DAY, nullable=False),
        *person_fact("prison_alert"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    one_current("prison_alert")
    op.create_table(
        "charge",
        sa.Column("offence", sa.Text(), nullable=False),
        sa.Column("charged_on", DAY, nullable=False),
        sa.Column("serious", YES_NO, nullable=True, comment="Sch 1 SCA 2007, or a s.25 offence"),
        sa.Column("ended_on", DAY, nullable=True),
        sa.Column("outcome", sa.Text(), nullable=True),
        *person_fact("charge"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    one_current("charge")
    op.create_table(
        "conviction",
        sa.Column("charge_id", WHOLE, nullable=True),
        sa.Column("offence", sa.Text(), nullable=False),
        sa.Column("convicted_on", DAY, nullable=False),
        sa.Column("court_name", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["charge_id"], ["fact.id"], name=op.f("fk_conviction_charge_id")),
        *person_fact("conviction"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    one_current("conviction")
    op.create_table(
        "sentence",
        sa.Column("conviction_id", WHOLE, nullable=True),
        sa.Column("sentenced_on", DAY, nullable=False),
        sa.Column("length_count", WHOLE, nullable=True, comment="None for a life sentence"),
        sa.Column("length_unit", sa.Text(), nullable=True),
        sa.Column("indeterminate", YES_NO, nullable=False),
        sa.Column("drug_trafficking", YES_NO, nullable=True),
        sa.ForeignKeyConstraint(
            ["conviction_id"], ["fact.id"], name=op.f("fk_sentence_conviction_id")
        ),
        *person_fact("sentence"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    one_current("sentence")
    op.create_table(
        "release_date",
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("falls_on", DAY, nullable=False),
        sa.CheckConstraint(
            "kind IN ('sentence_start', 'release', 'confirmed_release', 'conditional_release', 'automatic_release', 'parole_eligibility', 'curfew_eligibility', 'post_recall_release', 'licence_expiry', 'sentence_expiry', 'supervision_expiry')",
            name=op.f("ck_release_date_kind"),
        ),
        *person_fact("release_date"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    one_current("release_date")


def downgrade() -> None:
    op.drop_table("release_date")
    op.drop_table("sentence")
    op.drop_table("conviction")
    op.drop_table("charge")
    op.drop_table("prison_alert")
    op.drop_table("prison_record")
    op.drop_table("movement")
