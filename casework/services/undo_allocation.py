"""Take back an allocation just made, where nobody has relied on it: what it ended goes on again."""

from collections.abc import Collection

from casework.context import Context
from casework.desk import declares
from casework.errors import CaseworkError, FactUnknownError
from casework.fact_checks import own_columns
from casework.models import Allocation, Verb
from casework.permissions import Action
from casework.queries import allocation_lists as lists
from casework.queries import associates, people
from casework.recording import NewFact, Origin, record
from casework.services.allocating import Allocating, seen_of
from casework.services.undo_correction import CorrectionKeptError, undo_correction
from casework.services.undo_facts import UndoRefusedError, undo_facts
from casework.views.allocation import AllocationMade

_UNSEEN = "what it replaced is on a record you may not see"


class AllocationKeptError(CaseworkError):
    """An allocation cannot be taken back: it is not the officer's, or somebody relies on it."""

    def __init__(self, person: str, why: str) -> None:
        super().__init__(
            f"This allocation of {person} cannot be taken back any more: {why}. It stays; "
            "allocate anew if it was wrong."
        )
        self.person = person


@declares(Action.ALLOCATE, Verb.CONSULT, Verb.COLLECT, Verb.ALTER)
def undo_allocation(context: Context, made: AllocationMade) -> str:
    """Take back the officer's own allocation; return what is said then.

    What it gave a last day goes on as before, by one version more. A lead of which no day was
    left is recorded again as another fact, for what was withdrawn is known no more.

    Raises:
        PersonNotFoundError: there is no such person the officer may see.
        AllocationKeptError: it is not the officer's, or somebody has relied on it since.
    """
    person = people.require(context, made.person).id
    use = Allocating(context)
    context.touch(Verb.CONSULT, [person])
    if seen_of(use.cases([person], taken=True)) != made.stands:
        raise AllocationKeptError(made.person, "who leads or covers was changed since")
    try:
        undo_facts(context, made.person, made.facts, revision=made.revision)
        for fact, version in made.ended:
            undo_correction(context, "allocation", fact, version=version, revision=made.revision)
    except (UndoRefusedError, CorrectionKeptError) as kept:
        raise AllocationKeptError(made.person, kept.why) from None
    except FactUnknownError:
        raise AllocationKeptError(made.person, _UNSEEN) from None
    _record_again(context, use.records(person), made)
    names = use.leads_today(use.cases([person]))
    lead = f"the lead is {' and then '.join(names)}" if names else "nobody leads"
    return f"The allocation of {made.person} is taken back: {lead}, as before."


def _record_again(context: Context, records: Collection[int], made: AllocationMade) -> None:
    for one in lists.known_last(context.session, records, made.withdrawn):
        if one.closed_by != context.officer.id:
            raise AllocationKeptError(made.person, "another officer withdrew what it replaced")
        if not associates.visible(context, [one.person_id]):
            raise AllocationKeptError(made.person, _UNSEEN)
        values = {name: getattr(one, name) for name in own_columns(Allocation)}
        origin = Origin(one.source_id, one.owner_id)
        record(context, one.person_id, [NewFact(Allocation, values)], origin)
