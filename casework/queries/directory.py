"""Everybody's names and officers, kept in memory for lists and searches as they are typed.

One is kept for each thread, database and agency: it holds nobody else's people, so that what
is found, counted and put in order can never tell of them. It holds no rights: the gate asks
for those each time. It is never stale: every write of a fact raises the revision of the case,
revisions only rise, and so the count of cases and the sum of their revisions are those of the
directory exactly where every revision is. Where they are not, those people are read again
whose revision changed.
"""

import re
from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from sys import intern
from threading import local
from typing import NamedTuple
from weakref import WeakKeyDictionary

from sqlalchemy import ColumnElement, Engine, Select, Text, func, select, true, type_coerce
from sqlalchemy.orm import Session

from casework.context import Context
from casework.models import Allocation, NameKind, Person, PersonFact, PersonName
from casework.names import search_key, sound_key
from casework.queries.known import known_at
from rules.vocabulary import AllocationKind

NAMELESS = "name not recorded"
_KINDS = {kind.value: kind for kind in NameKind}
_FEW = 2_000
"""As many changed people as are read by their numbers; for more, everybody is."""

_OF_NAMES = re.compile(r"[^\W_]+")


class Name(NamedTuple):
    """A name of somebody; `key` as it is compared: capitals without marks, surname first."""

    kind: NameKind
    surname: str
    forenames: str
    key: str

    @property
    def written(self) -> str:
        """The name as officers write it."""
        return f"{self.surname.upper()} {self.forenames}".strip()


class Officer(NamedTuple):
    """An officer's allocation to somebody; both days inclusive, `until` None still."""

    kind: AllocationKind
    officer_id: int
    since: date
    until: date | None

    def holds(self, on: date) -> bool:
        """Whether the officer is responsible on a day."""
        return self.since <= on and (self.until is None or on <= self.until)


class Held(NamedTuple):
    """Who is held on a day, with the code of the prison; `written` when it was worked out."""

    codes: Mapping[int, str | None]
    on: date
    sameness: tuple[tuple[int, int], ...]
    written: int


class Gravest(NamedTuple):
    """Whoever has an open flag, the gravest first; `changes` of flags when it was read.

    `of` is how many people it was read of: who comes into sight later may bring flags along.
    """

    people: Sequence[int]
    changes: int
    of: int


def words_of(text: str) -> list[str]:
    """Return the words of a name as they are compared: capitals, without marks or signs."""
    if text.isascii() and text.isalpha():
        return [text.upper()]
    return _OF_NAMES.findall(search_key(text.replace("'", "").replace("\u2019", ""), ""))


class Directory:
    """The people an officer may see, by name, and who is responsible for them."""

    def __init__(self) -> None:
        self.revisions: dict[int, int] = {}
        self.names: dict[int, tuple[Name, ...]] = {}
        self.officers: dict[int, tuple[Officer, ...]] = {}
        self.by_word: dict[str, list[int]] = {}
        self.by_sound: dict[str, set[str]] = defaultdict(set)
        self.held: Held | None = None
        self.gravest: Gravest | None = None
        self.written = 0
        """Raised whenever somebody is read again: what was worked out before may not hold."""
        self._all_written = 0
        self._changed: dict[int, int] = {}
        self._total = 0
        self._newest: datetime | None = None
        self._in_order: list[int] = []
        self._words: list[str] | None = None

    def name(self, person: int) -> str:
        """Return the name of somebody as officers write it."""
        names = self.names.get(person)
        return names[0].written if names else NAMELESS

    def key(self, person: int) -> str:
        """Return the name by which somebody is put in order."""
        names = self.names.get(person)
        return names[0].key if names else "\uffff"

    def in_order(self) -> Iterator[int]:
        """Yield everybody by name; those without a name last."""
        return iter(self._in_order)

    def words(self) -> list[str]:
        """Return every word of a name there is, in order."""
        if self._words is None:
            self._words = sorted(self.by_word)
        return self._words

    def beginning(self, start: str) -> list[str]:
        """Return the words that begin so."""
        words = self.words()
        first = bisect_left(words, start)
        return words[first : bisect_left(words, start + "\uffff", first)]

    def changed_since(self, written: int) -> set[int] | None:
        """Return who was read again since; None where it may be anybody."""
        if written < self._all_written:
            return None
        return {person for person, at in self._changed.items() if at > written}

    # How it is kept.

    def bring_up(self, session: Session, agency: int | None) -> None:
        """Read again whoever was written of since. Not for a use that writes itself."""
        cases = _cases(agency).subquery()
        count, total, newest = session.execute(
            select(func.count(), func.sum(cases.c.revision), func.max(cases.c.changed_at))
        ).one()
        now = (count, int(total or 0))
        if now == (len(self.revisions), self._total):
            return
        if self._newest is not None:
            late = _cases(agency).where(Person.changed_at >= self._newest)
            rows = session.execute(late.with_only_columns(Person.id, Person.revision))
            self._take(session, agency, {row[0]: row[1] for row in rows})
        if now != (len(self.revisions), self._total):
            rows = session.execute(_cases(agency).with_only_columns(Person.id, Person.revision))
            everyone = {row[0]: row[1] for row in rows}
            for gone in self.revisions.keys() - everyone.keys():
                self._forget(gone)
            self._take(session, agency, everyone)
        self._newest = newest

    def _take(self, session: Session, agency: int | None, cases: dict[int, int]) -> None:
        """Read again those of *cases* whose revision is another."""
        cases = {p: revision for p, revision in cases.items() if self.revisions.get(p) != revision}
        if not cases:
            return
        self.written += 1
        self._words = None
        few = sorted(cases) if len(cases) <= _FEW else None
        names, officers = _names(session, agency, few), _officers(session, agency, few)
        for person, revision in cases.items():
            self._forget(person, in_order=few is not None)
            self.revisions[person] = revision
            self._total += revision
            if person in names:
                self.names[person] = tuple(sorted(names[person], key=_legal_first))
                self._index(person)
            if person in officers:
                self.officers[person] = tuple(officers[person])
            if few is not None:
                insort(self._in_order, person, key=self._place)
                self._changed[person] = self.written
        if few is None:
            self._in_order = sorted(self.revisions, key=self._place)
            self._all_written = self.written
            self._changed.clear()

    def _place(self, person: int) -> tuple[str, int]:
        return self.key(person), person

    def _index(self, person: int) -> None:
        for name in self.names[person]:
            for word in (*words_of(name.surname), *words_of(name.forenames)):
                holders = self.by_word.get(word)
                if holders is None:
                    self.by_word[word] = [person]
                    self.by_sound[sound_key(word)].add(word)
                elif holders[-1] != person:
                    holders.append(person)

    def _forget(self, person: int, *, in_order: bool = True) -> None:
        if person not in self.revisions:
            return
        self._total -= self.revisions.pop(person)
        if in_order:
            at = bisect_left(self._in_order, self._place(person), key=self._place)
            del self._in_order[at]
        self.officers.pop(person, None)
        for name in self.names.pop(person, ()):
            for word in {*words_of(name.surname), *words_of(name.forenames)}:
                holders = [one for one in self.by_word.pop(word, ()) if one != person]
                if holders:
                    self.by_word[word] = holders
                else:
                    self.by_sound[sound_key(word)].discard(word)


class _Kept(local):
    """The directories of one thread."""

    def __init__(self) -> None:
        self.by_engine: WeakKeyDictionary[Engine, dict[int | None, Directory]] = WeakKeyDictionary()


_KEPT = _Kept()


def directory(context: Context) -> Directory:
    """Return everybody the officer may see, by name, as this transaction sees them."""
    engine = context.session.get_bind().engine
    agency = context.officer.sees_agency
    found = _KEPT.by_engine.setdefault(engine, {}).setdefault(agency, Directory())
    found.bring_up(context.session, agency)
    return found


def _cases(agency: int | None) -> Select[int, int, datetime]:
    statement = select(Person.id, Person.revision, Person.changed_at)
    return statement if agency is None else statement.where(Person.agency_id == agency)


def _names(
    session: Session, agency: int | None, only: Sequence[int] | None
) -> dict[int, list[Name]]:
    statement = select(
        PersonName.person_id,
        type_coerce(PersonName.kind, Text),
        PersonName.surname,
        PersonName.forenames,
        PersonName.search_key,
    ).where(known_at(PersonName, None), _of(PersonName, agency, only))
    found: dict[int, list[Name]] = defaultdict(list)
    ordered = statement.order_by(PersonName.person_id, PersonName.fact_id)
    for person, kind, surname, forenames, key in session.execute(ordered):
        name = Name(_KINDS[kind], intern(surname), intern(forenames), intern(key))
        found[person].append(name)
    return found


def _officers(
    session: Session, agency: int | None, only: Sequence[int] | None
) -> dict[int, list[Officer]]:
    statement = select(
        Allocation.person_id,
        Allocation.kind,
        Allocation.officer_id,
        Allocation.since,
        Allocation.until,
    ).where(known_at(Allocation, None), _of(Allocation, agency, only))
    found: dict[int, list[Officer]] = defaultdict(list)
    ordered = statement.order_by(Allocation.person_id, Allocation.fact_id)
    for person, kind, officer_id, since, until in session.execute(ordered):
        found[person].append(Officer(kind, officer_id, since, until))
    return found


def _of(
    table: type[PersonFact], agency: int | None, only: Sequence[int] | None
) -> ColumnElement[bool]:
    """Narrow facts to those of *only*, or of everybody the agency keeps the record of."""
    if only is not None:
        return table.person_id.in_(only)
    if agency is None:
        return true()
    return table.person_id.in_(select(Person.id).where(Person.agency_id == agency))


def _legal_first(name: Name) -> bool:
    return name.kind is not NameKind.LEGAL
