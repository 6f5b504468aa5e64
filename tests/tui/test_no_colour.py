"""Nothing is meant by colour alone: without any, every view is read and told apart the same."""

import pytest

from casework.pages.page import Mark, Target
from tests.tui.conftest import Open
from tests.tui.forms import fill, open_form
from tests.tui.no_colour import GOLDEN, golden, marked
from tui.marks import COLOURLESS, STYLES
from tui.sheet import Sheet
from tui.views import VIEWS

EVERYWHERE = (
    Target("today"),
    Target("caseload"),
    Target("search"),
    Target("person", "P1"),
    Target("order", "P1/20"),
    Target("flags"),
    Target("flag", "1"),
    Target("fact", "event/33"),
    Target("prisons"),
    Target("prison", "LEI"),
    Target("allocation"),
    Target("unchecked"),
    Target("drafts"),
    Target("form", "record/P1"),
)
"""Every view there is, with a record."""


def test_every_view_is_looked_at() -> None:
    assert [target.view for target in EVERYWHERE] == list(VIEWS)


@pytest.mark.parametrize("database", ["sqlite"])
async def test_every_view_reads_the_same_without_colour_and_tells_apart_the_same(
    open_screens: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with open_screens():
        pass  # a first visit is told otherwise than a second
    coloured = {}
    async with open_screens() as screens:
        for target in EVERYWHERE:
            screens.shell.go(target)
            await screens.settled()
            coloured[target] = screens.text
    monkeypatch.setenv("NO_COLOR", "1")

    async with open_screens() as screens:
        for target in EVERYWHERE:
            screens.shell.go(target)
            await screens.settled()
            assert screens.text == coloured[target]
            assert "Nothing to show" not in screens.text, target
            await golden(screens, target.view)
            main = screens.shell.query_one("#main", Sheet)
            assert target.view == "form" or not main.source.items or "\n|> " in marked(screens)


@pytest.mark.parametrize("database", ["sqlite"])
async def test_what_is_asked_and_what_is_wrong_stand_out_without_colour(
    open_screens: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")

    async with open_screens() as screens:
        await screens.press("?")
        await golden(screens, "help")
        await screens.press("escape", "/")
        await golden(screens, "filter")
        await screens.press("escape")
        await open_form(screens, "record/P1/find")
        await fill(screens, item_kind="fire", item="a revolver", happened_on="4/13/26")
        await screens.press("f9")
        await golden(screens, "form-wrong")
        await screens.press("f8")
        await golden(screens, "dialog")


def test_what_colour_tells_apart_weight_or_a_line_tells_apart_too() -> None:
    told = {mark: COLOURLESS[mark] for mark in Mark if mark is not Mark.GOOD}

    assert len(set(told.values())) == len(told)
    assert COLOURLESS.keys() == STYLES.keys() == set(Mark)
    assert all(style.color is style.bgcolor is None for style in COLOURLESS.values())


def test_no_golden_is_left_of_what_is_shown_no_more() -> None:
    shown = {target.view for target in EVERYWHERE} | {"help", "filter", "form-wrong", "dialog"}

    assert {path.stem for path in GOLDEN.iterdir()} == shown
