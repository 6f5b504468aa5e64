"""Flags and decisions, the nightly check's books, and the audit log."""

import sqlalchemy as sa
from alembic import op

from migrations.facts import DAY, MOMENT, WHOLE

revision: str = "0007_flags_nights_and_audit"
down_revision: str | None = "0006_management"


def upgrade() -> None:
    op.create_table(
        "flag",
        sa.Column("id", WHOLE, autoincrement=True, nullable=False),
        sa.Column("person_id", WHOLE, nullable=False),
        sa.Column("rule", sa.Text(), nullable=False, comment="the rule's dotted name"),
        sa.Column("subject_id", WHOLE, nullable=False),
        sa.Column(
            "occurrence",
            sa.Text(),
            nullable=False,
            comment="a period's number or a fact's id, never a computed day",
        ),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("severity", sa.Text(), nullable=False),
        sa.Column(
            "fingerprint", sa.Text(), nullable=False, comment="of the finding as last worded"
        ),
        sa.Column("finding", sa.Text(), nullable=False, comment="the finding as last worded, JSON"),
        sa.Column("raised_on", DAY, nullable=False, comment="the day judged when it was raised"),
        sa.Column("revised_at", MOMENT, nullable=False),
        sa.CheckConstraint(
            "kind IN ('suspected_non_compliance', 'line_of_enquiry', 'reminder', 'defect')",
            name=op.f("ck_flag_kind"),
        ),
        sa.CheckConstraint(
            "severity IN ('critical', 'high', 'medium', 'low')", name=op.f("ck_flag_severity")
        ),
        sa.CheckConstraint(
            "state IN ('open', 'decided', 'withdrawn', 'lapsed')", name=op.f("ck_flag_state")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_flag_person_id")),
        sa.ForeignKeyConstraint(["subject_id"], ["fact.id"], name=op.f("fk_flag_subject_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_flag")),
        sa.UniqueConstraint(
            "person_id",
            "rule",
            "subject_id",
            "occurrence",
            name=op.f("uq_flag_person_id_rule_subject_id_occurrence"),
        ),
        sqlite_strict=True,
    )
    op.create_index(
        "ix_flag_standing",
        "flag",
        ["state", "severity"],
        unique=False,
        sqlite_where=sa.text("state = 'open'"),
    )
    op.create_table(
        "flag_version",
        sa.Column("id", WHOLE, autoincrement=True, nullable=False),
        sa.Column("flag_id", WHOLE, nullable=False),
        sa.Column("change", sa.Text(), nullable=False),
        sa.Column("judged_on", DAY, nullable=False),
        sa.Column("changed_at", MOMENT, nullable=False),
        sa.Column("changed_by", WHOLE, nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("finding", sa.Text(), nullable=False, comment="as worded by this change, JSON"),
        sa.Column(
            "rulebook", sa.Text(), nullable=False, comment="digest of the rulebook that judged"
        ),
        sa.CheckConstraint(
            "change IN ('raised', 'reworded', 'withdrawn', 'lapsed', 'reopened', 'decided')",
            name=op.f("ck_flag_version_change"),
        ),
        sa.ForeignKeyConstraint(
            ["changed_by"], ["officer.id"], name=op.f("fk_flag_version_changed_by")
        ),
        sa.ForeignKeyConstraint(["flag_id"], ["flag.id"], name=op.f("fk_flag_version_flag_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_flag_version")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_flag_version_flag_id"), "flag_version", ["flag_id"], unique=False)
    op.create_table(
        "decision",
        sa.Column("id", WHOLE, autoincrement=True, nullable=False),
        sa.Column("flag_id", WHOLE, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("decided_on", DAY, nullable=False),
        sa.Column("decided_at", MOMENT, nullable=False),
        sa.Column("decided_by", WHOLE, nullable=False),
        sa.Column("second_officer_id", WHOLE, nullable=True),
        sa.Column("fingerprint", sa.Text(), nullable=False, comment="of the finding decided upon"),
        sa.CheckConstraint(
            "kind IN ('excuse_accepted', 'warning_given', 'referred', 'recall_asked', 'variation_asked', 'no_further_action', 'record_wrong')",
            name=op.f("ck_decision_kind"),
        ),
        sa.ForeignKeyConstraint(
            ["decided_by"], ["officer.id"], name=op.f("fk_decision_decided_by")
        ),
        sa.ForeignKeyConstraint(["flag_id"], ["flag.id"], name=op.f("fk_decision_flag_id")),
        sa.ForeignKeyConstraint(
            ["second_officer_id"], ["officer.id"], name=op.f("fk_decision_second_officer_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decision")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_decision_flag_id"), "decision", ["flag_id"], unique=False)
    op.create_table(
        "told",
        sa.Column("id", WHOLE, autoincrement=True, nullable=False),
        sa.Column("person_id", WHOLE, nullable=False),
        sa.Column("flag_id", WHOLE, nullable=True),
        sa.Column("fact_id", WHOLE, nullable=True),
        sa.Column("recipient", sa.Text(), nullable=False),
        sa.Column("means", sa.Text(), nullable=False),
        sa.Column("told_at", MOMENT, nullable=False),
        sa.Column("told_by", WHOLE, nullable=False),
        sa.ForeignKeyConstraint(["fact_id"], ["fact.id"], name=op.f("fk_told_fact_id")),
        sa.ForeignKeyConstraint(["flag_id"], ["flag.id"], name=op.f("fk_told_flag_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_told_person_id")),
        sa.ForeignKeyConstraint(["told_by"], ["officer.id"], name=op.f("fk_told_told_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_told")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_told_person_id"), "told", ["person_id"], unique=False)
    op.create_table(
        "rulebook",
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column(
            "contents",
            sa.Text(),
            nullable=False,
            comment="rules with versions, figures, calendar: JSON",
        ),
        sa.Column("first_used_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_rulebook")),
        sqlite_strict=True,
    )
    op.create_table(
        "night",
        sa.Column("id", WHOLE, autoincrement=True, nullable=False),
        sa.Column("judged_on", DAY, nullable=False),
        sa.Column("started_at", MOMENT, nullable=False),
        sa.Column("finished_at", MOMENT, nullable=True, comment="None: it was interrupted"),
        sa.Column("rulebook", sa.Text(), nullable=False),
        sa.Column(
            "complete_to", sa.Text(), nullable=False, comment="how far each feed was complete: JSON"
        ),
        sa.Column("due", WHOLE, nullable=False, comment="cases that were to be checked"),
        sa.Column("checked", WHOLE, nullable=False),
        sa.Column("failed", WHOLE, nullable=False),
        sa.Column("raised", WHOLE, nullable=False),
        sa.Column("reworded", WHOLE, nullable=False),
        sa.Column("withdrawn", WHOLE, nullable=False),
        sa.Column("lapsed", WHOLE, nullable=False),
        sa.Column("reopened", WHOLE, nullable=False),
        sa.Column("standing", WHOLE, nullable=False, comment="flags open when it ended"),
        sa.Column("unchecked", WHOLE, nullable=False, comment="duties that could not be checked"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_night")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_night_judged_on"), "night", ["judged_on"], unique=False)
    op.create_table(
        "night_failure",
        sa.Column("night_id", WHOLE, nullable=False),
        sa.Column("person_id", WHOLE, nullable=False),
        sa.Column("error", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_night_failure_person_id")
        ),
        sa.PrimaryKeyConstraint("night_id", "person_id", name=op.f("pk_night_failure")),
        sqlite_strict=True,
    )
    op.create_table(
        "case_check",
        sa.Column("person_id", WHOLE, autoincrement=False, nullable=False),
        sa.Column("revision", WHOLE, nullable=False, comment="the case's revision that was judged"),
        sa.Column("judged_on", DAY, nullable=False),
        sa.Column("checked_at", MOMENT, nullable=False),
        sa.Column("wake_on", DAY, nullable=True, comment="None: never by itself"),
        sa.Column("rulebook", sa.Text(), nullable=False),
        sa.Column("unchecked", WHOLE, nullable=False, comment="duties that could not be checked"),
        sa.Column(
            "owed_since",
            DAY,
            nullable=True,
            comment="the day judged by a later look that failed; None: no look is owed",
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_case_check_person_id")),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_case_check")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_case_check_wake_on"), "case_check", ["wake_on"], unique=False)
    op.create_table(
        "case_wait",
        sa.Column("person_id", WHOLE, nullable=False),
        sa.Column("feed", sa.Text(), nullable=False),
        sa.Column("complete_to", DAY, nullable=False),
        sa.CheckConstraint(
            "feed IN ('post_log', 'notification_log', 'service_log', 'prison_movements', 'prison_records', 'court_results', 'officers')",
            name=op.f("ck_case_wait_feed"),
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_case_wait_person_id")),
        sa.PrimaryKeyConstraint("person_id", "feed", name=op.f("pk_case_wait")),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index("ix_case_wait_feed", "case_wait", ["feed", "complete_to"], unique=False)
    op.create_table(
        "lease",
        sa.Column("job", sa.Text(), nullable=False),
        sa.Column("token", WHOLE, nullable=False, comment="raised each time the lease is taken"),
        sa.Column("held_since", MOMENT, nullable=True, comment="None: nobody holds it"),
        sa.Column("renewed_at", MOMENT, nullable=True),
        sa.Column("host", sa.Text(), nullable=True),
        sa.Column(
            "process", sa.Text(), nullable=True, comment="process id and its start, on that host"
        ),
        sa.PrimaryKeyConstraint("job", name=op.f("pk_lease")),
        sqlite_strict=True,
    )
    op.create_table(
        "audit_event",
        sa.Column("id", WHOLE, autoincrement=True, nullable=False),
        sa.Column("happened_at", MOMENT, nullable=False),
        sa.Column("officer_id", WHOLE, nullable=True, comment="None where the login is not known"),
        sa.Column("login", sa.Text(), nullable=False),
        sa.Column("verb", sa.Text(), nullable=False),
        sa.Column("action", sa.Text(), nullable=False, comment="the service, such as check_case"),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column(
            "decided_by",
            sa.Text(),
            nullable=False,
            comment="the rule of access that gave the outcome",
        ),
        sa.Column("interface", sa.Text(), nullable=False, comment="cli, tui or nightly"),
        sa.Column("fields", sa.Text(), nullable=True, comment="names of what was written"),
        sa.Column("purpose", sa.Text(), nullable=True),
        sa.Column(
            "correlation", sa.Text(), nullable=False, comment="the same for all events of one use"
        ),
        sa.CheckConstraint(
            "outcome IN ('permitted', 'denied')", name=op.f("ck_audit_event_outcome")
        ),
        sa.CheckConstraint(
            "verb IN ('collect', 'alter', 'consult', 'disclose', 'combine', 'erase', 'job', 'administer')",
            name=op.f("ck_audit_event_verb"),
        ),
        sa.ForeignKeyConstraint(
            ["officer_id"], ["officer.id"], name=op.f("fk_audit_event_officer_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_event")),
        sqlite_strict=True,
    )
    op.create_index(
        op.f("ix_audit_event_happened_at"), "audit_event", ["happened_at"], unique=False
    )
    op.create_table(
        "audit_subject",
        sa.Column("event_id", WHOLE, nullable=False),
        sa.Column("person_id", WHOLE, nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["audit_event.id"], name=op.f("fk_audit_subject_event_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_audit_subject_person_id")
        ),
        sa.PrimaryKeyConstraint("event_id", "person_id", name=op.f("pk_audit_subject")),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index("ix_audit_subject_person", "audit_subject", ["person_id"], unique=False)


def downgrade() -> None:
    op.drop_table("audit_subject")
    op.drop_table("audit_event")
    op.drop_table("lease")
    op.drop_table("case_wait")
    op.drop_table("case_check")
    op.drop_table("night_failure")
    op.drop_table("night")
    op.drop_table("rulebook")
    op.drop_table("told")
    op.drop_table("decision")
    op.drop_table("flag_version")
    op.drop_table("flag")
