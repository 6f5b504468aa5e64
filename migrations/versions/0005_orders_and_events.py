"""Orders with all that changes them, events and payments."""

import sqlalchemy as sa
from alembic import op

revision: str = "0005_orders_and_events"
down_revision: str | None = "0004_custody_and_justice"

WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
DAY = sa.Date().with_variant(sa.Text(), "sqlite")
MOMENT = sa.DateTime(timezone=True).with_variant(sa.Text(), "sqlite")
YES_NO = sa.Boolean(create_constraint=False).with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "court_order",
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("nation", sa.Text(), nullable=False),
        sa.Column("court", sa.Text(), nullable=False),
        sa.Column("court_name", sa.Text(), nullable=True),
        sa.Column("reference", sa.Text(), nullable=True),
        sa.Column("made_on", DAY, nullable=False),
        sa.Column(
            "represented",
            YES_NO,
            nullable=True,
            comment="at the hearing, in person or otherwise; None where the record does not say",
        ),
        sa.Column("ends_on", DAY, nullable=True, comment="last day, inclusive"),
        sa.Column("term_count", WHOLE, nullable=True),
        sa.Column("term_unit", sa.Text(), nullable=True),
        sa.Column("term_counting", sa.Text(), nullable=True),
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
            "court IN ('magistrates', 'crown_court', 'high_court', 'court_of_appeal', 'county_court', 'court_of_session', 'sheriff', 'high_court_of_justiciary', 'other')",
            name=op.f("ck_court_order_court"),
        ),
        sa.CheckConstraint(
            "kind IN ('scpo', 'fro', 'tro', 'disqualification', 'confiscation', 'licence', 'restraint', 'sexual_harm_prevention', 'slavery_prevention', 'criminal_behaviour', 'gang_injunction', 'serious_violence_reduction', 'other')",
            name=op.f("ck_court_order_kind"),
        ),
        sa.CheckConstraint(
            "nation IN ('england_and_wales', 'scotland', 'northern_ireland')",
            name=op.f("ck_court_order_nation"),
        ),
        sa.CheckConstraint(
            "term_counting IN ('B', 'A', 'C', 'N', 'P', 'H', 'M', 'MB', 'F', 'W')",
            name=op.f("ck_court_order_term_counting"),
        ),
        sa.CheckConstraint(
            "term_unit IN ('hours', 'days', 'weeks', 'months', 'years')",
            name=op.f("ck_court_order_term_unit"),
        ),
        sa.CheckConstraint(
            "known_to IS NULL OR known_from IS NULL OR known_from < known_to",
            name=op.f("ck_court_order_known_from_known_to"),
        ),
        sa.ForeignKeyConstraint(
            ["closed_by"], ["officer.id"], name=op.f("fk_court_order_closed_by")
        ),
        sa.ForeignKeyConstraint(["fact_id"], ["fact.id"], name=op.f("fk_court_order_fact_id")),
        sa.ForeignKeyConstraint(["owner_id"], ["agency.id"], name=op.f("fk_court_order_owner_id")),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_court_order_person_id")
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by"], ["officer.id"], name=op.f("fk_court_order_recorded_by")
        ),
        sa.ForeignKeyConstraint(
            ["source_id"], ["source.id"], name=op.f("fk_court_order_source_id")
        ),
        sa.PrimaryKeyConstraint("person_id", "fact_id", "version", name=op.f("pk_court_order")),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index(
        "uq_court_order_current",
        "court_order",
        ["fact_id"],
        unique=True,
        sqlite_where=sa.text("known_to IS NULL"),
        postgresql_where=sa.text("known_to IS NULL"),
    )
    op.create_table(
        "provision",
        sa.Column("order_id", WHOLE, nullable=False),
        sa.Column(
            "number", sa.Text(), nullable=False, comment="the clause number, as the order has it"
        ),
        sa.Column("wording", sa.Text(), nullable=False),
        sa.Column("duty_kind", sa.Text(), nullable=False),
        sa.Column("duty", sa.Text(), nullable=False, comment="the typed duty, canonical JSON"),
        sa.Column("starts_on", DAY, nullable=True),
        sa.Column("start_condition", sa.Text(), nullable=True),
        sa.Column("ends_on", DAY, nullable=True, comment="last day, inclusive"),
        sa.Column("introduced_by", WHOLE, nullable=True, comment="the variation that added it"),
        sa.Column("ended_by", WHOLE, nullable=True, comment="the variation that took it out"),
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
            "duty_kind IN ('periodic_report', 'first_notification', 'notify_change', 'notify_beforehand', 'report_return', 'count_limit', 'cash_limit', 'transaction_limit', 'prohibited_item', 'prohibited_association', 'place', 'curfew', 'prohibited_work', 'travel_ban', 'surrender_document', 'answer_notice', 'electronic_monitoring', 'pay', 'reside_at', 'free_wording')",
            name=op.f("ck_provision_duty_kind"),
        ),
        sa.CheckConstraint(
            "start_condition IN ('on_release', 'on_event')",
            name=op.f("ck_provision_start_condition"),
        ),
        sa.CheckConstraint(
            "known_to IS NULL OR known_from IS NULL OR known_from < known_to",
            name=op.f("ck_provision_known_from_known_to"),
        ),
        sa.ForeignKeyConstraint(["closed_by"], ["officer.id"], name=op.f("fk_provision_closed_by")),
        sa.ForeignKeyConstraint(["ended_by"], ["fact.id"], name=op.f("fk_provision_ended_by")),
        sa.ForeignKeyConstraint(["fact_id"], ["fact.id"], name=op.f("fk_provision_fact_id")),
        sa.ForeignKeyConstraint(
            ["introduced_by"], ["fact.id"], name=op.f("fk_provision_introduced_by")
        ),
        sa.ForeignKeyConstraint(["order_id"], ["fact.id"], name=op.f("fk_provision_order_id")),
        sa.ForeignKeyConstraint(["owner_id"], ["agency.id"], name=op.f("fk_provision_owner_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_provision_person_id")),
        sa.ForeignKeyConstraint(
            ["recorded_by"], ["officer.id"], name=op.f("fk_provision_recorded_by")
        ),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name=op.f("fk_provision_source_id")),
        sa.PrimaryKeyConstraint("person_id", "fact_id", "version", name=op.f("pk_provision")),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index(
        "uq_provision_current",
        "provision",
        ["fact_id"],
        unique=True,
        sqlite_where=sa.text("known_to IS NULL"),
        postgresql_where=sa.text("known_to IS NULL"),
    )
    op.create_table(
        "order_service",
        sa.Column("order_id", WHOLE, nullable=False),
        sa.Column("variation_id", WHOLE, nullable=True),
        sa.Column("served_on", DAY, nullable=False),
        sa.Column("method", sa.Text(), nullable=False),
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
            "method IN ('in_person', 'recorded_delivery', 'other')",
            name=op.f("ck_order_service_method"),
        ),
        sa.CheckConstraint(
            "known_to IS NULL OR known_from IS NULL OR known_from < known_to",
            name=op.f("ck_order_service_known_from_known_to"),
        ),
        sa.ForeignKeyConstraint(
            ["closed_by"], ["officer.id"], name=op.f("fk_order_service_closed_by")
        ),
        sa.ForeignKeyConstraint(["fact_id"], ["fact.id"], name=op.f("fk_order_service_fact_id")),
        sa.ForeignKeyConstraint(["order_id"], ["fact.id"], name=op.f("fk_order_service_order_id")),
        sa.ForeignKeyConstraint(
            ["owner_id"], ["agency.id"], name=op.f("fk_order_service_owner_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_order_service_person_id")
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by"], ["officer.id"], name=op.f("fk_order_service_recorded_by")
        ),
        sa.ForeignKeyConstraint(
            ["source_id"], ["source.id"], name=op.f("fk_order_service_source_id")
        ),
        sa.ForeignKeyConstraint(
            ["variation_id"], ["fact.id"], name=op.f("fk_order_service_variation_id")
        ),
        sa.PrimaryKeyConstraint("person_id", "fact_id", "version", name=op.f("pk_order_service")),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index(
        "uq_order_service_current",
        "order_service",
        ["fact_id"],
        unique=True,
        sqlite_where=sa.text("known_to IS NULL"),
        postgresql_where=sa.text("known_to IS NULL"),
    )
    op.create_table(
        "order_variation",
        sa.Column("order_id", WHOLE, nullable=False),
        sa.Column("made_on", DAY, nullable=False),
        sa.Column("represented", YES_NO, nullable=True),
        sa.Column("ends_on", DAY, nullable=True, comment="the order's new last day, if changed"),
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
            name=op.f("ck_order_variation_known_from_known_to"),
        ),
        sa.ForeignKeyConstraint(
            ["closed_by"], ["officer.id"], name=op.f("fk_order_variation_closed_by")
        ),
        sa.ForeignKeyConstraint(["fact_id"], ["fact.id"], name=op.f("fk_order_variation_fact_id")),
        sa.ForeignKeyConstraint(
            ["order_id"], ["fact.id"], name=op.f("fk_order_variation_order_id")
        ),
        sa.ForeignKeyConstraint(
            ["owner_id"], ["agency.id"], name=op.f("fk_order_variation_owner_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_order_variation_person_id")
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by"], ["officer.id"], name=op.f("fk_order_variation_recorded_by")
        ),
        sa.ForeignKeyConstraint(
            ["source_id"], ["source.id"], name=op.f("fk_order_variation_source_id")
        ),
        sa.PrimaryKeyConstraint("person_id", "fact_id", "version", name=op.f("pk_order_variation")),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index(
        "uq_order_variation_current",
        "order_variation",
        ["fact_id"],
        unique=True,
        sqlite_where=sa.text("known_to IS NULL"),
        postgresql_where=sa.text("known_to IS NULL"),
    )
    op.create_table(
        "order_suspension",
        sa.Column("order_id", WHOLE, nullable=False),
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
            name=op.f("ck_order_suspension_known_from_known_to"),
        ),
        sa.CheckConstraint(
            "until IS NULL OR since IS NULL OR since <= until",
            name=op.f("ck_order_suspension_since_until"),
        ),
        sa.ForeignKeyConstraint(
            ["closed_by"], ["officer.id"], name=op.f("fk_order_suspension_closed_by")
        ),
        sa.ForeignKeyConstraint(["fact_id"], ["fact.id"], name=op.f("fk_order_suspension_fact_id")),
        sa.ForeignKeyConstraint(
            ["order_id"], ["fact.id"], name=op.f("fk_order_suspension_order_id")
        ),
        sa.ForeignKeyConstraint(
            ["owner_id"], ["agency.id"], name=op.f("fk_order_suspension_owner_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_order_suspension_person_id")
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by"], ["officer.id"], name=op.f("fk_order_suspension_recorded_by")
        ),
        sa.ForeignKeyConstraint(
            ["source_id"], ["source.id"], name=op.f("fk_order_suspension_source_id")
        ),
        sa.PrimaryKeyConstraint(
            "person_id", "fact_id", "version", name=op.f("pk_order_suspension")
        ),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index(
        "uq_order_suspension_current",
        "order_suspension",
        ["fact_id"],
        unique=True,
        sqlite_where=sa.text("known_to IS NULL"),
        postgresql_where=sa.text("known_to IS NULL"),
    )
    op.create_table(
        "order_ending",
        sa.Column("order_id", WHOLE, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("ended_on", DAY, nullable=False),
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
            "kind IN ('discharged', 'revoked', 'quashed')", name=op.f("ck_order_ending_kind")
        ),
        sa.CheckConstraint(
            "known_to IS NULL OR known_from IS NULL OR known_from < known_to",
            name=op.f("ck_order_ending_known_from_known_to"),
        ),
        sa.ForeignKeyConstraint(
            ["closed_by"], ["officer.id"], name=op.f("fk_order_ending_closed_by")
        ),
        sa.ForeignKeyConstraint(["fact_id"], ["fact.id"], name=op.f("fk_order_ending_fact_id")),
        sa.ForeignKeyConstraint(["order_id"], ["fact.id"], name=op.f("fk_order_ending_order_id")),
        sa.ForeignKeyConstraint(["owner_id"], ["agency.id"], name=op.f("fk_order_ending_owner_id")),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_order_ending_person_id")
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by"], ["officer.id"], name=op.f("fk_order_ending_recorded_by")
        ),
        sa.ForeignKeyConstraint(
            ["source_id"], ["source.id"], name=op.f("fk_order_ending_source_id")
        ),
        sa.PrimaryKeyConstraint("person_id", "fact_id", "version", name=op.f("pk_order_ending")),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index(
        "uq_order_ending_current",
        "order_ending",
        ["fact_id"],
        unique=True,
        sqlite_where=sa.text("known_to IS NULL"),
        postgresql_where=sa.text("known_to IS NULL"),
    )
    op.create_table(
        "event",
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("happened_on", DAY, nullable=False),
        sa.Column("happened_at", MOMENT, nullable=True, comment="where the time is known"),
        sa.Column("provision_id", WHOLE, nullable=True, comment="the clause it answers"),
        sa.Column("about_id", WHOLE, nullable=True, comment="the fact it is about"),
        sa.Column("period_from", DAY, nullable=True, comment="first day a report covers"),
        sa.Column("other_person_id", WHOLE, nullable=True),
        sa.Column("amount", WHOLE, nullable=True, comment="money in minor units, such as pence"),
        sa.Column("currency", sa.Text(), nullable=True),
        sa.Column("details", sa.Text(), nullable=True),
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
            "kind IN ('report_received', 'notice_given', 'officer_notice_served', 'find', 'seizure', 'visit', 'contact', 'journey_out', 'journey_back', 'sighting', 'call')",
            name=op.f("ck_event_kind"),
        ),
        sa.CheckConstraint(
            "known_to IS NULL OR known_from IS NULL OR known_from < known_to",
            name=op.f("ck_event_known_from_known_to"),
        ),
        sa.ForeignKeyConstraint(["about_id"], ["fact.id"], name=op.f("fk_event_about_id")),
        sa.ForeignKeyConstraint(["closed_by"], ["officer.id"], name=op.f("fk_event_closed_by")),
        sa.ForeignKeyConstraint(["fact_id"], ["fact.id"], name=op.f("fk_event_fact_id")),
        sa.ForeignKeyConstraint(
            ["other_person_id"], ["person.id"], name=op.f("fk_event_other_person_id")
        ),
        sa.ForeignKeyConstraint(["owner_id"], ["agency.id"], name=op.f("fk_event_owner_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_event_person_id")),
        sa.ForeignKeyConstraint(["provision_id"], ["fact.id"], name=op.f("fk_event_provision_id")),
        sa.ForeignKeyConstraint(["recorded_by"], ["officer.id"], name=op.f("fk_event_recorded_by")),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name=op.f("fk_event_source_id")),
        sa.PrimaryKeyConstraint("person_id", "fact_id", "version", name=op.f("pk_event")),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index(
        "uq_event_current",
        "event",
        ["fact_id"],
        unique=True,
        sqlite_where=sa.text("known_to IS NULL"),
        postgresql_where=sa.text("known_to IS NULL"),
    )
    op.create_table(
        "payment",
        sa.Column("order_id", WHOLE, nullable=False),
        sa.Column("paid_on", DAY, nullable=False),
        sa.Column("amount", WHOLE, nullable=False, comment="money in minor units, such as pence"),
        sa.Column("currency", sa.Text(), nullable=False),
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
            name=op.f("ck_payment_known_from_known_to"),
        ),
        sa.ForeignKeyConstraint(["closed_by"], ["officer.id"], name=op.f("fk_payment_closed_by")),
        sa.ForeignKeyConstraint(["fact_id"], ["fact.id"], name=op.f("fk_payment_fact_id")),
        sa.ForeignKeyConstraint(["order_id"], ["fact.id"], name=op.f("fk_payment_order_id")),
        sa.ForeignKeyConstraint(["owner_id"], ["agency.id"], name=op.f("fk_payment_owner_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_payment_person_id")),
        sa.ForeignKeyConstraint(
            ["recorded_by"], ["officer.id"], name=op.f("fk_payment_recorded_by")
        ),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name=op.f("fk_payment_source_id")),
        sa.PrimaryKeyConstraint("person_id", "fact_id", "version", name=op.f("pk_payment")),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index(
        "uq_payment_current",
        "payment",
        ["fact_id"],
        unique=True,
        sqlite_where=sa.text("known_to IS NULL"),
        postgresql_where=sa.text("known_to IS NULL"),
    )
    # ### end Alembic commands ###


def downgrade() -> None:
    op.drop_table("payment")
    op.drop_table("event")
    op.drop_table("order_ending")
    op.drop_table("order_suspension")
    op.drop_table("order_variation")
    op.drop_table("order_service")
    op.drop_table("provision")
    op.drop_table("court_order")
