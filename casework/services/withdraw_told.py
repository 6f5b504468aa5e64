"""Withdraw a wrong fact as the officer read it, with a reason; it stays to be read."""

from casework.context import Context
from casework.desk import declares
from casework.errors import FactRefusedError
from casework.fact_checks import refuse_not_as_read
from casework.models import Verb
from casework.pages.fact_words import words
from casework.permissions import Action
from casework.queries import fact_told, people, relied_on
from casework.queries.fact_told import Whole
from casework.recording import take_cases, withdraw


@declares(Action.CORRECT_FACTS, Verb.CONSULT)
def review_withdrawal(context: Context, kind: str, fact_id: int, *, version: int) -> None:
    """Refuse what could not be withdrawn, before the officer says yes to it.

    Raises:
        FactUnknownError: there is no such fact, or not for this officer.
        FactRefusedError: it is not as it was read, or another fact refers to it.
    """
    whole = fact_told.require(context, kind, fact_id)
    context.touch(Verb.CONSULT, [whole.person])
    _refuse(context, whole, fact_id, version)


@declares(Action.CORRECT_FACTS, Verb.CONSULT, Verb.ALTER)
def withdraw_told(context: Context, kind: str, fact_id: int, *, version: int, reason: str) -> str:
    """Withdraw a fact at the version that was read; return what was done, in a sentence.

    Raises:
        FactUnknownError: there is no such fact, or not for this officer.
        FactRefusedError: it is not as it was read, or another fact refers to it.
        ReasonMissingError: no reason is given.
    """
    person = fact_told.require(context, kind, fact_id).person
    take_cases(context, {person})
    whole = fact_told.require(context, kind, fact_id)
    context.touch(Verb.CONSULT, [person])
    _refuse(context, whole, fact_id, version)
    withdraw(context, relied_on.table_named(kind), person, fact_id, reason=reason)
    return (
        f"Withdrawn: {words(kind)} {fact_id}, of {people.reference(person)}. The next nightly "
        "check judges the case without it."
    )


def _refuse(context: Context, whole: Whole, fact_id: int, version: int) -> None:
    refuse_not_as_read(whole.rows[0], version)
    later = relied_on.referring(context.session, whole.person, [fact_id])
    if later:
        other, kind = min(later.items())
        raise FactRefusedError(
            f"The {words(kind)} of fact {other} refers to it: withdraw that before this."
        )
