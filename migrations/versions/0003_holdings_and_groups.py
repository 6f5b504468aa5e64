"""Things held, and organised crime groups."""

import sqlalchemy as sa
from alembic import op

from migrations.facts import DAY, WHOLE, YES_NO, one_current, person_fact, two_clocks

revision: str = "0003_holdings_and_groups"
down_revision: str | None = "0002_people"


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
        sa.CheckConstraint(
            "kind IN ('address', 'phone', 'sim', 'computer', 'email', 'vehicle', 'account', 'premises', 'document', 'company', 'asset')",
            name=op.f("ck_holding_kind"),
        ),
        sa.CheckConstraint(
            "role IN ('owner', 'user', 'keeper', 'occupier', 'director', 'signatory')",
            name=op.f("ck_holding_role"),
        ),
        sa.CheckConstraint(
            "until IS NULL OR since IS NULL OR since <= until", name=op.f("ck_holding_since_until")
        ),
        sa.ForeignKeyConstraint(
            ["held_by_person_id"], ["person.id"], name=op.f("fk_holding_held_by_person_id")
        ),
        sa.ForeignKeyConstraint(["thing_id"], ["thing.id"], name=op.f("fk_holding_thing_id")),
        *person_fact("holding"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_holding_thing_id"), "holding", ["thing_id"], unique=False)
    one_current("holding")
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
        sa.CheckConstraint(
            "until IS NULL OR since IS NULL OR since <= until",
            name=op.f("ck_group_band_since_until"),
        ),
        sa.ForeignKeyConstraint(["fact_id"], ["fact.id"], name=op.f("fk_group_band_fact_id")),
        sa.ForeignKeyConstraint(
            ["group_id"], ["crime_group.id"], name=op.f("fk_group_band_group_id")
        ),
        sa.PrimaryKeyConstraint("group_id", "fact_id", "version", name=op.f("pk_group_band")),
        *two_clocks("group_band"),
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
        sa.CheckConstraint(
            "until IS NULL OR since IS NULL OR since <= until",
            name=op.f("ck_group_membership_since_until"),
        ),
        sa.ForeignKeyConstraint(
            ["group_id"], ["crime_group.id"], name=op.f("fk_group_membership_group_id")
        ),
        *person_fact("group_membership"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index(
        op.f("ix_group_membership_group_id"), "group_membership", ["group_id"], unique=False
    )
    one_current("group_membership")


def downgrade() -> None:
    op.drop_table("group_membership")
    op.drop_table("group_band")
    op.drop_table("crime_group")
    op.drop_table("holding")
    op.drop_table("thing")
