"""R36: a financial reporting order that could not be made, or not for so long."""

from datetime import date
from typing import NamedTuple

from rules.dated import NotInForceError
from rules.days import Length, last_day, say
from rules.facts import Order, Ref
from rules.finding import Reason
from rules.look import Look
from rules.rule import Rule
from rules.standing import OrderStanding
from rules.vocabulary import Court, FlagKind, OrderKind, Recipient, Severity
from rules.words import opening, the_order

_SUMMARY_COURTS = frozenset({Court.MAGISTRATES, Court.SHERIFF})


class _Most(NamedTuple):
    """The longest run, why it is that, and the sentences on which that rests."""

    length: Length
    because: str
    refs: tuple[Ref, ...] = ()


def fro_invalid(standing: OrderStanding, look: Look) -> None:
    """A financial reporting order could be made for some years only, and not for too long.

    Serious Organised Crime and Police Act 2005 ss.76-78, repealed by the Serious Crime
    Act 2015 s.50: none could be made from 3 May 2015 on, in Scotland from 1 March 2016,
    nor before the Act was in force. Those made in time run on (s.86), for at most 5 years
    where a magistrates' court or a sheriff made it, else 15 years, or 20 where the
    sentence is one for life, beginning with the day it was made. An order beyond that is
    a defect of the record. Which sentence it went with is not recorded, so one for life
    on or before that day is enough; and where none is of that very day, the one it went
    with may not be recorded, and it cannot be told.
    """
    _made_too_late_or_too_early(standing.order, look)
    _too_long(standing, look)


def _made_too_late_or_too_early(order: Order, look: Look) -> None:
    try:
        last = look.figures.reporting_order_last_day.on(order.made_on)[order.nation]
    except NotInForceError:
        _find_made(order, "before the Act under which such orders were made was in force", look)
        return
    if order.made_on > last:
        _find_made(order, f"and none could be made after {say(last)}", look)
    else:
        look.in_order(order.ref.id, "such orders could be made until {}", last)


def _find_made(order: Order, why: str, look: Look) -> None:
    nation = order.nation.value.replace("_", " ").title().replace(" And ", " and ")
    look.find(
        subject=order.ref.id,
        occurrence="made",
        says=(
            f"A financial reporting order is recorded as made in {nation} on "
            f"{say(order.made_on)}, {why}."
        ),
        evidence=(order.ref,),
        clears="the kind of order, or the day it was made, as the court's copy has it",
    )


def _too_long(standing: OrderStanding, look: Look) -> None:
    order, ends_on = standing.order, standing.ends_on
    if ends_on is None:
        look.in_order(order.ref.id, "its last day is not recorded")
        return
    try:
        figures = look.figures.reporting_order_maximum.on(order.made_on)
    except NotInForceError:
        return
    summary = order.court in _SUMMARY_COURTS
    usual = figures["summary" if summary else "other"]
    if ends_on <= last_day(usual, start=order.made_on):
        look.in_order(order.ref.id, "it runs to {}, within {}", ends_on, usual.in_words())
    elif summary:
        _find_too_long(standing, ends_on, _Most(usual, "where such a court made it"), look)
    elif ends_on > last_day(figures["life"], start=order.made_on):
        _find_too_long(standing, ends_on, _Most(figures["life"], "whatever the sentence"), look)
    else:
        _judge_by_sentence(standing, ends_on, usual, look)


def _judge_by_sentence(standing: OrderStanding, ends_on: date, usual: Length, look: Look) -> None:
    """Judge an order that only a sentence for life, on or before its day, lets run so long."""
    order = standing.order
    sentences = [s for s in look.case.sentences if s.sentenced_on <= order.made_on]
    of_that_day = [s for s in sentences if s.sentenced_on == order.made_on]
    if any(sentence.life for sentence in sentences):
        look.in_order(order.ref.id, "a sentence for life is recorded by then")
    elif of_that_day:
        refs = tuple(sentence.ref for sentence in of_that_day)
        why = "where no sentence for life is recorded on or before that day"
        _find_too_long(standing, ends_on, _Most(usual, why, refs), look)
    elif look.on < standing.over_from:
        look.cannot_tell(order.ref.id, Reason.SENTENCE_UNKNOWN)
        look.wake(standing.over_from)


def _find_too_long(standing: OrderStanding, ends_on: date, most: _Most, look: Look) -> None:
    order = standing.order
    longest = last_day(most.length, start=order.made_on)
    look.find(
        subject=order.ref.id,
        occurrence="term",
        says=(
            f"{opening(the_order(order))} is recorded as running to {say(ends_on)}. It may run "
            f"for at most {most.length.in_words()} beginning with the day it was made, that day "
            f"counted, {most.because}: to {say(longest)}."
        ),
        due_on=longest,
        evidence=(order.ref, *standing.end_rests_on, *most.refs),
        clears="the end, the term or the court as the court's copy has it, or the sentence",
    )


FRO_INVALID = Rule(
    id="R36",
    name="fro.invalid",
    version=1,
    kind=FlagKind.DEFECT,
    severity=Severity.HIGH,
    told=(Recipient.OFFENDER_MANAGER, Recipient.APPLICANT_AUTHORITY),
    source=(
        "Serious Crime Act 2015 ss.50, 86; Serious Organised Crime and Police Act 2005 ss.76-78"
    ),
    look=fro_invalid,
    orders=frozenset({OrderKind.FRO}),
    at_entry=True,
)
