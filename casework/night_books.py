"""What a batch of the night writes: flags and their versions, checks, failures, the tally."""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import delete, insert, update

from casework.context import Context
from casework.flagging import STATE_AFTER, Change, Key, Worded, grounds
from casework.models import (
    CaseCheck,
    CaseWait,
    Flag,
    FlagChange,
    FlagProgress,
    FlagVersion,
    NightFailure,
)
from casework.queries import nights
from casework.queries.changes import new_grounds
from casework.queries.flags import is_snoozed
from rules.book import Evaluation
from rules.days import NEVER, ONE_DAY
from rules.facts import CaseFile


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """What one look at one case came to."""

    case: CaseFile
    evaluation: Evaluation
    changes: list[Change]


@dataclass(frozen=True, slots=True, kw_only=True)
class NightBooks:
    """The books of one night, open in one transaction. `rulebook` is its digest.

    `checked_at` is the moment the cases were taken: what was known then was judged.
    """

    context: Context
    checked_at: datetime
    night_id: int
    judged_on: date
    rulebook: str

    def write(self, looked: Sequence[Looked], failed: Mapping[int, str]) -> Counter[str]:
        """Write what the looks came to and which cases failed; return the tally by name."""
        tally = Counter(change.change.value for look in looked for change in look.changes)
        tally["checked"], tally["failed"] = len(looked), len(failed)
        self._write_flags(looked)
        self._write_checks(looked)
        self._write_failures(failed)
        self._add_to_night(tally)
        return tally

    def _write_flags(self, looked: Sequence[Looked]) -> None:
        raised: list[tuple[int, Change, Worded]] = []
        changed: list[tuple[Flag, Change]] = []
        for look in looked:
            for change in look.changes:
                if change.flag is not None:
                    changed.append((change.flag, change))
                elif change.worded is not None:
                    raised.append((look.case.person, change, change.worded))
        versions = [self._version(flag.id, change, flag.finding) for flag, change in changed]
        versions += [
            self._version(flag.id, change, flag.finding) | _SNOOZE_ENDED
            for flag, change in changed
            if change.change is FlagChange.REWORDED and is_snoozed(flag, self.context.today)
        ]
        if raised:
            ids = self._raise([self._new_flag(person, now) for person, _, now in raised])
            versions += [
                self._version(ids[person, change.key], change, now.written)
                for person, change, now in raised
            ]
        if changed:
            self.context.session.execute(
                update(Flag), [self._changed_flag(flag, change) for flag, change in changed]
            )
        if versions:
            self.context.session.execute(insert(FlagVersion), versions, **_ALIKE)

    def _raise(self, flags: Sequence[dict[str, Any]]) -> dict[tuple[int, Key], int]:
        """Insert new flags and return their ids by person and key.

        Asking for the ids in the order of the rows would make SQLAlchemy insert one row at
        a time on SQLite; what makes a flag one flag tells them apart as well.
        """
        rows = self.context.session.execute(
            insert(Flag).returning(
                Flag.id, Flag.person_id, Flag.rule, Flag.subject_id, Flag.occurrence
            ),
            flags,
            **_IN_PAGES,
        )
        return {
            (row.person_id, Key(row.rule, row.subject_id, row.occurrence)): row.id for row in rows
        }

    def _new_flag(self, person: int, now: Worded) -> dict[str, Any]:
        return {
            "person_id": person,
            "rule": now.finding.rule,
            "subject_id": now.finding.subject,
            "occurrence": now.finding.occurrence,
            "state": STATE_AFTER[FlagChange.RAISED],
            "kind": now.finding.kind,
            "severity": now.finding.severity,
            "fingerprint": now.fingerprint,
            "finding": now.written,
            "raised_on": self.judged_on,
            "open_since": self.judged_on,
            "fell_due": now.finding.fell_due,
            "progress": FlagProgress.NEW,
            "revised_at": self.context.now,
        }

    def _changed_flag(self, flag: Flag, change: Change) -> dict[str, Any]:
        now = change.worded
        anew = change.change is FlagChange.REOPENED
        progress = FlagProgress.NEW if anew else flag.progress
        if change.grounds and progress is FlagProgress.DECISION_PROPOSED:
            progress = FlagProgress.LOOKED_INTO
        return {
            "id": flag.id,
            "state": STATE_AFTER[change.change],
            "open_since": self.judged_on if anew else flag.open_since,
            "fell_due": now.finding.fell_due if now else flag.fell_due,
            "progress": progress,
            "handled_by": None if anew else flag.handled_by,
            "snoozed_until": None,
            "kind": now.finding.kind if now else flag.kind,
            "severity": now.finding.severity if now else flag.severity,
            "fingerprint": now.fingerprint if now else flag.fingerprint,
            "finding": now.written if now else flag.finding,
            "revised_at": self.context.now,
        }

    def _version(self, flag_id: int, change: Change, before: str) -> dict[str, Any]:
        return {
            "flag_id": flag_id,
            "change": change.change,
            "judged_on": self.judged_on,
            "changed_at": self.context.now,
            "changed_by": self.context.officer.id,
            "reason": self._reason(change),
            "finding": change.worded.written if change.worded else before,
            "rulebook": self.rulebook,
        }

    def _reason(self, change: Change) -> str | None:
        """Say why a flag changed; where a decision does not stand by it, by which fact."""
        if change.grounds is None or change.worded is None:
            return change.reason
        now = grounds(change.worded.finding)
        reasons = [new_grounds(self.context.session, change.grounds, now), change.reason]
        if change.change is FlagChange.REWORDED:
            reasons.append("the decision proposed has lapsed, for it was on other grounds")
        return "; ".join(reason for reason in reasons if reason)

    def _write_checks(self, looked: Sequence[Looked]) -> None:
        people = [look.case.person for look in looked]
        if not people:
            return
        session = self.context.session
        session.execute(delete(CaseWait).where(CaseWait.person_id.in_(people)), **_UNSEEN)
        session.execute(delete(CaseCheck).where(CaseCheck.person_id.in_(people)), **_UNSEEN)
        session.execute(insert(CaseCheck), [self._check(look) for look in looked], **_ALIKE)
        waits = [
            {"person_id": look.case.person, "feed": feed, "complete_to": day}
            for look in looked
            for feed, day in look.evaluation.waits.items()
        ]
        if waits:
            session.execute(insert(CaseWait), waits)

    def _check(self, look: Looked) -> dict[str, Any]:
        """Return the row of a look. What it re-opened is looked at again the next day.

        The flags the rules were given were those that stood before it.
        """
        next_change = look.evaluation.next_change
        if any(change.change is FlagChange.REOPENED for change in look.changes):
            next_change = min(next_change, self.judged_on + ONE_DAY)
        return {
            "person_id": look.case.person,
            "revision": look.case.revision,
            "judged_on": self.judged_on,
            "checked_at": self.checked_at,
            "wake_on": None if next_change == NEVER else next_change,
            "rulebook": self.rulebook,
            "owed_since": None,
            "unchecked": len(look.evaluation.unchecked),
            "unchecked_by": _by_reason(look.evaluation),
        }

    def _write_failures(self, failed: Mapping[int, str]) -> None:
        session = self.context.session
        rows = [
            {"night_id": self.night_id, "person_id": person, "error": error}
            for person, error in failed.items()
        ]
        if rows:
            session.execute(
                update(CaseCheck)
                .where(CaseCheck.person_id.in_(failed))
                .values(owed_since=self.judged_on),
                **_UNSEEN,
            )
            session.execute(
                delete(NightFailure).where(
                    NightFailure.night_id == self.night_id, NightFailure.person_id.in_(failed)
                ),
                **_UNSEEN,
            )
            session.execute(insert(NightFailure), rows)

    def _add_to_night(self, tally: Counter[str]) -> None:
        night = nights.require(self.context.session, self.night_id)
        night.checked += tally["checked"]
        night.failed += tally["failed"]
        night.raised += tally[FlagChange.RAISED]
        night.reworded += tally[FlagChange.REWORDED]
        night.withdrawn += tally[FlagChange.WITHDRAWN]
        night.lapsed += tally[FlagChange.LAPSED]
        night.reopened += tally[FlagChange.REOPENED]


def _by_reason(evaluation: Evaluation) -> str | None:
    """Write how many duties could not be checked for each reason; None where all could.

    Equal counts are written alike, so that there are few different texts.
    """
    if not evaluation.unchecked:
        return None
    return json.dumps(Counter(line.reason.value for line in evaluation.unchecked), sort_keys=True)


_SNOOZE_ENDED = {
    "change": FlagChange.SNOOZE_ENDED,
    "reason": "the flag was reworded while it was put aside",
}
"""What is kept beside a rewording that brings a flag back."""

_UNSEEN: dict[str, Any] = {"execution_options": {"synchronize_session": False}}
"""The rows deleted are written anew at once and never read again through the session."""

_ALIKE: dict[str, Any] = {"execution_options": {"render_nulls": True}}
"""Rows with and without a value go in one statement; else each turn from one to the other
begins a statement of its own."""

_IN_PAGES: dict[str, Any] = {"execution_options": {"insertmanyvalues_page_size": 50}}
"""The driver keeps each statement it has prepared, and one of another number of rows is
another statement: in small pages few are kept, and those small."""
