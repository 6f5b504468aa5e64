"""Figures that the law changes from time to time."""

from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

from rules.source import Source

T = TypeVar("T")


class NotInForceError(LookupError):
    """A dated figure was asked for on a day before its first value or after its repeal."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Value(Generic[T]):
    """One value of a figure, in force from the start of `since`; None means repealed."""

    since: date
    value: T | None
    source: Source


@dataclass(frozen=True, slots=True)
class Dated(Generic[T]):
    """A figure and its history, oldest value first.

    Raises:
        ValueError: the values do not start on distinct, ascending days.
    """

    name: str
    values: tuple[Value[T], ...]

    def __post_init__(self) -> None:
        starts = [value.since for value in self.values]
        if not starts or starts != sorted(set(starts)):
            raise ValueError(f"{self.name}: values must start on distinct, ascending days")

    def on(self, day: date) -> T:
        """Return the figure in force on *day*.

        Raises:
            NotInForceError: *day* is before the first value, or the figure was repealed.
        """
        for value in reversed(self.values):
            if value.since <= day:
                if value.value is None:
                    break
                return value.value
        raise NotInForceError(f"{self.name} has no value on {day:%d %b %Y}")
