"""Deciding at the command line: as an officer, their second, and a script would."""

import json
from datetime import date, timedelta

import pytest
from sqlalchemy import Engine, select, update
from sqlalchemy.orm import Session

from casework import clock as real_clock
from casework.desk import Desk
from casework.models import AuditEvent, Flag, FlagState, Role, Verb
from casework.permissions import Action
from rules.vocabulary import Severity
from tests.builders import SIX_MONTHLY, a_provision, a_report, an_order, given
from tests.casework.conftest import Clock, Colleague, Run
from tests.casework.flag_work import (
    HIGH,
    LATE,
    PERIOD_FROM,
    judge,
    judging,
    owing,
    steps,
    the_flag,
)


@pytest.fixture(autouse=True)
def _time_passes(clock: Clock) -> None:
    clock.ticks = timedelta(milliseconds=1)


@pytest.fixture
def late(desk: Desk, nightly_desk: Desk, engine: Engine) -> str:
    """The number of an open flag of high severity, as it is typed."""
    owing(desk)
    judge(nightly_desk, book=HIGH)
    return str(the_flag(engine).id)


def test_a_flag_is_worked_on_from_first_sight_to_decision(
    run: Run, engine: Engine, late: str
) -> None:
    seen = run("acknowledge", late)
    looked = run("look-into", late, "--reason", "asking the post room")
    decided = run("decide", late, "warning-given", "--reason", "he has no excuse")

    assert (seen.exit_code, looked.exit_code, decided.exit_code) == (0, 0, 0)
    assert seen.stdout == f"Flag {late} is acknowledged; it is yours to handle.\n"
    assert looked.stdout == f"You are looking into flag {late} now.\n"
    assert decided.stdout == f"Flag {late} is decided: warning given.\n"
    assert the_flag(engine).state is FlagState.DECIDED
    assert run("flags").stdout.startswith("0 of 0 open flags")


def test_a_decision_for_two_goes_from_one_officer_to_the_other(
    run: Run, colleague: Colleague, monkeypatch: pytest.MonkeyPatch, engine: Engine, late: str
) -> None:
    colleague("robin", Role.SUPERVISOR)
    proposed = run("decide", late, "excuse-accepted", "--reason", "he was in hospital")
    assert proposed.exit_code == 0
    assert "is proposed, for it would end a grave suspicion with nothing done" in proposed.stdout
    assert "It waits for a second officer who may approve it: Robin." in proposed.stdout

    alone = run("confirm", late, "--reason", "I am sure")
    assert alone.exit_code == 2
    assert "You proposed the decision" in alone.stderr

    monkeypatch.setenv("CASEWORK_OFFICER", "robin")
    waiting = run("flags", "--needs-second")
    assert "Proposed by First officer on" in waiting.stdout
    assert "excuse accepted (he was in hospital). It waits" in waiting.stdout
    refused = run("confirm", late, "--refuse", "--reason", "ask the hospital")
    assert refused.stdout == f"Flag {late} stays open: excuse accepted (decision 1) is refused.\n"

    monkeypatch.setenv("CASEWORK_OFFICER", "officer")
    run("decide", late, "excuse-accepted", "--reason", "the hospital says so")
    monkeypatch.setenv("CASEWORK_OFFICER", "robin")
    settled = run("confirm", late, "--reason", "shown")
    assert (
        settled.stdout == f"Flag {late} is decided by two officers: excuse accepted (decision 2).\n"
    )

    whole = run("flag", late).stdout
    assert "excuse accepted by First officer: he was in hospital (refused by Robin)" in whole
    assert (
        "excuse accepted by First officer: the hospital says so (settled by Robin; it stands)"
        in whole
    )


def test_a_flag_is_told_whole_step_by_step_with_officers_by_name(
    run: Run, desk: Desk, nightly_desk: Desk, engine: Engine
) -> None:
    person, clause = owing(desk)
    judge(nightly_desk, book=HIGH)
    flag = the_flag(engine)
    run("decide", str(flag.id), "referred", "--reason", "to the prosecutor")
    [report] = given(desk, person, a_report(clause, date(2026, 3, 15), PERIOD_FROM))
    judge(nightly_desk, LATE + timedelta(days=1), book=HIGH)

    told = run("flag", str(flag.id)).stdout

    lines = [line.strip() for line in told.splitlines()]
    assert any(line.endswith("raised by Nightly check") for line in lines)
    assert any(
        line.endswith("decided by First officer: referred: to the prosecutor") for line in lines
    )
    assert any(
        f"reopened by Nightly check: it rests now on event {report}" in line for line in lines
    )
    assert f"Fact {report}: report received on Sun 15 Mar 2026" in told
    assert (
        "referred by First officer: to the prosecutor (it needed one officer; it stands no longer)"
        in told
    )
    assert f"This wording, for --seen: {the_flag(engine).fingerprint}" in told


def test_a_wording_seen_earlier_is_refused_once_it_has_changed(
    run: Run, nightly_desk: Desk, engine: Engine, late: str
) -> None:
    seen = the_flag(engine).fingerprint
    judge(nightly_desk, LATE + timedelta(days=1), book=judging(Severity.HIGH, version=2))

    told = run("decide", late, "warning-given", "--reason", "as I read it", "--seen", seen)

    assert told.exit_code == 2
    assert told.stderr.startswith(f"Flag {late} has changed since you saw it")
    assert run("decide", late, "warning-given", "--reason", "read again").exit_code == 0


def test_a_flag_is_put_aside_and_brought_back(run: Run, engine: Engine, late: str) -> None:
    with Session(engine) as session, session.begin():
        session.execute(update(Flag).values(open_since=real_clock.today()))
    until = real_clock.today() + timedelta(days=3)

    aside = run("snooze", late, "--until", until.isoformat(), "--reason", "on leave")
    assert (aside.exit_code, f"Flag {late} is put aside to" in aside.stdout) == (0, True)
    assert run("flags").stdout == (
        "0 of 0 open flags\n1 flag put aside for now: `casework flags --snoozed`.\n"
    )
    assert "put aside to" in run("flags", "--snoozed").stdout

    back = run("unsnooze", late)
    assert back.stdout == f"Flag {late} is back among the open flags.\n"
    assert run("flags").stdout.startswith("1 of 1 open flag\n")


def test_a_day_too_far_ahead_is_refused_in_a_sentence(run: Run, engine: Engine, late: str) -> None:
    with Session(engine) as session, session.begin():
        session.execute(update(Flag).values(open_since=real_clock.today()))
    until = real_clock.today() + timedelta(days=40)

    told = run("snooze", late, "--until", until.isoformat(), "--reason", "on leave")

    assert told.exit_code == 2
    assert "at most 14 days ahead" in told.stderr


def test_mine_are_listed_alone(run: Run, late: str) -> None:
    assert run("flags", "--mine").stdout.startswith("0 of 0")

    run("look-into", late)

    told = run("flags", "--mine").stdout
    assert told.startswith("1 of 1 open flag\n")
    assert "looked into by First officer" in told


@pytest.mark.parametrize(
    "words",
    [
        ("acknowledge",),
        ("look-into",),
        ("decide", "warning-given", "--reason", "told"),
    ],
    ids=lambda words: words[0],
)
def test_each_step_is_told_as_json(run: Run, late: str, words: tuple[str, ...]) -> None:
    command, *rest = words

    told = json.loads(run(command, late, *rest, "--json").stdout)

    assert told["flag"] == int(late)
    named = {"flag", "person", "state", "progress", "snoozed_until", "says", "decision", "step"}
    assert told.keys() == named
    assert (told["decision"] is None) == (command != "decide")
    assert (told["step"] is None) == (command == "decide")


def test_a_flag_and_the_list_are_told_as_json(run: Run, late: str) -> None:
    run("decide", late, "excuse-accepted", "--reason", "ill")

    whole = json.loads(run("flag", late, "--json").stdout)
    [listed] = json.loads(run("flags", "--needs-second", "--json").stdout)

    assert [step["change"] for step in whole["history"]] == ["raised", "decision_proposed"]
    assert [one["waits"] for one in whole["decisions"]] == [True]
    assert whole["flag"]["finding"]["facts"]
    assert listed["proposed"]["kind"] == "excuse_accepted"


@pytest.mark.parametrize(
    ("words", "exit_code", "said"),
    [
        (("flag", "999"), 2, "There is no flag 999."),
        (("acknowledge", "999"), 2, "There is no flag 999."),
        (("flag", "9223372036854775808"), 2, "Invalid value"),
        (("decide", "1", "breach", "--reason", "no"), 2, "is not one of"),
        (("decide", "1", "warning-given"), 2, "Missing option '--reason'"),
        (("decide", "1", "warning-given", "--reason", "  "), 2, "Say why"),
        (("snooze", "1", "--reason", "later"), 2, "Missing option '--until'"),
        (("confirm", "1", "--reason", "fine"), 2, "waits for a second officer"),
    ],
    ids=lambda value: value[0] if isinstance(value, tuple) else None,
)
def test_what_cannot_be_done_is_refused_in_a_sentence(
    *, run: Run, late: str, words: tuple[str, ...], exit_code: int, said: str
) -> None:
    assert late == "1"

    told = run(*words)

    assert told.exit_code == exit_code
    assert said in told.stderr


def test_two_flags_on_the_same_grounds_stand_together_and_say_so(
    run: Run, desk: Desk, nightly_desk: Desk, engine: Engine
) -> None:
    """One duty under two orders is one flag each; somebody else's was raised in between."""
    person, _ = owing(desk)
    owing(desk)
    judge(nightly_desk, book=HIGH)
    [second] = given(desk, person, an_order(kind="fro", made_on=date(2014, 8, 14), term_count=15))
    given(desk, person, a_provision(second, SIX_MONTHLY, starts_on=PERIOD_FROM))
    judge(nightly_desk, LATE + timedelta(days=1), book=HIGH)

    listed = json.loads(run("flags", "--json").stdout)

    first, third, between = listed
    assert [line["person"] for line in listed] == ["P1", "P1", "P2"]
    assert third["flag"] > between["flag"] > first["flag"]
    assert (first["alike"], third["alike"], between["alike"]) == (
        [third["flag"]],
        [first["flag"]],
        [],
    )
    told = run("flags").stdout
    assert told.count("On the same grounds as 1 other flag (") == 2


def test_reading_a_flag_and_each_step_are_logged(run: Run, engine: Engine, late: str) -> None:
    run("acknowledge", late)

    with Session(engine) as session:
        logged = session.execute(
            select(AuditEvent.action, AuditEvent.verb).order_by(AuditEvent.id)
        ).all()
    assert [tuple(row) for row in logged[-3:]] == [
        (Action.READ_FLAG, Verb.CONSULT),
        (Action.TAKE_UP_FLAG, Verb.ALTER),
        (Action.TAKE_UP_FLAG, Verb.CONSULT),
    ]


def test_stored_words_do_not_reach_the_terminal_raw(run: Run, late: str) -> None:
    run("decide", late, "excuse-accepted", "--reason", "ill\x1b[2J")

    for words in (["flag", late], ["flags", "--needs-second"], ["flag", late, "--json"]):
        assert "\x1b" not in run(*words).output


def test_another_agency_s_flag_is_not_told(
    run: Run, colleague: Colleague, monkeypatch: pytest.MonkeyPatch, late: str
) -> None:
    colleague("stranger", Role.SUPERVISOR, agency="ELSEWHERE")
    monkeypatch.setenv("CASEWORK_OFFICER", "stranger")

    assert run("flag", late).exit_code == 2
    assert run("decide", late, "warning-given", "--reason", "mine").exit_code == 2
    assert run("flags").stdout.startswith("0 of 0")


def test_every_step_is_kept_in_order(run: Run, engine: Engine, late: str) -> None:
    run("acknowledge", late)
    run("look-into", late)
    run("decide", late, "recall-asked", "--reason", "third time")

    assert [step.change for step in steps(engine)] == [
        "raised",
        "acknowledged",
        "looked_into",
        "decided",
    ]
