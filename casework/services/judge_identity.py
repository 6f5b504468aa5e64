"""Judge whether two records are of one person, and withdraw such a judgement."""

from casework import judging
from casework.context import Context
from casework.desk import declares
from casework.errors import JudgementNotFoundError
from casework.judging import Saying
from casework.models import Sameness, Verb
from casework.permissions import Action
from casework.queries import identity, people, sources
from casework.services.list_identity import judgement_line
from casework.views.identity import Judged, JudgementLine
from rules.vocabulary import Feed


@declares(Action.JUDGE_IDENTITY, Verb.COMBINE, Verb.ALTER, Verb.CONSULT)
def judge_same(context: Context, first: str, second: str, *, reason: str) -> Judged:
    """Judge the records known by *first* and *second* to be of the same person.

    No fact changes. From now on they are read and checked together, until the judgement is
    withdrawn. Where it stands already nothing changes.

    Raises:
        IdentityRefusedError: records joined to them were judged not the same, they are of
            different agencies, or both are one record.
        PersonNotFoundError: nobody the officer may see is known by one of them.
        PersonAmbiguousError: more than one person is.
        ReasonMissingError: no reason is given.
    """
    return _judge(context, first, second, Sameness.SAME, reason)


@declares(Action.JUDGE_IDENTITY, Verb.COMBINE, Verb.ALTER, Verb.CONSULT)
def judge_not_same(context: Context, first: str, second: str, *, reason: str) -> Judged:
    """Judge the records known by *first* and *second* to be of two different people.

    Raises:
        IdentityRefusedError: they stand together by other judgements, they are of different
            agencies, or both are one record.
        PersonNotFoundError: nobody the officer may see is known by one of them.
        PersonAmbiguousError: more than one person is.
        ReasonMissingError: no reason is given.
    """
    return _judge(context, first, second, Sameness.NOT_SAME, reason)


@declares(Action.JUDGE_IDENTITY, Verb.COMBINE, Verb.ALTER, Verb.CONSULT)
def withdraw_judgement(context: Context, judgement_id: int, *, reason: str) -> JudgementLine:
    """Withdraw a judgement of identity: every record is read again as it was before it.

    Raises:
        JudgementNotFoundError: there is no such judgement that stands and may be seen.
        ReasonMissingError: no reason is given.
    """
    judging.take_back(context, judgement_id, reason=reason)
    return _line(context, judgement_id)


def _judge(context: Context, first: str, second: str, sameness: Sameness, reason: str) -> Judged:
    one, other = (people.require(context, typed).id for typed in (first, second))
    context.touch(Verb.CONSULT, (one, other))
    source = sources.take(context.session, Feed.OFFICERS)
    made = judging.judge(context, Saying(one, other, sameness, reason, source.id))
    if made is not None:
        return Judged(line=_line(context, made.id), stood_already=False)
    pair = {one, other}
    [standing] = [told for told in identity.told(context, people=pair) if set(told.pair) == pair]
    return Judged(line=judgement_line(standing), stood_already=True)


def _line(context: Context, judgement_id: int) -> JudgementLine:
    found = identity.find(context, judgement_id)
    if found is None:
        raise JudgementNotFoundError(judgement_id)
    return judgement_line(found)
