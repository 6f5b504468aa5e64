"""A clause of an order: the court's wording beside the typed duty; then the next."""

from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar

from casework.desk import Desk
from casework.forms.clause import ClauseForm, clause_duty
from casework.forms.filling import Choice
from casework.pages.order_entry import clause_review, start_in_words
from casework.pages.page import Page, Target
from casework.services.read_order import read_order
from casework.services.record_order import record_clause, review_clause
from casework.services.undo_facts import undo_facts
from casework.views.order import OrderRecord
from rules.days import say
from rules.vocabulary import OrderKind
from rules.words import ORDER_NAMES
from tui.filling import Done, Filling
from tui.undo import Undo


class ClauseFilling(Filling):
    """Its key is the order, and how many were recorded in a row: "P12/45" or "P12/45/2"."""

    name: ClassVar[str] = "clause"
    verb: ClassVar[str] = "Record the clause"

    def __init__(self, key: str) -> None:
        super().__init__(key)
        person, _, rest = key.partition("/")
        order, _, turn = rest.partition("/")
        self.order = f"{person}/{order}"
        self.turn = int(turn) if turn.isdecimal() else 0
        self._form = ClauseForm()
        self._named = f"an order of {person}"
        self._next = "1"
        self._kind, self._made_on = OrderKind.SCPO, date.min

    @property
    def form(self) -> ClauseForm:
        return self._form

    def title(self, typed: Mapping[str, str]) -> str:
        return f"New clause {typed.get('number', '').strip()} of {self._named}".replace("  ", " ")

    def prepare(self, desk: Desk, needed: str) -> None:
        order = desk.run(read_order, self.order, rulebook=self.rulebook())
        varied = tuple(
            Choice(one.fact.rpartition("/")[2], f"variation of {say(one.made_on)}")
            for one in order.variations
        )
        name = ORDER_NAMES[order.line.kind]
        self._named = f"the {name} of {say(order.line.made_on)}: {order.person} {order.name}"
        self._kind, self._made_on = order.line.kind, order.line.made_on
        self._next = _next_number(order)
        self._form = ClauseForm(varied)

    def prefilled(self, desk: Desk) -> dict[str, str]:
        return {"number": self._next}

    def review(self, desk: Desk, values: Mapping[str, Any]) -> Page:
        review = desk.run(review_clause, self.order, values, rulebook=self.rulebook())
        starts = start_in_words(values, self._kind, self._made_on)
        return clause_review(review, self._named, values, clause_duty(values), starts)

    def submit(self, desk: Desk, values: Mapping[str, Any]) -> Done:
        recorded = desk.run(record_clause, self.order, values)
        who, number = recorded.who, values["number"]

        def undone(at: Desk) -> str:
            return at.run(undo_facts, who.person, recorded.facts, revision=recorded.revision)

        return Done(
            f"Recorded: clause {number}. Now the next clause; Esc when there is no more.",
            Target("form", f"clause/{self.order}/{self.turn + 1}"),
            Undo(f"Take back clause {number} of {self._named}.", undone),
        )


def _next_number(order: OrderRecord) -> str:
    """Return the number after the highest, empty where clauses are not numbered 1, 2, 3."""
    numbers = [clause.line.number for clause in order.clauses]
    if not all(number.isdecimal() for number in numbers):
        return ""
    return str(max(map(int, numbers), default=0) + 1)
