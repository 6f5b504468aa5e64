"""Somebody in a file who may be one of ours by name and birth: proposed, for a person to decide.

Nobody is ever matched by name. Once an officer has decided that they are the same, the
file's own number is an identifier, and matches exactly; a decision is not asked for twice.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from casework.context import Context
from casework.errors import RowRefusedError
from casework.importing.matches import one_of
from casework.models import Candidate, CandidateState, IdentifierScheme, Verb
from casework.names import search_key
from casework.queries import candidates, identity, matching
from casework.queries.candidates import BirthOnRecord, NameOnRecord
from casework.queries.people import reference


class NamedInFile(NamedTuple):
    """Somebody as a file has them.

    `file_key` is the file's own number for them, canonical, or what tells them apart in it;
    `born_*` as far as the file says; `seen_on` the day of the file.
    """

    file_key: str
    surname: str
    forenames: str
    born_year: int | None
    born_month: int | None
    born_day: int | None
    seen_on: date


def known_by_number(context: Context, scheme: IdentifierScheme, canonical: str) -> int | None:
    """Return our record of whoever a register's number means, None for nobody on record.

    Raises:
        RowRefusedError: it is on records not judged to be of one person.
    """
    found = matching.holders(context, {(scheme, canonical)})[(scheme, canonical)]
    if not found:
        return None
    person = one_of(found, identity.same_as(context.session))
    if person is None:
        raise RowRefusedError(
            f"Number {canonical} is on the records of "
            f"{' and '.join(reference(each) for each in sorted(found))}. Put the wrong one right, "
            "or judge them the same person (`casework same`), and import this again."
        )
    return person


def propose(context: Context, source_id: int, who: NamedInFile) -> list[int]:
    """Propose those of ours *who* may be; return their numbers, of open proposals alone.

    The surname and the first forename are the same, further forenames agree as far as both
    are given, and year and month of birth are the same as far as our record has them.
    Without a year and a month of birth in the file nobody is proposed. Nothing is proposed
    again that was decided, nor anybody else once *who* was found.
    """
    known = candidates.of_key(context.session, source_id, who.file_key)
    if any(candidate.state is CandidateState.SAME for candidate in known):
        return []
    same_as = identity.same_as(context.session)
    before = {same_as.get(each.person_id, each.person_id): each for each in known}
    proposed = []
    for person, why in _alike(context, who, same_as).items():
        candidate = before.get(person)
        if candidate is None:
            candidate = _new(source_id, who, person, why)
            context.session.add(candidate)
            context.touch(Verb.COLLECT, [person], ["candidate"])
        elif candidate.state is CandidateState.OPEN and candidate.seen_on < who.seen_on:
            candidate.seen_on = who.seen_on
        if candidate.state is CandidateState.OPEN:
            proposed.append(candidate.person_id)
    context.session.flush()
    return sorted(proposed)


def _new(source_id: int, who: NamedInFile, person: int, why: str) -> Candidate:
    parts = (who.born_year, who.born_month, who.born_day)
    given = [part for part in parts if part is not None]
    return Candidate(
        source_id=source_id,
        file_key=who.file_key,
        person_id=person,
        name=f"{who.surname.upper()} {who.forenames}".strip(),
        born="-".join(f"{part:02}" for part in given),
        why=why,
        seen_on=who.seen_on,
        state=CandidateState.OPEN,
    )


def _alike(context: Context, who: NamedInFile, same_as: Mapping[int, int]) -> dict[int, str]:
    """Return whom a person in a file may be, each with what speaks for it, and what is open."""
    forename, *_ = who.forenames.split() or [""]
    if not forename or who.born_year is None or who.born_month is None:
        return {}
    named = [
        name
        for name in candidates.named_like(context, who.surname, forename)
        if _is_name_alike(name, who)
    ]
    context.touch(Verb.CONSULT, {name.person_id for name in named})
    births = candidates.births(context.session, {name.person_id for name in named})
    found: dict[int, str] = {}
    for name in named:
        for birth in births.get(name.person_id, ()):
            if _is_birth_alike(birth, who):
                found.setdefault(
                    same_as.get(name.person_id, name.person_id), _why(name, birth, who)
                )
    return dict(sorted(found.items()))


def _words(name: str) -> list[str]:
    return search_key(name, "").split()


def _is_name_alike(name: NameOnRecord, who: NamedInFile) -> bool:
    ours, theirs = _words(name.forenames), _words(who.forenames)
    shorter = min(len(ours), len(theirs))
    return (
        _words(name.surname) == _words(who.surname)
        and shorter > 0
        and ours[:shorter] == theirs[:shorter]
    )


def _is_birth_alike(birth: BirthOnRecord, who: NamedInFile) -> bool:
    theirs = (who.born_year, who.born_month, who.born_day)
    return all(
        ours is None or said is None or ours == said
        for ours, said in zip(birth, theirs, strict=True)
    )


def _why(name: NameOnRecord, birth: BirthOnRecord, who: NamedInFile) -> str:
    for_it = ["surname and first forename are the same"]
    against = []
    if _words(name.forenames) == _words(who.forenames):
        for_it = ["the whole name is the same"]
    else:
        against.append(f"our record has the forenames {name.forenames}")
    both = _parts_in_both(birth, who)
    for_it.append(f"born in the same {' and '.join(both)}")
    missing = [part for part in ("year", "month", "day") if part not in both]
    against += [f"the {part} of birth is not known to both" for part in missing]
    return f"{', '.join(for_it)}; but {', '.join(against)}" if against else ", ".join(for_it)


def _parts_in_both(birth: BirthOnRecord, who: NamedInFile) -> Sequence[str]:
    theirs: Iterable[int | None] = (who.born_year, who.born_month, who.born_day)
    return [
        part
        for part, ours, said in zip(("year", "month", "day"), birth, theirs, strict=True)
        if ours is not None and ours == said
    ]
