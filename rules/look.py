"""One look at one case: what a rule is handed, and what it hands back."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from rules.calendar import Calendar
from rules.custody import Custody
from rules.days import NEVER, ONE_DAY, Length, say
from rules.facts import CaseFile, Event, Order
from rules.figures import Figures
from rules.finding import Check, Finding, Reason, Unchecked
from rules.rates import Rates
from rules.rule import Rule
from rules.standing import ProvisionStanding
from rules.vocabulary import EventKind, Feed, FlagKind, Severity
from rules.words import the_order


@dataclass(slots=True, kw_only=True)
class Look:
    """What the rules see of one case at the end of one day, Europe/London.

    `case` holds only what had happened by then. Rules put what they find in `findings`
    and `unchecked`, and call `wake` for every later day, and `complete` for every feed,
    that could change their answer. `checks` is None unless somebody asks why.
    """

    case: CaseFile
    on: date
    complete_to: Mapping[Feed, date]
    calendar: Calendar
    figures: Figures
    rates: Rates
    custody: Custody
    rule: Rule
    order: Order | None = None
    next_change: date = NEVER
    waits: dict[Feed, date] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    unchecked: list[Unchecked] = field(default_factory=list)
    checks: list[Check] | None = None
    _answering: dict[EventKind, dict[int | None, list[Event]]] = field(default_factory=dict)
    _about: dict[EventKind, dict[int | None, list[Event]]] = field(default_factory=dict)

    def wake(self, day: date) -> None:
        """Say that the answer can change on *day*. Days judged already are of no interest."""
        if self.on < day < self.next_change:
            self.next_change = day

    def complete(self, feed: Feed, day: date, subject: int) -> bool:
        """Whether *feed* holds all there is up to the end of *day*; if not, say so for *subject*.

        An absence may be found only where this is true (rulebook, rule of behaviour 8).
        """
        known = self.complete_to.get(feed)
        if known is not None and known >= day:
            return True
        self.waits[feed] = min(day, self.waits.get(feed, NEVER))
        self.unchecked.append(
            Unchecked(self.rule.name, subject, Reason.FEED_NOT_COMPLETE, feed, day)
        )
        if self.checks is not None:
            self.checks.append(
                Check(self.rule.name, subject, "cannot tell", self.unchecked[-1].in_words())
            )
        return False

    def answering(self, kind: EventKind) -> Mapping[int | None, list[Event]]:
        """Return the events of a kind by the clause each answers, in order of day."""
        found = self._answering.get(kind)
        if found is None:
            found = self._answering[kind] = {}
            for event in self.case.of_kind(kind):
                found.setdefault(event.provision_id, []).append(event)
        return found

    def about(self, kind: EventKind) -> Mapping[int | None, list[Event]]:
        """Return the events of a kind by the fact each is about, in order of day."""
        found = self._about.get(kind)
        if found is None:
            found = self._about[kind] = {}
            for event in self.case.of_kind(kind):
                found.setdefault(event.about_id, []).append(event)
        return found

    def cannot_tell(self, subject: int, reason: Reason) -> None:
        """List *subject* as one the rule could not check."""
        self.unchecked.append(Unchecked(self.rule.name, subject, reason))
        if self.checks is not None:
            words = self.unchecked[-1].in_words()
            self.checks.append(Check(self.rule.name, subject, "cannot tell", words))

    def list_in_force(
        self, standing: ProvisionStanding, reason: Reason, *, rule: str | None
    ) -> None:
        """List a clause as one that cannot be checked, on the days it is in force and binds."""
        for first, last in standing.spans:
            if self.on < first:
                self.wake(first)
                return
            if self.on <= last:
                self.unchecked.append(Unchecked(rule, standing.provision.ref.id, reason))
                if last != NEVER:
                    self.wake(last + ONE_DAY)
                return

    def in_order(self, subject: int, words: str, *values: object) -> None:
        """Note that nothing was found, with *words* to be filled with *values* if asked why."""
        if self.checks is not None:
            shown = words.format(*(_worded(value) for value in values))
            self.checks.append(Check(self.rule.name, subject, "nothing found", shown))

    def find(
        self, *, kind: FlagKind | None = None, source: str | None = None, **found: Any
    ) -> None:
        """Add a finding of the rule now looking; what the rule fixes need not be given.

        Where severity depends on circumstance, it is high for one at liberty on the day
        of the default.
        """
        rule = self.rule
        default_on, severity = found.get("default_on"), rule.severity
        if rule.severity_by_circumstance and default_on and not self.custody.held_on(default_on):
            severity = Severity.HIGH
        if self.order is not None and "clause" in found and len(self.case.orders) > 1:
            found["order"] = the_order(self.order)
        made = Finding(
            rule=rule.name,
            version=rule.version,
            kind=kind or rule.kind,
            severity=severity,
            told=rule.told,
            source=source or rule.source,
            **found,
        )
        self.findings.append(made)
        if self.checks is not None:
            self.checks.append(
                Check(rule.name, made.subject, made.kind.value.replace("_", " "), made.says)
            )


def _worded(value: object) -> object:
    if isinstance(value, Length):
        return value.in_words()
    return say(value) if isinstance(value, date) else value
