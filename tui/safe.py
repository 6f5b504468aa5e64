"""The last gate to the terminal: whatever is drawn has been made safe, even twice."""

from rich.text import Text

from casework.safe_text import safe_text


def on_screen(text: str) -> str:
    """Return text with everything a terminal might obey shown as a symbol."""
    return safe_text(text)


def plain_text(text: str, *, lines: bool = False, style: str = "") -> Text:
    """Return text for a widget: safe, and never read as markup. *style* is a weight, no colour."""
    return Text(safe_text(text, lines=lines), style=style)
