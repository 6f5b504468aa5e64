"""Typed duties as officers fill them in: every kind can be typed, and what is wrong is said."""

from datetime import date, time
from typing import Any

import pytest

from casework.forms.allocation import AllocationForm
from casework.forms.clause import ClauseForm, clause_duty, clause_start
from casework.forms.filling import Choice, FieldKind, read_form
from casework.forms.new_order import NewOrderForm, term_of
from casework.forms.order_change import OrderChangeForm
from casework.forms.typed_duty import DUTY_NAMES, duty_fields
from casework.pages.duty_words import duty_in_words
from rules.days import Length
from rules.duties import Curfew, NotifyBeforehand, PeriodicReport, ProhibitedAssociation
from rules.vocabulary import Counting, DutyKind, Notifiable, OrderKind, StartCondition, Unit
from tests.builders import TODAY

MADE_ON = date(2026, 3, 2)

TYPED = {
    "every": "6 months",
    "due_within": "28 days",
    "due_within_counted": "after the period ends",
    "first_period_from": "3/3/25",
    "particulars": "income; debts",
    "documents": "bank statements",
    "within": "3 days",
    "within_counted": "after that day",
    "notice": "7 days",
    "notice_counted": "clear days",
    "items": "knives; a signal blocker",
    "people": "Jo Bramble",
    "exceptions": "in a place of worship",
    "records": "P12; p31",
    "places": "Batley",
    "address": "1 High Street",
    "begins": "21:00",
    "ends": "6.30",
    "work": "scrap metal",
    "destinations": "Spain; France",
    "document": "his passport",
    "responsible_person": "a contractor",
    "amount": "£4,200.50",
    "due_on": "3/3/27",
}
OF = {
    DutyKind.COUNT_LIMIT: "phone",
    DutyKind.TRANSACTION_LIMIT: "lending; gift",
}
MOST = {DutyKind.COUNT_LIMIT: "1"}


def _typed(kind: DutyKind, **more: str) -> dict[str, str]:
    """All fields of a clause whose duty is of a kind."""
    wanted = {field.name for field in duty_fields(kind)}
    limits = {
        **TYPED,
        "of": OF.get(kind, "phone; foreign travel"),
        "most": MOST.get(kind, "£1,000"),
    }
    first = {"number": "1", "kind": DUTY_NAMES[kind], "starts": "with the order", "wording": "He."}
    return first | {name: text for name, text in limits.items() if name in wanted} | more


def _wrong(typed: dict[str, str]) -> dict[str, str]:
    read = read_form(ClauseForm(), typed, today=TODAY)
    return {name: reading.wrong for name, reading in read.items() if reading.wrong}


def _values(typed: dict[str, str]) -> dict[str, object]:
    read = read_form(ClauseForm(), typed, today=TODAY)
    return {name: reading.value for name, reading in read.items()}


@pytest.mark.parametrize("kind", DutyKind)
def test_every_kind_of_duty_can_be_typed_and_told(kind: DutyKind) -> None:
    typed = _typed(kind)
    assert _wrong(typed) == {}

    duty = clause_duty(_values(typed))

    assert duty.kind is kind
    assert duty_in_words(duty).endswith(".")


def test_what_is_typed_is_what_the_rules_read() -> None:
    assert clause_duty(_values(_typed(DutyKind.PERIODIC_REPORT))) == PeriodicReport(
        every=Length(count=6, unit=Unit.MONTHS, counting=Counting.MONTHS_AFTER),
        due_within=Length(count=28, unit=Unit.DAYS, counting=Counting.AFTER_PERIOD),
        first_period_from=date(2025, 3, 3),
        particulars=("income", "debts"),
        documents=("bank statements",),
    )
    assert clause_duty(_values(_typed(DutyKind.NOTIFY_BEFOREHAND, notice="48 hours"))) == (
        NotifyBeforehand(
            of=(Notifiable.PHONE, Notifiable.FOREIGN_TRAVEL),
            notice=Length(count=48, unit=Unit.HOURS, counting=Counting.HOURS),
        )
    )
    assert clause_duty(_values(_typed(DutyKind.CURFEW))) == Curfew(
        address="1 High Street", begins=time(21), ends=time(6, 30)
    )
    assert clause_duty(_values(_typed(DutyKind.PROHIBITED_ASSOCIATION))) == ProhibitedAssociation(
        people=("Jo Bramble",), exceptions=("in a place of worship",), records=(12, 31)
    )


@pytest.mark.parametrize(
    ("kind", "typed", "field", "words"),
    [
        (DutyKind.REPORT_RETURN, {"within": "soon"}, "within", "write a count and a unit"),
        (DutyKind.REPORT_RETURN, {"within_counted": ""}, "within", "say how it is counted"),
        (DutyKind.REPORT_RETURN, {"within": "3 months"}, "within", "in days or weeks"),
        (DutyKind.PERIODIC_REPORT, {"every": "6 weeks"}, "every", "in months or years"),
        (DutyKind.PROHIBITED_ASSOCIATION, {"records": "Jo"}, "records", "no number of ours"),
        (DutyKind.CURFEW, {"ends": "25:00"}, "ends", "write a time of day"),
        (DutyKind.PAY, {"amount": "a lot"}, "amount", "no sum of money"),
        (DutyKind.COUNT_LIMIT, {"most": "one"}, "most", "whole number"),
        (DutyKind.FREE_WORDING, {"wording": ""}, "wording", "this is needed"),
        (DutyKind.FREE_WORDING, {"starts": "on a day"}, "starts_on", "this is needed"),
    ],
)
def test_what_is_wrong_is_said_at_its_own_field(
    kind: DutyKind, typed: dict[str, str], field: str, words: str
) -> None:
    wrong = _wrong(_typed(kind, **typed))

    assert list(wrong) == [field]
    assert words in wrong[field]


def test_a_clause_starts_as_the_order_says() -> None:
    said = {"starts": "on a day", "starts_on": "1/4/26", "ends_on": "1/3/26"}
    assert "before the first day" in _wrong(_typed(DutyKind.FREE_WORDING, **said))["ends_on"]
    named = _values(_typed(DutyKind.FREE_WORDING, starts="on a day", starts_on="1/4/26"))
    assert _start(named) == (date(2026, 4, 1), None)
    released = _values(_typed(DutyKind.FREE_WORDING, starts="on release"))
    assert _start(released) == (None, StartCondition.ON_RELEASE)


def test_however_a_kind_is_typed_its_own_fields_are_asked_for() -> None:
    """Enough of a name to be read is enough to be asked: no duty is recorded without its own."""
    for kind, name in DUTY_NAMES.items():
        own = {field.name for field in duty_fields(kind)}
        for said in (*name.split(), kind.value, name.upper()):
            form = ClauseForm()
            if read_form(form, {"kind": said}, today=TODAY)["kind"].value == kind:
                assert own <= {field.name for field in form.fields({"kind": said})}, said
    assert "starts_on" in {field.name for field in ClauseForm().fields({"starts": "day"})}
    assert "ended_on" in {field.name for field in OrderChangeForm().fields({"kind": "revoked"})}
    assert "until" in {field.name for field in AllocationForm().fields({"kind": "over"})}


def test_a_number_is_that_of_the_clause_before_one_of_ours() -> None:
    labels = {"2": "clause 7", "9": "clause 2 (of 2020): within 3 days", "31": "clause 12"}
    form = OrderChangeForm(tuple(Choice(code, label) for code, label in labels.items()))

    for typed, meant in (("2", "9"), ("clause 2", "9"), ("12; 7", ("31", "2")), ("31", "31")):
        read = read_form(form, {"kind": "variation", "takes_out": typed}, today=TODAY)
        assert read["takes_out"].value == (meant if isinstance(meant, tuple) else (meant,)), typed


def test_with_the_order_is_the_day_it_was_made() -> None:
    plain = _values(_typed(DutyKind.FREE_WORDING))

    assert _start(plain) == (MADE_ON, None)
    assert _start(plain, OrderKind.TRO) == (None, None), "it runs from release"
    assert _start(plain | {"introduced_by": "31"}) == (None, None), "it starts with the variation"


def _start(
    values: dict[str, Any], kind: OrderKind = OrderKind.SCPO
) -> tuple[date | None, StartCondition | None]:
    return clause_start(values, kind, MADE_ON)


def test_a_variation_is_offered_only_where_there_is_one() -> None:
    names = [field.name for field in ClauseForm().fields({})]
    varied = ClauseForm((Choice("12", "variation of Thu 1 Jun 2023"),)).fields({})

    assert "introduced_by" not in names
    assert [f.kind for f in varied if f.name == "introduced_by"] == [FieldKind.CHOICE]


ORDER = {
    "kind": "serious crime",
    "nation": "scotland",
    "court": "sheriff",
    "made_on": "2/3/26",
    "term": "5 years",
}


@pytest.mark.parametrize(
    ("typed", "field", "words"),
    [
        ({"ends_on": "1/3/31"}, "ends_on", "give the term or the last day"),
        ({"term": ""}, "term", "give the term or the last day"),
        ({"term": "48 hours"}, "term", "a term is in days"),
        ({"made_on": "17/3/26"}, "made_on", "a day to come"),
        ({"served_on": "17/3/26", "method": "in person"}, "served_on", "a day to come"),
        ({"served_on": "1/3/26", "method": "in person"}, "served_on", "before the day the order"),
        ({"served_on": "3/3/26"}, "method", "both the day and how"),
        ({"method": "in person"}, "served_on", "both the day and how"),
        ({"term": "", "ends_on": "1/3/26"}, "ends_on", "before the day the order was made"),
    ],
)
def test_what_is_wrong_of_an_order_is_said(typed: dict[str, str], field: str, words: str) -> None:
    read = read_form(NewOrderForm(), ORDER | typed, today=TODAY)
    wrong = {name: reading.wrong for name, reading in read.items() if reading.wrong}

    assert list(wrong) == [field]
    assert words in wrong[field]


def test_a_term_is_counted_beginning_with_its_first_day() -> None:
    assert term_of({"term": "5 years"}) == Length(
        count=5, unit=Unit.YEARS, counting=Counting.MONTHS_BEGINNING
    )
    assert term_of({"term": "90 days"}) == Length(
        count=90, unit=Unit.DAYS, counting=Counting.BEGINNING_WITH
    )
    endless = ORDER | {"kind": "confiscation", "term": ""}
    assert not any(r.wrong for r in read_form(NewOrderForm(), endless, today=TODAY).values())


CLAUSES = (Choice("12", "clause 1"), Choice("13", "clause 2"))


@pytest.mark.parametrize(
    ("typed", "field", "words"),
    [
        ({"kind": "a variation", "made_on": "1/1/24"}, "made_on", "the order was made later"),
        ({"kind": "a suspension", "since": "17/3/26"}, "since", "a day to come"),
        ({"kind": "a suspension", "since": "2/3/26", "until": "1/3/26"}, "until", "before the"),
        ({"kind": "its discharge"}, "ended_on", "this is needed"),
        (
            {"kind": "a variation", "made_on": "2/3/26", "takes_out": "clause 3"},
            "takes_out",
            "none of the choices",
        ),
    ],
)
def test_what_is_wrong_of_a_change_is_said(typed: dict[str, str], field: str, words: str) -> None:
    form = OrderChangeForm(CLAUSES, date(2024, 1, 15))
    read = read_form(form, typed, today=TODAY)
    wrong = {name: reading.wrong for name, reading in read.items() if reading.wrong}

    assert list(wrong) == [field]
    assert words in wrong[field]


def test_a_variation_names_the_clauses_it_takes_out() -> None:
    form = OrderChangeForm(CLAUSES, date(2024, 1, 15))
    typed = {"kind": "a variation", "made_on": "2/3/26", "takes_out": "clause 1; clause 2"}

    assert read_form(form, typed, today=TODAY)["takes_out"].value == ("12", "13")
    assert [field.name for field in form.fields({})] == ["kind"]
