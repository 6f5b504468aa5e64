"""List who was judged to be the same as whom, and who may be."""

from casework.context import Context
from casework.desk import declares
from casework.models import Sameness, Verb
from casework.permissions import Action
from casework.queries import candidates, identity, people
from casework.queries.candidates import CandidateTold
from casework.queries.identity import Told
from casework.queries.people import reference
from casework.sameness import everybody
from casework.views.identity import CandidateLine, JudgementLine


@declares(Action.CHECK_CASE, Verb.CONSULT)
def list_judgements(context: Context, *, typed: str | None = None) -> tuple[JudgementLine, ...]:
    """Return the judgements that stand and the officer may see, oldest first.

    *typed* narrows them to those about any record of one person.

    Raises:
        PersonNotFoundError: nobody the officer may see is known by it.
        PersonAmbiguousError: more than one person is.
    """
    records: set[int] | None = None
    if typed is not None:
        person = people.require(context, typed).id
        records = everybody(identity.same_as(context.session), [person])
    found = identity.told(context, people=records)
    for told in found:
        context.touch(Verb.CONSULT, told.pair)
    return tuple(judgement_line(told) for told in found)


@declares(Action.CHECK_CASE, Verb.CONSULT)
def list_candidates(context: Context, *, decided: bool = False) -> tuple[CandidateLine, ...]:
    """Return the candidates the officer may see, oldest first; with *decided* those too."""
    found = candidates.told(context, decided=decided)
    context.touch(Verb.CONSULT, (told.candidate.person_id for told in found))
    names = people.names(context, {told.candidate.person_id for told in found})
    return tuple(candidate_line(told, names) for told in found)


def judgement_line(told: Told) -> JudgementLine:
    """Return a judgement as it is shown."""
    judgement, officer, source = told
    return JudgementLine(
        judgement=judgement.id,
        first=reference(judgement.first_id),
        second=reference(judgement.second_id),
        same=judgement.sameness is Sameness.SAME,
        reason=judgement.reason,
        by=officer,
        source=source,
        since=judgement.known_from,
    )


def candidate_line(told: CandidateTold, names: dict[int, str]) -> CandidateLine:
    """Return a candidate as it is shown; *names* are those of people on record."""
    candidate, source, _ = told
    return CandidateLine(
        candidate=candidate.id,
        source=source,
        file_key=candidate.file_key,
        name=candidate.name,
        born=candidate.born,
        person=reference(candidate.person_id),
        person_name=names.get(candidate.person_id, "name not recorded"),
        why=candidate.why,
        seen_on=candidate.seen_on,
        state=candidate.state.value,
        reason=candidate.reason,
    )
