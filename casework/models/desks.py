"""What officers keep at their desks: drafts not yet recorded, and lists they look at often."""

from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from casework.models.base import Base, OfficerId, PrimaryKey


class Draft(Base):
    """What an officer has typed into a form and not recorded; one for each thing filled in."""

    __tablename__ = "draft"
    __table_args__ = (UniqueConstraint("officer_id", "about"),)

    id: Mapped[PrimaryKey]
    officer_id: Mapped[OfficerId]
    about: Mapped[str] = mapped_column(comment="which form, and of what: record/P12")
    title: Mapped[str] = mapped_column(comment="how the officer is reminded of it")
    contents: Mapped[str] = mapped_column(comment="the words typed, by field: JSON")
    saved_at: Mapped[datetime]


class SavedView(Base):
    """A list an officer has narrowed and ordered to look at again."""

    __tablename__ = "saved_view"
    __table_args__ = (UniqueConstraint("officer_id", "name"),)

    id: Mapped[PrimaryKey]
    officer_id: Mapped[OfficerId]
    name: Mapped[str]
    narrowed_by: Mapped[str] = mapped_column(comment="the filter, as typed")
    ordered_by: Mapped[str]
