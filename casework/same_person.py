"""Records judged to be of one person, read together, and what is found told of each again.

No row changes when records are judged the same: their case files are put together to be
judged, and each finding belongs to the record whose fact it is about. So when the
judgement is withdrawn every record has its own flags, as it had before.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from casework.facts import LISTS, put_together
from rules.book import Evaluation
from rules.facts import CaseFile


def together(cases: Sequence[CaseFile], same_as: Mapping[int, int]) -> CaseFile:
    """Return the case file of one person out of those of each of their records.

    `revision` is the sum of theirs: it differs whenever one of them does.
    """
    if len(cases) == 1:
        return replace(cases[0], same_as=same_as) if same_as else cases[0]
    facts = {
        name: [fact for case in cases for fact in getattr(case, name)]
        for name in LISTS
        if any(getattr(case, name) for case in cases)
    }
    return put_together(
        cases[0].person,
        sum(case.revision for case in cases),
        facts,
        events=[event for case in cases for found in case.events.values() for event in found],
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


def _facts(case: CaseFile) -> Iterator[int]:
    for name in LISTS:
        listed: Sequence[Any] = getattr(case, name)
        yield from (fact.ref.id for fact in listed)
    for order in case.orders:
        yield from (provision.ref.id for provision in order.provisions)
    for found in case.events.values():
        yield from (event.ref.id for event in found)
