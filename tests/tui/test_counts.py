"""Counts that a machine's noise does not move: widgets, queries an action, bytes a key."""

import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import Engine, event

from casework.office import Office
from casework.pages.page import Target
from casework.settings import Settings
from tests.tui.conftest import Open
from tests.tui.terminal import PtyTerminal, terminal

EVERYWHERE = (
    Target("today"),
    Target("caseload"),
    Target("search"),
    Target("person", "P1"),
    Target("order", "P1/20"),
    Target("flags"),
    Target("flag", "1"),
    Target("prisons"),
    Target("prison", "LEI"),
    Target("allocation"),
    Target("unchecked"),
    Target("drafts"),
)
MOST_QUERIES = 60
"""Statements to the database a view, the gate's own and the log's among them."""

WIDGETS = 25
QUIET = 0.4
"""Seconds without a byte, after which a terminal has been sent all."""


class Statements:
    """Counts what is asked of a database."""

    def __init__(self, engine: Engine) -> None:
        self.count = 0
        event.listen(engine, "before_cursor_execute", self._hear)

    def _hear(self, *_: object) -> None:
        self.count += 1

    def since_then(self) -> int:
        count, self.count = self.count, 0
        return count


async def test_views_mount_no_widgets_and_ask_little_of_the_database(
    open_screens: Open, office: Office
) -> None:
    async with open_screens() as screens:
        shell = screens.shell
        statements = Statements(office.engine)
        asked = {}
        widgets = len(shell.query("*"))
        for target in EVERYWHERE:
            statements.since_then()
            shell.go(target)
            await screens.settled()
            assert "Nothing to show" not in screens.text, target
            asked[target.view] = statements.since_then()
            assert len(shell.query("*")) == widgets, target

        assert widgets <= WIDGETS
        assert max(asked.values()) <= MOST_QUERIES, asked


async def test_what_is_asked_does_not_grow_with_what_is_shown(
    open_screens: Open, office: Office
) -> None:
    """P1 has flags, clauses and events by the dozen; P9 has next to nothing."""
    async with open_screens() as screens:
        shell = screens.shell
        statements = Statements(office.engine)
        asked = []
        for person in ("P9", "P1"):
            shell.go(Target("person", person))
            await screens.settled()
            asked.append(statements.since_then())

        assert asked[1] <= asked[0] + 12, asked


@contextmanager
def today_in_a_terminal(settings: Settings, folder: Path, **more: str) -> Iterator[PtyTerminal]:
    with terminal(settings, folder, size=(140, 40), kind=PtyTerminal, **more) as at:
        assert isinstance(at, PtyTerminal)
        at.wait_for("Who is at the desk?", "officer")
        at.press("Enter")
        at.wait_for("Today", "Nothing falls due")
        at.press("g", "c")
        at.wait_for("Caseload", "P11")
        yield at


def bytes_of(at: PtyTerminal, key: str) -> int:
    """Return how many bytes a key sends to the terminal, and let all of them come."""
    wait_until_quiet(at)
    before = len(at.sent)
    at.press(key)
    time.sleep(QUIET)
    wait_until_quiet(at)
    return sum(map(len, at.sent[before:]))


def wait_until_quiet(at: PtyTerminal) -> None:
    """Wait until nothing has been sent for a while."""
    seen = -1
    while seen != len(at.sent):
        seen = len(at.sent)
        time.sleep(QUIET)


@pytest.mark.parametrize("database", ["sqlite"])
def test_a_key_sends_few_bytes_and_resting_sends_none(
    region_settings: Settings, tmp_path: Path
) -> None:
    with today_in_a_terminal(region_settings, tmp_path) as at:
        at.press("p")  # no preview: the cursor alone
        moved = [bytes_of(at, "j") for _ in range(3)]
        paged = bytes_of(at, "PageDown")
        resting = len(at.sent)
        time.sleep(1)

        assert 0 < max(moved) <= 1_500, moved
        assert paged <= 22_000
        assert len(at.sent) == resting


@pytest.mark.parametrize("database", ["sqlite"])
def test_no_colour_is_sent_where_none_is_wanted(region_settings: Settings, tmp_path: Path) -> None:
    with today_in_a_terminal(region_settings, tmp_path, NO_COLOR="1", COLORTERM="truecolor") as at:
        at.press("g", "f")
        at.wait_for("Flags", "P5 ELDER Max")
        sent = b"".join(at.sent).decode(errors="replace")

    assert colours(sent) == set()
    assert "\x1b[7m" in sent  # and yet the cursor is seen


def colours(sent: str) -> set[str]:
    """Return the colours sent, greys too; the terminal's own are none."""
    found = set()
    for codes in re.findall(r"\x1b\[([0-9;]*)m", sent):
        of_many = r"[34]8;(?:2;\d+;\d+;\d+|5;\d+)"
        found |= {*re.findall(of_many, codes)}
        rest = re.sub(of_many, "", codes)
        found |= {code for code in rest.split(";") if re.fullmatch(r"([349]|10)[0-7]", code)}
    return found


def test_colours_are_told_from_weights() -> None:
    sent = "\x1b[1;38;2;230;159;0;48;5;18mA\x1b[0m\x1b[31mB\x1b[90mC\x1b[7;2;4mD\x1b[39;49m"

    assert colours(sent) == {"38;2;230;159;0", "48;5;18", "31", "90"}
