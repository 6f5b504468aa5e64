"""A typed duty as a sentence: what the machine reads a clause as, to be held beside its words."""

from collections.abc import Sequence
from functools import singledispatch

from rules import money
from rules.days import Length, say
from rules.duties import (
    AnswerNotice,
    CashLimit,
    CountLimit,
    Curfew,
    Duty,
    ElectronicMonitoring,
    FirstNotification,
    FreeWording,
    NotifyBeforehand,
    NotifyChange,
    Pay,
    PeriodicReport,
    Place,
    ProhibitedAssociation,
    ProhibitedItem,
    ProhibitedWork,
    ReportReturn,
    ResideAt,
    SurrenderDocument,
    TransactionLimit,
    TravelBan,
)
from rules.vocabulary import Counting, HoldingKind, TransactionKind
from rules.words import thing

_WAYS = {
    Counting.CLEAR_BEFORE: "at least {clear} before {of}",
    Counting.NOT_LESS_BEFORE: "not less than {number} before {of}",
    Counting.WORKING_DAYS: "within {working} of {of}",
    Counting.BEGINNING_WITH: "within {number} beginning with the day of {of}",
    Counting.MONTHS_BEGINNING: "within {number} beginning with the day of {of}",
    Counting.CIVIL_PROCEDURE: "within {number} of {of}, counted by CPR 2.8",
}
"""How each way of counting is said, where it is not simply "within so long of it"."""

_DEALINGS = {
    TransactionKind.TRANSFER: "transfer",
    TransactionKind.BORROWING: "borrow",
    TransactionKind.LENDING: "lend",
    TransactionKind.GIFT: "give",
}
_COUNTED = {
    HoldingKind.ADDRESS: "address",
    HoldingKind.PHONE: "telephone",
    HoldingKind.SIM: "SIM card",
    HoldingKind.EMAIL: "e-mail address",
    HoldingKind.PREMISES: "set of premises",
    HoldingKind.EMPLOYMENT: "job",
}
_PLURALS = {
    "address": "addresses",
    "e-mail address": "e-mail addresses",
    "set of premises": "sets of premises",
    "company": "companies",
}


def duty_in_words(duty: Duty) -> str:
    """Return a duty as one sentence, with every limit the court set."""
    return _said(duty)


def length_in_words(length: Length, of: str) -> str:
    """Return the time allowed for an act, as in "within 3 days of the change".

    *of* is what it is counted from, or back from. The way of counting is said wherever it
    makes a difference to the last day.
    """
    if not length.count:
        return f"on the day of {of}"
    return _WAYS.get(length.counting, "within {number} of {of}").format(
        number=length.in_words(),
        clear=length.in_words("clear"),
        working=length.in_words("working"),
        of=of,
    )


@singledispatch
def _said(duty: Duty) -> str:
    raise TypeError(f"there is no duty {type(duty).__name__}")


@_said.register
def _(duty: PeriodicReport) -> str:
    start = f", from {say(duty.first_period_from)}" if duty.first_period_from else ""
    asked = _asked("with particulars of", duty.particulars) + _asked("with", duty.documents)
    return f"Report {_every(duty.every)}{start}, {_for_a_report(duty.due_within)}{asked}."


@_said.register
def _(duty: FirstNotification) -> str:
    within = length_in_words(duty.within, "the start")
    return f"Notify any {_things(duty.of)} had at the start, {within}."


@_said.register
def _(duty: NotifyChange) -> str:
    lost = ", and one given up" if duty.on_disposal else ""
    within = length_in_words(duty.within, "the change")
    return f"Notify any new {_things(duty.of)}{lost}, {within}."


@_said.register
def _(duty: NotifyBeforehand) -> str:
    back = {Counting.HOURS: f"at least {duty.notice.in_words()} before it"}
    notice = back.get(duty.notice.counting) or length_in_words(duty.notice, "it")
    return f"Give notice of any {_things(duty.of)} {notice}."


@_said.register
def _(duty: ReportReturn) -> str:
    return f"Report a return to the United Kingdom {length_in_words(duty.within, 'it')}."


@_said.register
def _(duty: CountLimit) -> str:
    noun = _COUNTED.get(duty.of, duty.of.value)
    if not duty.most:
        return f"Have no {noun}."
    plural = _PLURALS.get(noun, f"{noun}s")
    return f"Have at most {duty.most:,} {noun if duty.most == 1 else plural} at a time."


@_said.register
def _(duty: CashLimit) -> str:
    if not duty.most:
        return "Hold no cash, in any currency."
    most = money.in_words(duty.most, duty.currency)
    return f"Hold at most {most} in cash, every currency together."


@_said.register
def _(duty: TransactionLimit) -> str:
    dealings = _listed([_DEALINGS[kind] for kind in duty.of], "or")
    if not duty.most:
        return f"Do not {dealings} money or property of any amount."
    return f"Do not {dealings} more than {money.in_words(duty.most, duty.currency)}."


@_said.register
def _(duty: ProhibitedItem) -> str:
    return f"Do not possess {_listed(duty.items, 'or')}."


@_said.register
def _(duty: ProhibitedAssociation) -> str:
    but = f", except {_listed(duty.exceptions, 'or')}" if duty.exceptions else ""
    return f"Do not associate with {_listed(duty.people, 'or')}{but}."


@_said.register
def _(duty: Place) -> str:
    if duty.permitted:
        return f"Keep to {_listed(duty.places, 'or')}."
    return f"Keep out of {_listed(duty.places)}."


@_said.register
def _(duty: Curfew) -> str:
    return f"Be at {duty.address} from {duty.begins:%H:%M} to {duty.ends:%H:%M}."


@_said.register
def _(duty: ProhibitedWork) -> str:
    return f"Do no work of these kinds: {_listed(duty.work)}."


@_said.register
def _(duty: TravelBan) -> str:
    if not duty.destinations:
        return "Do not leave the United Kingdom."
    return f"Do not travel to {_listed(duty.destinations, 'or')}."


@_said.register
def _(duty: SurrenderDocument) -> str:
    return f"Hand over {duty.document} {length_in_words(duty.within, 'the start')}."


@_said.register
def _(_: AnswerNotice) -> str:
    return "Answer an officer's notice in the time the notice sets."


@_said.register
def _(duty: ElectronicMonitoring) -> str:
    return f"Be electronically monitored; {duty.responsible_person} is responsible for it."


@_said.register
def _(duty: Pay) -> str:
    return f"Pay {money.in_words(duty.amount, duty.currency)} by {say(duty.due_on)}."


@_said.register
def _(duty: ResideAt) -> str:
    return f"Live at {duty.address}."


@_said.register
def _(_: FreeWording) -> str:
    return "In the court's own words only: no machine checks it, a person must monitor it."


def _every(length: Length) -> str:
    if length.count == 1:
        return f"every {length.unit.removesuffix('s')}"
    return f"every {length.in_words()}"


def _for_a_report(within: Length) -> str:
    if not within.count:
        return "on the last day of each period"
    return length_in_words(within, "the end of each period")


def _asked(before: str, things: Sequence[str]) -> str:
    return f", {before} {_listed(things)}" if things else ""


def _things(of: Sequence[str], joint: str = "or") -> str:
    return _listed([thing(kind) for kind in of], joint)


def _listed(words: Sequence[str], joint: str = "and") -> str:
    """Return words as a list in a sentence, as in "a, b and c"."""
    *others, last = words or ("nothing named",)
    return f"{', '.join(others)} {joint} {last}" if others else last
