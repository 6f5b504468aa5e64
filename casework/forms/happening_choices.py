"""What can be chosen when something is recorded of a person: clauses, periods, things, places."""

from dataclasses import dataclass
from datetime import date

from casework.forms.filling import Choice
from rules.vocabulary import DutyKind

_FACT = "fact:"


@dataclass(frozen=True, slots=True, kw_only=True)
class ClauseOffered:
    """A clause to choose, with the periods of its reports and what they must hold.

    `spans` are the days on which it bound the person, both inclusive; `made_on` is the day
    its order was made; `period_ends` the last day of each period, by its code.
    """

    choice: Choice
    duty: DutyKind
    made_on: date
    spans: tuple[tuple[date, date], ...] = ()
    periods: tuple[Choice, ...] = ()
    period_ends: tuple[tuple[str, date], ...] = ()
    contents: tuple[str, ...] = ()

    def in_force_on(self, day: date) -> bool:
        """Whether the clause bound the person on *day*."""
        return any(first <= day <= last for first, last in self.spans)


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordChoices:
    """What of a person's record can be chosen from. Codes of facts are as `code_of` gives them.

    `served` are orders and their variations; `made_on` says when each order was made.
    """

    person: str = ""
    name: str = ""
    clauses: tuple[ClauseOffered, ...] = ()
    orders: tuple[Choice, ...] = ()
    served: tuple[Choice, ...] = ()
    holdings: tuple[Choice, ...] = ()
    booked: tuple[Choice, ...] = ()
    journeys: tuple[Choice, ...] = ()
    notices: tuple[Choice, ...] = ()
    finds: tuple[Choice, ...] = ()
    officers: tuple[Choice, ...] = ()
    prisons: tuple[Choice, ...] = ()
    officer: str = ""
    made_on: tuple[tuple[str, date], ...] = ()

    def clause(self, code: str | None) -> ClauseOffered | None:
        """Return a clause by its code, None where there is none."""
        return next((each for each in self.clauses if each.choice.code == code), None)


def code_of(fact_id: int) -> str:
    """Return the code by which a fact is chosen; no number an officer types is one."""
    return f"{_FACT}{fact_id}"


def fact_of(code: str | None) -> int | None:
    """Return the fact a code means, None where it means none."""
    if code is None or not code.startswith(_FACT):
        return None
    number = code.removeprefix(_FACT)
    return int(number) if number.isdecimal() else None
