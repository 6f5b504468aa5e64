"""How a finding words orders, spans of days and numbers: British English, fixed for good."""

from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from itertools import pairwise

from rules.days import counted, say
from rules.facts import Order, Provision
from rules.vocabulary import Notifiable, OrderKind

ORDER_NAMES = {
    OrderKind.SCPO: "serious crime prevention order",
    OrderKind.FRO: "financial reporting order",
    OrderKind.TRO: "travel restriction order",
    OrderKind.DISQUALIFICATION: "director disqualification",
    OrderKind.CONFISCATION: "confiscation order",
    OrderKind.LICENCE: "licence",
    OrderKind.RESTRAINT: "restraint order",
    OrderKind.SEXUAL_HARM_PREVENTION: "sexual harm prevention order",
    OrderKind.SLAVERY_PREVENTION: "slavery and trafficking prevention order",
    OrderKind.CRIMINAL_BEHAVIOUR: "criminal behaviour order",
    OrderKind.GANG_INJUNCTION: "gang injunction",
    OrderKind.SERIOUS_VIOLENCE_REDUCTION: "serious violence reduction order",
    OrderKind.OTHER: "order",
}

NOTIFIABLE_NAMES = {
    Notifiable.SIM: "SIM card",
    Notifiable.EMAIL: "e-mail address",
    Notifiable.USER_NAME: "user name",
    Notifiable.FOREIGN_TRAVEL: "foreign travel",
}


def the_order(order: Order) -> str:
    """Name an order by its kind and day, as in "the travel restriction order of Fri 3 May 2024"."""
    return f"the {ORDER_NAMES[order.kind]} of {say(order.made_on)}"


def opening(words: str) -> str:
    """Begin a sentence with *words*, leaving the rest as it is."""
    return words[:1].upper() + words[1:]


def days_span(first: date, last: date) -> str:
    """Word a span as "14 Jan to 13 Jul 2014", naming the first year only where it differs."""
    start, end = say(first)[4:], say(last)[4:]
    return f"{start[:-5]} to {end}" if first.year == last.year else f"{start} to {end}"


def days_late(received_on: date, due_on: date) -> str:
    """Word how late something came, as in "12 days late"."""
    return f"{counted((received_on - due_on).days, 'day')} late"


def thing(kind: str) -> str:
    """Name a kind of thing in a sentence."""
    return _thing(kind)


@lru_cache(maxsize=64)
def _thing(kind: str) -> str:
    notifiable = Notifiable(kind)
    return NOTIFIABLE_NAMES.get(notifiable, notifiable.value.replace("_", " "))


def clauses_in_words(numbers: Sequence[str]) -> str:
    """Name clauses by their numbers, as in "clause 3", "clauses 1 to 7" or "clauses 2, 4"."""
    if len(numbers) == 1:
        return f"clause {numbers[0]}"
    *others, last = numbers
    whole = all(number.isdecimal() for number in numbers)
    if len(others) > 1 and whole and all(int(b) - int(a) == 1 for a, b in pairwise(numbers)):
        return f"clauses {others[0]} to {last}"
    return f"clauses {', '.join(numbers)}"


def clause(provision: Provision) -> tuple[str, str]:
    """Return a clause's number and the court's own wording."""
    return provision.number, provision.wording
