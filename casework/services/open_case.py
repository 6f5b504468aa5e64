"""Open a case by the inclusion test."""

from datetime import date

from casework.context import Context
from casework.desk import declares
from casework.entry import recorded
from casework.errors import FactRefusedError
from casework.forms.inclusion import InclusionTest
from casework.models import Allocation, Inclusion, NameKind, PersonName, Verb
from casework.names import search_key
from casework.permissions import Action
from casework.recording import NewFact, Origin, new_people, own_word, record
from casework.views.happening import Recorded
from rules.vocabulary import AllocationKind


@declares(Action.OPEN_CASE, Verb.COLLECT)
def open_case(context: Context, test: InclusionTest, origin: Origin | None = None) -> Recorded:
    """Open a case on a new person: their name, why they meet the definition, and who leads.

    The officer at the desk is the lead from today. Without an *origin* it is the officer's
    own word. Returns what was recorded, and of whom.

    Raises:
        FactRefusedError: the day the case opens has not come.
    """
    opened_on: date = test.opened_on or context.today
    if opened_on > context.today:
        raise FactRefusedError("A case opens today or earlier; give the day it was opened.")
    [person] = new_people(context, 1, agency_id=context.officer.agency_id)
    name = NewFact(
        PersonName,
        {
            "kind": NameKind.LEGAL,
            "surname": test.surname,
            "forenames": test.forenames,
            "search_key": search_key(test.surname, test.forenames),
        },
    )
    reasons = test.model_dump(exclude={"surname", "forenames", "opened_on"})
    inclusion = NewFact(Inclusion, {"opened_on": opened_on, **reasons})
    lead = NewFact(
        Allocation,
        {
            "officer_id": context.officer.id,
            "kind": AllocationKind.LEAD,
            "since": context.today,
        },
    )
    facts = record(context, person, [name, inclusion, lead], origin or own_word(context))
    return recorded(context, person, facts)
