"""Take a correction back, where nobody has relied on it: the fact says again what it said."""

from collections.abc import Mapping
from typing import Any

from casework.context import Context
from casework.desk import declares
from casework.duty_json import finding_from_json
from casework.errors import FactRefusedError
from casework.fact_checks import own_columns, references
from casework.models import Verb
from casework.pages.fact_words import words
from casework.permissions import Action
from casework.queries import fact_told, identity, people, relied_on
from casework.queries.fact_told import Whole
from casework.queries.fact_versions import FactRow
from casework.recording import correct, take_cases
from casework.sameness import members

_WHY = "The correction is taken back by the officer who made it, before anybody relied on it."


class CorrectionKeptError(FactRefusedError):
    """A correction cannot be taken back: somebody has relied on it."""

    def __init__(self, why: str) -> None:
        super().__init__(
            f"This correction cannot be taken back any more: {why}. Correct it again with a "
            "reason, so that every version can be read."
        )
        self.why = why


@declares(Action.CORRECT_FACTS, Verb.CONSULT, Verb.ALTER)
def undo_correction(
    context: Context, kind: str, fact_id: int, *, version: int, revision: int
) -> str:
    """Let a fact say again what it said before the officer's own correction, its last *version*.

    That is one version more: nothing is overwritten, and what was corrected stays to be read.
    *revision* is the case's after the correction: with it a night that began before and read
    it all the same is told too.

    Raises:
        FactUnknownError: there is no such fact, or not for this officer.
        CorrectionKeptError: it is not the officer's own, or somebody has relied on it.
    """
    person = fact_told.require(context, kind, fact_id).person
    take_cases(context, {person})
    whole = fact_told.require(context, kind, fact_id)
    context.touch(Verb.CONSULT, [person])
    _refuse_not_own(context, whole, version)
    _refuse_relied_on(context, whole, fact_id, revision)
    now, before, *_ = whole.rows
    table = relied_on.table_named(kind)
    said = {name: before[name] for name in own_columns(table) if before[name] != now[name]}
    _refuse_gone(context, whole, {name: said[name] for name in references(table) & said.keys()})
    correct(context, table, person, fact_id, said, reason=_WHY)
    return (
        f"Taken back: the {words(kind)} of fact {fact_id}, of {people.reference(person)}, says "
        f"again what it said, as version {version + 1}."
    )


def _refuse_not_own(context: Context, whole: Whole, version: int) -> None:
    now = whole.rows[0]
    if now["known_to"] is not None:
        raise CorrectionKeptError("the fact was withdrawn")
    if now["version"] != version:
        raise CorrectionKeptError("it was corrected since")
    if version == 1:
        raise CorrectionKeptError("it was never corrected")
    if now["recorded_by"] != context.officer.id:
        raise CorrectionKeptError("another officer made it")


def _refuse_relied_on(context: Context, whole: Whole, fact_id: int, revision: int) -> None:
    session, now = context.session, whole.rows[0]
    since = now["known_from"]
    later = relied_on.referring(session, whole.person, [fact_id], since=since)
    if later:
        other, kind = min(later.items())
        raise CorrectionKeptError(f"the {words(kind)} of fact {other} refers to it since")
    if relied_on.told_of(session, [fact_id], since=since):
        raise CorrectionKeptError("somebody was told of it since")
    [records] = members(identity.same_as(session), [whole.person]).values()
    findings = relied_on.findings_since(session, records, since)
    if any(_rests_on(finding, fact_id, now) for finding in findings):
        raise CorrectionKeptError("a flag rests on it")
    if relied_on.judged_since(session, records, since, revision):
        raise CorrectionKeptError("a nightly check has judged the case with it")


def _rests_on(finding: str, fact_id: int, now: FactRow) -> bool:
    refs = finding_from_json(finding).evidence
    return any(ref.id == fact_id and ref.version == now["version"] for ref in refs)


def _refuse_gone(context: Context, whole: Whole, pointed: Mapping[str, Any]) -> None:
    """Refuse to point again at a fact that was withdrawn since."""
    wanted = {number for number in pointed.values() if number is not None}
    known = relied_on.facts(context.session, whole.person, wanted)
    if any(number not in known or not known[number].stands for number in wanted):
        raise CorrectionKeptError("what it was about before was withdrawn since")
