"""One order: its clauses, what each asked for so far, its service and what changed it."""

from typing import ClassVar

from casework.desk import Desk
from casework.pages.order import OrderSection, order_page
from casework.pages.page import Page, Target
from casework.permissions import Action as Right
from casework.services.read_order import read_order
from casework.views.order import ClauseRecord, OrderRecord
from rules.vocabulary import DutyKind
from tui.actions import Action
from tui.sections import Keyed, SectionedView, section_actions

_ANSWERED_BY = {
    DutyKind.PERIODIC_REPORT: "report_received",
    DutyKind.FIRST_NOTIFICATION: "notice_given",
    DutyKind.NOTIFY_CHANGE: "notice_given",
    DutyKind.NOTIFY_BEFOREHAND: "notice_given",
    DutyKind.REPORT_RETURN: "notice_given",
    DutyKind.ANSWER_NOTICE: "officer_notice_served",
}
"""What is recorded first under a clause of each kind of duty that has days to keep."""


class OrderView(SectionedView[OrderRecord]):
    """One order in three sections; its key is as in "P12/45"."""

    name = "order"
    previews: ClassVar[bool] = False
    ACTIONS: ClassVar[tuple[Action, ...]] = (
        *section_actions(
            "order",
            (
                Keyed(
                    "clauses",
                    "clauses",
                    "The court's wording of each clause beside what the machine reads it as.",
                ),
                Keyed(
                    "compliance",
                    "compliance",
                    "What each clause asked for, period by period, and what came.",
                ),
                Keyed(
                    "changes",
                    "service",
                    "Service, variations, suspensions, endings and copies.",
                ),
            ),
        ),
        Action(
            id="order.record",
            label="record for clause",
            help="Record a report, a notice or a service, for the clause under the cursor.",
            keys=("a",),
            footer=10,
        ),
        Action(
            id="order.clause",
            label="add clause",
            help="Put another clause of this order on record.",
            keys=("c",),
            footer=11,
        ),
        Action(
            id="order.change",
            label="record change",
            help="Record a variation, a suspension, a discharge, revocation or quashing.",
            keys=("v",),
            footer=12,
        ),
        Action(
            id="order.person",
            label="person",
            help="Go to the person under this order.",
            keys=("w",),
        ),
    )

    FIRST = OrderSection.CLAUSES
    section: OrderSection = FIRST

    def look(self, desk: Desk, key: str) -> OrderRecord:
        return desk.run(read_order, key, rulebook=self.shell.rulebook())

    def page(self, answer: OrderRecord) -> Page:
        return order_page(answer, self.section)

    def preview(self, answer: OrderRecord) -> Page:
        return order_page(answer, OrderSection.CLAUSES)

    def can(self, action_id: str) -> bool:
        if action_id in {"order.clause", "order.change"}:
            return self.answer is not None and self.shell.may(Right.RECORD_ORDER)
        if action_id == "order.record":
            return self.answer is not None and self.shell.may(Right.RECORD_FACTS)
        return self.answer is not None

    def do_clauses(self) -> None:
        """Show the clauses."""
        self.turn_to(OrderSection.CLAUSES)

    def do_compliance(self) -> None:
        """Show what each clause asked for."""
        self.turn_to(OrderSection.COMPLIANCE)

    def do_changes(self) -> None:
        """Show service and what changed the order."""
        self.turn_to(OrderSection.CHANGES)

    def do_record(self) -> None:
        """Record something for the clause under the cursor, or else of the person."""
        answer = self.answer
        if answer is None:
            return
        if self.section is OrderSection.CHANGES:
            self.shell.go(Target("form", f"record/{answer.line.person}/service"))
            return
        clause = self._clause_here(answer)
        kind = "" if clause is None else _ANSWERED_BY.get(clause.line.duty, "")
        rest = f"/{kind}/{clause.line.provision}" if clause is not None and kind else ""
        self.shell.go(Target("form", f"record/{answer.line.person}{rest}"))

    def do_clause(self) -> None:
        """Put another clause on record."""
        if self.answer is not None:
            self.shell.go(Target("form", f"clause/{self.answer.key}"))

    def do_change(self) -> None:
        """Record what changed the order."""
        if self.answer is not None:
            self.shell.go(Target("form", f"change/{self.answer.key}"))

    def do_person(self) -> None:
        """Go to the person."""
        if self.answer is not None:
            self.shell.go(Target("person", self.answer.person))

    def _clause_here(self, answer: OrderRecord) -> ClauseRecord | None:
        """Return the clause the cursor is on, by its own line or something owed under it."""
        target = self.shell.main.target
        if target is None:
            return None
        for clause in answer.clauses:
            facts = {f"provision/{clause.line.provision}"}
            facts |= {fact for owed in clause.owed for fact in (owed.fact, owed.by) if fact}
            flags = {str(flag) for flag in clause.line.flags}
            if target.key in (facts if target.view == "fact" else flags):
                return clause
        return None
