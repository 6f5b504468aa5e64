"""R25: a thing found that the order forbids."""

from typing import NamedTuple

from rules.days import say
from rules.duties import ProhibitedItem
from rules.facts import Event
from rules.finding import Reason
from rules.finds import FOUND, Found, finds_of, is_cash
from rules.grades import is_weak
from rules.likeness import may_be_like, same_words, words_of
from rules.look import Look
from rules.rule import Rule
from rules.standing import ProvisionStanding
from rules.vocabulary import DutyKind, EventKind, FlagKind, ItemKind, Recipient, Severity
from rules.words import clause, opening


class _Match(NamedTuple):
    """A record of a thing, and the words of the clause that name it."""

    record: Event
    item: str


def item_prohibited(standing: ProvisionStanding, look: Look) -> None:
    """A thing was found, or seized, that the clause forbids by name.

    Serious Crime Act 2007 s.25 and the clause's own words. The heading a find is recorded
    under, or the thing as the record describes it, must be what the clause names, but for
    capitals and a plural. What only shares a word with it is put to a person, and so is a
    find that does not say what was found. A seizure of what was found is the same thing.
    Cash is a thing only where the clause says cash.
    """
    duty, subject = standing.provision.duty, standing.provision.ref.id
    if not isinstance(duty, ProhibitedItem) or not standing.spans:
        look.in_order(subject, "it is not in force or does not bind")
        return
    names_cash = any("cash" in words_of(item) for item in duty.items)
    for whole in finds_of(look.case):
        found = whole.since_in_force(standing)
        if found is None or (not names_cash and any(map(is_cash, found.records))):
            continue
        match = _match(found, duty)
        if match is not None:
            _find(standing, found, match, look)
        elif (doubt := _doubt(found, duty)) is not None:
            look.cannot_tell(subject, doubt)
        else:
            look.in_order(subject, "the find on {} is none of it", found.first.happened_on)


def _match(found: Found, duty: ProhibitedItem) -> _Match | None:
    """Return the first record that names a thing of the clause; one not weakly graded before."""
    weak: _Match | None = None
    for record in found.records:
        item = _named_by(record, duty)
        if item is not None and not is_weak(record.detail.grade):
            return _Match(record, item)
        if item is not None and weak is None:
            weak = _Match(record, item)
    return weak


def _descriptions(record: Event) -> list[str]:
    """Return what a record says the thing was: its heading, and its own words."""
    kind, item = record.detail.item_kind, record.detail.item
    heading = [] if kind in {None, ItemKind.OTHER} else [str(kind).replace("_", " ")]
    return heading + ([item] if item else [])


def _named_by(record: Event, duty: ProhibitedItem) -> str | None:
    named = (same_words(said, duty.items) for said in _descriptions(record))
    return next((item for item in named if item is not None), None)


def _doubt(found: Found, duty: ProhibitedItem) -> Reason | None:
    said = [words for record in found.records for words in _descriptions(record)]
    if not said:
        return Reason.ITEM_NOT_SAID
    headings = {
        word
        for record in found.records
        if record.detail.item_kind not in {None, ItemKind.OTHER}
        for word in words_of(str(record.detail.item_kind).replace("_", " "))
    }
    if any(not headings.isdisjoint(words_of(item)) for item in duty.items):
        return Reason.ITEM_UNCLEAR
    return Reason.ITEM_UNCLEAR if any(may_be_like(words, duty.items) for words in said) else None


def _find(standing: ProvisionStanding, found: Found, match: _Match, look: Look) -> None:
    number, wording = clause(standing.provision)
    record, first = match.record, found.first
    weak = is_weak(record.detail.grade)
    how = "found" if record.kind is EventKind.FIND else "seized"
    by = (
        f", held by {record.detail.held_by} on the person's behalf" if record.detail.held_by else ""
    )
    thing, *more = _descriptions(record)
    told_twice = more and words_of(more[0]) == words_of(thing)
    named = f"{thing} ({more[0]})" if more and not told_twice else thing
    says = (
        f"{opening(how)} on {say(record.happened_on)}: {named}{by}. The clause forbids "
        f"{' '.join(match.item.split())}."
    )
    if weak:
        says += " The record of it is weakly graded intelligence."
    look.find(
        kind=FlagKind.LINE_OF_ENQUIRY if weak else FlagKind.SUSPECTED_NON_COMPLIANCE,
        subject=standing.provision.ref.id,
        occurrence=f"fact {first.ref.id}",
        says=says,
        clause=number,
        wording=wording,
        default_on=first.happened_on,
        evidence=tuple(
            dict.fromkeys((*standing.rests_on(first.happened_on), first.ref, record.ref))
        ),
        clears="a corrected record of what was found, or a decision",
    )


ITEM_PROHIBITED = Rule(
    id="R25",
    name="item.prohibited",
    version=1,
    kind=FlagKind.SUSPECTED_NON_COMPLIANCE,
    severity=Severity.HIGH,
    told=(Recipient.OFFENDER_MANAGER,),
    source="Serious Crime Act 2007 s.25; the order's own clause",
    look=item_prohibited,
    duties=frozenset({DutyKind.PROHIBITED_ITEM}),
    reads=FOUND,
)
