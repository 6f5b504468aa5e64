"""Decide whether somebody in a file is the person on record they may be."""

from casework.context import Context
from casework.desk import declares
from casework.errors import CandidateNotFoundError, CandidateRefusedError
from casework.forms.reason import reason_given
from casework.models import Candidate, CandidateState, Identifier, IdentifierScheme, Verb
from casework.permissions import Action
from casework.queries import candidates, identity, matching, people, sources
from casework.queries.people import reference
from casework.recording import NewFact, Origin, record, take_cases
from casework.sameness import everybody
from casework.services.list_identity import candidate_line
from casework.views.identity import CandidateLine
from rules.days import london_day, say
from rules.vocabulary import Feed

_SCHEMES = {
    Feed.COMPANIES: IdentifierScheme.COMPANY_OFFICER,
    Feed.CRIME_GROUPS: IdentifierScheme.CRIME_GROUP_NOMINAL,
}
"""The register each feed's own numbers are of; those of any other feed are of some other."""


@declares(Action.JUDGE_IDENTITY, Verb.COMBINE, Verb.COLLECT, Verb.CONSULT)
def decide_candidate(
    context: Context, candidate_id: int, *, same: bool, reason: str
) -> CandidateLine:
    """Decide an open candidate.

    Where they are the same, the file's own number is recorded as an identifier of the
    person, and the file's next rows match by it. Where not, they are not proposed again.

    Raises:
        CandidateNotFoundError: there is no such candidate the officer may see.
        CandidateRefusedError: it was decided already, or the number is somebody else's.
        ReasonMissingError: no reason is given.
    """
    why = reason_given(reason)
    identity.take_turn(context.session)
    found = candidates.find(context, candidate_id)
    if found is None:
        raise CandidateNotFoundError(candidate_id)
    take_cases(context, {found.candidate.person_id})
    context.session.refresh(found.candidate)
    candidate, _, feed = found
    _refuse_decided(candidate)
    if same:
        _record_number(context, candidate, _SCHEMES.get(feed, IdentifierScheme.OTHER))
    candidate.state = CandidateState.SAME if same else CandidateState.NOT_SAME
    candidate.decided_by = context.officer.id
    candidate.decided_at = context.now
    candidate.reason = why
    context.session.flush()
    context.touch(Verb.COMBINE, [candidate.person_id], ["candidate.state"])
    return candidate_line(found, people.names(context, [candidate.person_id]))


def _refuse_decided(candidate: Candidate) -> None:
    if candidate.state is CandidateState.OPEN or candidate.decided_at is None:
        return
    how = "the same person" if candidate.state is CandidateState.SAME else "not the same person"
    raise CandidateRefusedError(
        f"Candidate {candidate.id} was decided on {say(london_day(candidate.decided_at))}: {how} "
        f'("{candidate.reason}"). What was decided is not asked again.'
    )


def _record_number(context: Context, candidate: Candidate, scheme: IdentifierScheme) -> None:
    key = candidate.file_key
    held = matching.holders(context, {(scheme, key)})[(scheme, key)]
    records = everybody(identity.same_as(context.session), [candidate.person_id])
    others = sorted(held - records)
    if others:
        raise CandidateRefusedError(
            f"{key} is a number of {' and '.join(map(reference, others))} already. If they and "
            f"{reference(candidate.person_id)} are one person, judge their records the same first."
        )
    if held:
        return
    source = sources.take(context.session, Feed.OFFICERS)
    values = {"scheme": scheme, "raw": key, "canonical": key}
    origin = Origin(source.id, context.officer.agency_id)
    record(context, candidate.person_id, [NewFact(Identifier, values)], origin)
