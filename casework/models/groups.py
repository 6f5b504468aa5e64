"""Organised crime groups and who belongs to them."""

from datetime import date
from typing import Any

from sqlalchemy import ForeignKey, PrimaryKeyConstraint
from sqlalchemy.orm import Mapped, mapped_column

from casework.models.base import Base, FactId, PersonFact, PrimaryKey, TwoClocks


class CrimeGroup(Base):
    """An organised crime group, by the reference the map gives it."""

    __tablename__ = "crime_group"

    id: Mapped[PrimaryKey]
    reference: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str | None]


class GroupBand(TwoClocks, Base):
    """A group's band for a time, `1a` the most serious to `5c` the least."""

    __tablename__ = "group_band"
    __table_args__: Any = (
        PrimaryKeyConstraint("group_id", "fact_id", "version"),
        {"sqlite_with_rowid": False},
    )

    group_id: Mapped[int] = mapped_column(ForeignKey("crime_group.id"))
    fact_id: Mapped[FactId]
    band: Mapped[str]
    infiltration: Mapped[str | None] = mapped_column(comment="its extent, as the map has it")
    tactical_awareness: Mapped[str | None] = mapped_column(comment="as above")
    violent_capability: Mapped[str | None] = mapped_column(comment="as above")
    since: Mapped[date]
    until: Mapped[date | None]


class GroupMembership(PersonFact, Base):
    """A person's place in a group for a time."""

    __tablename__ = "group_membership"

    group_id: Mapped[int] = mapped_column(ForeignKey("crime_group.id"), index=True)
    standing: Mapped[str | None] = mapped_column(comment="standing within the group")
    role: Mapped[str | None]
    priority_group: Mapped[str | None]
    may_be_disseminated: Mapped[bool] = mapped_column(comment="blank in the extract means no")
    since: Mapped[date]
    until: Mapped[date | None]
