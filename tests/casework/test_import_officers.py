"""The register of officers and who leads whom: nobody locks themselves, or everybody, out."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine

from casework.desk import Desk
from casework.errors import NotPermittedError, OfficerUnknownError
from casework.imports.extracts import import_allocations
from casework.imports.officers import import_officers
from casework.models import Allocation
from casework.services.record_facts import withdraw_fact
from casework.views.imports import ImportSummary, Taken
from tests.builders import TODAY
from tests.casework.extracts import Cells, known_as, take
from tests.casework.importing import Told, everything, rows

EXAMPLES = Path(__file__).parents[2] / "docs" / "examples"


def an_officer(login: str = "j.sample", **cells: str) -> Cells:
    return {"login": login, "name": "Jo Sample", "agency": "HOME"} | cells


def an_allocation(officer: str = "j.sample", **cells: str) -> Cells:
    said = {"person": "A1234BC", "officer": officer, "kind": "lead", "since": "2026-01-01"}
    return said | cells


def of_officers(
    desk: Desk, path: Path, *cells: Cells, **options: Any
) -> tuple[ImportSummary, Told]:
    return take(import_officers, desk, path, *cells, **options)


def of_allocations(
    desk: Desk, path: Path, *cells: Cells, **options: Any
) -> tuple[ImportSummary, Told]:
    return take(import_allocations, desk, path, *cells, **options)


def another_administrator(desk: Desk, path: Path) -> Desk:
    of_officers(desk, path, an_officer("a.dmin", roles="administrator", roles_since="2026-01-01"))
    return Desk(engine=desk.engine, login="a.dmin", interface="test", now=desk.now)


def held(engine: Engine, login: str) -> list[tuple[str, str, str]]:
    [officer] = [row for row in rows(engine, "officer") if row["login"] == login]
    return [
        (row["role"], str(row["since"]), str(row["until"]))
        for row in rows(engine, "officer_role", "id")
        if row["officer_id"] == officer["id"]
    ]


def test_an_officer_is_registered_with_unit_and_roles(
    desk: Desk, engine: Engine, tmp_path: Path
) -> None:
    row = an_officer(
        unit="Lifetime", roles="Offender manager | supervisor", roles_since="2026-01-01"
    )

    _, told = of_officers(desk, tmp_path, row)

    assert told.messages[0] == (
        "A new officer, in the unit Lifetime, offender manager from Thu 1 Jan 2026, supervisor "
        "from Thu 1 Jan 2026."
    )
    assert [unit["name"] for unit in rows(engine, "unit")] == ["Lifetime"]
    assert held(engine, "j.sample") == [
        ("offender_manager", "2026-01-01", "None"),
        ("supervisor", "2026-01-01", "None"),
    ]
    before = everything(engine, without=["import_receipt"])
    _, told = of_officers(desk, tmp_path, row, an_officer())
    assert told.how == [Taken.UNCHANGED] * 2
    assert everything(engine, without=["import_receipt"]) == before


def test_a_role_ends_where_its_first_day_is_given_with_a_last(
    desk: Desk, engine: Engine, tmp_path: Path
) -> None:
    role = an_officer(roles="supervisor", roles_since="2026-01-01")
    of_officers(desk, tmp_path, role)

    of_officers(desk, tmp_path, role | {"roles_until": "2026-03-31"})
    _, told = of_officers(desk, tmp_path, role)

    assert told.how == [Taken.UNCHANGED]
    assert held(engine, "j.sample") == [("supervisor", "2026-01-01", "2026-03-31")]


def test_closing_an_account_ends_no_responsibility_but_wakes_its_cases(
    desk: Desk, engine: Engine, tmp_path: Path
) -> None:
    known_as(desk, prison_number="A1234BC")
    known_as(desk, "Sample", prison_number="B4321CD")
    of_officers(desk, tmp_path, an_officer())
    of_allocations(desk, tmp_path, an_allocation())
    before = everything(engine)["revisions"]

    of_officers(desk, tmp_path, an_officer(closed_on="2026-03-10"), keep_good=False)
    closed = everything(engine)["revisions"]
    _, again = of_officers(desk, tmp_path, an_officer(closed_on="2026-03-10"))
    of_officers(desk, tmp_path, an_officer(reopened_on="2026-03-12"))

    assert again.how == [Taken.UNCHANGED]
    assert closed == [(1, before[0][1] + 1), before[1]]
    assert everything(engine)["revisions"] == [(1, before[0][1] + 2), before[1]]
    assert [row["until"] for row in rows(engine, "allocation")] == [None]


def test_a_closed_account_cannot_sit_at_the_desk_until_it_is_reopened(
    desk: Desk, tmp_path: Path
) -> None:
    row = an_officer("a.dmin", roles="administrator", roles_since="2026-01-01")
    theirs = another_administrator(desk, tmp_path)
    of_officers(desk, tmp_path, row | {"closed_on": "2026-03-10"})
    with pytest.raises(OfficerUnknownError):
        of_officers(theirs, tmp_path, an_officer())

    _, early = of_officers(desk, tmp_path, an_officer("a.dmin", reopened_on="2026-03-09"))
    of_officers(desk, tmp_path, an_officer("a.dmin", reopened_on="2026-03-10"))

    assert early.how == [Taken.UNCHANGED]
    of_officers(theirs, tmp_path, an_officer())


@pytest.mark.parametrize(
    ("cells", "sentence"),
    [
        ({"closed_on": "2026-03-10"}, "Nobody closes their own account"),
        (
            {"roles": "administrator", "roles_since": str(TODAY), "roles_until": str(TODAY)},
            "Nobody takes the administrator's role from themselves",
        ),
    ],
)
def test_nobody_closes_or_demotes_themselves(
    desk: Desk, engine: Engine, tmp_path: Path, cells: Cells, sentence: str
) -> None:
    another_administrator(desk, tmp_path)
    before = everything(engine)

    _, told = of_officers(desk, tmp_path, an_officer("officer", **cells))

    assert told.how == [Taken.REJECTED]
    assert sentence in told.messages[0]
    assert everything(engine, without=["import_receipt"]) == {
        name: count for name, count in before.items() if name != "import_receipt"
    }
    assert rows(engine, "officer", "id")[0]["name"] == "First officer"


@pytest.mark.parametrize("way", ["closed", "ended"])
def test_the_last_administrator_stays(desk: Desk, engine: Engine, tmp_path: Path, way: str) -> None:
    theirs = another_administrator(desk, tmp_path)
    limited = {"roles": "administrator", "roles_since": str(TODAY), "roles_until": "2026-04-30"}
    of_officers(theirs, tmp_path, an_officer("officer", **limited))
    ended = {"roles": "administrator", "roles_since": "2026-01-01", "roles_until": "2026-03-31"}
    cells = {"closed_on": "2026-03-16"} if way == "closed" else ended

    _, told = of_officers(desk, tmp_path, an_officer("a.dmin", **cells))

    assert told.how == [Taken.REJECTED]
    assert "a.dmin is the last administrator" in told.messages[0]


@pytest.mark.parametrize(
    ("cells", "sentence"),
    [
        ({"login": "nightly-check"}, "is the unattended check and no officer"),
        (
            {"login": "nightly-check", "roles": "auditor", "roles_since": "2026-01-01"},
            "is the unattended check and no officer",
        ),
        ({"roles": "nightly_check", "roles_since": "2026-01-01"}, "is none of offender_manager"),
        ({"roles": "supervisor"}, "roles_since is empty"),
        ({"agency": "ELSE"}, 'There is no agency "ELSE". There is: HOME.'),
        ({"login": "j sample"}, "is no login"),
        ({"closed_on": "2026-03-17"}, "closed_on has not come yet"),
        ({"name": ""}, "name is empty"),
    ],
)
def test_a_bad_officer_is_named_and_spoils_no_other(
    desk: Desk, tmp_path: Path, cells: Cells, sentence: str
) -> None:
    _, told = of_officers(desk, tmp_path, an_officer("r.specimen"), an_officer() | cells)

    assert told.how == [Taken.ACCEPTED, Taken.REJECTED]
    assert sentence in told.messages[1]


def test_a_role_held_already_is_not_given_twice(desk: Desk, tmp_path: Path) -> None:
    of_officers(desk, tmp_path, an_officer(roles="supervisor", roles_since="2026-01-01"))

    _, told = of_officers(desk, tmp_path, an_officer(roles="supervisor", roles_since="2026-02-01"))

    assert "supervisor from Thu 1 Jan 2026 with no last day already" in told.messages[0]


def test_only_who_keeps_registers_may_change_officers(nightly_desk: Desk, tmp_path: Path) -> None:
    with pytest.raises(NotPermittedError):
        of_officers(nightly_desk, tmp_path, an_officer())


@pytest.fixture
def team(desk: Desk, tmp_path: Path) -> str:
    of_officers(desk, tmp_path, an_officer(), an_officer("r.specimen", name="Robin Specimen"))
    return known_as(desk, prison_number="A1234BC")


def spans(engine: Engine) -> list[tuple[str, str, str]]:
    return [
        (row["kind"], str(row["since"]), str(row["until"]))
        for row in rows(engine, "allocation", "since", "kind")
        if row["known_to"] is None
    ]


@pytest.mark.parametrize("turned", [False, True])
def test_a_lead_follows_another_where_the_file_ends_the_first(
    desk: Desk, engine: Engine, tmp_path: Path, team: str, turned: bool
) -> None:
    of_allocations(desk, tmp_path, an_allocation())
    both = [
        an_allocation(until="2026-02-28"),
        an_allocation("r.specimen", since="2026-03-01"),
        an_allocation(kind="cover", since="2026-03-05", until="2026-03-06"),
    ]
    if turned:
        both.reverse()

    of_allocations(desk, tmp_path, *both)
    before = everything(engine, without=["import_receipt"])
    _, told = of_allocations(desk, tmp_path, *both, an_allocation())

    assert told.how == [Taken.UNCHANGED] * 4
    assert everything(engine, without=["import_receipt"]) == before
    assert spans(engine) == [
        ("lead", "2026-01-01", "2026-02-28"),
        ("lead", "2026-03-01", "None"),
        ("cover", "2026-03-05", "2026-03-06"),
    ]


def test_two_leads_at_once_are_refused_with_who_and_when(
    desk: Desk, engine: Engine, tmp_path: Path, team: str
) -> None:
    of_allocations(desk, tmp_path, an_allocation())

    _, told = of_allocations(desk, tmp_path, an_allocation("r.specimen", since="2026-03-01"))

    assert told.how == [Taken.REJECTED]
    assert "Jo Sample (j.sample) leads from Thu 1 Jan 2026 with no last day" in told.messages[0]
    assert "Give the last day of one in `until`" in told.messages[0]
    assert len(spans(engine)) == 1


@pytest.mark.parametrize(
    ("cells", "sentence"),
    [
        ({"officer": "nobody"}, 'There is no officer with the login "nobody"'),
        ({"person": "Z9999ZZ"}, "Nobody on record is known by its number"),
        ({"person": "P99"}, "Nobody on record is known by its number"),
        ({"person": "Sam Example"}, "Sam Example is no number we know people by"),
        ({"kind": "boss"}, 'kind "boss" is none of lead, cover'),
        ({"until": "2025-12-31"}, "until is before since"),
    ],
)
def test_a_bad_allocation_is_refused(
    desk: Desk, tmp_path: Path, team: str, cells: Cells, sentence: str
) -> None:
    _, told = of_allocations(desk, tmp_path, an_allocation(**cells))

    assert told.how == [Taken.REJECTED]
    assert sentence in told.messages[0]


def test_nobody_is_allocated_to_an_account_that_was_closed(
    desk: Desk, tmp_path: Path, team: str
) -> None:
    of_officers(desk, tmp_path, an_officer(closed_on="2026-03-01"))

    _, told = of_allocations(desk, tmp_path, an_allocation(since="2026-03-01"))

    assert "was closed on Sun 1 Mar 2026. Choose another officer" in told.messages[0]


def test_an_allocation_an_officer_withdrew_stays_out(
    desk: Desk, engine: Engine, tmp_path: Path, team: str
) -> None:
    of_allocations(desk, tmp_path, an_allocation(person=team))
    [allocation] = rows(engine, "allocation")
    desk.run(withdraw_fact, team, Allocation, allocation["fact_id"], reason="Somebody else.")

    _, told = of_allocations(desk, tmp_path, an_allocation(), as_of=date(2026, 3, 16))

    assert told.how == [Taken.UNCHANGED]
    assert spans(engine) == []


def test_both_examples_can_be_taken_in(desk: Desk) -> None:
    known_as(desk, prison_number="A1001EX")

    officers = import_officers(desk, [EXAMPLES / "officers.csv"])
    allocations = import_allocations(desk, [EXAMPLES / "allocations.csv"])

    assert (officers.accepted, allocations.accepted) == (2, 3)
