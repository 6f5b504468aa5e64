"""The search: names however they are spelt, numbers in any form, and only what may be seen."""

from datetime import date

import pytest
from hypothesis import given as prove
from hypothesis import strategies as st
from sqlalchemy import Engine, event
from sqlalchemy.orm import Session

from casework.desk import Desk
from casework.forms.search_words import Born, read_search
from casework.models import (
    AuditEvent,
    AuditSubject,
    Birth,
    CrimeGroup,
    GroupMembership,
    Identifier,
    IdentifierScheme,
    NameKind,
    PersonName,
    Role,
)
from casework.names import search_key, sound_key
from casework.recording import NewFact
from casework.services.search import search_everything, search_people
from casework.views.search import HitKind, SearchAnswer
from tests.builders import TODAY, a_name, a_person, a_phone, an_order, given
from tests.casework.conftest import Colleague, Run


def a_name_of(kind: NameKind, surname: str, forenames: str) -> NewFact:
    key = search_key(surname, forenames)
    return NewFact(
        PersonName, {"kind": kind, "surname": surname, "forenames": forenames, "search_key": key}
    )


def found(desk: Desk, typed: str, limit: int = 20) -> SearchAnswer:
    return desk.run(search_everything, typed, limit=limit)


def whys(desk: Desk, typed: str) -> list[tuple[str, str]]:
    return [(hit.key, hit.why) for hit in found(desk, typed).hits]


@pytest.fixture
def alder(desk: Desk) -> str:
    """Sam Alder, also Sammy Older, with numbers, a birth, an order and a phone."""
    person = a_person(desk, "ALDER")
    given(
        desk,
        person,
        a_name_of(NameKind.ALIAS, "OLDER", "Sammy"),
        NewFact(Birth, {"year": 1979, "month": 4, "day": 3, "placeholder": False}),
        NewFact(
            Identifier,
            {"scheme": IdentifierScheme.PNC, "raw": "12/394773H", "canonical": "2012/0394773H"},
        ),
        NewFact(
            Identifier,
            {
                "scheme": IdentifierScheme.PRISON_NUMBER,
                "raw": "A1001BC",
                "canonical": "A1001BC",
            },
        ),
        a_phone(desk, "07700900101", date(2025, 3, 4)),
    )
    return person


_SPELLINGS = (
    ("alder", "name"),
    ("Sam Alder", "name"),
    ("ALDER, sam", "name"),
    ("ald", "name begins with ALD"),
    ("adler", "like ALDER: two letters changed places"),
    ("aldar", "like ALDER: one letter differs"),
    ("alderr sam", "like ALDER: one letter differs"),
    ("sam, alder", "surname and forename the other way round"),
    ("sammy older", "alias OLDER Sammy"),
    ("sam", "forename"),
    ("P1", "our number"),
    ("p 1", "our number"),
    ("1", "our number"),
    ("12/394773H", "PNC 2012/0394773H"),
    ("12/394773h", "PNC 2012/0394773H"),
    ("2012/394773H", "PNC 2012/0394773H"),
    ("12394773H", "PNC 2012/0394773H"),
    ("12/394773", "PNC 2012/0394773H begins so"),
    ("a1001bc", "prison number A1001BC"),
    ("a 1001 bc", "prison number A1001BC"),
    ("a100", "prison number A1001BC begins so"),
    ("id:a1001bc", "prison number A1001BC"),
    ("dob:1979", "born 1979-04-03"),
    ("dob:apr 1979", "born 1979-04-03"),
    ("dob:3/4/79", "born 1979-04-03"),
    ("dob:4/1979 alder", "name; born 1979-04-03"),
    ("name:alder dob:1979", "name; born 1979-04-03"),
    ("alder 1979", "name; born 1979-04-03"),
    ("07700 900101", "phone 07700900101, from Tue 4 Mar 2025"),
    ("+44 7700 900101", "phone 07700900101, from Tue 4 Mar 2025"),
)


def test_somebody_is_found_however_it_is_typed_and_the_reason_told(desk: Desk, alder: str) -> None:
    told = {typed: whys(desk, typed) for typed, _ in _SPELLINGS}

    assert told == {typed: [(alder, why)] for typed, why in _SPELLINGS}


def test_what_goes_with_nobody_finds_nobody(desk: Desk, alder: str) -> None:
    for typed in ("zzyzx", "dob:1980", "a", "", "   ", "name:alder dob:1980"):
        assert found(desk, typed).hits == ()


def test_what_cannot_be_read_is_said(desk: Desk, alder: str) -> None:
    assert found(desk, "dob:whenever").problem == (
        "“whenever” is no day, month or year of birth yet."
    )


def test_on_either_database_names_numbers_orders_things_and_groups_are_found(
    desk: Desk, alder: str, engine: Engine
) -> None:
    [order] = given(desk, alder, an_order(reference="T20207001"))
    with Session(engine) as session, session.begin():
        session.add(CrimeGroup(id=7, reference="OCG-12", name="The Northgate Group"))
    member = {"group_id": 7, "may_be_disseminated": False, "since": date(2024, 1, 1)}
    given(desk, alder, NewFact(GroupMembership, member))

    assert whys(desk, "aldar") == [(alder, "like ALDER: one letter differs")]
    assert whys(desk, "12/394773H") == [(alder, "PNC 2012/0394773H")]
    assert whys(desk, "a10") == [(alder, "prison number A1001BC begins so")]
    assert whys(desk, "07700 900101") == [(alder, "phone 07700900101, from Tue 4 Mar 2025")]
    assert whys(desk, "ocg-12") == [(alder, "in group OCG-12, from Mon 1 Jan 2024")]
    assert whys(desk, "northgate") == [(alder, "in group OCG-12, from Mon 1 Jan 2024")]
    [hit] = found(desk, "t2020 7001").hits
    assert (hit.kind, hit.key, hit.name) == (HitKind.ORDER, f"{alder}/{order}", "ALDER Sam")
    assert "reference T20207001" in hit.why


def test_the_likeliest_comes_first(desk: Desk) -> None:
    like, begun, exact = (a_person(desk, name) for name in ("SMITT", "SMITHSON", "SMITH"))

    assert [key for key, _ in whys(desk, "smith")] == [exact, begun, like]


def test_a_name_recorded_corrected_or_added_later_is_found_at_once(desk: Desk) -> None:
    person = a_person(desk, "BIRCH")
    assert whys(desk, "birch") == [(person, "name")]

    other = a_person(desk, "BIRCH")
    given(desk, person, a_name_of(NameKind.FORMER, "ROWAN", "Sam"))

    assert [key for key, _ in whys(desk, "birch")] == [person, other]
    assert whys(desk, "rowan") == [(person, "former name ROWAN Sam")]


def test_the_search_reads_people_again_only_when_somebody_changed(
    desk: Desk, engine: Engine
) -> None:
    people = [a_person(desk, f"ELM{letter}") for letter in "ABC"]
    found(desk, "elma")
    asked: list[str] = []
    event.listen(engine, "before_cursor_execute", lambda *seen: asked.append(seen[2]))

    found(desk, "elmb")
    assert not [one for one in asked if "FROM person_name" in one]

    asked.clear()
    given(desk, people[0], a_name("WILLOW"))
    found(desk, "willow")
    [names] = [one for one in asked if "FROM person_name" in one and "surname" in one]
    assert "agency_id" not in names, "all were read for one"


def test_another_agencys_people_change_neither_order_nor_count(
    desk: Desk, colleague: Colleague
) -> None:
    away = colleague("away", Role.OFFENDER_MANAGER, Role.ADMINISTRATOR, agency="AWAY")
    theirs = [a_person(desk, name) for name in ("ASH", "ASHE", "ASHLEY")]
    given(desk, theirs[0], an_order(reference="T1"), a_phone(desk, "07700900101", TODAY))
    reader = colleague("reader", Role.OFFENDER_MANAGER, agency="AWAY")

    assert found(reader, "ash") == SearchAnswer(typed="ash")

    away_agency = a_person(away, "ASHBY")
    alone = found(reader, "ash", limit=1)

    assert [(hit.key, alone.of) for hit in alone.hits] == [(away_agency, 1)]
    for typed in ("T1", "07700900101", "P1", "flag 1"):
        assert found(reader, typed).of == 0


def test_who_is_shown_is_in_the_log_and_what_was_typed_is_not(
    desk: Desk, alder: str, engine: Engine
) -> None:
    a_person(desk, "ALDERSHOT")
    assert found(desk, "alder", limit=1).of == 2

    with Session(engine) as session:
        entry = session.query(AuditEvent).order_by(AuditEvent.id.desc()).first()
        assert entry is not None
        subjects = session.query(AuditSubject.person_id).filter_by(event_id=entry.id).all()
        assert [f"P{row.person_id}" for row in subjects] == [alder]
        written = [getattr(entry, column.name) for column in AuditEvent.__table__.columns]
        assert not [value for value in written if "alder" in str(value).casefold()]


def test_the_palette_gets_the_same_people(desk: Desk, alder: str) -> None:
    [one] = desk.run(search_people, "oldr sammy", limit=20)

    assert (one.person, one.name) == (alder, "ALDER Sam")
    assert one.why == "alias OLDER Sammy, like OLDER: one letter differs"


def test_the_command_line_says_what_to_try(run: Run, desk: Desk, alder: str) -> None:
    assert "person\tP1\tALDER Sam\tname" in run("find", "alder").output
    assert "Try less of the name" in run("find", "nobody").output
    assert '"why": "name"' in run("find", "alder", "--json").output


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("PHILLIPS", "FILIPS"),
        ("SMITH", "SMYTHE"),
        ("WRIGHT", "RITE"),
        ("KNIGHT", "NITE"),
        ("MACDONALD", "MCDONALD"),
        ("CLARKE", "KLERK"),
    ],
)
def test_names_that_sound_alike_are_one(one: str, other: str) -> None:
    assert sound_key(one) == sound_key(other)


@prove(st.text())
def test_whatever_is_typed_can_be_read(typed: str) -> None:
    wanted = read_search(typed, today=TODAY)

    assert wanted.born is None or not wanted.problem


def test_a_birth_that_leaves_something_out_can_be_the_same() -> None:
    assert Born(1979).holds(1979, 4, 3)
    assert Born(1979, 4, 3).holds(1979, None, None)
    assert not Born(1979, 4, 3).holds(1979, 5, None)
