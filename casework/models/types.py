"""Column types that mean the same on SQLite (STRICT tables) and on PostgreSQL."""

from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any, Generic, TypeVar

from sqlalchemy import BigInteger, Boolean, Date, DateTime, Integer, Text
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator, TypeEngine

E = TypeVar("E", bound=StrEnum)

Whole = BigInteger().with_variant(Integer(), "sqlite")
"""A whole number: an id, a count, or an amount of money in minor units."""


class Day(TypeDecorator[date]):
    """A plain calendar day, without a time zone. ISO text on SQLite, DATE elsewhere."""

    impl = Date
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Store ISO text where the database has no type for days."""
        return dialect.type_descriptor(Text() if dialect.name == "sqlite" else Date())

    def process_bind_param(self, value: date | None, dialect: Dialect) -> Any:
        """Refuse a moment given for a day: the zone would be guessed."""
        if isinstance(value, datetime):
            raise TypeError(f"{value!r} is a moment; a day was expected")
        return value.isoformat() if value and dialect.name == "sqlite" else value

    def process_result_value(self, value: Any, dialect: Dialect) -> date | None:  # noqa: ARG002  # the framework's signature
        """Read a day back."""
        return date.fromisoformat(value) if isinstance(value, str) else value


class Moment(TypeDecorator[datetime]):
    """A moment in UTC to the microsecond. Fixed-width ISO text on SQLite: text sorts."""

    impl = DateTime
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Store ISO text where the database has no type for moments."""
        sqlite = dialect.name == "sqlite"
        return dialect.type_descriptor(Text() if sqlite else DateTime(timezone=True))

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        """Refuse a moment without a zone."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise TypeError(f"{value!r} has no time zone")
        moment = value.astimezone(UTC)
        if dialect.name != "sqlite":
            return moment
        return f"{moment.replace(tzinfo=None).isoformat(timespec='microseconds')}Z"

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:  # noqa: ARG002  # the framework's signature
        """Read a moment back, in UTC."""
        if value is None:
            return None
        read = datetime.fromisoformat(value) if isinstance(value, str) else value
        return read.astimezone(UTC)


class YesNo(TypeDecorator[bool]):
    """Yes or no. 0 and 1 on SQLite, BOOLEAN elsewhere."""

    impl = Boolean
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Store a number where a STRICT table knows no boolean."""
        return dialect.type_descriptor(
            Integer() if dialect.name == "sqlite" else Boolean(create_constraint=False)
        )

    def process_bind_param(self, value: bool | None, dialect: Dialect) -> Any:
        """Write 0 or 1 where the database has no booleans."""
        return int(value) if value is not None and dialect.name == "sqlite" else value

    def process_result_value(self, value: Any, dialect: Dialect) -> bool | None:  # noqa: ARG002  # the framework's signature
        """Read yes or no back."""
        return None if value is None else bool(value)


class Code(TypeDecorator[E], Generic[E]):
    """A code from a vocabulary, stored by value. A CHECK constraint is added for each."""

    impl = Text
    cache_ok = True

    def __init__(self, codes: type[E]) -> None:
        super().__init__()
        self.codes = codes

    def process_bind_param(self, value: E | None, dialect: Dialect) -> str | None:  # noqa: ARG002  # the framework's signature
        """Refuse a value that is not in the vocabulary."""
        return None if value is None else self.codes(value).value

    def process_result_value(self, value: Any, dialect: Dialect) -> E | None:  # noqa: ARG002  # the framework's signature
        """Read a code back as its member."""
        return None if value is None else self.codes(value)
