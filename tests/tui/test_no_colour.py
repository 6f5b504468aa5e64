"""Nothing is meant by colour alone: every view reads the same without it."""

import pytest

from casework.pages.page import Target
from tests.tui.conftest import Open
from tests.tui.test_counts import EVERYWHERE
from tui.sheet import Sheet


async def shown(open_screens: Open) -> dict[Target, str]:
    """Return each view as it is read, styles and all left out."""
    read = {}
    async with open_screens() as screens:
        for target in EVERYWHERE:
            screens.shell.go(target)
            await screens.settled()
            read[target] = screens.text
            main = screens.shell.query_one("#main", Sheet)
            assert not main.source.items or "\n> " in screens.text, f"no cursor in {target}"
    return read


@pytest.mark.parametrize("database", ["sqlite"])
async def test_every_view_reads_the_same_without_colour(
    open_screens: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with open_screens():
        pass  # a first visit is told otherwise than a second
    coloured = await shown(open_screens)
    monkeypatch.setenv("NO_COLOR", "1")

    colourless = await shown(open_screens)

    for target in EVERYWHERE:
        assert colourless[target] == coloured[target]
