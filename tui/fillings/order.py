"""A new order; its clauses are recorded one by one after it."""

from collections.abc import Mapping
from typing import Any, ClassVar

from casework.desk import Desk
from casework.forms.filling import said_in_full
from casework.forms.new_order import NewOrderForm
from casework.pages.order_entry import order_review
from casework.pages.page import Page, Target
from casework.services.record_order import record_order, review_order
from casework.services.undo_facts import undo_facts
from rules.days import london_day, say
from rules.vocabulary import OrderKind
from rules.words import ORDER_NAMES, opening
from tui.filling import Done, Filling
from tui.undo import Undo


class OrderFilling(Filling):
    """Its key is whom the order is against: "P12"."""

    name: ClassVar[str] = "order"
    verb: ClassVar[str] = "Record the order"

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self._form = NewOrderForm()

    @property
    def form(self) -> NewOrderForm:
        return self._form

    def title(self, typed: Mapping[str, str]) -> str:
        return f"New order: {self.key}"

    def review(self, desk: Desk, values: Mapping[str, Any]) -> Page:
        review = desk.run(review_order, self.key, values, rulebook=self.rulebook())
        told = said_in_full(self._form.fields({}), values, today=london_day(desk.now()))
        return order_review(review, told)

    def submit(self, desk: Desk, values: Mapping[str, Any]) -> Done:
        recorded = desk.run(record_order, self.key, values)
        who, order = recorded.who, recorded.facts[0]
        name = f"{opening(ORDER_NAMES[OrderKind(values['kind'])])} of {say(values['made_on'])}"

        def undone(at: Desk) -> str:
            return at.run(undo_facts, who.person, recorded.facts, revision=recorded.revision)

        return Done(
            f"Recorded: {name}. Now its clauses; Esc leaves them for later.",
            Target("form", f"clause/{who.person}/{order}/1"),
            Undo(f"Take back the {name} of {who.person} {who.name}, with its service.", undone),
        )
