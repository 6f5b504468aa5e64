"""Rows about nobody on record: passed over or refused, and proposed where a name is alike."""

from dataclasses import replace
from typing import TypeVar

from casework.forms.about import About, Number
from casework.importing.candidates import NamedInFile, propose
from casework.importing.manner import Batch, Personal
from casework.importing.rows import rejected
from casework.importing.wording import as_sentence
from casework.models import IdentifierScheme
from casework.queries.people import reference
from casework.views.imports import RowOutcome, Taken

T = TypeVar("T", bound=Personal)


def stranger(number: int, about: About, batch: Batch[T]) -> RowOutcome:
    """Tell of somebody not on record, and who on record it may be."""
    may_be = _proposed(about, batch)
    words = list(about.notes)
    if may_be:
        who = " or ".join(reference(person) for person in may_be)
        words.insert(0, f"may be {who}: decide it with `casework candidates`")
    if not batch.manner.must_be_known:
        said = as_sentence("; ".join(words))
        return RowOutcome(number=number, outcome=Taken.PASSED_OVER, message=said)
    words.insert(0, "nobody on record is known by its number; open the case, or correct the number")
    return rejected(number, as_sentence("; ".join(words)))


def _proposed(about: About, batch: Batch[T]) -> list[int]:
    named = about.named
    if named is None:
        return []
    who = NamedInFile(
        file_key=_own_number(about, batch.manner.own)[1],
        surname=named.surname,
        forenames=named.forenames,
        born_year=named.year,
        born_month=named.month,
        born_day=named.day,
        seen_on=batch.as_of,
    )
    return propose(batch.context, batch.source.id, who)


def with_own_number(about: About, own: IdentifierScheme) -> About:
    """Return whom a row is about, with what they are known by once a candidate is decided."""
    if about.named is None:
        return about
    return replace(about, numbers=(*about.numbers, _own_number(about, own)))


def _own_number(about: About, own: IdentifierScheme) -> Number:
    """Return the file's own number for somebody: of its register, any, or name and birth."""
    for number in about.numbers:
        if number[0] is own:
            return number
    if about.numbers:
        return own, about.numbers[0][1]
    named = about.named
    if named is None:
        raise ValueError("A row without a number or a name is about nobody.")
    born = "-".join(f"{part:02}" for part in (named.year, named.month, named.day) if part)
    return own, f"{named.surname.upper()}, {named.forenames}, {born}"
