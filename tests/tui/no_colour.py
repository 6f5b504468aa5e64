"""Screens as they are without colour: what is read, and under it how it stands out."""

import os
from collections.abc import Iterator
from pathlib import Path

from rich.segment import Segment
from rich.style import Style

from tests.tui.conftest import Screens

GOLDEN = Path(__file__).parent / "golden" / "no_colour"
LEGEND = """\
| what is read; under it, where anything stands out, how each character does:
~ b bold   d dim   u underlined   x bold and underlined   r reverse; capitals: in reverse too
"""
_LETTERS = {
    (False, False, False): " ",
    (True, False, False): "b",
    (False, True, False): "d",
    (False, False, True): "u",
    (True, False, True): "x",
    (True, True, False): "m",
}
"""By whether something is bold, dim and underlined."""


def marked(screens: Screens) -> str:
    """Return the screen line by line, each with how its characters stand out under it.

    Raises:
        AssertionError: a colour is sent.
    """
    strips = screens.app.screen._compositor.render_strips()  # noqa: SLF001  # no public way in 8.2
    lines = [LEGEND]
    for strip in strips:
        text, marks = "", ""
        for segment in strip:
            text += segment.text
            marks += "".join(_marks(segment))
        lines.append(f"|{text.rstrip()}\n")
        if marks.strip():
            lines.append(f"~{marks.rstrip()}\n")
    return "".join(lines)


def _marks(segment: Segment) -> Iterator[str]:
    """Yield a letter for each character; a blank stands out only where it is reversed."""
    style = segment.style or Style()
    assert style.color is None, f"{segment.text!r} is sent in {style.color}"
    assert style.bgcolor is None, f"{segment.text!r} is sent on {style.bgcolor}"
    letter = _LETTERS[bool(style.bold), bool(style.dim), bool(style.underline)]
    if style.reverse:
        yield from ("r" if letter == " " else letter.upper()) * len(segment.text)
    else:
        yield from (" " if char == " " else letter for char in segment.text)


async def golden(screens: Screens, name: str) -> None:
    """Compare the screen with its golden file; `UPDATE_GOLDEN=1 pytest` rewrites it."""
    await screens.pilot.pause(0.2)  # what the cursor rests on is previewed
    await screens.settled()
    path = GOLDEN / f"{name}.txt"
    found = marked(screens)
    if os.environ.get("UPDATE_GOLDEN"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(found, encoding="utf-8")
    assert found == path.read_text(encoding="utf-8")
