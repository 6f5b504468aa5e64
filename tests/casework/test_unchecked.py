"""What cannot be checked, per person and duty, with what would make it checkable."""

import json
from datetime import date, timedelta

import pytest
from sqlalchemy import Engine, func, select, update
from sqlalchemy.orm import Session

from casework.desk import Desk
from casework.errors import NotPermittedError, PersonNotFoundError
from casework.models import AuditSubject, CaseCheck, Night, NightFailure, Role
from casework.services.list_unchecked import list_not_judged, list_unchecked, list_unchecked_of
from casework.services.read_health import read_health
from rules.book import AsAt, Evaluation, Rulebook, evaluate
from rules.days import say
from rules.facts import CaseFile
from rules.finding import REASON_WORDS, REMEDIES, Reason, Unchecked
from rules.vocabulary import Feed
from tests.builders import PHONE_IN_THREE_DAYS, a_person, a_provision, an_order, complete, given
from tests.casework.conftest import Clock, Colleague, Run
from tests.casework.flag_work import LATE, MEDIUM, judge, owing


@pytest.fixture(autouse=True)
def _time_passes(clock: Clock) -> None:
    clock.ticks = timedelta(milliseconds=1)


def unseen(desk: Desk, *, free: int = 1, phones: int = 0) -> str:
    """Somebody under an order with clauses of free wording, and of phones to be notified.

    The rulebook of `judge` has no rule that looks at either.
    """
    person = a_person(desk)
    [order] = given(desk, person, an_order())
    if free:
        given(desk, person, *(a_provision(order) for _ in range(free)))
    if phones:
        given(desk, person, *(a_provision(order, PHONE_IN_THREE_DAYS) for _ in range(phones)))
    complete(desk, date(2026, 3, 15))
    return person


@pytest.mark.parametrize("reason", list(Reason))
def test_every_reason_has_words_and_a_remedy(reason: Reason) -> None:
    assert REASON_WORDS[reason]
    assert REMEDIES[reason]
    assert REMEDIES[reason] != REASON_WORDS[reason]


def test_there_is_no_remedy_for_what_is_no_reason() -> None:
    assert set(REMEDIES) == set(REASON_WORDS) == set(Reason)


def test_a_source_that_is_not_complete_is_named_with_its_day() -> None:
    line = Unchecked("some.rule", 1, Reason.FEED_NOT_COMPLETE, Feed.POST_LOG, LATE)

    assert line.remedy() == f"the post log, brought in and declared complete to {say(LATE)}"


def test_the_night_keeps_how_many_for_each_reason(
    desk: Desk, nightly_desk: Desk, engine: Engine
) -> None:
    unseen(desk, free=2, phones=1)
    unseen(desk, free=1)
    unseen(desk, free=1)
    owing(desk)

    told = judge(nightly_desk)

    assert told is not None
    assert told.duties_unchecked == 5
    assert told.duties_unchecked_by == {"free_wording": 4, "no_rule": 1}
    with Session(engine) as session:
        kept = [row.unchecked_by for row in session.scalars(select(CaseCheck))]
        night = session.scalars(select(Night)).one()
    one = '{"free_wording": 1}'
    assert kept == ['{"free_wording": 2, "no_rule": 1}', one, one, None]
    assert night.unchecked_by == '{"free_wording": 4, "no_rule": 1}'


def test_a_night_that_looks_at_nobody_new_still_tells_of_everybody(
    desk: Desk, nightly_desk: Desk
) -> None:
    unseen(desk, free=2)
    judge(nightly_desk)

    later = judge(nightly_desk, LATE + timedelta(days=1))

    assert later is not None
    assert (later.cases_checked, later.duties_unchecked_by) == (0, {"free_wording": 2})


def test_a_night_before_the_count_was_kept_is_told_without_it(
    desk: Desk, nightly_desk: Desk, engine: Engine
) -> None:
    unseen(desk)
    judge(nightly_desk)
    with Session(engine) as session, session.begin():
        session.execute(update(Night).values(unchecked_by=None))

    last = desk.run(read_health).last_night

    assert last is not None
    assert (last.duties_unchecked, last.duties_unchecked_by) == (1, {})


def test_one_person_is_judged_duty_by_duty_with_what_would_help(desk: Desk) -> None:
    person = unseen(desk, free=1, phones=1)

    found = desk.run(list_unchecked_of, person, on=LATE, rulebook=MEDIUM)

    assert [(line.reason, line.why, line.remedy) for line in found.duties] == [
        (reason, REASON_WORDS[reason], REMEDIES[reason])
        for reason in (Reason.NO_RULE, Reason.FREE_WORDING)
    ]
    assert all("clause 3 of" in line.subject_says for line in found.duties)


def test_one_person_can_be_narrowed_to_a_reason(desk: Desk) -> None:
    person = unseen(desk, free=2, phones=1)

    found = desk.run(
        list_unchecked_of, person, on=LATE, rulebook=MEDIUM, reason=Reason.FREE_WORDING
    )

    assert [line.reason for line in found.duties] == [Reason.FREE_WORDING] * 2


def test_a_caseload_is_told_by_reason_the_commonest_first(desk: Desk, nightly_desk: Desk) -> None:
    one, other = unseen(desk, free=1, phones=1), unseen(desk, free=2)
    judge(nightly_desk)

    found = desk.run(list_unchecked)

    assert (found.judged_on, found.duties) == (LATE, 4)
    free, no_rule = found.reasons
    assert (free.reason, free.duties, free.people) == ("free_wording", 3, 2)
    assert [(line.person, line.duties) for line in free.named] == [(other, 2), (one, 1)]
    assert (no_rule.reason, no_rule.duties, no_rule.people) == ("no_rule", 1, 1)
    assert (free.why, free.remedy) == (
        REASON_WORDS[Reason.FREE_WORDING],
        REMEDIES[Reason.FREE_WORDING],
    )


def test_a_caseload_is_narrowed_and_names_only_so_many_and_logs_only_those(
    desk: Desk, nightly_desk: Desk, engine: Engine
) -> None:
    people = [unseen(desk, free=2, phones=1) for _ in range(3)]
    judge(nightly_desk)
    with Session(engine) as session:
        before = len(session.scalars(select(AuditSubject.person_id)).all())

    found = desk.run(list_unchecked, reason=Reason.FREE_WORDING, limit=2)

    [line] = found.reasons
    assert (line.people, [one.person for one in line.named]) == (3, people[:2])
    with Session(engine) as session:
        logged = session.scalars(select(AuditSubject.person_id)).all()
    assert len(logged) - before == 2


def test_the_caseload_is_the_officer_s_own_agency_s(
    desk: Desk, nightly_desk: Desk, colleague: Colleague
) -> None:
    person = unseen(desk)
    judge(nightly_desk)
    stranger = colleague("stranger", Role.OFFENDER_MANAGER, agency="ELSEWHERE")
    auditor = colleague("auditor", Role.AUDITOR)

    assert stranger.run(list_unchecked).reasons == ()
    with pytest.raises(PersonNotFoundError):
        stranger.run(list_unchecked_of, person, on=LATE, rulebook=MEDIUM)
    with pytest.raises(NotPermittedError):
        auditor.run(list_unchecked)


def test_a_reason_of_another_release_is_told_by_its_name(
    desk: Desk, nightly_desk: Desk, engine: Engine
) -> None:
    unseen(desk)
    judge(nightly_desk)
    with Session(engine) as session, session.begin():
        session.execute(update(CaseCheck).values(unchecked_by='{"some_day": 1}'))

    [line] = desk.run(list_unchecked).reasons

    assert (line.reason, line.why, line.remedy) == (
        "some_day",
        "some day",
        "not known to this release",
    )


@pytest.fixture
def broken(desk: Desk, nightly_desk: Desk, monkeypatch: pytest.MonkeyPatch) -> tuple[str, str, str]:
    """Three people under order; the second and third broke the last night, the third every one."""
    one, second, third = unseen(desk), unseen(desk), unseen(desk)
    judging = evaluate

    def judge_without(*broke: str) -> None:
        def breaks(case: CaseFile, at: AsAt, book: Rulebook) -> Evaluation:
            if f"P{case.person}" in broke:
                raise ValueError("a rule went wrong")
            return judging(case, at, book)

        monkeypatch.setattr("casework.services.check_batch.evaluate", breaks)

    judge_without(third)
    judge(nightly_desk)
    given(desk, second, an_order())
    judge_without(second, third)
    judge(nightly_desk, LATE + timedelta(days=1))
    return one, second, third


def test_cases_that_could_not_be_judged_are_named_and_logged(
    desk: Desk, engine: Engine, broken: tuple[str, str, str]
) -> None:
    _, second, third = broken
    with Session(engine) as session:
        before = session.scalar(select(func.max(AuditSubject.event_id)))

    found = desk.run(list_not_judged)
    with Session(engine) as session:
        since = select(AuditSubject.person_id).where(AuditSubject.event_id > before)
        logged = {f"P{person}" for person in session.scalars(since)}

    told = [(one.person, one.name, one.last_judged) for one in found.not_judged]
    assert told == [(second, "EXAMPLE Sam", LATE), (third, "EXAMPLE Sam", None)]
    assert all(one.error.startswith("ValueError at casework/") for one in found.not_judged)
    assert (found.failed, found.reasons) == (2, ())
    assert desk.run(list_unchecked).not_judged == found.not_judged
    assert desk.run(list_unchecked, reason=Reason.FREE_WORDING).failed == 0
    few = desk.run(list_not_judged, limit=1)
    assert (few.failed, [one.person for one in few.not_judged]) == (2, [second])
    assert logged == {second, third}


def test_another_agency_is_not_told_whose_cases_could_not_be_judged(
    desk: Desk, engine: Engine, broken: tuple[str, str, str], colleague: Colleague
) -> None:
    _, *ours = broken
    stranger = colleague("stranger", Role.OFFENDER_MANAGER, Role.ADMINISTRATOR, agency="ELSEWHERE")
    auditor = colleague("auditor", Role.AUDITOR)
    assert stranger.run(list_unchecked).failed == 0
    theirs = a_person(stranger)
    with Session(engine) as session, session.begin():
        night = session.scalar(select(func.max(Night.id)))
        failure = {"night_id": night, "person_id": int(theirs[1:]), "error": "KeyError"}
        session.add(NightFailure(**failure))

    found = stranger.run(list_not_judged)

    assert [one.person for one in found.not_judged] == [theirs]
    assert [one.person for one in desk.run(list_not_judged).not_judged] == ours
    with pytest.raises(NotPermittedError):
        auditor.run(list_not_judged)


def test_a_night_that_judges_everyone_leaves_nobody_named(
    desk: Desk, nightly_desk: Desk, broken: tuple[str, str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert broken
    monkeypatch.undo()

    judge(nightly_desk, LATE + timedelta(days=2))

    assert desk.run(list_not_judged).failed == 0


def test_the_command_line_names_whom_the_night_could_not_judge_and_says_what_to_do(
    broken: tuple[str, str, str], run: Run
) -> None:
    _, second, third = broken

    told = run("unchecked", "--plain").stdout.splitlines()
    few = run("unchecked", "--limit", "1").stdout

    assert told[1] == "Not judged at all: 2 people"
    assert told[2].startswith("Why: The check of their case failed in the night that judged ")
    assert "Look through the record yourself" in told[3]
    assert told[3].endswith("`casework check PERSON` says what is wrong.")
    error = "the error is ValueError at casework/test_unchecked.py:"
    assert told[4].startswith(f"{second} EXAMPLE Sam: judged last for {say(LATE)}; {error}")
    assert told[5].startswith(f"{third} EXAMPLE Sam: never judged; {error}")
    assert "1 of 2 shown; and 1 more: `--limit 2`" in few
    today = run("today", "--plain").stdout
    assert "2 cases could not be judged that night" in today
    assert "`casework unchecked` names them." in today


def test_before_the_first_night_nothing_is_claimed(desk: Desk, run: Run) -> None:
    unseen(desk)

    assert "No night has ever finished" in run("unchecked").stdout


def test_the_caseload_is_told_at_the_command_line(desk: Desk, nightly_desk: Desk, run: Run) -> None:
    people = [unseen(desk) for _ in range(3)]
    judge(nightly_desk)

    told = run("unchecked", "--limit", "2")

    assert told.exit_code == 0
    assert told.stdout.splitlines() == [
        f"Cannot be checked, to {say(LATE)}",
        "3 duties cannot be checked, as each case was last looked at.",
        "",
        "Free wording: 3 duties of 3 people",
        f"Why: {REASON_WORDS[Reason.FREE_WORDING]}",
        f"Checkable with: {REMEDIES[Reason.FREE_WORDING]}",
        "Person\tName\tDuties",
        f"{people[0]}\tEXAMPLE Sam\t1",
        f"{people[1]}\tEXAMPLE Sam\t1",
        "2 of 3 shown; and 1 more: `--limit 3`",
    ]
    assert run("unchecked", "--limit", "2", "--plain").stdout == told.stdout
    assert "Nothing is" in run("unchecked", "--reason", "no-rate").stdout
    as_json = json.loads(run("unchecked", "--json").stdout)
    assert [line["reason"] for line in as_json["reasons"]] == ["free_wording"]


def test_a_person_is_told_at_the_command_line_on_the_last_ended_day(desk: Desk, run: Run) -> None:
    person = unseen(desk, free=2)

    told = run("unchecked", person, "--reason", "free-wording")

    assert told.exit_code == 0
    assert "2 duties cannot be checked at the end of" in told.stdout
    assert told.stdout.count("Checkable with: a typed duty in its place") == 2
    assert "and 1 more: `--limit 2`" in run("unchecked", person, "--limit", "1").stdout
    [first, *_] = json.loads(run("unchecked", person, "--json").stdout)["duties"]
    assert first.keys() >= {"rule", "subject_says", "reason", "why", "remedy"}
    assert run("unchecked", "Z9999ZZ").exit_code == 2
    assert run("unchecked", person, "--reason", "whim").exit_code == 2


def test_the_night_and_its_health_say_how_many_and_why(desk: Desk, run: Run) -> None:
    unseen(desk, free=2)

    night = run("nightly", "--on", "2026-03-14")
    health = run("health")

    line = f"  2 free-wording: {REASON_WORDS[Reason.FREE_WORDING]}"
    assert "cannot be checked by the machine; `casework unchecked` says which" in night.stdout
    assert line in night.stdout.splitlines()
    assert line in health.stdout.splitlines()
    told = json.loads(run("health", "--json").stdout)
    assert told["last_night"]["duties_unchecked_by"]["free_wording"] == 2


def test_check_tells_what_would_make_each_checkable(desk: Desk, run: Run) -> None:
    person = unseen(desk)

    assert f"    Checkable with: {REMEDIES[Reason.FREE_WORDING]}" in run("check", person).stdout
