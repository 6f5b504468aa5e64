"""What a rule is: its name, what it reads, where it comes from, and the function that looks."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from rules.vocabulary import DutyKind, EventKind, FlagKind, OrderKind, Recipient, Severity


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule of the book.

    `duties` are the kinds of duty it looks at, clause by clause, and `orders` the kinds of
    order it looks at whole; with neither it looks at every order whole. One `of_case` looks
    once at the case, and neither duties nor orders are given.
    `reads` are the kinds of event it needs. `look` is called with the standing of the
    provision (or order; or with the case file) and a `Look`. `version` is raised by any
    change of outcome or wording. A severity that is worked out per finding starts from
    `severity`, its least, where `severity_by_circumstance` is true: high at liberty or for
    a second flag in 12 months. One `at_entry` is also asked when an order is typed in or
    imported. The function's docstring is the text officers see.
    """

    id: str
    name: str
    version: int
    kind: FlagKind
    severity: Severity
    told: tuple[Recipient, ...]
    source: str
    look: Callable[[Any, Any], None]
    duties: frozenset[DutyKind] = frozenset()
    orders: frozenset[OrderKind] = frozenset()
    reads: frozenset[EventKind] = frozenset()
    severity_by_circumstance: bool = False
    of_case: bool = False
    at_entry: bool = False

    @property
    def title(self) -> str:
        """The first line of the rule's own docstring."""
        return (self.look.__doc__ or "").strip().splitlines()[0]
