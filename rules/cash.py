"""R24: more cash found on one day than the order allows, in every currency together."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from rules import money
from rules.days import say
from rules.duties import CashLimit
from rules.facts import Event
from rules.finding import Reason
from rules.finds import FOUND, Found, finds_of, may_be_cash
from rules.look import Look
from rules.rates import POUND, NoRateError, Rate, Rates
from rules.rule import Rule
from rules.standing import ProvisionStanding
from rules.vocabulary import DutyKind, FlagKind, Recipient, Severity
from rules.words import clause, days_span


class _Sum(NamedTuple):
    """One sum found: the record of it that counts, and its worth in the clause's currency.

    `worth` None is not known; `doubt` says why it, or the greater of two records of it, is
    not.
    """

    record: Event
    worth: int | None
    doubt: Reason | None


class _Day(NamedTuple):
    """The cash of one day, in the currency of the clause at the rates of that day."""

    day: date
    sums: tuple[_Sum, ...]

    @property
    def total(self) -> int:
        return sum(one.worth for one in self.sums if one.worth is not None)

    @property
    def doubts(self) -> list[Reason]:
        return list(dict.fromkeys(one.doubt for one in self.sums if one.doubt is not None))


def cash_over_limit(standing: ProvisionStanding, look: Look) -> None:
    """More cash was found on one day than the clause allows, in every currency together.

    Serious Crime Act 2007 s.25 and the clause's own limit. All that was found or seized on
    a day in London is counted, what another held on the person's behalf too, each currency
    at that day's rate and rounded down. A seizure of what was found is the same money, and
    of several amounts recorded of it the largest counts once, on the day it was found. The
    limit itself is allowed. Where a rate or an amount is missing, or something may be cash,
    it cannot be told unless what is known exceeds the limit. Weakly graded intelligence, and
    a day that only it gives, counts for a line of enquiry only; cash counted for a flag is
    not counted for one again.
    """
    duty, subject = standing.provision.duty, standing.provision.ref.id
    if not isinstance(duty, CashLimit) or not standing.spans:
        look.in_order(subject, "it is not in force or does not bind")
        return
    finds = finds_of(look.case)
    sums = [found.cash() for found in finds]
    strong = [found.strong() for found in sums]
    suspected: set[date] = set()
    used: set[int] = set()
    doubts: dict[Reason, None] = {}
    for day, on_day in _by_day(standing, strong).items():
        counted = _counted(day, on_day, duty, look.rates)
        if counted.total > duty.most:
            _find(standing, duty, (counted, FlagKind.SUSPECTED_NON_COMPLIANCE), on_day, look)
            suspected.add(day)
            used.update(record.ref.id for found in on_day for record in found.records)
        else:
            doubts |= dict.fromkeys(counted.doubts)
    left = [found for found in sums if used.isdisjoint(r.ref.id for r in found.records)]
    for day, on_day in _by_day(standing, left).items():
        if day not in suspected:
            counted = _counted(day, on_day, duty, look.rates)
            doubts |= dict.fromkeys(counted.doubts)
            _enquire(standing, duty, counted, on_day, look)
    if any(_may_be_cash(found, standing) for found in finds):
        doubts[Reason.ITEM_UNCLEAR] = None
    for doubt in doubts:
        look.cannot_tell(subject, doubt)


def _by_day(standing: ProvisionStanding, sums: Sequence[Found]) -> dict[date, list[Found]]:
    """Return each sum by the day it was found while the clause was in force."""
    days: dict[date, list[Found]] = {}
    for found in sums:
        counted = found.since_in_force(standing)
        if counted is not None:
            days.setdefault(counted.first.happened_on, []).append(counted)
    return days


def _may_be_cash(found: Found, standing: ProvisionStanding) -> bool:
    """Whether something that may be cash, and is not counted as such, was found in force."""
    return any(
        may_be_cash(record) and standing.in_force_on(record.happened_on)
        for record in found.goods().records
    )


def _enquire(
    standing: ProvisionStanding,
    duty: CashLimit,
    counted: _Day,
    found: Sequence[Found],
    look: Look,
) -> None:
    """Raise a line of enquiry of a day on which the limit is exceeded by weak intelligence."""
    if counted.total > duty.most:
        _find(standing, duty, (counted, FlagKind.LINE_OF_ENQUIRY), found, look)
        return
    subject, total = standing.provision.ref.id, money.in_words(counted.total, duty.currency)
    look.in_order(subject, "{} found on {}", total, counted.day)


def _counted(day: date, found: Sequence[Found], duty: CashLimit, rates: Rates) -> _Day:
    return _Day(day, tuple(_sum(day, each.records, duty, rates) for each in found))


def _sum(day: date, records: tuple[Event, ...], duty: CashLimit, rates: Rates) -> _Sum:
    """Count one sum once: of all amounts recorded of it, the largest."""
    said = [record for record in records if record.detail.amount is not None]
    counts, doubt = _Sum(records[0], None, None), None if said else Reason.AMOUNT_NOT_SAID
    for record in said:
        amount, currency = record.detail.amount, record.detail.currency
        if amount is None or currency is None:
            doubt = doubt or Reason.AMOUNT_NOT_SAID
            continue
        try:
            worth = rates.convert(amount, currency, duty.currency, day)
        except NoRateError:
            doubt = Reason.NO_RATE
            continue
        if counts.worth is None or worth > counts.worth:
            counts = _Sum(record, worth, None)
    return counts._replace(doubt=doubt)


def _rates_used(day: date, currency: str, duty: CashLimit, rates: Rates) -> list[Rate]:
    """Return the rates by which a sum was converted; none for the clause's own currency."""
    if currency == duty.currency:
        return []
    return [rates.on(each, day) for each in (currency, duty.currency) if each != POUND]


def _sum_in_words(one: _Sum, day: date, duty: CashLimit, rates: Rates) -> str:
    detail = one.record.detail
    words = money.in_words(detail.amount or 0, detail.currency or duty.currency)
    used = _rates_used(day, detail.currency or duty.currency, duty, rates)
    if used and one.worth is not None:
        by = " and ".join(
            f"{rate.currency} {rate.per_pound:f} to the pound ({rate.published_by}, "
            f"{days_span(rate.since, rate.until)})"
            for rate in used
        )
        words += f", at {by} {money.in_words(one.worth, duty.currency)}"
    if one.record.happened_on != day:
        words += f", as counted on {say(one.record.happened_on)}"
    if detail.held_by:
        words += f", held by {detail.held_by} on the person's behalf"
    return words


def _says(duty: CashLimit, counted: _Day, kind: FlagKind, rates: Rates) -> str:
    day = counted.day
    total, most = (money.in_words(sum_, duty.currency) for sum_ in (counted.total, duty.most))
    sums = [_sum_in_words(one, day, duty, rates) for one in counted.sums if one.worth is not None]
    sentences = [
        f"Cash found on {say(day)} comes to {total}, and the clause allows {most}.",
        f"It was {'; '.join(sums)}.",
    ]
    if counted.doubts:
        sentences.append("There was more, of which the amount or the rate is not recorded.")
    if kind is FlagKind.LINE_OF_ENQUIRY:
        sentences.append("Without weakly graded intelligence the limit is not exceeded.")
    return " ".join(sentences)


def _find(
    standing: ProvisionStanding,
    duty: CashLimit,
    judged: tuple[_Day, FlagKind],
    found: Sequence[Found],
    look: Look,
) -> None:
    (counted, kind), (number, wording) = judged, clause(standing.provision)
    day = counted.day
    first = min(r.ref.id for each in found for r in each.records if r.happened_on == day)
    look.find(
        kind=kind,
        subject=standing.provision.ref.id,
        occurrence=f"fact {first}",
        says=_says(duty, counted, kind, look.rates),
        clause=number,
        wording=wording,
        default_on=day,
        evidence=(
            *standing.rests_on(day),
            *(one.record.ref for one in counted.sums if one.worth is not None),
        ),
        clears="a corrected amount or rate, or a decision",
    )


CASH_OVER_LIMIT = Rule(
    id="R24",
    name="cash.over_limit",
    version=1,
    kind=FlagKind.SUSPECTED_NON_COMPLIANCE,
    severity=Severity.HIGH,
    told=(Recipient.OFFENDER_MANAGER, Recipient.FINANCIAL_INVESTIGATOR),
    source="Serious Crime Act 2007 s.25; the order's own clause",
    look=cash_over_limit,
    duties=frozenset({DutyKind.CASH_LIMIT}),
    reads=FOUND,
)
