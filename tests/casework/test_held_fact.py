"""Whatever a fact holds is filled in so that, left as it is, it changes nothing."""

from datetime import UTC, date, datetime
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from casework.forms.correction import CorrectionForm
from casework.forms.filling import read_form
from casework.forms.happening_choices import RecordChoices
from casework.forms.happening_parts import HappeningKind
from casework.forms.held_fact import (
    HeldNames,
    columns_changed,
    corrected,
    fields_changed,
    kind_held,
    values_held,
)
from casework.models import Event, Note
from rules.days import london_day
from rules.vocabulary import EventKind, HoldingKind, HoldingRole, ItemKind
from tests.builders import TODAY

NOBODY = HeldNames(people={})
WORDS = st.text(st.characters(categories=("L", "N", "P", "Zs")), min_size=1).filter(str.strip)
LINES = st.lists(WORDS, min_size=1, max_size=3).flatmap(
    lambda lines: st.sampled_from(("\n", "\r\n", "\n\n")).map(lambda end: end.join(lines))
)
MOMENTS = st.datetimes(datetime(1950, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001  # the zone is beside


def row_of(table: type[Any], **values: Any) -> dict[str, Any]:
    return dict.fromkeys(table.__table__.columns.keys()) | values


def left_alone(kind: HappeningKind, row: dict[str, Any]) -> dict[str, str]:
    """Return what is wrong with a form that is filled in, and check that it changes nothing."""
    held = values_held(kind, row, NOBODY)
    form = CorrectionForm(RecordChoices(), kind, held, {})
    readings = read_form(form, form.typed() | {"reason": "So."}, today=TODAY)
    wrong = {name: each.wrong for name, each in readings.items() if each.wrong}
    values = {name: each.value for name, each in readings.items() if name != "reason"}
    if not wrong:
        assert fields_changed(held, corrected(held, values)) == ()
    return wrong


@given(MOMENTS, WORDS, LINES, st.integers(0, 10**12), st.sampled_from(("GBP", "JPY", "KWD")))
def test_a_find_is_filled_in_as_it_is(
    at: datetime, place: str, details: str, amount: int, currency: str
) -> None:
    row = row_of(
        Event, kind=EventKind.FIND, happened_on=london_day(at), happened_at=at, place=place,
        details=details, amount=amount, currency=currency, item_kind=ItemKind.CASH,
    )  # fmt: skip

    wrong = left_alone(HappeningKind.FIND, row)

    assert all("hidden character" in words for words in wrong.values()), wrong


@given(LINES, st.booleans(), st.dates(date(1900, 1, 1), date(2200, 12, 31)))
def test_a_note_is_filled_in_as_it_is(body: str, is_assessment: bool, on: date) -> None:
    row = row_of(Note, body=body, is_assessment=is_assessment, written_on=on)

    wrong = left_alone(HappeningKind.NOTE, row)

    assert all("hidden character" in words for words in wrong.values()), wrong


def test_a_time_of_another_day_says_its_day_and_one_that_came_twice_which() -> None:
    def typed(on: date, at: datetime) -> str:
        row = row_of(Event, kind=EventKind.SIGHTING, happened_on=on, happened_at=at)
        held = values_held(HappeningKind.SIGHTING, row, NOBODY)
        form = CorrectionForm(RecordChoices(), HappeningKind.SIGHTING, held, {})
        return form.typed()["happened_at"]

    autumn = date(2025, 10, 26)
    assert typed(autumn, datetime(2025, 10, 26, 0, 30, tzinfo=UTC)) == "01:30 BST"
    assert typed(autumn, datetime(2025, 10, 26, 1, 30, tzinfo=UTC)) == "01:30 GMT"
    assert typed(autumn, datetime(2025, 10, 26, 9, 30, tzinfo=UTC)) == "09:30"
    assert typed(autumn, datetime(2025, 10, 25, 23, 30, tzinfo=UTC)) == "00:30"
    assert typed(autumn, datetime(2025, 10, 24, 9, 30, tzinfo=UTC)) == "24 Oct 2025 10:30"


def test_words_in_several_lines_are_one_line_where_a_field_has_one() -> None:
    held = {"place": " Leeds\r\nMarket ", "details": " One.\r\nTwo. "}

    assert corrected(held, {"place": "Leeds Market", "details": "One.\nTwo."}) == held
    assert corrected(held, {"place": "Leeds", "details": "One. Two"})["details"] == "One. Two"


def test_every_field_is_of_a_column() -> None:
    for kind in HappeningKind:
        form = CorrectionForm(RecordChoices(), kind, {"kind": kind.value}, {})
        fields = [*form.fields({}), *form.fields({"about": "new"})]
        assert fields[-1].name == "reason"
        asked = {field.name for field in fields} - {"reason", "period"}
        assert all(columns_changed((name,)) for name in asked)


def test_which_form_records_what_is_held() -> None:
    home = {"kind": HoldingKind.ADDRESS, "role": HoldingRole.OCCUPIER}
    rest = dict.fromkeys(("value", "trade", "held_by_person_id", "held_by_name"))

    assert kind_held("holding", rest | home) is HappeningKind.ADDRESS
    assert kind_held("holding", rest | home | {"value": 1}) is HappeningKind.HOLDING
    assert kind_held("holding", rest | home | {"role": HoldingRole.OWNER}) is HappeningKind.HOLDING
    assert kind_held("note", {}) is HappeningKind.NOTE
    assert kind_held("birth", {}) is None
    for kind in EventKind:
        assert kind_held("event", {"kind": kind}) is HappeningKind(kind.value)
