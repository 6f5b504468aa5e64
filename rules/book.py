"""The rulebook: the explicit ordered list of rules, and the evaluation of one case."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from rules.association import ASSOCIATION_PROHIBITED
from rules.bound import ORDER_NOT_BOUND
from rules.calendar import Calendar
from rules.cash import CASH_OVER_LIMIT
from rules.certified_copy import ORDER_NO_CERTIFIED_COPY
from rules.count_limit import COUNT_LIMIT_EXCEEDED
from rules.custody import custody_of
from rules.days import NEVER, add_months
from rules.expiry import ORDER_EXPIRING
from rules.facts import CaseFile, Order, as_of
from rules.figures import FIGURES, Figures
from rules.financial_report import FINANCIAL_REPORT_LATE
from rules.finding import Check, Finding, Reason, Unchecked
from rules.items import ITEM_PROHIBITED
from rules.last_period import FRO_LAST_PERIOD
from rules.lead_officer import NO_LEAD_OFFICER
from rules.look import Look
from rules.markers import MARKER_WITHOUT_RECORD
from rules.notification import NOTIFICATION_LATE
from rules.officer_notice import OFFICER_NOTICE_LATE
from rules.order_terms import ORDER_DATES_MISSING, ORDER_OVER_MAXIMUM
from rules.prison_phone import PRISON_PHONE_FOUND
from rules.rates import NO_RATES, Rates
from rules.release import RELEASE_NOT_RECORDED, STARTED_ON_RELEASE
from rules.release_approaching import RELEASE_APPROACHING
from rules.release_in_doubt import RELEASE_IN_DOUBT
from rules.report_contents import FINANCIAL_REPORT_INCOMPLETE
from rules.reporting_order import FRO_INVALID
from rules.reviews import REVIEW_OVERDUE
from rules.rule import Rule
from rules.standing import OrderStanding, order_standing
from rules.travel import TRAVEL_WITHOUT_NOTICE
from rules.travel_ban import TRAVEL_FORBIDDEN
from rules.travel_restriction import TRAVEL_RESTRICTION_TERM
from rules.travel_return import RETURN_NOT_REPORTED
from rules.undecided import FLAG_UNDECIDED
from rules.vocabulary import DutyKind, EventKind, Feed, FlagKind, OrderKind, Severity
from rules.work import PROHIBITED_ROLE

RULES: tuple[Rule, ...] = (
    ORDER_NOT_BOUND,
    ORDER_OVER_MAXIMUM,
    ORDER_DATES_MISSING,
    ORDER_EXPIRING,
    ORDER_NO_CERTIFIED_COPY,
    RELEASE_NOT_RECORDED,
    STARTED_ON_RELEASE,
    NOTIFICATION_LATE,
    COUNT_LIMIT_EXCEEDED,
    CASH_OVER_LIMIT,
    ITEM_PROHIBITED,
    TRAVEL_WITHOUT_NOTICE,
    RETURN_NOT_REPORTED,
    ASSOCIATION_PROHIBITED,
    PROHIBITED_ROLE,
    OFFICER_NOTICE_LATE,
    FINANCIAL_REPORT_LATE,
    FINANCIAL_REPORT_INCOMPLETE,
    FRO_INVALID,
    FRO_LAST_PERIOD,
    TRAVEL_RESTRICTION_TERM,
    TRAVEL_FORBIDDEN,
    RELEASE_APPROACHING,
    PRISON_PHONE_FOUND,
    FLAG_UNDECIDED,
    NO_LEAD_OFFICER,
    REVIEW_OVERDUE,
    MARKER_WITHOUT_RECORD,
    RELEASE_IN_DOUBT,
)
"""Every rule, in the order of the rulebook's ids."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AsAt:
    """The day judged, at its end in London, and the last day each feed is complete for."""

    on: date
    complete_to: Mapping[Feed, date]


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation:
    """What the rules say of one case on one day, and until when they will say the same.

    `next_change` is the next later day on which anything here can change with the facts
    as they are, NEVER if none. `waits` gives for a feed the day it must be complete to,
    inclusive, before anything more can be told from it. `checks` is empty unless asked for.
    """

    findings: tuple[Finding, ...]
    unchecked: tuple[Unchecked, ...]
    next_change: date
    waits: Mapping[Feed, date]
    checks: tuple[Check, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Reads:
    """The kinds of event the rules need: of everybody, and of those under a duty or an order.

    What is read beside them changes no finding.
    """

    always: frozenset[EventKind]
    of_duties: Mapping[DutyKind, frozenset[EventKind]]
    of_orders: Mapping[OrderKind, frozenset[EventKind]]

    def of(self, orders: Iterable[Order]) -> frozenset[EventKind]:
        """Return the kinds needed of a person under *orders*."""
        kinds = self.always
        for order in orders:
            kinds |= self.of_orders.get(order.kind, _NOTHING)
            for provision in order.provisions:
                kinds |= self.of_duties.get(provision.duty.kind, _NOTHING)
        return kinds


_NOTHING: frozenset[EventKind] = frozenset()


@dataclass(frozen=True)
class Rulebook:
    """Rules with the calendar and figures they are given. Two with one digest judge alike."""

    calendar: Calendar
    figures: Figures = FIGURES
    rules: tuple[Rule, ...] = RULES
    rates: Rates = NO_RATES

    @cached_property
    def of_orders(self) -> Mapping[OrderKind, tuple[Rule, ...]]:
        """The rules that look at whole orders of each kind."""
        return {
            kind: tuple(
                rule
                for rule in self.rules
                if kind in rule.orders or not (rule.orders or rule.duties or rule.of_case)
            )
            for kind in OrderKind
        }

    @cached_property
    def of_cases(self) -> tuple[Rule, ...]:
        """The rules that look once at each case."""
        return tuple(rule for rule in self.rules if rule.of_case)

    @cached_property
    def of_duties(self) -> Mapping[DutyKind, tuple[Rule, ...]]:
        """The rules that look at each kind of duty; a kind no rule looks at is left out."""
        kinds = {kind: tuple(r for r in self.rules if kind in r.duties) for kind in DutyKind}
        return {kind: rules for kind, rules in kinds.items() if rules}

    @cached_property
    def by_circumstance(self) -> frozenset[str]:
        """The names of the rules whose severity depends on circumstance."""
        return frozenset(rule.name for rule in self.rules if rule.severity_by_circumstance)

    @cached_property
    def reads(self) -> Reads:
        """The kinds of event any rule needs, and of whom."""
        of_duties: dict[DutyKind, frozenset[EventKind]] = {}
        of_orders: dict[OrderKind, frozenset[EventKind]] = {}
        always: frozenset[EventKind] = frozenset()
        for rule in self.rules:
            for duty in rule.duties:
                of_duties[duty] = of_duties.get(duty, frozenset()) | rule.reads
            for order in rule.orders:
                of_orders[order] = of_orders.get(order, frozenset()) | rule.reads
            if not (rule.duties or rule.orders):
                always |= rule.reads
        return Reads(always=always, of_duties=of_duties, of_orders=of_orders)

    def to_data(self) -> dict[str, Any]:
        """Return what decides an outcome as plain data: rules, figures and calendar."""
        return {
            "rules": [
                {"id": r.id, "name": r.name, "version": r.version, "severity": r.severity}
                for r in self.rules
            ],
            "figures": self.figures.to_data(),
            "calendar": self.calendar.to_data(),
            "rates": self.rates.to_data(),
        }

    @cached_property
    def digest(self) -> str:
        """SHA-256, hexadecimal, of what decides an outcome."""
        written = json.dumps(self.to_data(), sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(written.encode()).hexdigest()


def evaluate(case: CaseFile, at: AsAt, book: Rulebook, *, why: bool = False) -> Evaluation:
    """Judge one case on one day. The same arguments give the same answer, anywhere.

    With *why*, every check made is told, the ones that found nothing too.
    """
    seen, next_fact = as_of(case, at.on)
    look = Look(
        case=seen,
        on=at.on,
        complete_to=at.complete_to,
        calendar=book.calendar,
        figures=book.figures,
        rates=book.rates,
        custody=custody_of(seen.movements),
        rule=book.rules[0],
        checks=[] if why else None,
    )
    look.wake(next_fact)
    for order in seen.orders:
        _look_at(order_standing(order, look.custody), look, book)
    look.order = None
    for rule in book.of_cases:
        look.rule = rule
        rule.look(seen, look)
    return Evaluation(
        findings=_with_severity(look, book),
        unchecked=tuple(dict.fromkeys(look.unchecked)),
        next_change=look.next_change,
        waits=look.waits,
        checks=tuple(look.checks or ()),
    )


def _look_at(standing: OrderStanding, look: Look, book: Rulebook) -> None:
    look.order = standing.order
    for rule in book.of_orders[standing.order.kind]:
        look.rule = rule
        rule.look(standing, look)
    over, of_duties = look.on >= standing.over_from, book.of_duties
    for provision in standing.provisions:
        duty = provision.provision.duty.kind
        if provision.waits is not None and not over:
            look.unchecked.append(Unchecked(None, provision.provision.ref.id, provision.waits))
            look.wake(standing.over_from)
        rules = of_duties.get(duty)
        if rules is None:
            reason = Reason.FREE_WORDING if duty is DutyKind.FREE_WORDING else Reason.NO_RULE
            look.list_in_force(provision, reason, rule=None)
            continue
        for rule in rules:
            look.rule = rule
            rule.look(provision, look)


def _with_severity(look: Look, book: Rulebook) -> tuple[Finding, ...]:
    """Settle the severities that depend on circumstance, each on the day of its default.

    High where the person was at liberty on that day, which `Look.find` has seen to, or
    where it is the second such flag within 12 months (counted to the same day number),
    else as the rule has it.
    """
    if not look.findings:
        return ()
    by_circumstance = book.by_circumstance
    return tuple(
        [
            finding.with_severity(Severity.HIGH)
            if finding.rule in by_circumstance
            and finding.severity is not Severity.HIGH
            and _repeats(finding, look)
            else finding
            for finding in look.findings
        ]
    )


def _repeats(finding: Finding, look: Look) -> bool:
    """Whether a flag of the same rule went into default within the months of a repeat."""
    default_on = finding.default_on
    if default_on is None or finding.kind is not FlagKind.SUSPECTED_NON_COMPLIANCE:
        return False
    since = add_months(default_on, -look.figures.repeat_months.on(default_on))
    return any(
        other is not finding
        and other.rule == finding.rule
        and other.default_on is not None
        and since < other.default_on
        and (other.default_on, other.subject, other.occurrence)
        < (default_on, finding.subject, finding.occurrence)
        for other in look.findings
    )


__all__ = ["NEVER", "RULES", "AsAt", "Evaluation", "Reads", "Rulebook", "evaluate"]
