"""R29: a directorship, trade or employment that the order forbids."""

from typing import NamedTuple

from rules.days import say
from rules.duties import ProhibitedWork
from rules.facts import Holding
from rules.finding import Reason
from rules.grades import is_weak
from rules.likeness import may_be_like, same_words, words_of
from rules.look import Look
from rules.overlap import first_day_together
from rules.rule import Rule
from rules.standing import ProvisionStanding
from rules.vocabulary import (
    DutyKind,
    FlagKind,
    HoldingKind,
    HoldingRole,
    Recipient,
    Severity,
)
from rules.words import clause

_DIRECTOR = frozenset({"director", "directorship"})
_SECRETARY = frozenset({"secretary", "secretaryship"})
_ADDS_NOTHING = frozenset(
    (
        *("a", "act", "acting", "an", "and", "any", "as", "be", "become", "becoming", "being"),
        *("companie", "company", "hold", "holding", "limited", "of", "or", "the", "to"),
    )
)
"""Words, in the singular, beside which a director is a director of any company at all."""

_DIRECTS = frozenset({HoldingRole.DIRECTOR, HoldingRole.CONTROLLER})
_MAY_DIRECT = _DIRECTS | {HoldingRole.SECRETARY}
_MERELY_HOLDS = frozenset({HoldingRole.OWNER, HoldingRole.SIGNATORY, HoldingRole.KEEPER})
_WORK = frozenset({HoldingKind.COMPANY, HoldingKind.EMPLOYMENT})


class _Clause(NamedTuple):
    """What the clause forbids: every directorship, secretaries, and the kinds of work by name.

    `directorship` and `secretary` are the clause's words that forbid it whatever the
    company, None where none do. `some_directors` is true of a clause that speaks of
    directors in other words too, so that which are meant is for a person.
    """

    directorship: str | None
    secretary: str | None
    some_directors: bool
    trades: tuple[str, ...]


def prohibited_role(standing: ProvisionStanding, look: Look) -> None:
    """A company or employment on record is work that the clause forbids.

    Serious Crime Act 2007 s.25 and the clause's own words. To direct or control any company
    is a directorship, whatever its trade. Of other work the trade on record must be what
    the clause names, but for capitals and a plural; what only shares a word with it is put
    to a person, and so is work there that says nothing of its trade, and a director or a
    secretary where the clause speaks of directors in words that may not mean them all. It is
    flagged from the first day on which it was held while the clause was in force.
    """
    duty, subject = standing.provision.duty, standing.provision.ref.id
    if not isinstance(duty, ProhibitedWork) or not standing.spans:
        look.in_order(subject, "it is not in force or does not bind")
        return
    forbids: _Clause | None = None
    for holding in look.case.holdings:
        if holding.kind not in _WORK:
            continue
        day = first_day_together(standing, holding.since, holding.until)
        if day is None:
            continue
        if day > look.on:
            look.wake(day)
            continue
        forbids = forbids or _read(duty)
        _judge(standing, forbids, holding, look)


def _read(duty: ProhibitedWork) -> _Clause:
    plain = [work for work in duty.work if _is_plain(work)]
    directorship = [work for work in plain if _speaks_of(work, _DIRECTOR)]
    secretary = [work for work in plain if _speaks_of(work, _SECRETARY)]
    trades = tuple(work for work in duty.work if work not in plain or work in secretary)
    return _Clause(
        directorship[0] if directorship else None,
        secretary[0] if secretary else None,
        any(_speaks_of(work, _DIRECTOR) for work in duty.work if work not in plain),
        trades,
    )


def _is_plain(work: str) -> bool:
    """Whether nothing but a director or a secretary, of any company, is spoken of."""
    said = set(words_of(work))
    offices = _DIRECTOR | _SECRETARY
    return not said.isdisjoint(offices) and said <= offices | _ADDS_NOTHING


def _speaks_of(work: str, office: frozenset[str]) -> bool:
    return not office.isdisjoint(words_of(work))


def _judge(standing: ProvisionStanding, forbids: _Clause, holding: Holding, look: Look) -> None:
    named = _named_by(forbids, holding)
    if named is not None:
        _find(standing, holding, named, look)
    elif (doubt := _doubt(forbids, holding)) is not None:
        look.cannot_tell(standing.provision.ref.id, doubt)
    else:
        look.in_order(
            standing.provision.ref.id, "the {} from {} is none of it", holding.kind, holding.since
        )


def _named_by(forbids: _Clause, holding: Holding) -> str | None:
    """Return the words of the clause that name what the person does there."""
    office = holding.trade if holding.trade and _is_plain(holding.trade) else ""
    directs = holding.role in _DIRECTS or _speaks_of(office, _DIRECTOR)
    if forbids.directorship is not None and directs:
        return forbids.directorship
    if forbids.secretary is not None and holding.role is HoldingRole.SECRETARY:
        return forbids.secretary
    return same_words(holding.trade, forbids.trades) if holding.trade else None


def _doubt(forbids: _Clause, holding: Holding) -> Reason | None:
    directors = forbids.directorship is not None or forbids.some_directors
    if directors and holding.role in _MAY_DIRECT:
        return Reason.WORK_UNCLEAR
    if not forbids.trades:
        return None
    if holding.trade:
        return Reason.WORK_UNCLEAR if may_be_like(holding.trade, forbids.trades) else None
    works_there = holding.kind is HoldingKind.EMPLOYMENT or holding.role not in _MERELY_HOLDS
    return Reason.WORK_NOT_SAID if works_there else None


def _find(standing: ProvisionStanding, holding: Holding, named: str, look: Look) -> None:
    number, wording = clause(standing.provision)
    day = first_day_together(standing, holding.since, holding.until) or holding.since
    weak = is_weak(holding.grade)
    trade = f", whose work is {holding.trade}" if holding.trade else ""
    until = f" to {say(holding.until)}" if holding.until else ""
    first = "" if day == holding.since else f"; the first day under the clause was {say(day)}"
    says = (
        f"The clause forbids {named}. The person is on record as {holding.role} of "
        f"{holding.name}{trade}, from {say(holding.since)}{until}{first}."
    )
    if weak:
        says += " The record of it is weakly graded intelligence."
    look.find(
        kind=FlagKind.LINE_OF_ENQUIRY if weak else FlagKind.SUSPECTED_NON_COMPLIANCE,
        subject=standing.provision.ref.id,
        occurrence=f"fact {holding.ref.id}",
        says=says,
        clause=number,
        wording=wording,
        default_on=day,
        evidence=(*standing.rests_on(day), holding.ref),
        clears=(
            "a corrected record of the work or its days, a permission of the court, or a decision"
        ),
    )


PROHIBITED_ROLE = Rule(
    id="R29",
    name="business.prohibited_role",
    version=1,
    kind=FlagKind.SUSPECTED_NON_COMPLIANCE,
    severity=Severity.HIGH,
    told=(Recipient.OFFENDER_MANAGER, Recipient.FINANCIAL_INVESTIGATOR),
    source=(
        "Serious Crime Act 2007 s.25; Company Directors Disqualification Act 1986 s.13; the "
        "order's own clause"
    ),
    look=prohibited_role,
    duties=frozenset({DutyKind.PROHIBITED_WORK}),
)
