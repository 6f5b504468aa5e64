"""Crime groups and who is in them: bands with both clocks, numbers only, markings minded."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from sqlalchemy import Engine, inspect, select
from sqlalchemy.orm import Session

from casework.desk import Desk
from casework.imports.extracts import import_members
from casework.imports.groups import import_groups
from casework.models import GroupBand, GroupMembership
from casework.queries import groups
from casework.queries.groups import Band
from casework.services.decide_candidate import decide_candidate
from casework.services.judge_identity import judge_same
from casework.services.record_facts import correct_fact, withdraw_fact
from casework.views.imports import ImportSummary, Taken
from tests.builders import a_person, given
from tests.casework.conftest import Clock
from tests.casework.extracts import MARKING, Cells, a_birth, known_as, take, written
from tests.casework.importing import Told, everything, rows

FIRST, LATER, LAST = date(2026, 3, 1), date(2026, 3, 10), date(2026, 3, 14)
ID, BAND = "OCG ID Number", "OCGM: Band"
MAY_LEAVE = "Can the data on this record be disseminated?"


def a_group(band: str, reference: str = "001/0090001", **extents: str) -> Cells:
    named = {"violent": "Violent Capability: Extent"}
    return {ID: reference, BAND: band} | {named[name]: said for name, said in extents.items()}


def a_member(**cells: str) -> Cells:
    named = {
        "number": "Nomis No.",
        "group": ID,
        "pnc": "PNC Number",
        "group_pnc": "OCGM PNC Number",
        "nominal": "OCGM Nominal ID",
        "surname": "OCGM Surname",
        "forenames": "OCGM Forenames",
        "born": "OCGM Date of Birth",
        "standing": "Standing Within Ocg",
        "corrupter": "Role: Corrupter",
        "may_leave": MAY_LEAVE,
        "priority": "Priority Group",
    }
    given = {"group": "001/0090001", "standing": "Principal Subject", "may_leave": ""} | cells
    return {named[name]: said for name, said in given.items()}


def of_groups(
    desk: Desk, path: Path, *cells: Cells, as_of: date = FIRST, **options: Any
) -> tuple[ImportSummary, Told]:
    return take(import_groups, desk, path, *cells, marking=MARKING, as_of=as_of, **options)


def of_members(
    desk: Desk, path: Path, *cells: Cells, as_of: date = FIRST, **options: Any
) -> tuple[ImportSummary, Told]:
    return take(import_members, desk, path, *cells, marking=MARKING, as_of=as_of, **options)


def bands(engine: Engine) -> list[tuple[str, str, str]]:
    """The bands known now, each with its first and last day."""
    return [
        (row["band"], str(row["since"]), str(row["until"]))
        for row in rows(engine, "group_band", "since")
        if row["known_to"] is None
    ]


def test_a_group_is_registered_and_its_band_held_from_the_day_of_the_extract(
    desk: Desk, engine: Engine, tmp_path: Path
) -> None:
    _, told = of_groups(desk, tmp_path, a_group("2B", violent="High"))

    assert told.messages == ["Recorded: group 001/0090001, band 2b from Sun 1 Mar 2026."]
    [band] = rows(engine, "group_band")
    assert (band["band"], band["violent_capability"], band["infiltration"]) == ("2b", "High", None)
    assert [row["person_id"] for row in rows(engine, "fact") if row["kind"] == "group_band"] == [
        None
    ]


def test_a_changed_band_ends_the_one_before(desk: Desk, engine: Engine, tmp_path: Path) -> None:
    of_groups(desk, tmp_path, a_group("2b"))

    of_groups(desk, tmp_path, a_group("1a"), as_of=LATER)

    assert bands(engine) == [("2b", "2026-03-01", "2026-03-09"), ("1a", "2026-03-10", "None")]
    closed = [row for row in rows(engine, "group_band") if row["known_to"] is not None]
    assert [row["closed_reason"] for row in closed] == ["changed in the extract of 2026-03-10"]


@pytest.mark.parametrize(
    "order", [(0, 1, 2), (0, 2, 1), (1, 0, 2), (1, 2, 0), (2, 0, 1), (2, 1, 0)]
)
def test_extracts_in_any_order_give_the_same_bands(
    desk: Desk, engine: Engine, tmp_path: Path, order: Sequence[int]
) -> None:
    said = [(FIRST, "2b"), (LATER, "1c"), (LAST, "1c")]
    for place in [*order, *reversed(order)]:
        day, band = said[place]
        of_groups(desk, tmp_path, a_group(band), as_of=day)

    assert bands(engine) == [("2b", "2026-03-01", "2026-03-09"), ("1c", "2026-03-10", "None")]
    before = everything(engine)
    for day, band in said:
        _, told = of_groups(desk, tmp_path, a_group(band), as_of=day)
        assert told.how == [Taken.UNCHANGED]
    assert everything(engine) == before


def test_a_band_of_a_late_extract_is_put_between(
    desk: Desk, engine: Engine, tmp_path: Path
) -> None:
    of_groups(desk, tmp_path, a_group("2b"), as_of=FIRST)
    of_groups(desk, tmp_path, a_group("1a"), as_of=LAST)

    of_groups(desk, tmp_path, a_group("3c"), as_of=LATER)

    assert bands(engine) == [
        ("2b", "2026-03-01", "2026-03-09"),
        ("3c", "2026-03-10", "2026-03-13"),
        ("1a", "2026-03-14", "None"),
    ]


def test_of_two_bands_of_one_day_the_later_to_come_stands_and_the_first_does_not_return(
    desk: Desk, engine: Engine, tmp_path: Path
) -> None:
    of_groups(desk, tmp_path, a_group("2b"), a_group("1a"))

    _, told = of_groups(desk, tmp_path, a_group("2b"))

    assert told.messages == ["What it says of the band has been superseded since."]
    assert bands(engine) == [("1a", "2026-03-01", "None")]


def test_a_band_seen_unchanged_up_to_the_day_the_map_is_complete_to_stands(
    desk: Desk, engine: Engine, tmp_path: Path
) -> None:
    of_groups(desk, tmp_path, a_group("2b"))
    of_groups(desk, tmp_path, a_group("2b"), as_of=LAST, complete_to=LAST)

    _, told = of_groups(desk, tmp_path, a_group("1a"), as_of=LATER)

    assert "older than what is known, which is of Sat 14 Mar 2026" in told.messages[0]
    assert bands(engine) == [("2b", "2026-03-01", "None")]


@pytest.mark.parametrize("ended", [True, False])
def test_a_band_that_an_officer_ended_or_withdrew_stays_so(
    desk: Desk, engine: Engine, clock: Clock, tmp_path: Path, *, ended: bool
) -> None:
    of_groups(desk, tmp_path, a_group("2b"))
    with Session(engine) as session, session.begin():
        band = session.scalars(select(GroupBand)).one()
        band.known_to, band.closed_reason = clock.move_on(hours=1), "Dissolved."
        if ended:
            session.flush()
            columns = {each.name: getattr(band, each.name) for each in inspect(GroupBand).columns}
            again = {"version": 2, "known_from": clock.at, "known_to": None, "until": FIRST}
            session.add(GroupBand(**(columns | again | {"closed_reason": None})))

    _, told = of_groups(desk, tmp_path, a_group("2b"), as_of=LATER)

    assert told.how == [Taken.UNCHANGED]
    assert bands(engine) == ([("2b", "2026-03-01", "2026-03-01")] if ended else [])


def test_a_band_from_another_source_is_not_corrected(
    desk: Desk, engine: Engine, tmp_path: Path
) -> None:
    of_groups(desk, tmp_path, a_group("2b"), source="officers")

    _, told = of_groups(desk, tmp_path, a_group("1a"), as_of=LATER)

    assert told.how == [Taken.REJECTED]
    assert "came from another source" in told.messages[0]
    assert bands(engine) == [("2b", "2026-03-01", "None")]


def test_a_missing_band_is_assumed_and_never_recorded(
    desk: Desk, engine: Engine, tmp_path: Path
) -> None:
    _, told = of_groups(desk, tmp_path, a_group(""))

    assert "no band is given; where none is on record 5c is assumed" in told.messages[0]
    assert bands(engine) == []
    with Session(engine) as session:
        assert groups.band_of(session, 1, FIRST) == Band("5c", assumed=True)


def test_a_band_left_empty_later_stays(desk: Desk, engine: Engine, tmp_path: Path) -> None:
    of_groups(desk, tmp_path, a_group("2b"))

    _, told = of_groups(desk, tmp_path, a_group(""), as_of=LATER)

    assert told.how == [Taken.UNCHANGED]
    with Session(engine) as session:
        assert groups.band_of(session, 1, LATER) == Band("2b", assumed=False)


@pytest.mark.parametrize("band", ["6a", "1d", "0a", "a1", "5"])
def test_a_band_that_is_none_is_refused(desk: Desk, tmp_path: Path, band: str) -> None:
    _, told = of_groups(desk, tmp_path, a_group("2b", "001/0090002"), a_group(band))

    assert told.how == [Taken.ACCEPTED, Taken.REJECTED]
    assert "bands go from 1a to 5c" in told.messages[1]


@pytest.mark.parametrize(
    ("marking", "sentence"),
    [
        ("SECRET", "Nothing above OFFICIAL-SENSITIVE may be in this system"),
        ("TOP SECRET", "Nothing above OFFICIAL-SENSITIVE may be in this system"),
        ("OFFICIAL-SENSITIVE AND SECRET", "Nothing above OFFICIAL-SENSITIVE"),
        ("UK CONFIDENTIAL", "Nothing above OFFICIAL-SENSITIVE may be in this system"),
        ("top-secret", "Nothing above OFFICIAL-SENSITIVE may be in this system"),
        ("Groups of the region", "no protective marking on its first line"),
        (None, "no protective marking on its first line"),
    ],
)
@pytest.mark.parametrize("workbook", [False, True])
def test_a_file_marked_higher_or_not_at_all_is_not_read(
    desk: Desk,
    engine: Engine,
    tmp_path: Path,
    *,
    marking: str | None,
    sentence: str,
    workbook: bool,
) -> None:
    file = written(tmp_path, [a_group("1a")], marking=marking)
    before = everything(engine)
    if workbook:
        file = as_workbook(file, tmp_path)

    summary = import_groups(desk, [file], keep_good=True)

    assert sentence in (summary.files[0].stopped or "")
    assert everything(engine, without=["import_receipt"]) == {
        name: count for name, count in before.items() if name != "import_receipt"
    }


def as_workbook(file: Path, folder: Path) -> Path:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for line in file.read_text(encoding="utf-8").splitlines():
        sheet.append([cell or None for cell in line.split(",")])
    book.save(folder / "groups.xlsx")
    return folder / "groups.xlsx"


def test_reads_a_workbook(desk: Desk, engine: Engine, tmp_path: Path) -> None:
    file = written(tmp_path, [a_group("1a")], marking=MARKING)

    summary = import_groups(desk, [as_workbook(file, tmp_path)], as_of=FIRST)

    assert summary.accepted == 1
    assert bands(engine) == [("1a", "2026-03-01", "None")]


@pytest.fixture
def person(desk: Desk, tmp_path: Path) -> str:
    of_groups(desk, tmp_path, a_group("2b"), a_group("", "001/0090002"))
    return known_as(desk, prison_number="A1234BC", pnc="2012/0394773H")


def test_a_person_is_in_several_groups_and_the_most_serious_band_counts(
    desk: Desk, engine: Engine, tmp_path: Path, person: str
) -> None:
    member = {"number": "A1234BC"}

    summary, _ = of_members(
        desk, tmp_path, a_member(**member), a_member(**member, group="001/0090002")
    )

    assert summary.accepted == 2
    with Session(engine) as session:
        assert groups.most_serious_band(session, 1, LAST) == Band("2b", assumed=False)
        assert groups.most_serious_band(session, 1, date(2026, 2, 28)) is None


def test_blank_means_that_a_place_may_not_be_disseminated(
    desk: Desk, engine: Engine, tmp_path: Path, person: str
) -> None:
    cells = [("", ""), ("TRUE", "No"), ("yes", "Yes")]
    for corrupter, may_leave in cells:
        of_members(
            desk,
            tmp_path,
            a_member(number="A1234BC", corrupter=corrupter, may_leave=may_leave, priority="1"),
            as_of=FIRST if not corrupter else LATER if may_leave == "No" else LAST,
        )

    said = [
        (row["role"], bool(row["may_be_disseminated"]), str(row["since"]))
        for row in rows(engine, "group_membership", "version")
    ]
    assert said == [
        (None, False, "2026-03-01"),
        ("Corrupter", False, "2026-03-01"),
        ("Corrupter", True, "2026-03-01"),
    ]


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_a_place_is_held_from_the_first_extract_that_has_it_whatever_comes_first(
    desk: Desk, engine: Engine, tmp_path: Path, person: str, order: Sequence[int]
) -> None:
    said = [(FIRST, "Peripheral Subject"), (LAST, "Principal Subject")]
    for place in [*order, *order]:
        day, standing = said[place]
        of_members(desk, tmp_path, a_member(number="A1234BC", standing=standing), as_of=day)

    _, told = of_members(
        desk, tmp_path, a_member(number="A1234BC", standing="Peripheral Subject"), as_of=LATER
    )

    assert told.how == [Taken.UNCHANGED]
    [now] = [row for row in rows(engine, "group_membership") if row["known_to"] is None]
    assert (now["standing"], str(now["since"])) == ("Principal Subject", "2026-03-01")


def test_the_number_the_map_gives_is_kept_and_matches_from_then_on(
    desk: Desk, engine: Engine, tmp_path: Path, person: str
) -> None:
    of_members(desk, tmp_path, a_member(group_pnc="12/394773H", nominal="n-1 "))

    _, told = of_members(desk, tmp_path, a_member(nominal="N-1", group="001/0090002"), as_of=LATER)

    assert told.outcomes[0].person == person
    assert told.how == [Taken.ACCEPTED]
    kept = [row for row in rows(engine, "identifier") if row["scheme"] == "crime_group_nominal"]
    assert [row["canonical"] for row in kept] == ["N-1"]


def test_the_number_is_kept_once_where_two_records_are_of_one_person(
    desk: Desk, engine: Engine, tmp_path: Path, person: str
) -> None:
    other = known_as(desk, "Exemplar", cro="000123/99X", crime_group_nominal="N-1")
    desk.run(judge_same, person, other, reason="The same prints.")

    _, told = of_members(desk, tmp_path, a_member(number="A1234BC", nominal="N-1"))

    assert told.outcomes[0].person == person
    kept = [row for row in rows(engine, "identifier") if row["scheme"] == "crime_group_nominal"]
    assert len(kept) == 1


def test_a_group_that_is_not_there_is_asked_for_first(
    desk: Desk, tmp_path: Path, person: str
) -> None:
    _, told = of_members(desk, tmp_path, a_member(number="A1234BC", group="001/0090009"))

    assert told.how == [Taken.REJECTED]
    assert "Import the groups first" in told.messages[0]


def test_somebody_alike_by_name_and_birth_is_proposed_and_matches_once_decided(
    desk: Desk, engine: Engine, tmp_path: Path, person: str
) -> None:
    alike = a_person(desk, "Sample")
    given(desk, alike, a_birth(1980, 2, 1))
    row = a_member(nominal="N-7", surname="SAMPLE", forenames="Sam", born="01/02/1980")
    _, told = of_members(desk, tmp_path, row)
    assert told.how == [Taken.PASSED_OVER]
    assert f"May be {alike}: decide it with `casework candidates`" in told.messages[0]
    before = everything(engine)
    of_members(desk, tmp_path, row)
    assert everything(engine) == before

    [candidate] = rows(engine, "candidate")
    desk.run(decide_candidate, candidate["id"], same=True, reason="The same tattoo.")
    _, told = of_members(desk, tmp_path, row)

    assert (told.how, told.outcomes[0].person) == ([Taken.ACCEPTED], alike)


def test_somebody_without_a_number_is_known_by_name_and_birth_once_decided(
    desk: Desk, engine: Engine, tmp_path: Path, person: str
) -> None:
    alike = a_person(desk, "Sample")
    given(desk, alike, a_birth(1980, 2, 1))
    row = a_member(surname="SAMPLE", forenames="Sam", born="01/02/1980")
    of_members(desk, tmp_path, row)

    [candidate] = rows(engine, "candidate")
    desk.run(decide_candidate, candidate["id"], same=True, reason="The same tattoo.")
    _, told = of_members(desk, tmp_path, row)

    assert (told.how, told.outcomes[0].person) == ([Taken.ACCEPTED], alike)


def test_what_an_officer_ended_corrected_or_withdrew_stays_so(
    desk: Desk, engine: Engine, tmp_path: Path, person: str
) -> None:
    rows_said = [a_member(number="A1234BC"), a_member(number="A1234BC", group="001/0090002")]
    of_members(desk, tmp_path, *rows_said)
    ended, gone = (row["fact_id"] for row in rows(engine, "group_membership", "fact_id"))
    changes = {"until": FIRST, "standing": "Peripheral Subject"}
    desk.run(correct_fact, person, GroupMembership, ended, changes, reason="Left it.")
    desk.run(withdraw_fact, person, GroupMembership, gone, reason="Another person.")

    _, told = of_members(desk, tmp_path, *rows_said, as_of=FIRST)

    assert told.how == [Taken.UNCHANGED] * 2
    now = [row for row in rows(engine, "group_membership") if row["known_to"] is None]
    assert [(str(row["until"]), row["standing"]) for row in now] == [
        ("2026-03-01", "Peripheral Subject")
    ]


def test_both_examples_can_be_taken_in(desk: Desk, clock: Clock) -> None:
    examples = Path(__file__).parents[2] / "docs" / "examples"
    known_as(desk, prison_number="A1001EX")
    known_as(desk, "Specimen", prison_number="A1003EX")

    taken = import_groups(desk, [examples / "groups.csv"])
    members = import_members(desk, [examples / "members.csv"])

    assert (taken.accepted, members.accepted, members.files[0].passed_over) == (2, 3, 1)
