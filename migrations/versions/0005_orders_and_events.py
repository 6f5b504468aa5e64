"""Orders with all that changes them, events and payments."""

import sqlalchemy as sa
from alembic import op

from migrations.facts import DAY, MOMENT, WHOLE, YES_NO, one_current, person_fact

revision: str = "0005_orders_and_events"
down_revision: str | None = "0004_custody_and_justice"


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
        *person_fact("court_order"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    one_current("court_order")
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
        sa.CheckConstraint(
            "duty_kind IN ('periodic_report', 'first_notification', 'notify_change', 'notify_beforehand', 'report_return', 'count_limit', 'cash_limit', 'transaction_limit', 'prohibited_item', 'prohibited_association', 'place', 'curfew', 'prohibited_work', 'travel_ban', 'surrender_document', 'answer_notice', 'electronic_monitoring', 'pay', 'reside_at', 'free_wording')",
            name=op.f("ck_provision_duty_kind"),
        ),
        sa.CheckConstraint(
            "start_condition IN ('on_release', 'on_event')",
            name=op.f("ck_provision_start_condition"),
        ),
        sa.ForeignKeyConstraint(["ended_by"], ["fact.id"], name=op.f("fk_provision_ended_by")),
        sa.ForeignKeyConstraint(
            ["introduced_by"], ["fact.id"], name=op.f("fk_provision_introduced_by")
        ),
        sa.ForeignKeyConstraint(["order_id"], ["fact.id"], name=op.f("fk_provision_order_id")),
        *person_fact("provision"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    one_current("provision")
    op.create_table(
        "order_service",
        sa.Column("order_id", WHOLE, nullable=False),
        sa.Column("variation_id", WHOLE, nullable=True),
        sa.Column("served_on", DAY, nullable=False),
        sa.Column("method", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "method IN ('in_person', 'recorded_delivery', 'other')",
            name=op.f("ck_order_service_method"),
        ),
        sa.ForeignKeyConstraint(["order_id"], ["fact.id"], name=op.f("fk_order_service_order_id")),
        sa.ForeignKeyConstraint(
            ["variation_id"], ["fact.id"], name=op.f("fk_order_service_variation_id")
        ),
        *person_fact("order_service"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    one_current("order_service")
    op.create_table(
        "order_variation",
        sa.Column("order_id", WHOLE, nullable=False),
        sa.Column("made_on", DAY, nullable=False),
        sa.Column("represented", YES_NO, nullable=True),
        sa.Column("ends_on", DAY, nullable=True, comment="the order's new last day, if changed"),
        sa.ForeignKeyConstraint(
            ["order_id"], ["fact.id"], name=op.f("fk_order_variation_order_id")
        ),
        *person_fact("order_variation"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    one_current("order_variation")
    op.create_table(
        "order_suspension",
        sa.Column("order_id", WHOLE, nullable=False),
        sa.Column("since", DAY, nullable=False),
        sa.Column("until", DAY, nullable=True),
        sa.CheckConstraint(
            "until IS NULL OR since IS NULL OR since <= until",
            name=op.f("ck_order_suspension_since_until"),
        ),
        sa.ForeignKeyConstraint(
            ["order_id"], ["fact.id"], name=op.f("fk_order_suspension_order_id")
        ),
        *person_fact("order_suspension"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    one_current("order_suspension")
    op.create_table(
        "order_ending",
        sa.Column("order_id", WHOLE, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("ended_on", DAY, nullable=False),
        sa.CheckConstraint(
            "kind IN ('discharged', 'revoked', 'quashed')", name=op.f("ck_order_ending_kind")
        ),
        sa.ForeignKeyConstraint(["order_id"], ["fact.id"], name=op.f("fk_order_ending_order_id")),
        *person_fact("order_ending"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    one_current("order_ending")
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
        sa.CheckConstraint(
            "kind IN ('report_received', 'notice_given', 'officer_notice_served', 'find', 'seizure', 'visit', 'contact', 'journey_out', 'journey_back', 'sighting', 'call')",
            name=op.f("ck_event_kind"),
        ),
        sa.ForeignKeyConstraint(["about_id"], ["fact.id"], name=op.f("fk_event_about_id")),
        sa.ForeignKeyConstraint(
            ["other_person_id"], ["person.id"], name=op.f("fk_event_other_person_id")
        ),
        sa.ForeignKeyConstraint(["provision_id"], ["fact.id"], name=op.f("fk_event_provision_id")),
        *person_fact("event"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    one_current("event")
    op.create_table(
        "payment",
        sa.Column("order_id", WHOLE, nullable=False),
        sa.Column("paid_on", DAY, nullable=False),
        sa.Column("amount", WHOLE, nullable=False, comment="money in minor units, such as pence"),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["order_id"], ["fact.id"], name=op.f("fk_payment_order_id")),
        *person_fact("payment"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    one_current("payment")


def downgrade() -> None:
    op.drop_table("payment")
    op.drop_table("event")
    op.drop_table("order_ending")
    op.drop_table("order_suspension")
    op.drop_table("order_variation")
    op.drop_table("order_service")
    op.drop_table("provision")
    op.drop_table("court_order")
