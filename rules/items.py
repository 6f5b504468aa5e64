"""R25: a thing found that the order forbids."""

from typing import NamedTuple

from rules.days import say
from rules.duties import ProhibitedItem
from rules.facts import Event
from rules.finding import Reason
from rules.finds import FOUND, Found, finds_of
from rules.grades import is_weak
from rules.likeness import may_be_like, same_words, words_of
from rules.look import Look
from rules.rule import Rule
from rules.standing import ProvisionStanding
from rules.synonyms import heading, may_be_meant, may_be_same_thing, named_by_heading
from rules.vocabulary import DutyKind, EventKind, FlagKind, Recipient, Severity
from rules.words import clause, opening


class _Match(NamedTuple):
    """A record of a thing, the words of the clause that name it, and what was found by then.

    `found` is of strong records alone, unless nothing they say is enough.
    """

    record: Event
    item: str
    found: Found


def item_prohibited(standing: ProvisionStanding, look: Look) -> None:
    """A thing was found, or seized, that the clause forbids by name.

    Serious Crime Act 2007 s.25 and the clause's own words. The heading a find is recorded
    under, or the thing as the record describes it, must be what the clause names, but for
    capitals and a plural; a heading also in a word that means just the same, as telephone
    for phone. What only shares a word with it, or may be a kind of it, is put to a person,
    and so is a find that does not say what was found. A seizure of what was found is the
    same thing, found on the day of the first record that is not weakly graded; what only
    weakly graded intelligence tells is a line of enquiry. Cash is a thing only where the
    clause says cash.
    """
    duty, subject = standing.provision.duty, standing.provision.ref.id
    if not isinstance(duty, ProhibitedItem) or not standing.spans:
        look.in_order(subject, "it is not in force or does not bind")
        return
    names_cash = any("cash" in words_of(item) for item in duty.items)
    for whole in finds_of(look.case):
        things = whole if names_cash else whole.goods()
        found = things.since_in_force(standing)
        if found is None:
            continue
        match = _match(things.strong().since_in_force(standing), duty)
        if match is not None:
            _find(standing, match, look, weak=False)
        elif (match := _match(found, duty)) is not None:
            _find(standing, match, look, weak=True)
        elif (doubt := _doubt(found, duty)) is not None:
            look.cannot_tell(subject, doubt)
        else:
            look.in_order(subject, "the find on {} is none of it", found.first.happened_on)


def _match(found: Found | None, duty: ProhibitedItem) -> _Match | None:
    """Return the first record that names a thing of the clause."""
    for record in () if found is None else found.records:
        item = _named_by(record, duty)
        if item is not None and found is not None:
            return _Match(record, item, found)
    return None


def _descriptions(record: Event) -> list[str]:
    """Return what a record says the thing was: its heading, and its own words."""
    said = heading(record.detail.item_kind), record.detail.item
    return [words for words in said if words]


def _named_by(record: Event, duty: ProhibitedItem) -> str | None:
    by_heading = named_by_heading(record.detail.item_kind, duty.items)
    if by_heading is not None or not record.detail.item:
        return by_heading
    return same_words(record.detail.item, duty.items)


def _doubt(found: Found, duty: ProhibitedItem) -> Reason | None:
    said = [words for record in found.records for words in _descriptions(record)]
    if not said:
        return Reason.ITEM_NOT_SAID
    unclear = any(may_be_meant(r.detail.item_kind, duty.items) for r in found.records) or any(
        may_be_like(words, duty.items) or may_be_same_thing(words, duty.items) for words in said
    )
    return Reason.ITEM_UNCLEAR if unclear else None


def _find(standing: ProvisionStanding, match: _Match, look: Look, *, weak: bool) -> None:
    number, wording = clause(standing.provision)
    record, first = match.record, match.found.first
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
    if is_weak(record.detail.grade):
        says += " The record of it is weakly graded intelligence."
    elif weak:
        says += f" That it was there on {say(first.happened_on)} is weakly graded intelligence."
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
