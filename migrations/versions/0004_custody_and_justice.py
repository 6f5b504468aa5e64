"""Movements, prison records, charges, convictions, sentences and release dates."""

import sqlalchemy as sa
from alembic import op

revision: str = "0004_custody_and_justice"
down_revision: str | None = "0003_holdings_and_groups"

WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
DAY = sa.Date().with_variant(sa.Text(), "sqlite")
MOMENT = sa.DateTime(timezone=True).with_variant(sa.Text(), "sqlite")
YES_NO = sa.Boolean(create_constraint=False).with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "movement",
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("happened_on", DAY, nullable=False),
        sa.Column("happened_at", MOMENT, nullable=True, comment="where the time is known"),
        sa.Column("basis", sa.Text(), nullable=True, comment="for an entry: why held"),
        sa.Column("establishment_id", WHOLE, nullable=True),
        sa.Column("reason_code", sa.Text(), nullable=True, comment="as the feed gave it"),
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
            "basis IN ('remand', 'sentence', 'recall', 'immigration', 'civil', 'unknown')",
            name=op.f("ck_movement_basis"),
        ),
        sa.CheckConstraint(
            "kind IN ('reception', 'transfer', 'court', 'temporary_release', 'return', 'release', 'release_on_bail', 'release_to_hospital', 'recall', 'escape', 'unlawfully_at_large', 'death')",
            name=op.f("ck_movement_kind"),
        ),
        sa.CheckConstraint(
            "known_to IS NULL OR known_from IS NULL OR known_from < known_to",
            name=op.f("ck_movement_known_from_known_to"),
        ),
        sa.ForeignKeyConstraint(["closed_by"], ["officer.id"], name=op.f("fk_movement_closed_by")),
        sa.ForeignKeyConstraint(
            ["establishment_id"], ["establishment.id"], name=op.f("fk_movement_establishment_id")
        ),
        sa.ForeignKeyConstraint(["fact_id"], ["fact.id"], name=op.f("fk_movement_fact_id")),
        sa.ForeignKeyConstraint(["owner_id"], ["agency.id"], name=op.f("fk_movement_owner_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_movement_person_id")),
        sa.ForeignKeyConstraint(
            ["recorded_by"], ["officer.id"], name=op.f("fk_movement_recorded_by")
        ),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name=op.f("fk_movement_source_id")),
        sa.PrimaryKeyConstraint("person_id", "fact_id", "version", name=op.f("pk_movement")),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index(
        "uq_movement_current",
        "movement",
        ["fact_id"],
        unique=True,
        sqlite_where=sa.text("known_to IS NULL"),
        postgresql_where=sa.text("known_to IS NULL"),
    )
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
            name=op.f("ck_prison_record_known_from_known_to"),
        ),
        sa.ForeignKeyConstraint(
            ["closed_by"], ["officer.id"], name=op.f("fk_prison_record_closed_by")
        ),
        sa.ForeignKeyConstraint(["fact_id"], ["fact.id"], name=op.f("fk_prison_record_fact_id")),
        sa.ForeignKeyConstraint(
            ["owner_id"], ["agency.id"], name=op.f("fk_prison_record_owner_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_prison_record_person_id")
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by"], ["officer.id"], name=op.f("fk_prison_record_recorded_by")
        ),
        sa.ForeignKeyConstraint(
            ["source_id"], ["source.id"], name=op.f("fk_prison_record_source_id")
        ),
        sa.PrimaryKeyConstraint("person_id", "fact_id", "version", name=op.f("pk_prison_record")),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index(
        "uq_prison_record_current",
        "prison_record",
        ["fact_id"],
        unique=True,
        sqlite_where=sa.text("known_to IS NULL"),
        postgresql_where=sa.text("known_to IS NULL"),
    )
    op.create_table(
        "prison_alert",
        sa.Column("alert_type", sa.Text(), nullable=True),
        sa.Column("alert_code", sa.Text(), nullable=False),
        sa.Column("active", YES_NO, nullable=False),
        sa.Column("expired", YES_NO, nullable=False),
        sa.Column("observed_on", DAY, nullable=False),
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
            name=op.f("ck_prison_alert_known_from_known_to"),
        ),
        sa.ForeignKeyConstraint(
            ["closed_by"], ["officer.id"], name=op.f("fk_prison_alert_closed_by")
        ),
        sa.ForeignKeyConstraint(["fact_id"], ["fact.id"], name=op.f("fk_prison_alert_fact_id")),
        sa.ForeignKeyConstraint(["owner_id"], ["agency.id"], name=op.f("fk_prison_alert_owner_id")),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_prison_alert_person_id")
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by"], ["officer.id"], name=op.f("fk_prison_alert_recorded_by")
        ),
        sa.ForeignKeyConstraint(
            ["source_id"], ["source.id"], name=op.f("fk_prison_alert_source_id")
        ),
        sa.PrimaryKeyConstraint("person_id", "fact_id", "version", name=op.f("pk_prison_alert")),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index(
        "uq_prison_alert_current",
        "prison_alert",
        ["fact_id"],
        unique=True,
        sqlite_where=sa.text("known_to IS NULL"),
        postgresql_where=sa.text("known_to IS NULL"),
    )
    op.create_table(
        "charge",
        sa.Column("offence", sa.Text(), nullable=False),
        sa.Column("charged_on", DAY, nullable=False),
        sa.Column("serious", YES_NO, nullable=True, comment="Sch 1 SCA 2007, or a s.25 offence"),
        sa.Column("ended_on", DAY, nullable=True),
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
            name=op.f("ck_charge_known_from_known_to"),
        ),
        sa.ForeignKeyConstraint(["closed_by"], ["officer.id"], name=op.f("fk_charge_closed_by")),
        sa.ForeignKeyConstraint(["fact_id"], ["fact.id"], name=op.f("fk_charge_fact_id")),
        sa.ForeignKeyConstraint(["owner_id"], ["agency.id"], name=op.f("fk_charge_owner_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_charge_person_id")),
        sa.ForeignKeyConstraint(
            ["recorded_by"], ["officer.id"], name=op.f("fk_charge_recorded_by")
        ),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name=op.f("fk_charge_source_id")),
        sa.PrimaryKeyConstraint("person_id", "fact_id", "version", name=op.f("pk_charge")),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index(
        "uq_charge_current",
        "charge",
        ["fact_id"],
        unique=True,
        sqlite_where=sa.text("known_to IS NULL"),
        postgresql_where=sa.text("known_to IS NULL"),
    )
    op.create_table(
        "conviction",
        sa.Column("charge_id", WHOLE, nullable=True),
        sa.Column("offence", sa.Text(), nullable=False),
        sa.Column("convicted_on", DAY, nullable=False),
        sa.Column("court_name", sa.Text(), nullable=True),
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
            name=op.f("ck_conviction_known_from_known_to"),
        ),
        sa.ForeignKeyConstraint(["charge_id"], ["fact.id"], name=op.f("fk_conviction_charge_id")),
        sa.ForeignKeyConstraint(
            ["closed_by"], ["officer.id"], name=op.f("fk_conviction_closed_by")
        ),
        sa.ForeignKeyConstraint(["fact_id"], ["fact.id"], name=op.f("fk_conviction_fact_id")),
        sa.ForeignKeyConstraint(["owner_id"], ["agency.id"], name=op.f("fk_conviction_owner_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_conviction_person_id")),
        sa.ForeignKeyConstraint(
            ["recorded_by"], ["officer.id"], name=op.f("fk_conviction_recorded_by")
        ),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name=op.f("fk_conviction_source_id")),
        sa.PrimaryKeyConstraint("person_id", "fact_id", "version", name=op.f("pk_conviction")),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index(
        "uq_conviction_current",
        "conviction",
        ["fact_id"],
        unique=True,
        sqlite_where=sa.text("known_to IS NULL"),
        postgresql_where=sa.text("known_to IS NULL"),
    )
    op.create_table(
        "sentence",
        sa.Column("conviction_id", WHOLE, nullable=True),
        sa.Column("sentenced_on", DAY, nullable=False),
        sa.Column("length_count", WHOLE, nullable=True, comment="None for a life sentence"),
        sa.Column("length_unit", sa.Text(), nullable=True),
        sa.Column("indeterminate", YES_NO, nullable=False),
        sa.Column("drug_trafficking", YES_NO, nullable=True),
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
            name=op.f("ck_sentence_known_from_known_to"),
        ),
        sa.ForeignKeyConstraint(["closed_by"], ["officer.id"], name=op.f("fk_sentence_closed_by")),
        sa.ForeignKeyConstraint(
            ["conviction_id"], ["fact.id"], name=op.f("fk_sentence_conviction_id")
        ),
        sa.ForeignKeyConstraint(["fact_id"], ["fact.id"], name=op.f("fk_sentence_fact_id")),
        sa.ForeignKeyConstraint(["owner_id"], ["agency.id"], name=op.f("fk_sentence_owner_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_sentence_person_id")),
        sa.ForeignKeyConstraint(
            ["recorded_by"], ["officer.id"], name=op.f("fk_sentence_recorded_by")
        ),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name=op.f("fk_sentence_source_id")),
        sa.PrimaryKeyConstraint("person_id", "fact_id", "version", name=op.f("pk_sentence")),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index(
        "uq_sentence_current",
        "sentence",
        ["fact_id"],
        unique=True,
        sqlite_where=sa.text("known_to IS NULL"),
        postgresql_where=sa.text("known_to IS NULL"),
    )
    op.create_table(
        "release_date",
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("falls_on", DAY, nullable=False),
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
            "kind IN ('sentence_start', 'release', 'confirmed_release', 'conditional_release', 'automatic_release', 'parole_eligibility', 'curfew_eligibility', 'post_recall_release', 'licence_expiry', 'sentence_expiry', 'supervision_expiry')",
            name=op.f("ck_release_date_kind"),
        ),
        sa.CheckConstraint(
            "known_to IS NULL OR known_from IS NULL OR known_from < known_to",
            name=op.f("ck_release_date_known_from_known_to"),
        ),
        sa.ForeignKeyConstraint(
            ["closed_by"], ["officer.id"], name=op.f("fk_release_date_closed_by")
        ),
        sa.ForeignKeyConstraint(["fact_id"], ["fact.id"], name=op.f("fk_release_date_fact_id")),
        sa.ForeignKeyConstraint(["owner_id"], ["agency.id"], name=op.f("fk_release_date_owner_id")),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_release_date_person_id")
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by"], ["officer.id"], name=op.f("fk_release_date_recorded_by")
        ),
        sa.ForeignKeyConstraint(
            ["source_id"], ["source.id"], name=op.f("fk_release_date_source_id")
        ),
        sa.PrimaryKeyConstraint("person_id", "fact_id", "version", name=op.f("pk_release_date")),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index(
        "uq_release_date_current",
        "release_date",
        ["fact_id"],
        unique=True,
        sqlite_where=sa.text("known_to IS NULL"),
        postgresql_where=sa.text("known_to IS NULL"),
    )
    # ### end Alembic commands ###


def downgrade() -> None:
    op.drop_table("release_date")
    op.drop_table("sentence")
    op.drop_table("conviction")
    op.drop_table("charge")
    op.drop_table("prison_alert")
    op.drop_table("prison_record")
    op.drop_table("movement")
