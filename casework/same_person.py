"""Records judged to be of one person, read together, and what is found told of each again.

No row changes when records are judged the same: their case files are put together to be
judged, and each finding belongs to the record whose fact it is about. So when the
judgement is withdrawn every record has its own flags, as it had before.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy.orm import Session

from casework.facts import LISTS, put_together
from casework.flagging import Change, Key
from casework.models import FlagChange, FlagState
from casework.queries import flags, identity
from casework.sameness import members
from rules.book import Evaluation
from rules.days import say
from rules.facts import CaseFile
from rules.finding import Finding


def together(cases: Sequence[CaseFile], same_as: Mapping[int, int]) -> CaseFile:
    """Return the case file of one person out of those of each of their records.

    `revision` is the sum of theirs: it differs whenever one of them does.
    """
    if len(cases) == 1:
        return replace(cases[0], same_as=same_as) if same_as else cases[0]
    facts = {
        name: sorted((fact for case in cases for fact in getattr(case, name)), key=_fact_id)
        for name in LISTS
        if any(getattr(case, name) for case in cases)
    }
    return put_together(
        cases[0].person,
        sum(case.revision for case in cases),
        facts,
        events=sorted(
            (event for case in cases for found in case.events.values() for event in found),
            key=_fact_id,
        ),
        flags=[flag for case in cases for flag in case.flags],
        same_as=same_as,
    )


def apart(evaluation: Evaluation, cases: Sequence[CaseFile]) -> Iterator[Evaluation]:
    """Tell an evaluation of records together as one of each: what is about its own facts.

    What is about no fact of theirs is told of the first. All wake and wait alike.
    """
    if len(cases) == 1:
        yield evaluation
        return
    owner = {fact: case.person for case in cases for fact in _facts(case)}
    first = cases[0].person
    for case in cases:
        yield replace(
            evaluation,
            findings=tuple(
                f for f in evaluation.findings if owner.get(f.subject, first) == case.person
            ),
            unchecked=tuple(
                u for u in evaluation.unchecked if owner.get(u.subject, first) == case.person
            ),
        )


def ends_by_others(change: Change, alone: Callable[[], Sequence[Finding]]) -> bool:
    """Whether a change would end a decision for the facts of the person's other records only.

    What was decided of a record by itself stays decided: *alone* tells what is found of it.
    """
    flag = change.flag
    if flag is None or flag.state is not FlagState.DECIDED or change.worded is not None:
        return False
    return change.key in {Key(f.rule, f.subject, f.occurrence) for f in alone()}


class Parted(NamedTuple):
    """A record as it is judged now, and when it was looked at last."""

    session: Session
    person: int
    looked_at: datetime
    same_as: Mapping[int, int]

    @property
    def is_parted(self) -> bool:
        """Whether it stood together then with records that it is apart from now."""
        before = identity.same_as(self.session, self.looked_at)
        [then] = members(before, [self.person]).values()
        [now] = members(self.same_as, [self.person]).values()
        return not set(then) <= set(now)


def stands_again(change: Change, record: Parted) -> Change:
    """Let a decision stand again that only another record, apart now, had contradicted.

    The finding has to be the very one that was decided, word for word.
    """
    now = change.worded
    if change.flag is None or now is None:
        return change
    decisions = [d for d in flags.decisions(record.session, change.flag.id) if d.settled_at]
    if not decisions or decisions[-1].fingerprint != now.fingerprint or not record.is_parted:
        return change
    decided_on = say(decisions[-1].decided_on)
    reason = f"the decision of {decided_on} stands again: what contradicted it is another's"
    words = "; ".join(part for part in (reason, change.reason) if part)
    return replace(change, change=FlagChange.DECIDED, reason=words, grounds=None)


def _fact_id(fact: Any) -> int:
    found: int = fact.ref.id
    return found


def _facts(case: CaseFile) -> Iterator[int]:
    for name in LISTS:
        listed: Sequence[Any] = getattr(case, name)
        yield from (fact.ref.id for fact in listed)
    for order in case.orders:
        yield from (provision.ref.id for provision in order.provisions)
    for found in case.events.values():
        yield from (event.ref.id for event in found)
