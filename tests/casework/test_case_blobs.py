"""Case files as kept for the night: equal to the record's, or not used."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given as given_that
from hypothesis import strategies as st
from sqlalchemy import Engine, select, update
from sqlalchemy.orm import Session

from casework import case_blobs, night_cases
from casework.case_blobs import BlobError, decode, encode, form_of
from casework.demo_region import load_region
from casework.desk import Desk
from casework.facts import case_files
from casework.models import CaseBlob, CourtOrder, Event, Movement, Person, PersonFact
from casework.night_cases import DRIFTED, SAMPLED, from_blobs
from casework.queries import identity
from casework.services.check_case import check_case
from casework.services.judge_identity import judge_same, withdraw_judgement
from casework.services.record_facts import correct_fact, withdraw_fact
from rules.facts import CaseFile
from rules.vocabulary import EventKind
from tests.builders import TODAY, a_person, an_order, given
from tests.casework.nights import BOOK, night, reporting
from tests.rules.strategies import SOME
from tests.rules.strategies import case_files as any_case_files

READS = BOOK.reads
JUDGED = next(
    day
    for day in (date(2014, 8, 11) + timedelta(days=n) for n in range(SAMPLED))
    if day.toordinal() % SAMPLED == SAMPLED - 1
)
"""A report is owed; the night after samples nobody, there being no person 64, then person 1."""

NEXT, SAMPLING = JUDGED + timedelta(days=1), JUDGED + timedelta(days=2)
YESTERDAY = TODAY - timedelta(days=1)


@pytest.fixture(autouse=True)
def _time_passes(request: pytest.FixtureRequest) -> None:
    if "desk" in request.fixturenames:
        request.getfixturevalue("clock").ticks = timedelta(milliseconds=1)


@SOME
@given_that(any_case_files())
def test_what_is_written_is_read_back(case: CaseFile) -> None:
    assert decode(encode(case), case.person, case.revision, case.flags) == case


def test_an_order_made_on_the_first_day_there_is_is_no_empty_file(desk: Desk) -> None:
    person = a_person(desk)
    given(desk, person, an_order(made_on=date.min))
    [case] = record(desk.engine)

    assert case.latest == date.min
    assert decode(encode(case), case.person, case.revision) == case


@SOME
@given_that(any_case_files(), st.integers(0, 100_000), st.integers(0, 7))
def test_damaged_bytes_are_refused_wherever_they_are(case: CaseFile, place: int, bit: int) -> None:
    damaged = bytearray(encode(case))
    damaged[place % len(damaged)] ^= 1 << bit

    with pytest.raises(BlobError):
        decode(bytes(damaged), 1, 1)


def test_the_form_tells_other_reads_columns_and_codes_apart(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    forms = {form_of(READS), form_of(replace(READS, always=frozenset({EventKind.CALL})))}
    for hints in ({"ref": int}, {"ref": str}, {"name": int}):
        case_blobs._form.cache_clear()  # noqa: SLF001  # it is kept for the life of a process
        monkeypatch.setattr(case_blobs, "get_type_hints", lambda _, hints=hints: hints)
        forms.add(form_of(READS))
    case_blobs._form.cache_clear()  # noqa: SLF001  # as above

    assert len(forms) == 5


def test_kept_files_are_those_of_the_record_whatever_is_done_to_it(
    desk: Desk, nightly_desk: Desk, engine: Engine
) -> None:
    load_region(desk, people=300, seed=3, as_of=YESTERDAY)
    assert kept(engine) == {}
    night(nightly_desk, YESTERDAY)
    assert kept(engine) == to_keep(engine)

    changed = change_some(desk, engine)

    assert kept(engine) == {
        person: case for person, case in to_keep(engine).items() if person not in changed
    }
    night(nightly_desk, YESTERDAY)
    assert kept(engine) == to_keep(engine)
    assert any(case.flags for case in kept(engine).values())


def change_some(desk: Desk, engine: Engine) -> set[int]:
    """Correct, withdraw and record facts of some people, and return whose."""
    movements, events, orders = (of_each(engine, t) for t in (Movement, Event, CourtOrder))
    corrected, withdrawn, without_order = (
        sorted(facts)[place::40] for place, facts in enumerate((movements, events, orders))
    )
    said: dict[str, Any] = {"reason": "a slip"}
    for person in corrected:
        changes = {"reason_code": "OTHER"}
        desk.run(correct_fact, f"P{person}", Movement, movements[person], changes, **said)
    for person in withdrawn:
        desk.run(withdraw_fact, f"P{person}", Event, events[person], **said)
    for person in without_order:
        desk.run(withdraw_fact, f"P{person}", CourtOrder, orders[person], **said)
    for person in (7, 8, 9):
        given(desk, f"P{person}", an_order())
    return {*corrected, *withdrawn, *without_order, 7, 8, 9}


def of_each(engine: Engine, table: type[PersonFact]) -> dict[int, int]:
    """Return a current fact of each person who has one."""
    with Session(engine) as session:
        rows = session.execute(
            select(table.person_id, table.fact_id).where(table.known_to.is_(None))
        )
        return {row.person_id: row.fact_id for row in rows}


def test_the_second_look_reads_only_a_sample_from_the_record(
    desk: Desk, nightly_desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(3):
        reporting(desk)
    night(nightly_desk, JUDGED)
    loaded: list[int] = []

    def counted(session: Session, revisions: dict[int, int], **how: Any) -> Any:
        loaded.extend(revisions)
        return case_files(session, revisions, **how)

    monkeypatch.setattr(night_cases, "case_files", counted)
    night(nightly_desk, NEXT, full=True)
    assert loaded == []

    night(nightly_desk, SAMPLING, full=True)
    assert loaded == [1]


@pytest.mark.parametrize("column", ["revision", "format"])
def test_a_file_of_another_revision_or_form_is_not_used(
    desk: Desk, nightly_desk: Desk, engine: Engine, column: str
) -> None:
    reporting(desk)
    night(nightly_desk, JUDGED)
    assert list(kept(engine)) == [1]

    change(engine, **{column: 0 if column == "revision" else "an older form"})

    assert kept(engine) == {}
    night(nightly_desk, NEXT, full=True)
    assert kept(engine) == to_keep(engine)


def test_a_damaged_file_is_made_anew(desk: Desk, nightly_desk: Desk, engine: Engine) -> None:
    reporting(desk)
    night(nightly_desk, JUDGED)
    change(engine, content=encode(record(engine)[0])[:-9] + b"?" * 9)
    assert kept(engine) == {}

    told = night(nightly_desk, NEXT, full=True)

    assert told is not None
    assert (told.cases_checked, told.cases_failed) == (1, 0)
    assert kept(engine) == to_keep(engine)


def test_a_file_that_differs_from_the_record_is_found_out_in_its_turn(
    desk: Desk, nightly_desk: Desk, engine: Engine
) -> None:
    reporting(desk)
    night(nightly_desk, JUDGED)
    change(engine, content=encode(replace(record(engine)[0], orders=())))

    night(nightly_desk, NEXT, full=True)
    told = night(nightly_desk, SAMPLING, full=True)

    assert told is not None
    assert [(f.person_id, DRIFTED in f.error) for f in told.failures] == [(1, True)]
    assert kept(engine) == to_keep(engine)
    again = night(nightly_desk, SAMPLING + timedelta(days=1))
    assert again is not None
    assert (again.cases_checked, again.cases_failed) == (1, 0)


def test_an_officer_who_checks_a_case_is_told_what_the_record_says(
    desk: Desk, nightly_desk: Desk, engine: Engine
) -> None:
    person, _ = reporting(desk)
    night(nightly_desk, JUDGED)
    how: dict[str, Any] = {"on": JUDGED, "rulebook": BOOK}
    moments = None, desk.now()
    before = [desk.run(check_case, person, **how, known_at=moment) for moment in moments]
    assert before[0].findings

    change(engine, content=encode(replace(record(engine)[0], orders=())))

    after = [desk.run(check_case, person, **how, known_at=moment) for moment in moments]
    assert after == before


def test_a_record_judged_the_same_as_another_is_read_from_the_record(
    desk: Desk, nightly_desk: Desk, engine: Engine
) -> None:
    first, _ = reporting(desk)
    second, _ = reporting(desk)
    night(nightly_desk, JUDGED)
    judged = desk.run(judge_same, first, second, reason="one fingerprint")
    night(nightly_desk, NEXT)
    assert kept(engine) == {}

    desk.run(withdraw_judgement, judged.line.judgement, reason="a slip")
    night(nightly_desk, SAMPLING)

    assert kept(engine) == to_keep(engine)


def kept(engine: Engine) -> dict[int, CaseFile]:
    """Return the case files kept that stand for everybody's now."""
    with Session(engine) as session:
        return from_blobs(session, revisions(session), READS)


def record(engine: Engine) -> list[CaseFile]:
    """Return everybody's case file as the night reads it from the record."""
    with Session(engine) as session:
        return list(case_files(session, revisions(session), reads=READS, only_judged=True))


def to_keep(engine: Engine) -> dict[int, CaseFile]:
    """Return those of people who have one record, as the night reads them from it."""
    with Session(engine) as session:
        of_several = identity.same_as(session)
    joined = {*of_several, *of_several.values()}
    return {case.person: case for case in record(engine) if case.person not in joined}


def revisions(session: Session) -> dict[int, int]:
    return {row.id: row.revision for row in session.execute(select(Person.id, Person.revision))}


def change(engine: Engine, **values: Any) -> None:
    """Change what is kept, as no program of ours would."""
    with Session(engine) as session, session.begin():
        session.execute(update(CaseBlob).values(values))
