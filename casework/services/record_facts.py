"""Record, correct and withdraw facts of one person."""

from collections.abc import Mapping, Sequence
from typing import Any

from casework.context import Context
from casework.desk import declares
from casework.models import PersonFact, Verb
from casework.permissions import Action
from casework.queries import people
from casework.recording import NewFact, Origin, correct, record, withdraw


@declares(Action.RECORD_FACTS, Verb.COLLECT)
def record_facts(
    context: Context, typed: str, facts: Sequence[NewFact], origin: Origin
) -> list[int]:
    """Record facts about the person known by *typed*; return their ids in order.

    Raises:
        PersonNotFoundError: nobody the officer may see is known by it.
    """
    return record(context, people.require(context, typed).id, facts, origin)


@declares(Action.CORRECT_FACTS, Verb.ALTER)
def correct_fact(
    context: Context,
    typed: str,
    table: type[PersonFact],
    fact_id: int,
    changes: Mapping[str, Any],
    *,
    reason: str,
) -> int:
    """Supersede the current version of a fact; return the number of the new one.

    Raises:
        PersonNotFoundError: nobody the officer may see is known by *typed*.
        FactNotFoundError: the person has no such fact now.
        FactRefusedError: nothing would change.
        ReasonMissingError: no reason is given.
    """
    person = people.require(context, typed)
    return correct(context, table, person.id, fact_id, changes, reason=reason)


@declares(Action.CORRECT_FACTS, Verb.ALTER)
def withdraw_fact(
    context: Context, typed: str, table: type[PersonFact], fact_id: int, *, reason: str
) -> None:
    """Withdraw a fact that should never have been recorded; it stays as it was known.

    Raises:
        PersonNotFoundError: nobody the officer may see is known by *typed*.
        FactNotFoundError: the person has no such fact now.
        ReasonMissingError: no reason is given.
    """
    withdraw(context, table, people.require(context, typed).id, fact_id, reason=reason)
