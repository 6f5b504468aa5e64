"""Things held, and organised crime groups."""

import sqlalchemy as sa
from alembic import op

revision: str = "0003_holdings_and_groups"
down_revision: str | None = "0002_people"

WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
DAY = sa.Date().with_variant(sa.Text(), "sqlite")
MOMENT = sa.DateTime(timezone=True).with_variant(sa.Text(), "sqlite")
YES_NO = sa.Boolean(create_constraint=False).with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "thing",
        sa.Column("id", WHOLE, autoincrement=True, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("raw", sa.Text(), nullable=False, comment="its number or description as written"),
        sa.Column("canonical", sa.Text(), nullable=True, comment="None where it has no number"),
        sa.CheckConstraint(
            "kind IN ('address', 'phone', 'sim', 'computer', 'email', 'vehicle', 'account', 'premises', 'document', 'company', 'asset')",
            name=op.f("ck_thing_kind"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_thing")),
        sqlite_strict=True,
    )
    op.create_index("ix_thing_lookup", "thing", ["kind", "canonical"], unique=False)
    op.create_table(
        "holding",
        sa.Column("thing_id", WHOLE, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("since", DAY, nullable=False),
        sa.Column("until", DAY, nullable=True),
        sa.Column("share", WHOLE, nullable=True, comment="in hundredths of one per cent"),
        sa.Column("value", WHOLE, nullable=True, comment="money in minor units, such as pence"),
        sa.Column("currency", sa.Text(), nullable=True),
        sa.Column(
            "held_by_person_id",
            WHOLE,
            nullable=True,
            comment="who holds it on the person's behalf, where someone does",
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
            "kind IN ('address', 'phone', 'sim', 'computer', 'email', 'vehicle', 'account', 'premises', 'document', 'company', 'asset')",
            name=op.f("ck_holding_kind"),
        ),
        sa.CheckConstraint(
            "role IN ('owner', 'user', 'keeper', 'occupier', 'director', 'signatory')",
            name=op.f("ck_holding_role"),
        ),
        sa.CheckConstraint(
            "known_to IS NULL OR known_from IS NULL OR known_from < known_to",
            name=op.f("ck_holding_known_from_known_to"),
        ),
        sa.CheckConstraint(
            "until IS NULL OR since IS NULL OR since <= until", name=op.f("ck_holding_since_until")
        ),
        sa.ForeignKeyConstraint(["closed_by"], ["officer.id"], name=op.f("fk_holding_closed_by")),
        sa.ForeignKeyConstraint(["fact_id"], ["fact.id"], name=op.f("fk_holding_fact_id")),
        sa.ForeignKeyConstraint(
            ["held_by_person_id"], ["person.id"], name=op.f("fk_holding_held_by_person_id")
        ),
        sa.ForeignKeyConstraint(["owner_id"], ["agency.id"], name=op.f("fk_holding_owner_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_holding_person_id")),
        sa.ForeignKeyConstraint(
            ["recorded_by"], ["officer.id"], name=op.f("fk_holding_recorded_by")
        ),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name=op.f("fk_holding_source_id")),
        sa.ForeignKeyConstraint(["thing_id"], ["thing.id"], name=op.f("fk_holding_thing_id")),
        sa.PrimaryKeyConstraint("person_id", "fact_id", "version", name=op.f("pk_holding")),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_holding_thing_id"), "holding", ["thing_id"], unique=False)
    op.create_index(
        "uq_holding_current",
        "holding",
        ["fact_id"],
        unique=True,
        sqlite_where=sa.text("known_to IS NULL"),
        postgresql_where=sa.text("known_to IS NULL"),
    )
    op.create_table(
        "crime_group",
        sa.Column("id", WHOLE, autoincrement=True, nullable=False),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_crime_group")),
        sa.UniqueConstraint("reference", name=op.f("uq_crime_group_reference")),
        sqlite_strict=True,
    )
    op.create_table(
        "group_band",
        sa.Column("group_id", WHOLE, nullable=False),
        sa.Column("fact_id", WHOLE, nullable=False),
        sa.Column("band", sa.Text(), nullable=False),
        sa.Column("since", DAY, nullable=False),
        sa.Column("until", DAY, nullable=True),
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
            name=op.f("ck_group_band_known_from_known_to"),
        ),
        sa.CheckConstraint(
            "until IS NULL OR since IS NULL OR since <= until",
            name=op.f("ck_group_band_since_until"),
        ),
        sa.ForeignKeyConstraint(
            ["closed_by"], ["officer.id"], name=op.f("fk_group_band_closed_by")
        ),
        sa.ForeignKeyConstraint(["fact_id"], ["fact.id"], name=op.f("fk_group_band_fact_id")),
        sa.ForeignKeyConstraint(
            ["group_id"], ["crime_group.id"], name=op.f("fk_group_band_group_id")
        ),
        sa.ForeignKeyConstraint(["owner_id"], ["agency.id"], name=op.f("fk_group_band_owner_id")),
        sa.ForeignKeyConstraint(
            ["recorded_by"], ["officer.id"], name=op.f("fk_group_band_recorded_by")
        ),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name=op.f("fk_group_band_source_id")),
        sa.PrimaryKeyConstraint("group_id", "fact_id", "version", name=op.f("pk_group_band")),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_table(
        "group_membership",
        sa.Column("group_id", WHOLE, nullable=False),
        sa.Column("standing", sa.Text(), nullable=True, comment="standing within the group"),
        sa.Column("role", sa.Text(), nullable=True),
        sa.Column(
            "may_be_disseminated", YES_NO, nullable=False, comment="blank in the extract means no"
        ),
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
            name=op.f("ck_group_membership_known_from_known_to"),
        ),
        sa.CheckConstraint(
            "until IS NULL OR since IS NULL OR since <= until",
            name=op.f("ck_group_membership_since_until"),
        ),
        sa.ForeignKeyConstraint(
            ["closed_by"], ["officer.id"], name=op.f("fk_group_membership_closed_by")
        ),
        sa.ForeignKeyConstraint(["fact_id"], ["fact.id"], name=op.f("fk_group_membership_fact_id")),
        sa.ForeignKeyConstraint(
            ["group_id"], ["crime_group.id"], name=op.f("fk_group_membership_group_id")
        ),
        sa.ForeignKeyConstraint(
            ["owner_id"], ["agency.id"], name=op.f("fk_group_membership_owner_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_group_membership_person_id")
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by"], ["officer.id"], name=op.f("fk_group_membership_recorded_by")
        ),
        sa.ForeignKeyConstraint(
            ["source_id"], ["source.id"], name=op.f("fk_group_membership_source_id")
        ),
        sa.PrimaryKeyConstraint(
            "person_id", "fact_id", "version", name=op.f("pk_group_membership")
        ),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index(
        op.f("ix_group_membership_group_id"), "group_membership", ["group_id"], unique=False
    )
    op.create_index(
        "uq_group_membership_current",
        "group_membership",
        ["fact_id"],
        unique=True,
        sqlite_where=sa.text("known_to IS NULL"),
        postgresql_where=sa.text("known_to IS NULL"),
    )
    # ### end Alembic commands ###


def downgrade() -> None:
    op.drop_table("group_membership")
    op.drop_table("group_band")
    op.drop_table("crime_group")
    op.drop_table("holding")
    op.drop_table("thing")
