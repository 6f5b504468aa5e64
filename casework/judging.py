"""Judgements that two records are of one person, or are not: made, refused and withdrawn.

No fact changes and none moves. What is read together follows from the judgements that
stand, so that withdrawing one restores exactly what was. Both records' cases are taken,
and those of everybody else whose reading can change by it, so that the night looks again.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from casework.context import Context
from casework.errors import IdentityRefusedError, JudgementNotFoundError
from casework.forms.reason import reason_given
from casework.models import IdentityJudgement, Sameness, Verb
from casework.queries import identity
from casework.queries.identity import Told
from casework.queries.people import reference
from casework.recording import take_cases
from casework.sameness import chain, everybody, standing_for
from rules.days import london_day, say

_WORDS = {Sameness.SAME: "the same person", Sameness.NOT_SAME: "not the same person"}


class Saying(NamedTuple):
    """What is to be judged of two records, why, and on which source's word."""

    first: int
    second: int
    sameness: Sameness
    reason: str
    source_id: int


def judge(context: Context, saying: Saying) -> IdentityJudgement | None:
    """Record a judgement; return None where the very same stands already, which is harmless.

    Raises:
        IdentityRefusedError: what stands already contradicts it, or it makes no sense.
        ReasonMissingError: no reason is given.
    """
    why = reason_given(saying.reason)
    _refuse_one_record(saying)
    identity.take_turn(context.session)
    records = identity.joined(context.session, (saying.first, saying.second))
    standing = identity.told(context, people=records)
    pair = tuple(sorted((saying.first, saying.second)))
    own = [told for told in standing if told.pair == pair]
    if own and own[0].judgement.sameness is saying.sameness:
        return None
    _refuse_two_agencies(context, saying)
    same = [told for told in standing if told.judgement.sameness is Sameness.SAME]
    same_as = standing_for([told.pair for told in same])
    if saying.sameness is Sameness.SAME:
        _refuse_held_apart(saying, standing, same_as)
    else:
        _refuse_together(saying, same)
    stamps = _taken(context, records)
    made = IdentityJudgement(
        first_id=pair[0],
        second_id=pair[1],
        sameness=saying.sameness,
        reason=why,
        known_from=max(stamps[saying.first], stamps[saying.second]),
        recorded_by=context.officer.id,
        source_id=saying.source_id,
    )
    context.session.add(made)
    context.session.flush()
    context.touch(Verb.COMBINE, records, ["identity_judgement"])
    return made


def take_back(context: Context, judgement_id: int, *, reason: str) -> IdentityJudgement:
    """Withdraw a judgement that stands: what was before it is again.

    Raises:
        JudgementNotFoundError: there is no such judgement that stands and may be seen.
        ReasonMissingError: no reason is given.
    """
    why = reason_given(reason)
    identity.take_turn(context.session)
    found = identity.find(context, judgement_id)
    if found is None or found.judgement.known_to is not None:
        raise JudgementNotFoundError(judgement_id)
    judgement = found.judgement
    records = identity.joined(context.session, found.pair)
    stamps = _taken(context, records)
    judgement.known_to = max(stamps[record] for record in found.pair)
    judgement.closed_by = context.officer.id
    judgement.closed_reason = why
    context.session.flush()
    context.touch(Verb.COMBINE, records, ["identity_judgement"])
    return judgement


def in_words(told: Told) -> str:
    """Word a judgement: what it says, who made it, when and why."""
    judgement, officer, source = told
    day = say(london_day(judgement.known_from))
    return (
        f"{reference(judgement.first_id)} and {reference(judgement.second_id)} were judged "
        f"{_WORDS[judgement.sameness]} by {officer} ({source}) on {day}, judgement "
        f'{judgement.id}: "{judgement.reason}"'
    )


def _taken(context: Context, records: set[int]) -> dict[int, datetime]:
    """Take every case that is read otherwise from now on; return the stamp of each.

    Of those who only name one of the *records* nothing is combined, but their cases are
    taken too, and the log says so.
    """
    naming = identity.naming(context.session, records)
    context.touch(Verb.ALTER, naming - records)
    return take_cases(context, records | naming)


def _refuse_one_record(saying: Saying) -> None:
    if saying.first == saying.second:
        raise IdentityRefusedError(
            f"Both are {reference(saying.first)}, one record. Give two records to be judged."
        )


def _refuse_two_agencies(context: Context, saying: Saying) -> None:
    found = identity.agencies(context.session, (saying.first, saying.second))
    if len(set(found.values())) > 1:
        raise IdentityRefusedError(
            f"{_both(saying)} are kept by different agencies, and records of different agencies "
            "cannot be judged yet. Tell the other agency what you know."
        )


def _refuse_held_apart(saying: Saying, standing: Sequence[Told], same_as: dict[int, int]) -> None:
    """Refuse to put together two groups of which some pair was judged not to be the same."""
    one, other = (everybody(same_as, [record]) for record in (saying.first, saying.second))
    for told in standing:
        first, second = told.pair
        if told.judgement.sameness is Sameness.NOT_SAME and (
            (first in one and second in other) or (first in other and second in one)
        ):
            raise IdentityRefusedError(
                f"{_both(saying)} cannot be judged the same person, for {in_words(told)}. If that "
                f"was wrong, withdraw judgement {told.judgement.id} first."
            )


def _refuse_together(saying: Saying, same: Sequence[Told]) -> None:
    """Refuse to judge apart what stands together, and show by which judgements it does."""
    by_pair = {told.pair: told for told in same}
    links = chain(by_pair, saying.first, saying.second)
    if links:
        shown = [by_pair[min(link), max(link)] for link in links]
        raise IdentityRefusedError(
            f"{_both(saying)} stand together as one person: {'; '.join(map(in_words, shown))}. "
            "Withdraw what was wrong of these first."
        )


def _both(saying: Saying) -> str:
    return f"{reference(saying.first)} and {reference(saying.second)}"
