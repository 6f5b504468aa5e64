"""How marks look. Words carry the meaning; weight and colour only help the eye."""

from rich.style import Style

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

CURSOR = Style(reverse=True)
