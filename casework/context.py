"""What every service is given: the open transaction, the officer, the moment and the day."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy.orm import Session

from casework.models.audit import Verb


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficerAtDesk:
    """Who is at the desk. `sees_agency` None means the records of every agency."""

    id: int
    login: str
    agency_id: int
    sees_agency: int | None


@dataclass(slots=True, kw_only=True)
class Context:
    """One use of one service, from the beginning of its transaction to the end.

    `now` is the moment the transaction began, in UTC; `today` the day in London; `clock`
    tells the moment under a lock taken later. A service says whose record it touched with
    `touch`, and the gate writes the log from that.
    """

    session: Session
    officer: OfficerAtDesk
    now: datetime
    today: date
    clock: Callable[[], datetime]
    touched: dict[Verb, set[int]] = field(default_factory=dict)
    fields: set[str] = field(default_factory=set)
    stamps: dict[int, datetime] = field(default_factory=dict)
    """The moment each case taken in this transaction was stamped with, by person."""

    def touch(self, verb: Verb, people: Iterable[int], fields: Iterable[str] = ()) -> None:
        """Say that the record of *people* was read or changed; *fields* are names only."""
        self.touched.setdefault(verb, set()).update(people)
        self.fields.update(fields)
