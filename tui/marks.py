"""How marks look. Words carry the meaning; weight and colour only help the eye."""

from functools import lru_cache

from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.filter import LineFilter

from casework.pages.page import Mark

STYLES = {
    Mark.PLAIN: Style(),
    Mark.STRONG: Style(bold=True),
    Mark.FAINT: Style(color="#9a9a9a"),
    Mark.ALERT: Style(bold=True, color="#e69f00"),
    Mark.WARN: Style(color="#f0e442"),
    Mark.GOOD: Style(color="#56b4e9"),
}
"""After Okabe and Ito: told apart by those who do not see red from green."""

COLOURLESS = {
    Mark.PLAIN: Style(),
    Mark.STRONG: Style(bold=True),
    Mark.FAINT: Style(dim=True),
    Mark.ALERT: Style(bold=True, underline=True),
    Mark.WARN: Style(underline=True),
    Mark.GOOD: Style(),
}
"""The same where no colour is sent: what asks for notice is underlined, what is good is not."""

CURSOR = Style(reverse=True)


class Colourless(LineFilter):
    """Sends no colour at all, where NO_COLOR is set. Textual's own sends greys, and no faint."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        return [
            Segment(text, None if style is None else _without_colour(style), control)
            for text, style, control in segments
        ]


@lru_cache(1024)
def _without_colour(style: Style) -> Style:
    return style.without_color
