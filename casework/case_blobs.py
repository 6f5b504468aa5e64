"""Case files as the night read them, one text of bytes a person, and back.

A blob holds what the night reads of a person alone, made of the record and never the record
itself: standing flags and judgements of identity are read apart. It stands for a case file
while the case's revision and the form are those it was made at. `form` names what a blob
holds and how it is written: the release, the kinds of event rules read, and every column of
every fact. What else goes into a case file cannot change without raising the revision.
"""

import hashlib
import zlib
from collections.abc import Sequence
from datetime import date
from enum import EnumMeta
from functools import lru_cache
from importlib.metadata import version
from typing import Any, NamedTuple, get_type_hints

import msgspec

from casework.duty_json import duty_from_json, duty_to_json
from casework.row_facts.shared import TERMS, new
from rules.book import Reads
from rules.facts import (
    NO_DETAIL,
    Allocation,
    CaseFile,
    CertifiedCopy,
    Detail,
    Ending,
    Event,
    Holding,
    Inclusion,
    Marker,
    Membership,
    Movement,
    Observation,
    Order,
    Provision,
    Ref,
    ReleaseDate,
    Review,
    Sentence,
    Service,
    StandingFlag,
    Suspension,
    Variation,
)
from rules.vocabulary import Court, EventKind, Nation, OrderKind, StartCondition

WRITING = 1
"""Raise it when blobs are written in another way, or case files made of the record in another."""

_SUM = 4
"""Bytes of the CRC-32 that a blob ends with."""


class _Clause(NamedTuple):
    """A provision with its duty as JSON: equal texts are read once and give one object."""

    ref: Ref
    number: str
    wording: str
    duty: str
    starts_on: date | None
    start_condition: StartCondition | None
    ends_on: date | None
    introduced_by: int | None
    ended_by: int | None


class _Order(NamedTuple):
    """An order with its clauses and its term as they are written."""

    ref: Ref
    kind: OrderKind
    nation: Nation
    court: Court
    made_on: date
    represented: bool | None
    ends_on: date | None
    term: tuple[int, str, str] | None
    provisions: tuple[_Clause, ...]
    services: tuple[Service, ...]
    variations: tuple[Variation, ...]
    suspensions: tuple[Suspension, ...]
    endings: tuple[Ending, ...]
    entered_on: date | None
    copies: tuple[CertifiedCopy, ...]


class _Written(msgspec.Struct, array_like=True, frozen=True, gc=False):
    """What a blob holds, in this order."""

    latest: date
    orders: tuple[_Order, ...]
    movements: tuple[Movement, ...]
    observations: tuple[Observation, ...]
    release_dates: tuple[ReleaseDate, ...]
    holdings: tuple[Holding, ...]
    events: dict[EventKind, tuple[Event, ...]]
    sentences: tuple[Sentence, ...]
    inclusions: tuple[Inclusion, ...]
    allocations: tuple[Allocation, ...]
    reviews: tuple[Review, ...]
    markers: tuple[Marker, ...]
    memberships: tuple[Membership, ...]


_HELD = [name for name in _Written.__struct_fields__ if name != "latest"]
_FACTS = (Ref, Movement, Observation, ReleaseDate, Holding, Detail, Event, Sentence)
_MANAGED = (Inclusion, Allocation, Review, Marker, Membership)
_ORDERS = (Provision, Service, Variation, Suspension, Ending, CertifiedCopy, Order)
_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder(_Written).decode


class BlobError(ValueError):
    """A blob cannot be read: its bytes are not those that were written."""


def encode(case: CaseFile) -> bytes:
    """Write a case file, but for its person, revision, flags and judgements of identity.

    A file without anything in it is no bytes at all.
    """
    if not any(getattr(case, name) for name in _HELD):
        return b""
    content = _encode(
        (
            case.latest,
            [_order_written(order) for order in case.orders],
            case.movements,
            case.observations,
            case.release_dates,
            case.holdings,
            {kind: [_event_written(e) for e in events] for kind, events in case.events.items()},
            case.sentences,
            case.inclusions,
            case.allocations,
            case.reviews,
            case.markers,
            case.memberships,
        )
    )
    return content + _sum(content)


def decode(
    content: bytes, person: int, revision: int, flags: Sequence[StandingFlag] = ()
) -> CaseFile:
    """Read a case file, of *person* at *revision*, with the *flags* that stand on them.

    Raises:
        BlobError: the bytes are not those that were written.
    """
    if not content:
        return CaseFile(person=person, revision=revision, latest=date.min)
    if _sum(content[:-_SUM]) != content[-_SUM:]:
        raise BlobError(f"The kept case file of person {person} is damaged.")
    try:
        written = _decode(content[:-_SUM])
    except msgspec.MsgspecError as error:
        raise BlobError(f"The kept case file of person {person} cannot be read.") from error
    return CaseFile(
        person=person,
        revision=revision,
        orders=tuple([_order_read(order) for order in written.orders]),
        movements=written.movements,
        observations=written.observations,
        release_dates=written.release_dates,
        holdings=written.holdings,
        events=written.events,
        sentences=written.sentences,
        inclusions=written.inclusions,
        allocations=written.allocations,
        reviews=written.reviews,
        markers=written.markers,
        memberships=written.memberships,
        flags=tuple(flags),
        latest=written.latest,
    )


def form_of(reads: Reads) -> str:
    """Return what a blob holds and how it is written, where rules read these events."""
    return _form(
        tuple(sorted(reads.always)),
        tuple(sorted((duty, *sorted(kinds)) for duty, kinds in reads.of_duties.items())),
        tuple(sorted((order, *sorted(kinds)) for order, kinds in reads.of_orders.items())),
    )


@lru_cache(maxsize=8)
def _form(*reads: tuple[Any, ...]) -> str:
    shapes = [
        (fact.__name__, [(name, _named(hint)) for name, hint in get_type_hints(fact).items()])
        for fact in (*_FACTS, *_MANAGED, *_ORDERS, CaseFile)
    ]
    told = hashlib.sha256(repr((reads, shapes)).encode()).hexdigest()
    return f"{WRITING} {version('casework')} {told[:32]}"


def _named(hint: Any) -> str:
    """Name a type; of a vocabulary, its codes too."""
    return repr(list(hint)) if isinstance(hint, EnumMeta) else str(hint)


def _sum(content: bytes) -> bytes:
    return zlib.crc32(content).to_bytes(_SUM, "big")


def _event_written(event: Event) -> tuple[Any, ...]:
    """Leave out that nothing more is recorded, as of most events it is not."""
    return event[:-1] if event.detail == NO_DETAIL else event


def _order_written(order: Order) -> tuple[Any, ...]:
    term, place = order.term, Order._fields.index("term")
    clauses = [(*c[:3], duty_to_json(c.duty), *c[4:]) for c in order.provisions]
    written = None if term is None else (term.count, term.unit, term.counting)
    return (*order[:place], written, clauses, *order[place + 2 :])


def _order_read(order: _Order) -> Order:
    term, clauses = order[7], order[8]
    return new(
        Order,
        (
            *order[:7],
            None if term is None else TERMS[term],
            tuple([new(Provision, (*c[:3], duty_from_json(c[3]), *c[4:])) for c in clauses]),
            *order[9:],
        ),
    )
