"""Rows of what happened that will not do: named with what is wrong, and nothing of them kept."""

from pathlib import Path

import pytest
from sqlalchemy import Engine

from casework.desk import Desk
from casework.errors import ImportRefusedError, SourceUnknownError
from casework.views.imports import Taken
from tests.builders import a_person
from tests.casework.event_files import HOLDINGS, MAP, an_event, take
from tests.casework.importing import everything

WRONG = {
    "nobody": (an_event(Person=""), 'column "Person" is empty; it is needed'),
    "no kind": (an_event(What=""), 'column "What" is empty; it is needed'),
    "unknown kind": (an_event(What="party"), '"party" is none of report_received, notice_given'),
    "no day": (an_event(Day=""), 'column "Day" is empty; it is needed'),
    "day to come": (an_event(Day="17/03/2026"), "has not come yet"),
    "moment to come": (an_event(Day="", Time="2026-03-17T01:00"), "has not come yet"),
    "another day": (an_event(Time="2024-01-16T09:30"), "is of another day than the row's"),
    "a time alone": (an_event(Day="", Time="09:30"), "is a time without its day"),
    "no such time": (an_event(Time="25:00"), "is no time of day"),
    "no moment": (an_event(Time="morning"), "is not a moment, such as 2026-03-16T09:30"),
    "left out by the clock": (
        an_event(Day="31/03/2024", Time="01:30"),
        "is a time that the clocks left out that night",
    ),
    "twice by the clock": (
        an_event(Day="26/10/2025", Time="01:30"),
        "for the clocks went back; give its offset, as in 2025-10-26T01:30+01:00",
    ),
    "period after": (an_event(Period="16/01/2024"), "is after the day it came"),
    "no amount": (an_event(Amount="lots", Currency="GBP"), "is not an amount"),
    "no currency": (an_event(Amount="5"), 'column "Currency" is empty; it is needed'),
    "bad currency": (an_event(Amount="5", Currency="pounds"), "is no currency of three letters"),
    "an order without a clause": (an_event(Order="T1"), "give the number of the order's clause"),
    "no such order": (an_event(Order="T1", Clause="3"), "P1 has no clause 3 of an order T1"),
    "unknown person": (an_event(Person="P99"), "Nobody is known here as P99"),
    "hidden character": (an_event(Remarks="a\u202eb"), "holds the hidden character U+202E"),
    "unknown thing found": (an_event(Found="sword"), '"sword" is none of phone'),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_row_that_will_not_do_is_named_with_what_is_wrong(
    desk: Desk, engine: Engine, tmp_path: Path, name: str
) -> None:
    a_person(desk)
    row, sentence = WRONG[name]
    before = everything(engine, without=["import_receipt"])

    _, told = take(desk, tmp_path, row)

    assert told.how == [Taken.REJECTED]
    assert sentence in told.messages[0]
    assert everything(engine, without=["import_receipt"]) == before


HELD = {
    "no day at all": ({"Got": ""}, "is empty; a first or a last day is needed"),
    "lost before": ({"Lost": "2024-01-14"}, "is before the first day"),
    "too large a share": ({"Share": "120"}, "is no share in per cent"),
    "no thing": ({"Thing": ""}, 'column "Thing" is empty; it is needed'),
    "worth no currency": ({"Worth": "5"}, 'column "Currency" is empty'),
}


@pytest.mark.parametrize("name", HELD)
def test_a_holding_that_will_not_do_is_named_with_what_is_wrong(
    desk: Desk, tmp_path: Path, name: str
) -> None:
    a_person(desk)
    cells, sentence = HELD[name]
    row = {"Person": "P1", "What": "vehicle", "Thing": "Q123 ABC", "Got": "2024-01-15"} | cells

    _, told = take(desk, tmp_path, row, mapping=HOLDINGS)

    assert told.how == [Taken.REJECTED]
    assert sentence in told.messages[0]


def test_the_second_of_an_hour_that_comes_twice_is_taken_with_its_offset(
    desk: Desk, tmp_path: Path
) -> None:
    a_person(desk)
    row = an_event(Day="26/10/2025", Time="2025-10-26T01:30+00:00")

    _, told = take(desk, tmp_path, row)

    assert told.how == [Taken.ACCEPTED], told.messages


def test_two_rows_of_one_reference_by_two_names_of_the_person_must_agree(
    desk: Desk, tmp_path: Path
) -> None:
    a_person(desk)

    _, told = take(desk, tmp_path, an_event(), an_event(Person=" p1"), an_event(Person="P01"))

    assert told.how == [Taken.ACCEPTED, Taken.UNCHANGED, Taken.UNCHANGED], told.messages
    _, told = take(desk, tmp_path, an_event(Ref="L2"), an_event(Ref="L2", Person="P01", Where="x"))
    assert told.messages[1] == "Row 2 is of the same event and says otherwise. Make them agree."


BAD_MAPS = {
    "no kind of mapping": (MAP.replace('"events"', '"people"'), "kind has to be 'orders' or"),
    "unknown part": (MAP + "\n[evnt]\n", "[evnt] is no part of events; the parts are event"),
    "unknown field": (MAP.replace('place = "Where"', 'plaec = "Where"'), "has no field plaec"),
    "nothing": ('kind = "events"\n', "it has no part; give one or more of [event], [holding]"),
    "needed": (
        MAP.replace('happened_on = "Day"', "").replace('happened_at = "Time"', ""),
        "[event] does not say which column has happened_on",
    ),
    "bad code": (
        MAP.replace('"report_received"', '"report_recieved"'),
        '[values.event.kind] gives "report_recieved", which is none of report_received',
    ),
    "bad day": (MAP.replace('"%d/%m/%Y"', '"dd/mm/yyyy"'), '"dd/mm/yyyy" is no way to write a day'),
    "bad separator": (MAP + '\nseparator = ""\n', "reading.separator"),
    "orders": ((Path(__file__).parents[2] / "docs/examples/orders-map.toml").read_text("utf-8"),
               "is a mapping of orders, not of events"),
    "no source": (MAP.replace('source = "post_log"', ""), "does not say whose facts these are"),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD_MAPS)
def test_a_mapping_that_will_not_do_is_refused_before_anything_is_read(
    desk: Desk, engine: Engine, tmp_path: Path, name: str
) -> None:
    mapping, sentence = BAD_MAPS[name]

    with pytest.raises(ImportRefusedError) as refused:
        take(desk, tmp_path, an_event(), mapping=mapping)

    assert sentence in str(refused.value)
    assert "map.toml" in str(refused.value)
    assert everything(engine)["import_receipt"] == 0


def test_a_source_there_is_not_is_refused(desk: Desk, tmp_path: Path) -> None:
    with pytest.raises(SourceUnknownError, match="There is no source letters"):
        take(desk, tmp_path, an_event(), source="letters")
