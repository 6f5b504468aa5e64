"""What a rule answers: a finding that explains itself, or why it could not tell.

Nothing here depends on the day it is looked at: the same finding on two nights is the
same to the letter, so a flag is reworded only when something has really changed.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from rules.days import say
from rules.facts import Ref
from rules.vocabulary import Feed, FlagKind, Recipient, Severity

FEED_NAMES = {
    Feed.POST_LOG: "the post log",
    Feed.NOTIFICATION_LOG: "the notification log",
    Feed.SERVICE_LOG: "the log of service",
    Feed.PRISON_MOVEMENTS: "the feed of prison movements",
    Feed.PRISON_RECORDS: "the extract of prison records",
    Feed.COURT_RESULTS: "the feed of court results",
    Feed.BORDER: "the border and travel extract",
    Feed.COMPANIES: "the companies register",
    Feed.PROBATION_REGISTERS: "the extract of probation registers",
    Feed.CRIME_GROUPS: "the map of crime groups",
    Feed.OFFICERS: "what officers record",
}
"""How each feed is called in a sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What one rule says of one provision or order, on facts as known.

    `subject` is the fact id of the provision, or of the order where the rule is about
    the whole of it. `occurrence` is a period's number or a fact's id, never a computed
    day. `says` is for reading aloud. `missing` says what is not recorded, and `feed`
    where it would have come from. `default_on` is the first day of default, None where
    nothing is in default; a time of severity M/H is decided on it. `order` names the
    order of the clause where the person has more than one.
    """

    rule: str
    version: int
    kind: FlagKind
    severity: Severity
    subject: int
    occurrence: str
    says: str
    missing: str | None = None
    feed: Feed | None = None
    clause: str | None = None
    order: str | None = None
    wording: str | None = None
    due_on: date | None = None
    default_on: date | None = None
    evidence: tuple[Ref, ...] = ()
    clears: str
    told: tuple[Recipient, ...]
    source: str

    @property
    def fell_due(self) -> date | None:
        """The day by which flags are put in order: of default, else the day due; None of none."""
        return self.default_on or self.due_on

    def with_severity(self, severity: Severity) -> "Finding":
        """Return the same finding, more or less severe."""
        return self if severity is self.severity else replace(self, severity=severity)

    def in_words(self, complete_to: Mapping[Feed, date] | None = None) -> str:
        """Word the finding for an officer to read aloud.

        *complete_to* gives the last day each feed is complete for, as at the reading.
        """
        parts = [self.says]
        missing = self.not_recorded(complete_to)
        if missing:
            parts.append(missing)
        if self.clause:
            of = f" of {self.order}" if self.order else ""
            parts.append(f"Clause {self.clause}{of}.")
        parts.append(f"Cleared by: {self.clears}.")
        return " ".join(parts)

    def not_recorded(self, complete_to: Mapping[Feed, date] | None = None) -> str | None:
        """Word what is not recorded, and how complete its feed is; None where nothing is missed."""
        if not self.missing:
            return None
        return f"{self.missing}{self._how_complete(complete_to or {})}."

    def _how_complete(self, complete_to: Mapping[Feed, date]) -> str:
        if self.feed is None or self.feed not in complete_to:
            return ""
        return f" and {FEED_NAMES[self.feed]} is complete to {say(complete_to[self.feed])}"


class Reason(StrEnum):
    """Why a duty could not be checked."""

    NO_RULE = "no_rule"
    FREE_WORDING = "free_wording"
    NO_FACTS = "no_facts"
    NO_START = "no_start"
    VARIATION_NOT_BOUND = "variation_not_bound"
    WAITS_FOR_EVENT = "waits_for_event"
    NO_RELEASE_DATE = "no_release_date"
    FEED_NOT_COMPLETE = "feed_not_complete"
    REPORT_UNLABELLED = "report_unlabelled"
    NOTICE_UNLABELLED = "notice_unlabelled"
    NOTICE_BEFORE_LOSS = "notice_before_loss"
    NOTICE_DUE_OUT_OF_FORCE = "notice_due_out_of_force"
    REPORT_TOO_EARLY = "report_too_early"
    PERIOD_PARTLY_IN_FORCE = "period_partly_in_force"
    OUTSIDE_CALENDAR = "outside_calendar"
    NO_RATE = "no_rate"
    AMOUNT_NOT_SAID = "amount_not_said"
    ITEM_NOT_SAID = "item_not_said"
    ITEM_UNCLEAR = "item_unclear"
    COMPANION_NOT_SAID = "companion_not_said"
    RECORDS_NOT_SAID = "records_not_said"
    NAME_ONLY = "name_only"
    EXCEPTION_MAY_APPLY = "exception_may_apply"
    DESTINATION_NOT_SAID = "destination_not_said"
    WORK_NOT_SAID = "work_not_said"
    WORK_UNCLEAR = "work_unclear"
    NOTICE_WITHOUT_TIME = "notice_without_time"
    CLAUSE_NOT_SAID = "clause_not_said"
    CONTENTS_NOT_LOOKED_AT = "contents_not_looked_at"
    WHEREABOUTS_UNKNOWN = "whereabouts_unknown"
    SENTENCE_UNKNOWN = "sentence_unknown"
    DATES_MISSING = "dates_missing"


REASON_WORDS = {
    Reason.NO_RULE: "no rule of this rulebook checks this kind of duty; a person must",
    Reason.FREE_WORDING: "the duty is free wording; a person must monitor it",
    Reason.NO_FACTS: "no recorded fact would show some of what must be notified; a person must",
    Reason.VARIATION_NOT_BOUND: "the person is not bound by the variation that brought it in",
    Reason.NO_START: "the order gives neither a start day nor a condition of starting",
    Reason.WAITS_FOR_EVENT: "it starts on an event that only a person can recognise",
    Reason.NO_RELEASE_DATE: "it starts on release, and no expected release date is recorded",
    Reason.FEED_NOT_COMPLETE: "the source is not complete to the day that matters",
    Reason.REPORT_UNLABELLED: (
        "a report was received that does not say which clause or period it is for"
    ),
    Reason.NOTICE_UNLABELLED: "a notice was received that does not say what it is about",
    Reason.NOTICE_BEFORE_LOSS: (
        "a notice about the thing was given before it was lost, and may tell of the loss"
    ),
    Reason.NOTICE_DUE_OUT_OF_FORCE: (
        "notice fell due on a day the clause was not in force; whether it was owed is for a person"
    ),
    Reason.REPORT_TOO_EARLY: "a report for the period was received before the period had begun",
    Reason.PERIOD_PARTLY_IN_FORCE: (
        "the clause came into force within the period; "
        "whether a report is owed for part of it is for a person"
    ),
    Reason.OUTSIDE_CALENDAR: "the calendar of working days does not reach that far",
    Reason.NO_RATE: "no rate of exchange is recorded for the day",
    Reason.AMOUNT_NOT_SAID: "cash was found, and how much is not recorded",
    Reason.ITEM_NOT_SAID: "a thing was found, and what it was is not recorded",
    Reason.ITEM_UNCLEAR: "a thing was found that may be one the clause names; a person must look",
    Reason.COMPANION_NOT_SAID: "a contact is recorded without saying with whom",
    Reason.RECORDS_NOT_SAID: (
        "a contact is with somebody on record, and whose records those named have is not said"
    ),
    Reason.NAME_ONLY: "a name is like one the clause names; whether it is them is for a person",
    Reason.EXCEPTION_MAY_APPLY: "the clause has exceptions; whether one applies is for a person",
    Reason.DESTINATION_NOT_SAID: "a journey is recorded that does not plainly say where to",
    Reason.WORK_NOT_SAID: "a company or employment is recorded without saying what work it is",
    Reason.WORK_UNCLEAR: "work is recorded that may be of a kind the clause forbids",
    Reason.NOTICE_WITHOUT_TIME: "an officer's notice is recorded without the time it gave",
    Reason.CLAUSE_NOT_SAID: "an officer's notice may be under any of several clauses",
    Reason.CONTENTS_NOT_LOOKED_AT: "nobody has recorded what the report contained",
    Reason.WHEREABOUTS_UNKNOWN: "whether the person was in the United Kingdom is not recorded",
    Reason.SENTENCE_UNKNOWN: "whether the sentence is one for life is not recorded",
    Reason.DATES_MISSING: "the order does not give all of its days",
}
"""What each reason means to an officer."""

REMEDIES = {
    Reason.NO_RULE: "a rule for this kind of duty; until there is one, a person watches over it",
    Reason.FREE_WORDING: "a typed duty in its place, where one fits the court's words",
    Reason.NO_FACTS: "a fact, or a source of facts, that would show what must be notified",
    Reason.VARIATION_NOT_BOUND: "service of the variation, or that the person was represented",
    Reason.NO_START: "the start day, or the condition of starting, from the court's order",
    Reason.WAITS_FOR_EVENT: "the start day, recorded once somebody knows that the event happened",
    Reason.NO_RELEASE_DATE: "an expected release date from the prison, or the release itself",
    Reason.FEED_NOT_COMPLETE: "the source, brought in and declared complete to that day",
    Reason.REPORT_UNLABELLED: "the clause and the first day of the period the report is for",
    Reason.NOTICE_UNLABELLED: "what the notice is about",
    Reason.NOTICE_BEFORE_LOSS: "whether the notice told of the loss",
    Reason.NOTICE_DUE_OUT_OF_FORCE: "a person's judgement whether notice was owed",
    Reason.REPORT_TOO_EARLY: "the period the report covers, or the day it was received, corrected",
    Reason.PERIOD_PARTLY_IN_FORCE: "the first full period; for this one a person takes advice",
    Reason.OUTSIDE_CALENDAR: "a calendar of working days that reaches so far: a newer release",
    Reason.NO_RATE: "the rate of exchange of that day",
    Reason.AMOUNT_NOT_SAID: "how much cash was found, and in what currency",
    Reason.ITEM_NOT_SAID: "what kind of thing was found",
    Reason.ITEM_UNCLEAR: "what the thing is, recorded once somebody has looked at it",
    Reason.COMPANION_NOT_SAID: "with whom the contact was",
    Reason.RECORDS_NOT_SAID: "our record numbers of the people the clause names",
    Reason.NAME_ONLY: "whose name it is, recorded once a person has judged it",
    Reason.EXCEPTION_MAY_APPLY: "a person's judgement whether an exception covered it",
    Reason.DESTINATION_NOT_SAID: "where the journey went",
    Reason.WORK_NOT_SAID: "what work the company or the employment is",
    Reason.WORK_UNCLEAR: "what the work is, recorded once somebody has looked at it",
    Reason.NOTICE_WITHOUT_TIME: "the day, or the time, by which the notice asked for an answer",
    Reason.CLAUSE_NOT_SAID: "the clause under which the notice was served",
    Reason.CONTENTS_NOT_LOOKED_AT: "which of the particulars the report contained",
    Reason.WHEREABOUTS_UNKNOWN: "where the person was on that day",
    Reason.SENTENCE_UNKNOWN: "the sentence, with its length or that it is for life",
    Reason.DATES_MISSING: "the days the order leaves out, from the court's order",
}
"""What, once it is there, would make a duty checkable, for each reason why it is not."""


def reason_words(reason: str) -> str:
    """Word a reason by its code; one of another release is told by its code."""
    return REASON_WORDS[Reason(reason)] if reason in set(Reason) else reason.replace("_", " ")


def remedy_words(reason: str) -> str:
    """Word what would help against a reason, by its code; nothing is known of another release's."""
    return REMEDIES[Reason(reason)] if reason in set(Reason) else "not known to this release"


class Unchecked(NamedTuple):
    """A duty that could not be checked, so that silence is never taken for compliance.

    `rule` is None where no rule looks at such a duty. `feed` and `day` say which source
    would have to be complete to which day.
    """

    rule: str | None
    subject: int
    reason: Reason
    feed: Feed | None = None
    day: date | None = None

    def in_words(self) -> str:
        """Word why it could not be checked, and what would make it so."""
        if self.feed is not None and self.day is not None:
            return f"cannot tell until {FEED_NAMES[self.feed]} is complete to {say(self.day)}"
        return REASON_WORDS[self.reason]

    def remedy(self) -> str:
        """Word what would make it checkable."""
        if self.feed is not None and self.day is not None:
            brought = f"{FEED_NAMES[self.feed]}, brought in and declared complete to"
            return f"{brought} {say(self.day)}"
        return REMEDIES[self.reason]


class Check(NamedTuple):
    """One thing a rule looked at and what it saw; kept only when somebody asks why."""

    rule: str
    subject: int
    answer: str
    words: str
