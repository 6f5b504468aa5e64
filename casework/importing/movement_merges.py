"""Two prison numbers that turned out to be of one person.

Where two records hold them, the records are judged the same person on the feed's word; no
row of either moves. Where one holds one of them, the other becomes a further number of it.
"""

from casework.context import Context
from casework.errors import IdentityRefusedError, RowRefusedError
from casework.forms.movement_event import MERGED, MergeTold
from casework.importing.claims import Claim, Known, settle
from casework.importing.keeping import Planned, keep
from casework.importing.movement_people import telling
from casework.importing.prisoner_claims import IDENTIFIER
from casework.importing.wording import outcome_of
from casework.judging import Saying, judge
from casework.models import Identifier, IdentifierScheme, Sameness
from casework.queries import fact_versions, identity
from casework.queries.people import reference
from casework.recording import Origin
from casework.views.imports import RowOutcome, Taken


def take_merge(context: Context, number: int, told: MergeTold, origin: Origin) -> RowOutcome:
    """Take in the event of row *number*, which two prison numbers of one person.

    Raises:
        RowRefusedError: what stands already contradicts it.
    """
    found = telling(context, (told.kept, told.removed))
    kept, removed = found.person(told.kept), found.person(told.removed)
    if kept is None and removed is None:
        return RowOutcome(
            number=number,
            outcome=Taken.PASSED_OVER,
            message=f"Nobody on record has prison number {told.kept} or {told.removed}.",
        )
    if kept is not None and removed is not None:
        return _judged(context, number, told, (kept, removed), origin)
    person = kept if kept is not None else removed
    if person is None:
        raise TypeError("One of the two is somebody's here.")
    other = told.removed if kept is not None else told.kept
    return _further_number(context, number, person, other, origin)


def _judged(
    context: Context, number: int, told: MergeTold, people: tuple[int, int], origin: Origin
) -> RowOutcome:
    kept, removed = people
    who = reference(kept)
    if kept == removed:
        return RowOutcome(number=number, outcome=Taken.UNCHANGED, person=who)
    if identity.withdrawn(context.session, kept, removed, origin.source_id):
        return RowOutcome(
            number=number,
            outcome=Taken.UNCHANGED,
            person=who,
            message=f"That {who} and {reference(removed)} are the same person was withdrawn, and "
            "stays so.",
        )
    saying = Saying(kept, removed, Sameness.SAME, _reason(told), origin.source_id)
    try:
        made = judge(context, saying)
    except IdentityRefusedError as refused:
        raise RowRefusedError(str(refused)) from refused
    message = f"{who} and {reference(removed)} are judged the same person."
    return RowOutcome(
        number=number,
        outcome=Taken.UNCHANGED if made is None else Taken.ACCEPTED,
        person=who,
        message="" if made is None else message,
    )


def _reason(told: MergeTold) -> str:
    return (
        f"the prison service merged number {told.removed} into {told.kept} at "
        f"{told.at.isoformat()} ({MERGED})"
    )


def _further_number(
    context: Context, number: int, person: int, other: str, origin: Origin
) -> RowOutcome:
    scheme = IdentifierScheme.PRISON_NUMBER
    claim = Claim(sort=IDENTIFIER, values={"scheme": scheme, "raw": other, "canonical": other})
    known = Known(
        session=context.session,
        person_id=person,
        source_id=origin.source_id,
        facts={Identifier: fact_versions.current(context.session, Identifier, [person])[person]},
    )
    plan = settle([claim], known, reason="", may_return=lambda _: False)
    if plan.new:
        plan.notes.append(f"{other} is a further prison number of {reference(person)}")
    planned = Planned(person_id=person, plan=plan)
    keep(context, [planned], origin)
    return outcome_of(number, planned, is_new=False)
