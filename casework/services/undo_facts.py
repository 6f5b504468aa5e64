"""Take back facts just recorded, where nobody has relied on them."""

from collections.abc import Collection, Mapping, Sequence

from casework.context import Context
from casework.desk import declares
from casework.duty_json import finding_from_json
from casework.errors import FactRefusedError
from casework.models import Verb
from casework.permissions import Action
from casework.queries import identity, people, relied_on
from casework.queries.relied_on import Standing
from casework.recording import take_cases, withdraw
from casework.sameness import members

_WHY = "Taken back by the officer who recorded it, before anybody relied on it."
_INSTEAD = "Correct it, or withdraw it with a reason, so that both versions can be read."


class UndoRefusedError(FactRefusedError):
    """Something recorded cannot be taken back: somebody has relied on it."""

    def __init__(self, why: str) -> None:
        super().__init__(f"This cannot be taken back any more: {why}. {_INSTEAD}")
        self.why = why


@declares(Action.RECORD_FACTS, Verb.ALTER)
def undo_facts(
    context: Context, typed: str, facts: Sequence[int], *, revision: int | None = None
) -> str:
    """Withdraw facts the officer has just recorded of a person; return what is said then.

    *revision* is the case's after they were recorded: with it a night that began before and
    read them all the same is told too. The last fact recorded is withdrawn first.

    Raises:
        PersonNotFoundError: nobody the officer may see is known by *typed*.
        UndoRefusedError: one is not the officer's own, or somebody has relied on it.
    """
    person = people.require(context, typed)
    take_cases(context, {person.id})
    context.touch(Verb.ALTER, [person.id])
    standing = relied_on.facts(context.session, person.id, facts)
    _refuse_not_own(context, facts, standing)
    [records] = members(identity.same_as(context.session), [person.id]).values()
    _refuse_relied_on(context, person.id, records, standing, revision)
    for fact_id in sorted(facts, reverse=True):
        table = relied_on.table_named(standing[fact_id].kind)
        withdraw(context, table, person.id, fact_id, reason=_WHY)
    return f"Taken back. The record of {people.reference(person.id)} is as it was before."


def _refuse_not_own(
    context: Context, facts: Sequence[int], standing: Mapping[int, Standing]
) -> None:
    for fact_id in facts:
        fact = standing.get(fact_id)
        if fact is None or not fact.stands:
            raise UndoRefusedError("it was withdrawn already")
        if fact.versions > 1:
            raise UndoRefusedError("it was corrected since")
        if fact.recorded_by != context.officer.id:
            raise UndoRefusedError("another officer recorded it")


def _refuse_relied_on(
    context: Context,
    person: int,
    records: Collection[int],
    standing: Mapping[int, Standing],
    revision: int | None,
) -> None:
    session = context.session
    since = min(fact.known_from for fact in standing.values())
    later = relied_on.referring(session, person, standing.keys())
    if later:
        fact_id, kind = min(later.items())
        raise UndoRefusedError(f"the {kind.replace('_', ' ')} of fact {fact_id} refers to it")
    if relied_on.told_of(session, standing.keys()):
        raise UndoRefusedError("somebody was told of it")
    flags = relied_on.flags_about(session, records, standing.keys())
    findings = relied_on.findings_since(session, records, since)
    if flags or any(_rests_on(finding, standing.keys()) for finding in findings):
        raise UndoRefusedError("a flag rests on it")
    if relied_on.judged_since(session, records, since, revision):
        raise UndoRefusedError("a nightly check has judged the case with it")


def _rests_on(finding: str, facts: Collection[int]) -> bool:
    return any(ref.id in facts for ref in finding_from_json(finding).evidence)
