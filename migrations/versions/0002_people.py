"""People, the ids of facts, and who they are."""

import sqlalchemy as sa
from alembic import op

revision: str = "0002_people"
down_revision: str | None = "0001_offices"

WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
DAY = sa.Date().with_variant(sa.Text(), "sqlite")
MOMENT = sa.DateTime(timezone=True).with_variant(sa.Text(), "sqlite")
YES_NO = sa.Boolean(create_constraint=False).with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "person",
        sa.Column("id", WHOLE, autoincrement=True, nullable=False),
        sa.Column("agency_id", WHOLE, nullable=False, comment="the agency that keeps the record"),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("revision", WHOLE, nullable=False, comment="raised by every write of a fact"),
        sa.Column("changed_at", MOMENT, nullable=False, comment="when the revision was raised"),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_person_agency_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_person_agency_id"), "person", ["agency_id"], unique=False)
    op.create_table(
        "fact",
        sa.Column("id", WHOLE, autoincrement=True, nullable=False),
        sa.Column("person_id", WHOLE, nullable=True, comment="None for a fact about a group"),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_fact_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_fact")),
        sqlite_strict=True,
    )
    op.create_table(
        "person_name",
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("surname", sa.Text(), nullable=False),
        sa.Column("forenames", sa.Text(), nullable=False),
        sa.Column(
            "search_key",
            sa.Text(),
            nullable=False,
            comment="upper case, without marks: surname, then forenames",
        ),
        sa.Column("since", DAY, nullable=True),
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
            "kind IN ('legal', 'former', 'alias', 'nickname')", name=op.f("ck_person_name_kind")
        ),
        sa.CheckConstraint(
            "known_to IS NULL OR known_from IS NULL OR known_from < known_to",
            name=op.f("ck_person_name_known_from_known_to"),
        ),
        sa.CheckConstraint(
            "until IS NULL OR since IS NULL OR since <= until",
            name=op.f("ck_person_name_since_until"),
        ),
        sa.ForeignKeyConstraint(
            ["closed_by"], ["officer.id"], name=op.f("fk_person_name_closed_by")
        ),
        sa.ForeignKeyConstraint(["fact_id"], ["fact.id"], name=op.f("fk_person_name_fact_id")),
        sa.ForeignKeyConstraint(["owner_id"], ["agency.id"], name=op.f("fk_person_name_owner_id")),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_person_name_person_id")
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by"], ["officer.id"], name=op.f("fk_person_name_recorded_by")
        ),
        sa.ForeignKeyConstraint(
            ["source_id"], ["source.id"], name=op.f("fk_person_name_source_id")
        ),
        sa.PrimaryKeyConstraint("person_id", "fact_id", "version", name=op.f("pk_person_name")),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_person_name_search_key"), "person_name", ["search_key"], unique=False)
    op.create_index(
        "uq_person_name_current",
        "person_name",
        ["fact_id"],
        unique=True,
        sqlite_where=sa.text("known_to IS NULL"),
        postgresql_where=sa.text("known_to IS NULL"),
    )
    op.create_table(
        "birth",
        sa.Column("year", WHOLE, nullable=False),
        sa.Column("month", WHOLE, nullable=True),
        sa.Column("day", WHOLE, nullable=True),
        sa.Column(
            "placeholder",
            YES_NO,
            nullable=False,
            comment="the source's stand-in for an unknown date, such as 1 Jan 1900",
        ),
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
            name=op.f("ck_birth_known_from_known_to"),
        ),
        sa.ForeignKeyConstraint(["closed_by"], ["officer.id"], name=op.f("fk_birth_closed_by")),
        sa.ForeignKeyConstraint(["fact_id"], ["fact.id"], name=op.f("fk_birth_fact_id")),
        sa.ForeignKeyConstraint(["owner_id"], ["agency.id"], name=op.f("fk_birth_owner_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_birth_person_id")),
        sa.ForeignKeyConstraint(["recorded_by"], ["officer.id"], name=op.f("fk_birth_recorded_by")),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name=op.f("fk_birth_source_id")),
        sa.PrimaryKeyConstraint("person_id", "fact_id", "version", name=op.f("pk_birth")),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index(
        "uq_birth_current",
        "birth",
        ["fact_id"],
        unique=True,
        sqlite_where=sa.text("known_to IS NULL"),
        postgresql_where=sa.text("known_to IS NULL"),
    )
    op.create_table(
        "description",
        sa.Column("gender", sa.Text(), nullable=True),
        sa.Column("ethnicity", sa.Text(), nullable=True),
        sa.Column("nationality", sa.Text(), nullable=True),
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
            name=op.f("ck_description_known_from_known_to"),
        ),
        sa.ForeignKeyConstraint(
            ["closed_by"], ["officer.id"], name=op.f("fk_description_closed_by")
        ),
        sa.ForeignKeyConstraint(["fact_id"], ["fact.id"], name=op.f("fk_description_fact_id")),
        sa.ForeignKeyConstraint(["owner_id"], ["agency.id"], name=op.f("fk_description_owner_id")),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_description_person_id")
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by"], ["officer.id"], name=op.f("fk_description_recorded_by")
        ),
        sa.ForeignKeyConstraint(
            ["source_id"], ["source.id"], name=op.f("fk_description_source_id")
        ),
        sa.PrimaryKeyConstraint("person_id", "fact_id", "version", name=op.f("pk_description")),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index(
        "uq_description_current",
        "description",
        ["fact_id"],
        unique=True,
        sqlite_where=sa.text("known_to IS NULL"),
        postgresql_where=sa.text("known_to IS NULL"),
    )
    op.create_table(
        "identifier",
        sa.Column("scheme", sa.Text(), nullable=False),
        sa.Column("raw", sa.Text(), nullable=False),
        sa.Column(
            "canonical", sa.Text(), nullable=True, comment="None where the number is invalid"
        ),
        sa.Column("since", DAY, nullable=True),
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
            "scheme IN ('prison_number', 'booking_id', 'book_number', 'pnc', 'cro', 'crn', 'asn', 'passport', 'other')",
            name=op.f("ck_identifier_scheme"),
        ),
        sa.CheckConstraint(
            "known_to IS NULL OR known_from IS NULL OR known_from < known_to",
            name=op.f("ck_identifier_known_from_known_to"),
        ),
        sa.CheckConstraint(
            "until IS NULL OR since IS NULL OR since <= until",
            name=op.f("ck_identifier_since_until"),
        ),
        sa.ForeignKeyConstraint(
            ["closed_by"], ["officer.id"], name=op.f("fk_identifier_closed_by")
        ),
        sa.ForeignKeyConstraint(["fact_id"], ["fact.id"], name=op.f("fk_identifier_fact_id")),
        sa.ForeignKeyConstraint(["owner_id"], ["agency.id"], name=op.f("fk_identifier_owner_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_identifier_person_id")),
        sa.ForeignKeyConstraint(
            ["recorded_by"], ["officer.id"], name=op.f("fk_identifier_recorded_by")
        ),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name=op.f("fk_identifier_source_id")),
        sa.PrimaryKeyConstraint("person_id", "fact_id", "version", name=op.f("pk_identifier")),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index("ix_identifier_lookup", "identifier", ["scheme", "canonical"], unique=False)
    op.create_index(
        "uq_identifier_current",
        "identifier",
        ["fact_id"],
        unique=True,
        sqlite_where=sa.text("known_to IS NULL"),
        postgresql_where=sa.text("known_to IS NULL"),
    )
    op.create_table(
        "association",
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("other_person_id", WHOLE, nullable=True),
        sa.Column("other_name", sa.Text(), nullable=True),
        sa.Column("since", DAY, nullable=True),
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
            "kind IN ('associate', 'relative', 'partner', 'co_defendant', 'rival')",
            name=op.f("ck_association_kind"),
        ),
        sa.CheckConstraint(
            "known_to IS NULL OR known_from IS NULL OR known_from < known_to",
            name=op.f("ck_association_known_from_known_to"),
        ),
        sa.CheckConstraint(
            "until IS NULL OR since IS NULL OR since <= until",
            name=op.f("ck_association_since_until"),
        ),
        sa.ForeignKeyConstraint(
            ["closed_by"], ["officer.id"], name=op.f("fk_association_closed_by")
        ),
        sa.ForeignKeyConstraint(["fact_id"], ["fact.id"], name=op.f("fk_association_fact_id")),
        sa.ForeignKeyConstraint(
            ["other_person_id"], ["person.id"], name=op.f("fk_association_other_person_id")
        ),
        sa.ForeignKeyConstraint(["owner_id"], ["agency.id"], name=op.f("fk_association_owner_id")),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_association_person_id")
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by"], ["officer.id"], name=op.f("fk_association_recorded_by")
        ),
        sa.ForeignKeyConstraint(
            ["source_id"], ["source.id"], name=op.f("fk_association_source_id")
        ),
        sa.PrimaryKeyConstraint("person_id", "fact_id", "version", name=op.f("pk_association")),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index(
        "uq_association_current",
        "association",
        ["fact_id"],
        unique=True,
        sqlite_where=sa.text("known_to IS NULL"),
        postgresql_where=sa.text("known_to IS NULL"),
    )
    # ### end Alembic commands ###


def downgrade() -> None:
    op.drop_table("association")
    op.drop_table("identifier")
    op.drop_table("description")
    op.drop_table("birth")
    op.drop_table("person_name")
    op.drop_table("fact")
    op.drop_table("person")
