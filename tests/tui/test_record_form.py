"""Recording anything and opening a case: by keys, from what is typed to what is on record."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from casework.desk import Desk
from casework.models import Event, Inclusion
from casework.office import Office
from casework.services.judge_identity import judge_same
from tests.casework.conftest import Clock
from tests.tui.conftest import SIZES, Open
from tests.tui.forms import fill, kept, open_form, paste, row_of, shell_of


async def test_a_report_is_recorded_by_keys_and_taken_back(
    open_screens: Open, office: Office
) -> None:
    async with open_screens() as screens:
        shell_of(screens).go_to_person("P1")
        await screens.press("n")
        await paste(screens, "report")
        await screens.pilot.press("tab", "f4")
        await screens.pilot.press("enter", "tab", "f4")
        await screens.golden("record-periods")

        await screens.pilot.press("enter", "tab")
        await paste(screens, "3/3/26")
        await screens.pilot.press("tab")
        await paste(screens, "9.30")
        assert "→ clause 1 (SCPO of Mon 14 S" in screens.text
        assert "→ Tue 3 Mar 2026, 13 days ago" in screens.text
        assert "→ 09:30 GMT on Tue 3 Mar 2026" in screens.text

        await screens.press("f9", "down", "enter")
        assert "Recorded: report received, P1 ALDER Sam." in screens.text
        assert kept(office, "record/P1") == {}
        with Session(office.engine) as session:
            newest = session.scalars(select(Event).order_by(Event.fact_id.desc())).first()
            assert newest is not None
            assert (newest.happened_on, newest.period_from) == (date(2026, 3, 3), date(2025, 9, 3))

        await screens.press("ctrl+z", "down", "enter")
        assert "Taken back. The record of P1 is as it was before." in screens.text


async def test_a_form_and_its_review_fit_the_screen(open_screens: Open) -> None:
    for size in SIZES:
        async with open_screens(size=size) as screens:
            await open_form(screens, f"record/P{size[0] // 70}/seizure")
            await fill(
                screens, item_kind="fire", item="a revolver [REDACTED]", amount="4,20",
                happened_on="4/13/26",
            )  # fmt: skip
            await screens.golden("record-wrong")

            await screens.pilot.press("f9", "ctrl+u", "f9", "ctrl+u")
            await paste(screens, "17/3/26")
            await screens.pilot.press("f9")
            await screens.golden("record-review")


async def test_whom_it_is_about_is_typed_or_found(open_screens: Open) -> None:
    async with open_screens() as screens:
        await open_form(screens, "record/")
        await paste(screens, "P99")
        assert "! person: Nobody is known here as P99." in screens.text
        await fill(screens, kind="notice given", happened_on="today", person="")

        await screens.press("f9")
        assert "Cancel" not in screens.text

        await screens.press("f4")
        await paste(screens, "bramble")
        await screens.press("enter")
        assert "→ P2 BRAMBLE" in screens.text

        shell = shell_of(screens)
        clause = row_of(shell, "clause").field
        assert clause is not None
        number = clause.choices[0].code.removeprefix("fact:")
        await open_form(screens, f"record/P2/notice_given/{number}")
        assert "→ clause " in screens.text.splitlines()[3]

        await open_form(screens, "record/P99")
        assert "Nobody is known here as P99" in screens.text
        await open_form(screens, "gone/P1")
        assert "There is no form gone/P1 any more." in screens.text


async def test_a_clause_of_a_record_judged_the_same_is_offered_and_recorded_there(
    open_screens: Open, office: Office, clock: Clock
) -> None:
    desk = Desk(engine=office.engine, login="officer", interface="test", now=clock)
    desk.run(judge_same, "P4", "P1", reason="Fingerprints agree.")
    clock.move_on(minutes=1)
    async with open_screens() as screens:
        await open_form(screens, "record/P4/notice_given")
        await fill(screens, clause="clause 2", happened_on="16/3/26")
        assert "→ clause 2 (SCPO of Mon 14 S" in screens.text
        await screens.press("f9")
        said = " ".join(screens.text.replace("│", " ").split())
        assert "It is recorded on P1, for what it is about is there;" in said

        await screens.press("down", "enter")
        assert "Recorded: notice given, P1 ALDER Sam." in screens.text
    with Session(office.engine) as session:
        newest = session.scalars(select(Event).order_by(Event.fact_id.desc())).first()
        assert newest is not None
        assert newest.person_id == 1


async def test_a_case_is_opened_with_those_it_may_be_shown_before(
    open_screens: Open, office: Office
) -> None:
    reason = "Two investigations say so."
    async with open_screens() as screens:
        await screens.pilot.press("g", "n")
        await screens.settled()
        await fill(screens, surname="Alder", forenames="Samuel")
        await screens.press("f9")
        assert "works with others: this is needed." in screens.text

        await fill(
            screens, works_with_others=reason, capacity_and_capability=reason,
            continuing_basis=reason, planning_control_coordination=reason,
        )  # fmt: skip
        await screens.press("f9")
        await screens.golden("case-review")

        await screens.pilot.press("down", "enter")
        await screens.settled()
        assert "The case of ALDER Samuel is open" in screens.text
        with Session(office.engine) as session:
            opened = session.scalars(select(Inclusion).order_by(Inclusion.fact_id.desc())).first()
            assert opened is not None
            assert opened.planning_control_coordination == reason
