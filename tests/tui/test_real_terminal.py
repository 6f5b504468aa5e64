"""The six commonest journeys in a real terminal, by real keys, as officers go them."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest

from casework import clock
from casework.settings import Settings
from tests.tui.terminal import PtyTerminal, Terminal, TmuxTerminal, terminal


@contextmanager
def at_desk(settings: Settings, folder: Path, login: str) -> Iterator[Terminal]:
    """Sit at a terminal, signed in; at the end leave, with nothing in the log."""
    seated = settings.model_copy(update={"officer": login})
    with terminal(seated, folder) as at:
        at.wait_for("Who is at the desk?", login)
        at.press("Enter")
        at.wait_for("Today", login)
        yield at
        at.press("C-q")
        at.wait_until_ended()
    assert not (folder / "state" / "casework" / "errors.log").exists()


def focused_on(at: Terminal, label: str) -> None:
    """Wait until the field of a label has the cursor."""
    at.wait_until(
        lambda shown: any(
            line.startswith(">") and label in line[:20] for line in shown.splitlines()
        ),
        f"the field “{label}”",
    )


def say_yes(at: Terminal, words: str) -> None:
    """Wait until a thing is said in full, and do it: the cursor stands on Cancel."""
    at.wait_for("Cancel: nothing is done", words)
    at.press("Down", "Enter")
    at.wait_for(without="Cancel: nothing is done")


def decide_the_gravest_flag_and_go_to_the_next(at: Terminal) -> None:
    at.press("g", "f")
    at.wait_for("Flags", "P5 ELDER Max")
    at.press("Enter")
    at.wait_for("travel forbidden", "d decide")
    at.press("d")
    focused_on(at, "Decision")
    at.type("warning")
    at.wait_for("→ warning given")
    at.press("Tab")
    focused_on(at, "Reason")
    at.type("Seen on Tuesday; he says he did not know.")
    at.press("F9")
    say_yes(at, "Seen on Tuesday")
    at.wait_for("Flag 7", "warning")
    at.press("x")
    at.wait_for("P2 BRAMBLE Jo", "financial report late")


def find_by_a_misspelt_name_and_read(at: Terminal) -> None:
    at.press("g", "s")
    at.wait_for("Type a name")
    at.type("allder sma")
    at.wait_for("> person", "ALDER Sam")
    at.press("Enter", "Enter")
    at.wait_for("P1  ALDER Sam", "SCPO 2020")
    at.press("3")
    at.wait_for("P1  ALDER Sam", "[3 orders]")


def record_a_report_and_take_it_back(at: Terminal) -> None:
    at.press("C-g")
    at.wait_for("Go to a person")
    at.type("P1")
    at.wait_for("> P1  ALDER")
    at.press("Enter")
    at.wait_for("P1  ALDER Sam", "1 summary", without="Go to a person")
    at.press("n")
    focused_on(at, "what happened")
    at.type("report")
    at.wait_for("→ report received", "received on")
    at.press("Tab", "Tab")
    focused_on(at, "covers from")
    at.press("Tab")
    focused_on(at, "received on")
    at.type("3/2/26")
    at.wait_for("→ Tue 3 Feb 2026")
    at.press("F9")
    say_yes(at, "Tue 3 Feb 2026")
    at.wait_for("Recorded: report received")
    at.press("5")
    at.wait_for("[5 events]", "3 Feb 2026")
    at.press("C-z")
    say_yes(at, "Take it back")
    at.wait_for("[5 events]", without="3 Feb 2026")


def narrow_the_caseload_and_open(at: Terminal) -> None:
    at.press("g", "c")
    at.wait_for("Caseload", "P11")
    at.press("/")
    at.type("[redac")
    at.wait_for("DOGWOOD", without="P11")
    at.press("Enter", "Enter")
    at.wait_for("P4  DOGWOOD [REDACTED]")


def test_an_officers_four_journeys(region_settings: Settings, tmp_path: Path) -> None:
    with at_desk(region_settings, tmp_path, "officer") as at:
        decide_the_gravest_flag_and_go_to_the_next(at)
        find_by_a_misspelt_name_and_read(at)
        record_a_report_and_take_it_back(at)
        narrow_the_caseload_and_open(at)


def test_a_prison_intelligence_officer_looks_at_who_is_leaving(
    region_settings: Settings, tmp_path: Path
) -> None:
    with at_desk(region_settings, tmp_path, "prison-1") as at:
        at.press("g", "p")
        at.wait_for("Leeds (HMP)")
        at.press("Enter")
        at.wait_for("P2 BRAMBLE Jo", "C-2-014")
        at.press("3")
        at.wait_for("Leeds (HMP) (LEI): leaving")


def test_a_supervisor_gives_cover(region_settings: Settings, tmp_path: Path) -> None:
    with at_desk(region_settings, tmp_path, "supervisor-1") as at:
        at.press("g", "a")
        at.wait_for("Allocation and cover", "First officer")
        at.press("Down", "Down", "Enter")
        at.wait_for("First officer (officer)", "> P5")
        at.press("a")
        focused_on(at, "Officer")
        at.press("BTab")
        focused_on(at, "Lead or cover")
        at.press("BSpace", "BSpace", "BSpace", "BSpace")
        at.type("cover")
        at.wait_for("→ cover", "Until")
        at.press("Tab")
        focused_on(at, "Officer")
        at.type("robin")
        at.wait_for("→ Robin Lead")
        at.press("Tab", "Tab")
        focused_on(at, "Until")
        at.type(f"{clock.today() + timedelta(days=14):%d/%m/%Y}")
        at.press("Tab")
        focused_on(at, "Reason")
        at.type("On leave.")
        at.press("F9")
        say_yes(at, "Robin Lead")
        at.wait_for("Robin Lead covers P5", "cover Robin")


@pytest.mark.parametrize("kind", [PtyTerminal, TmuxTerminal])
@pytest.mark.parametrize("database", ["sqlite"])
def test_either_terminal_serves(
    region_settings: Settings, tmp_path: Path, kind: type[PtyTerminal | TmuxTerminal]
) -> None:
    with terminal(region_settings, tmp_path, kind=kind) as at:
        at.wait_for("Who is at the desk?", "officer")
        at.press("C-q")
        at.wait_until_ended()
