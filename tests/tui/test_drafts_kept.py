"""What is typed outlives a kill and a dropped line: at most a second of it is lost."""

import time
from functools import partial
from pathlib import Path

import pytest

from casework.desk import Desk
from casework.services.keep_draft import list_drafts
from casework.settings import Settings
from casework.store import open_store
from tests.tui.terminal import Terminal, terminal

LOST_AT_MOST = 1.0
EACH = 0.04
"""Seconds between two keys: a fast typist, who never rests."""

WORDS = "seen at the gym with two men in a white van, plate not read"


def kept(settings: Settings) -> str:
    """Return the officer's one draft as the database holds it."""
    engine = open_store(settings)
    [draft] = Desk(engine=engine, login="officer", interface="test").run(list_drafts)
    engine.dispose()
    return max(draft.contents.values(), key=len)


def focused_on(label: str, shown: str) -> bool:
    """Whether the field of a label has the cursor."""
    return any(line.startswith(">") and label in line[:20] for line in shown.splitlines())


def type_a_note(at: Terminal) -> list[tuple[float, str]]:
    """Sign in, begin a note on somebody and type for two seconds; return when each key was."""
    at.wait_for("Who is at the desk?", "officer")
    at.press("Enter")
    at.wait_for("Today")
    at.press("C-g")
    at.wait_for("Go to a person")
    at.type("P5")
    at.wait_for("ELDER")
    at.press("Enter")
    at.wait_for("P5", "ELDER", without="Go to a person")
    at.press("n")
    at.wait_for("Record what happened")
    at.type("note")
    at.wait_for("of the day")
    for focused in (" it is a", " of the day", " note"):
        at.press("Tab")
        at.wait_until(partial(focused_on, focused))
    typed = []
    for letter in WORDS:
        typed.append((time.monotonic(), letter))
        at.press("Space" if letter == " " else letter)
        time.sleep(EACH)
    return typed


@pytest.mark.parametrize("end", ["kill", "hang_up"])
def test_at_most_a_second_of_typing_is_lost(
    region_settings: Settings, tmp_path: Path, end: str
) -> None:
    with terminal(region_settings, tmp_path) as at:
        typed = type_a_note(at)
        ended = time.monotonic()
        getattr(at, end)()
        at.wait_until_ended()

    found = kept(region_settings)
    assert "".join(letter for _, letter in typed).startswith(found)
    lost = typed[len(found) :]
    assert found
    assert not lost or ended - lost[0][0] <= LOST_AT_MOST, f"{len(lost)} of {len(typed)} lost"

    if end == "hang_up":
        return  # what comes back does not hang on how it ended
    with terminal(region_settings, tmp_path) as at:
        at.wait_for("Who is at the desk?", "officer")
        at.press("Enter")
        at.wait_for("1 draft (g d)")
        at.press("g", "d")
        at.wait_for("Record note: P5 ELDER Max")
        at.press("Enter")
        at.wait_for("is back", found[:30])
