"""People, the ids of facts, and who they are."""

import sqlalchemy as sa
from alembic import op

from migrations.facts import DAY, MOMENT, WHOLE, YES_NO, one_current, person_fact

revision: str = "0002_people"
down_revision: str | None = "0001_offices"


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
        sa.CheckConstraint(
            "kind IN ('legal', 'former', 'alias', 'nickname')", name=op.f("ck_person_name_kind")
        ),
        sa.CheckConstraint(
            "until IS NULL OR since IS NULL OR since <= until",
            name=op.f("ck_person_name_since_until"),
        ),
        *person_fact("person_name"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_person_name_search_key"), "person_name", ["search_key"], unique=False)
    one_current("person_name")
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
        *person_fact("birth"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    one_current("birth")
    op.create_table(
        "description",
        sa.Column("gender", sa.Text(), nullable=True),
        sa.Column("ethnicity", sa.Text(), nullable=True),
        sa.Column("nationality", sa.Text(), nullable=True),
        *person_fact("description"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    one_current("description")
    op.create_table(
        "identifier",
        sa.Column("scheme", sa.Text(), nullable=False),
        sa.Column("raw", sa.Text(), nullable=False),
        sa.Column(
            "canonical", sa.Text(), nullable=True, comment="None where the number is invalid"
        ),
        sa.Column("since", DAY, nullable=True),
        sa.Column("until", DAY, nullable=True),
        sa.CheckConstraint(
            "scheme IN ('prison_number', 'booking_id', 'book_number', 'pnc', 'cro', 'crn', 'asn', 'passport', 'other')",
            name=op.f("ck_identifier_scheme"),
        ),
        sa.CheckConstraint(
            "until IS NULL OR since IS NULL OR since <= until",
            name=op.f("ck_identifier_since_until"),
        ),
        *person_fact("identifier"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index("ix_identifier_lookup", "identifier", ["scheme", "canonical"], unique=False)
    one_current("identifier")
    op.create_table(
        "association",
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("other_person_id", WHOLE, nullable=True),
        sa.Column("other_name", sa.Text(), nullable=True),
        sa.Column("since", DAY, nullable=True),
        sa.Column("until", DAY, nullable=True),
        sa.CheckConstraint(
            "kind IN ('associate', 'relative', 'partner', 'co_defendant', 'rival')",
            name=op.f("ck_association_kind"),
        ),
        sa.CheckConstraint(
            "until IS NULL OR since IS NULL OR since <= until",
            name=op.f("ck_association_since_until"),
        ),
        sa.ForeignKeyConstraint(
            ["other_person_id"], ["person.id"], name=op.f("fk_association_other_person_id")
        ),
        *person_fact("association"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    one_current("association")


def downgrade() -> None:
    op.drop_table("association")
    op.drop_table("identifier")
    op.drop_table("description")
    op.drop_table("birth")
    op.drop_table("person_name")
    op.drop_table("fact")
    op.drop_table("person")
