"""Documents kept on the record, encrypted with the rest of the database."""

from datetime import date

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from casework.models.base import Base, FactId, PersonFact


class AttachmentContent(Base):
    """The bytes of a document, once however often it is attached."""

    __tablename__ = "attachment_content"

    digest: Mapped[str] = mapped_column(primary_key=True, comment="SHA-256, hexadecimal")
    size: Mapped[int] = mapped_column(comment="in bytes")
    content: Mapped[bytes]


class Attachment(PersonFact, Base):
    """A document on a person's record."""

    __tablename__ = "attachment"

    digest: Mapped[str] = mapped_column(ForeignKey("attachment_content.digest"))
    file_name: Mapped[str]
    media_type: Mapped[str]
    dated_on: Mapped[date | None]
    about_id: Mapped[FactId | None] = mapped_column(comment="the order or fact it evidences")
    certified_copy: Mapped[bool]
