"""What changes an order: a variation, a suspension, its discharge, revocation or quashing."""

from collections.abc import Mapping
from typing import Any, ClassVar

from casework.desk import Desk
from casework.forms.filling import Choice, said_in_full
from casework.forms.order_change import CHANGE_NAMES, ChangeKind, OrderChangeForm
from casework.pages.order_entry import change_review
from casework.pages.page import Page, Target
from casework.services.read_order import read_order
from casework.services.record_order_change import record_change, review_change
from casework.services.undo_facts import undo_facts
from rules.days import london_day, say
from rules.words import ORDER_NAMES
from tui.filling import Done, Filling
from tui.undo import Undo


class OrderChangeFilling(Filling):
    """Its key is the order: "P12/45"."""

    name: ClassVar[str] = "change"
    verb: ClassVar[str] = "Record the change"

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self._form = OrderChangeForm()
        self._named = f"order {key}"

    @property
    def form(self) -> OrderChangeForm:
        return self._form

    def title(self, typed: Mapping[str, str]) -> str:
        return f"What changed {self._named}"

    def prepare(self, desk: Desk, needed: str) -> None:
        order = desk.run(read_order, self.key, rulebook=self.rulebook())
        line = order.line
        self._named = (
            f"the {ORDER_NAMES[line.kind]} of {say(line.made_on)}: {order.person} {order.name}"
        )
        clauses = (
            Choice(str(clause.line.provision), f"clause {clause.line.number}")
            for clause in order.clauses
            if clause.taken_out is None
        )
        self._form = OrderChangeForm(tuple(clauses), line.made_on)

    def review(self, desk: Desk, values: Mapping[str, Any]) -> Page:
        review = desk.run(review_change, self.key, values, rulebook=self.rulebook())
        typed = {"kind": CHANGE_NAMES[ChangeKind(values["kind"])]}
        fields = self._form.fields(typed)
        told = said_in_full(fields, values, today=london_day(desk.now()))
        return change_review(review, self._named, told, lasting=bool(values.get("takes_out")))

    def submit(self, desk: Desk, values: Mapping[str, Any]) -> Done:
        recorded = desk.run(record_change, self.key, values)
        what = f"{CHANGE_NAMES[ChangeKind(values['kind'])]}, {self._named}"

        def undone(at: Desk) -> str:
            who = recorded.who.person
            return at.run(undo_facts, who, recorded.facts, revision=recorded.revision)

        lasting = bool(values.get("takes_out"))
        return Done(
            f"Recorded: {what}.",
            Target("order", self.key),
            None if lasting else Undo(f"Take back {what}.", undone),
        )
