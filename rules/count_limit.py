"""R23: more things of a kind held at once than the order allows."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from rules.days import NEVER, later, say
from rules.duties import CountLimit
from rules.facts import Holding
from rules.grades import is_weak
from rules.look import Look
from rules.overlap import first_day_together
from rules.rule import Rule
from rules.standing import ProvisionStanding
from rules.vocabulary import DutyKind, FlagKind, HoldingKind, Recipient, Severity
from rules.words import clause, thing

_PLURALS = {
    HoldingKind.ADDRESS: "addresses",
    HoldingKind.COMPANY: "companies",
    HoldingKind.PREMISES: "premises",
}


class _Spell(NamedTuple):
    """One thing from when it was first held to when it last was, both inclusive.

    Records of one thing that overlap, or follow day on day, are one spell; `until` NEVER is
    held still.
    """

    records: tuple[Holding, ...]
    until: date

    @property
    def first(self) -> Holding:
        return self.records[0]


class _Excess(NamedTuple):
    """A thing too many: from `since` to `until` it was held beside others, as long or longer.

    Both days are inclusive; `until` NEVER is held together still. `others` are those held
    longest, as many as the clause allows, and `more` how many there were besides. `weak` is
    true where without weakly graded intelligence there was no thing too many.
    """

    spell: _Spell
    since: date
    until: date
    others: tuple[_Spell, ...]
    more: int
    weak: bool


def count_limit_exceeded(standing: ProvisionStanding, look: Look) -> None:
    """More things of a kind were held at once than the clause allows.

    Serious Crime Act 2007 s.25 and the clause's own limit. Distinct things held or used on
    one day are counted, those that another holds on the person's behalf too; the last day of
    a holding counts. A thing is over the limit where as many as the clause allows had been
    held as long or longer; where the clause comes into force while too many are held, from
    its first day. Getting rid of a thing later does not end the flag. Where the limit is
    exceeded only by weakly graded intelligence it is a line of enquiry, until the thing is
    over it without that.
    """
    duty, subject = standing.provision.duty, standing.provision.ref.id
    if not isinstance(duty, CountLimit) or not standing.spans:
        look.in_order(subject, "it is not in force or does not bind")
        return
    of = duty.of
    held = [holding for holding in look.case.holdings if holding.kind is of]
    if len(held) <= duty.most:
        look.in_order(subject, "{} on record, within the limit", _number(len(held), duty.of))
        return
    held.sort(key=lambda holding: (holding.since, holding.ref.id))
    in_all = _in_all(standing, held, duty.most, look.on)
    for excess in in_all:
        if excess.since > look.on:
            look.wake(excess.since)
        else:
            _find(standing, duty, excess, look)
    if not in_all:
        look.in_order(subject, "never more at once than {}", _number(duty.most, duty.of))


def _in_all(standing: ProvisionStanding, held: list[Holding], most: int, on: date) -> list[_Excess]:
    """Return the things too many for sure, then those that are so by weak intelligence alone.

    One thing is one finding: what is too many for sure by the end of *on* is not enquired
    about beside it.
    """
    strong = [holding for holding in held if not is_weak(holding.grade)]
    sure = _excesses(standing, strong, most, weak=False)
    if len(strong) == len(held):
        return sure
    known = {r.ref.id for excess in sure if excess.since <= on for r in excess.spell.records}
    told = _excesses(standing, held, most, weak=True)
    return sure + [e for e in told if known.isdisjoint(r.ref.id for r in e.spell.records)]


def _spells(held: Sequence[Holding]) -> list[_Spell]:
    """Put the records of one thing together, in order of the day it was first held."""
    spells: list[_Spell] = []
    latest: dict[int, int] = {}
    for holding in held:
        until = NEVER if holding.until is None else holding.until
        place = None if holding.thing is None else latest.get(holding.thing)
        if place is not None and holding.since <= later(spells[place].until):
            before = spells[place]
            spells[place] = _Spell((*before.records, holding), max(before.until, until))
            continue
        if holding.thing is not None:
            latest[holding.thing] = len(spells)
        spells.append(_Spell((holding,), until))
    return spells


def _excesses(
    standing: ProvisionStanding, held: Sequence[Holding], most: int, *, weak: bool
) -> list[_Excess]:
    """Return every thing that was one too many beside those held as long or longer.

    Once a thing is held, the number of those held longer only falls; so it is over the limit
    from its first day, or never.
    """
    spells = _spells(held)
    found: list[_Excess] = []
    for place, spell in enumerate(spells):
        longer = spells[:place]
        until = min(spell.until, _last_day_of_most(longer, most))
        day = first_day_together(standing, spell.first.since, until)
        if day is not None:
            others = [other for other in longer if other.until >= day]
            named = tuple(others[:most])
            found.append(_Excess(spell, day, until, named, len(others) - len(named), weak))
    return found


def _last_day_of_most(longer: Sequence[_Spell], most: int) -> date:
    """Return the last day on which at least *most* are held."""
    if most < 1:
        return NEVER
    lasts = sorted((spell.until for spell in longer), reverse=True)
    return date.min if len(lasts) < most else lasts[most - 1]


def _number(count: int, kind: HoldingKind) -> str:
    noun = thing(kind)
    return f"{count} {noun if count == 1 else _PLURALS.get(kind, f'{noun}s')}"


def _named(spell: _Spell) -> str:
    holding = spell.first
    by = f" and held by {holding.held_by} on the person's behalf" if holding.held_by else ""
    return f"{holding.name}, held from {say(holding.since)}{by}"


def _says(duty: CountLimit, excess: _Excess) -> str:
    day, noun = say(excess.since), thing(duty.of)
    in_all = _number(len(excess.others) + excess.more + 1, duty.of)
    allowed = _number(duty.most, duty.of) if duty.most else f"no {noun}"
    sentences = [
        f"{in_all} held on {day}, and the clause allows {allowed}.",
        f"Over the limit: {_named(excess.spell)}.",
    ]
    if excess.others:
        more = f"; and {excess.more} more" if excess.more else ""
        named = "; ".join(map(_named, excess.others))
        sentences.append(f"Held as long or longer: {named}{more}.")
    if excess.until != NEVER:
        sentences.append(f"More than the clause allows were held until {say(excess.until)}.")
    if excess.weak:
        sentences.append("This rests on weakly graded intelligence.")
    return " ".join(sentences)


def _find(standing: ProvisionStanding, duty: CountLimit, excess: _Excess, look: Look) -> None:
    number, wording = clause(standing.provision)
    spells = (*excess.others, excess.spell)
    look.find(
        kind=FlagKind.LINE_OF_ENQUIRY if excess.weak else FlagKind.SUSPECTED_NON_COMPLIANCE,
        subject=standing.provision.ref.id,
        occurrence=f"fact {excess.spell.first.ref.id}",
        says=_says(duty, excess),
        clause=number,
        wording=wording,
        default_on=excess.since,
        evidence=(
            *standing.rests_on(excess.since),
            *[record.ref for spell in spells for record in spell.records],
        ),
        clears="a corrected record of what was held and when, or a decision",
    )


COUNT_LIMIT_EXCEEDED = Rule(
    id="R23",
    name="limit.exceeded",
    version=1,
    kind=FlagKind.SUSPECTED_NON_COMPLIANCE,
    severity=Severity.HIGH,
    told=(Recipient.OFFENDER_MANAGER,),
    source="Serious Crime Act 2007 s.25; the order's own clause",
    look=count_limit_exceeded,
    duties=frozenset({DutyKind.COUNT_LIMIT}),
)
