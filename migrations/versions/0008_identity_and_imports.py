"""Judgements that records are of one person, candidates, saved mappings, exchange rates."""

import sqlalchemy as sa
from alembic import op

from migrations.facts import DAY, MOMENT, WHOLE, one_current, person_fact

revision: str = "0008_identity_and_imports"
down_revision: str | None = "0007_flags_nights_and_audit"


def _links(table: str, **links: str) -> list[sa.ForeignKeyConstraint]:
    return [
        sa.ForeignKeyConstraint([column], [f"{to}.id"], name=op.f(f"fk_{table}_{column}"))
        for column, to in links.items()
    ]


def upgrade() -> None:
    op.create_table(
        "identity_judgement",
        sa.Column("id", WHOLE, autoincrement=True, nullable=False),
        sa.Column("first_id", WHOLE, nullable=False),
        sa.Column("second_id", WHOLE, nullable=False),
        sa.Column("sameness", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("known_from", MOMENT, nullable=False),
        sa.Column("known_to", MOMENT, nullable=True, comment="when it was withdrawn"),
        sa.Column("recorded_by", WHOLE, nullable=False),
        sa.Column("closed_by", WHOLE, nullable=True),
        sa.Column("closed_reason", sa.Text(), nullable=True),
        sa.Column("source_id", WHOLE, nullable=False),
        sa.CheckConstraint(
            "first_id < second_id", name=op.f("ck_identity_judgement_first_before_second")
        ),
        sa.CheckConstraint(
            "sameness IN ('same', 'not_same')", name=op.f("ck_identity_judgement_sameness")
        ),
        sa.CheckConstraint(
            "known_to IS NULL OR known_from IS NULL OR known_from < known_to",
            name=op.f("ck_identity_judgement_known_from_known_to"),
        ),
        *_links(
            "identity_judgement",
            first_id="person",
            second_id="person",
            recorded_by="officer",
            closed_by="officer",
            source_id="source",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_identity_judgement")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_identity_judgement_first_id"), "identity_judgement", ["first_id"])
    op.create_index(op.f("ix_identity_judgement_second_id"), "identity_judgement", ["second_id"])
    current = sa.text("known_to IS NULL")
    op.create_index(
        "uq_identity_judgement_current",
        "identity_judgement",
        ["first_id", "second_id"],
        unique=True,
        sqlite_where=current,
        postgresql_where=current,
    )
    op.create_table(
        "candidate",
        sa.Column("id", WHOLE, autoincrement=True, nullable=False),
        sa.Column("source_id", WHOLE, nullable=False),
        sa.Column("file_key", sa.Text(), nullable=False),
        sa.Column("person_id", WHOLE, nullable=False),
        sa.Column("name", sa.Text(), nullable=False, comment="as the file has it"),
        sa.Column(
            "born", sa.Text(), nullable=True, comment="as far as the file says: 1980-03 or a day"
        ),
        sa.Column("why", sa.Text(), nullable=False, comment="what speaks for it, and what against"),
        sa.Column(
            "seen_on", DAY, nullable=False, comment="the day of the file it was last seen in"
        ),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("decided_by", WHOLE, nullable=True),
        sa.Column("decided_at", MOMENT, nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "state IN ('open', 'same', 'not_same')", name=op.f("ck_candidate_state")
        ),
        *_links("candidate", source_id="source", person_id="person", decided_by="officer"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_candidate")),
        sa.UniqueConstraint(
            "source_id",
            "file_key",
            "person_id",
            name=op.f("uq_candidate_source_id_file_key_person_id"),
        ),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_candidate_person_id"), "candidate", ["person_id"])
    op.create_table(
        "probation_registration",
        sa.Column("code", sa.Text(), nullable=False, comment="such as REG26"),
        sa.Column("registered_on", DAY, nullable=True),
        sa.Column("review_on", DAY, nullable=True),
        sa.Column("ended_on", DAY, nullable=True),
        sa.Column("observed_on", DAY, nullable=False),
        *person_fact("probation_registration"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    one_current("probation_registration")
    op.create_table(
        "import_mapping",
        sa.Column("id", WHOLE, autoincrement=True, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column(
            "version", WHOLE, nullable=False, comment="1 for the first; a changed file adds one"
        ),
        sa.Column("kind", sa.Text(), nullable=False, comment="what it maps: orders or events"),
        sa.Column("contents", sa.Text(), nullable=False, comment="the mapping as written, TOML"),
        sa.Column(
            "digest", sa.Text(), nullable=False, comment="SHA-256 of the contents, hexadecimal"
        ),
        sa.Column("saved_at", MOMENT, nullable=False),
        sa.Column("saved_by", WHOLE, nullable=False),
        *_links("import_mapping", saved_by="officer"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_mapping")),
        sa.UniqueConstraint("name", "version", name=op.f("uq_import_mapping_name_version")),
        sqlite_strict=True,
    )
    op.create_table(
        "exchange_rate",
        sa.Column("id", WHOLE, autoincrement=True, nullable=False),
        sa.Column("currency", sa.Text(), nullable=False, comment="ISO 4217, three letters"),
        sa.Column("since", DAY, nullable=False),
        sa.Column("until", DAY, nullable=False),
        sa.Column(
            "per_pound", sa.Text(), nullable=False, comment="units of it for one pound, decimal"
        ),
        sa.Column("published_by", sa.Text(), nullable=False, comment="such as HMRC monthly rates"),
        sa.Column("known_from", MOMENT, nullable=False),
        sa.Column("known_to", MOMENT, nullable=True),
        sa.Column("recorded_by", WHOLE, nullable=False),
        sa.CheckConstraint(
            "until IS NULL OR since IS NULL OR since <= until",
            name=op.f("ck_exchange_rate_since_until"),
        ),
        sa.CheckConstraint(
            "known_to IS NULL OR known_from IS NULL OR known_from < known_to",
            name=op.f("ck_exchange_rate_known_from_known_to"),
        ),
        *_links("exchange_rate", recorded_by="officer"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_exchange_rate")),
        sqlite_strict=True,
    )
    op.create_index("ix_exchange_rate_currency", "exchange_rate", ["currency", "since"])


def downgrade() -> None:
    op.drop_table("exchange_rate")
    op.drop_table("import_mapping")
    op.drop_table("probation_registration")
    op.drop_table("candidate")
    op.drop_table("identity_judgement")
