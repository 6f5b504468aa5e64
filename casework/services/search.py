"""Search over everything: people by name and number, and what is known by a reference.

What is typed is case data: it goes into no log, and nowhere but into the queries.
"""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from casework.context import Context
from casework.desk import declares
from casework.forms.search_words import Born, Wanted, read_search
from casework.identifiers import (
    FIRST_YEAR_OF_WINDOW,
    check_crn,
    check_cro,
    check_pnc,
    check_prison_number,
)
from casework.models import Verb
from casework.permissions import Action
from casework.queries import search
from casework.queries.directory import Directory, directory
from casework.queries.names_like import people_named
from casework.queries.people import reference
from casework.queries.search import MemberFound, ThingFound
from casework.views.people import Found
from casework.views.search import Hit, HitKind, SearchAnswer
from rules.days import say
from rules.words import ORDER_NAMES

_CHECKS = (check_prison_number, check_pnc, check_cro, check_crn)
_OURS = re.compile(r"[Pp]?\s?(\d{1,15})")
_FLAG = re.compile(r"(?:flag|#)?\s*(\d{1,15})", re.IGNORECASE)
_PNC_BEGUN = re.compile(r"(\d{2}|\d{4})/(\d{1,7})")
_BEGUN = 3
"""Characters from which a number or a reference that begins so is looked for."""

_WORDED = 5
"""Characters from which things without a number are looked for by their words."""

_REGISTERS = {
    "prison_number": "prison number",
    "booking_id": "booking",
    "book_number": "book number",
    "pnc": "PNC",
    "cro": "CRO",
    "crn": "CRN",
    "asn": "ASN",
    "company_officer": "company officer number",
    "crime_group_nominal": "crime group nominal number",
    "other": "other number",
}


class _Way(NamedTuple):
    """Why somebody was found, and how far it is from what was typed: 0 is the very thing."""

    penalty: int
    why: str


_Ways = dict[int, _Way]


@declares(Action.SEARCH, Verb.CONSULT)
def search_people(context: Context, typed: str, *, limit: int) -> tuple[Found, ...]:
    """Return the people that go with *typed*, at most *limit*, likeliest first."""
    names = directory(context)
    found = _people(context, names, read_search(typed, today=context.today))
    first = sorted(found, key=lambda person: (found[person][0], names.key(person), person))[:limit]
    context.touch(Verb.CONSULT, first)
    return tuple(
        Found(person=reference(one), name=names.name(one), why=found[one].why) for one in first
    )


@declares(Action.SEARCH, Verb.CONSULT)
def search_everything(context: Context, typed: str, *, limit: int) -> SearchAnswer:
    """Return people, orders and flags that go with *typed*, at most *limit*, likeliest first.

    Only what the officer may see is looked through: nothing else changes order or count.
    """
    wanted = read_search(typed, today=context.today)
    names = directory(context)
    people = _people(context, names, wanted)
    ranked = [(way.penalty, names.key(one), one, way.why) for one, way in people.items()]
    ranked.sort()
    others = [] if wanted.name or wanted.born or wanted.number else _others(context, names, wanted)
    shown = [
        Hit(
            kind=HitKind.PERSON,
            key=reference(one),
            person=reference(one),
            name=names.name(one),
            why=why,
        )
        for _, _, one, why in ranked[:limit]
    ]
    hits = tuple([*others, *shown][:limit])
    context.touch(Verb.CONSULT, (int(hit.person[1:]) for hit in hits))
    return SearchAnswer(
        typed=typed, hits=hits, of=len(others) + len(ranked), problem=wanted.problem
    )


def _people(context: Context, names: Directory, wanted: Wanted) -> _Ways:
    """Return who goes with all that is wanted, and why."""
    asked = []
    if wanted.anything:
        asked.append(dict(_any_way(context, names, wanted.anything)))
    if wanted.name:
        asked.append(dict(_named(names, wanted.name)))
    if wanted.number:
        asked.append(dict(_numbered(context, names, wanted.number)))
    if wanted.born:
        asked.append(dict(_born(context, wanted.born)))
    if wanted.reference:
        asked.append(dict(_members(context, wanted.reference)))
    if not asked:
        return {}
    everywhere = set(asked[0]).intersection(*asked[1:])
    return {
        one: _Way(sum(ways[one][0] for ways in asked), "; ".join(ways[one][1] for ways in asked))
        for one in everywhere
    }


def _any_way(context: Context, names: Directory, text: str) -> Iterator[tuple[int, _Way]]:
    """Yield who goes with words outside any field, for the best reason only."""
    best: _Ways = {}
    found = (
        _named(names, text),
        _numbered(context, names, text) if any(map(str.isdigit, text)) else (),
        _holding(context, text),
        _members(context, text),
    )
    for ways in found:
        for person, way in ways:
            best[person] = min(best.get(person, way), way)
    yield from best.items()


def _named(names: Directory, text: str) -> Iterator[tuple[int, _Way]]:
    for match in people_named(names, text):
        yield match.person, _Way(match.penalty * 10 + min(match.unsaid, 9), match.why)


def _numbered(context: Context, names: Directory, text: str) -> Iterator[tuple[int, _Way]]:
    """Yield whose number it is: ours, or one of a register, whole or begun."""
    ours = _OURS.fullmatch(text)
    if ours and int(ours[1]) in names.revisions:
        yield int(ours[1]), _Way(0, "our number")
    flat = "".join(text.split()).upper()
    canonical = {check(text).canonical for check in _CHECKS} - {None}
    exact = {text, flat, *filter(None, canonical)}
    begun = {flat} if len(flat) >= _BEGUN else set()
    if half := _PNC_BEGUN.fullmatch(flat):
        begun.add(f"{_century(half[1])}/{half[2].zfill(7)}")
    for person, scheme, number in reversed(search.by_number(context, exact, begun)):
        whole = number in exact
        why = f"{_REGISTERS.get(scheme.value, scheme.value)} {number}"
        yield person, _Way(0 if whole else 50, why if whole else f"{why} begins so")


def _century(year: str) -> str:
    """Return a year of a PNC in four figures, as identifiers.py reads one of two."""
    short = len(year) == len("12")
    first = FIRST_YEAR_OF_WINDOW
    return str(first + (int(year) - first) % 100) if short else year


def _born(context: Context, born: Born) -> Iterator[tuple[int, _Way]]:
    for person, year, month, day in search.births_in(context, born.year):
        if born.holds(year, month, day):
            known = "-".join(f"{part:02}" for part in (year, month, day) if part is not None)
            yield person, _Way(0, f"born {known}")


def _holding(context: Context, text: str) -> Iterator[tuple[int, _Way]]:
    """Yield who holds or held a thing of that number, or described with those words."""
    numbered = any(map(str.isdigit, text)) and len(text) >= _BEGUN
    worded = len(text) >= _WORDED and " " in text
    for found in search.holders(context, text) if numbered else ():
        yield found.person_id, _Way(5, _held(found))
    for found in search.holders_of_words(context, text) if worded else ():
        begun = found.raw.casefold().startswith(text.casefold())
        yield found.person_id, _Way(50 if begun else 60, _held(found))


def _held(found: ThingFound) -> str:
    return f"{found.kind.replace('_', ' ')} {found.raw}, {_span(found)}"


def _members(context: Context, text: str) -> Iterator[tuple[int, _Way]]:
    for found in search.members_of(context, text) if len(text) >= _BEGUN else ():
        role = f" as {found.role}" if found.role else ""
        yield found.person_id, _Way(10, f"in group {found.reference}{role}, {_span(found)}")


def _span(found: ThingFound | MemberFound) -> str:
    until = f" to {say(found.until)}" if found.until else ""
    return f"from {say(found.since)}{until}"


def _others(context: Context, names: Directory, wanted: Wanted) -> list[Hit]:
    """Return the orders and flags known by what was typed."""
    text = wanted.reference or wanted.anything
    return [*_flags(context, names, text), *_orders(context, names, text)]


def _flags(context: Context, names: Directory, text: str) -> Iterable[Hit]:
    number = _FLAG.fullmatch(text)
    found = search.flag(context, int(number[1])) if number else None
    if found is not None:
        why = f"flag {found.id}, {found.severity}, {found.state}"
        yield _hit(HitKind.FLAG, str(found.id), names, found.person_id, why)


def _orders(context: Context, names: Directory, text: str) -> Iterable[Hit]:
    flat = "".join(text.split())
    if len(flat) < _BEGUN or not any(map(str.isdigit, flat)):
        return
    for found in search.orders_like(context, flat):
        why = f"{ORDER_NAMES[found.kind]} of {say(found.made_on)}, reference {found.reference}"
        key = f"{reference(found.person_id)}/{found.fact_id}"
        yield _hit(HitKind.ORDER, key, names, found.person_id, why)


def _hit(kind: HitKind, key: str, names: Directory, person: int, why: str) -> Hit:
    return Hit(kind=kind, key=key, person=reference(person), name=names.name(person), why=why)
