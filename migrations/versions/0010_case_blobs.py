"""Case files as the night read them, made of the record and dropped at will."""

import sqlalchemy as sa
from alembic import op

from migrations.facts import WHOLE

revision: str = "0010_case_blobs"
down_revision: str | None = "0009_wider_facts"


def upgrade() -> None:
    op.create_table(
        "case_blob",
        sa.Column("person_id", WHOLE, autoincrement=False, nullable=False),
        sa.Column("revision", WHOLE, nullable=False, comment="the case's revision it was made at"),
        sa.Column(
            "format", sa.Text(), nullable=False, comment="what it holds, and how it is written"
        ),
        sa.Column(
            "content",
            sa.LargeBinary(),
            nullable=False,
            comment="MessagePack; empty: nothing to judge",
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_case_blob_person_id")),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_case_blob")),
        sqlite_strict=True,
    )


def downgrade() -> None:
    op.drop_table("case_blob")
