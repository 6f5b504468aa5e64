"""Rows on their way in, and the batches they are taken in by."""

from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from casework.errors import ImportStoppedError, RowRefusedError
from casework.views.imports import RowOutcome, Taken

T = TypeVar("T")
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Row(Generic[T]):
    """One row by its number, with its content, or why it has none."""

    number: int
    content: T | None
    why_not: str | None = None

    def required(self) -> T:
        """Return the content.

        Raises:
            RowRefusedError: there is none.
        """
        if self.content is None:
            raise RowRefusedError(self.why_not or "The row is empty.")
        return self.content


def batches(
    rows: Iterable[R], *, size: int, keys: Callable[[R], Collection[Hashable]]
) -> Iterator[Sequence[R]]:
    """Cut rows into batches of at most *size*, no two of a batch sharing one of their keys.

    Where the file breaks off, what was read before is given first.

    Raises:
        ImportStoppedError: the file cannot be read any further.
    """
    batch: list[R] = []
    seen: set[Hashable] = set()
    coming = iter(rows)
    while True:
        try:
            row = next(coming)
        except StopIteration:
            break
        except ImportStoppedError:
            if batch:
                yield batch
            raise
        found = keys(row)
        if len(batch) >= size or not seen.isdisjoint(found):
            yield batch
            batch, seen = [], set()
        batch.append(row)
        seen.update(found)
    if batch:
        yield batch


def rejected(number: int, message: str, person: str | None = None) -> RowOutcome:
    """Tell that nothing of a row was kept, and why."""
    return RowOutcome(number=number, outcome=Taken.REJECTED, message=message, person=person)
