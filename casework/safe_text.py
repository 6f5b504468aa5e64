"""The one function that makes stored text safe to show: in a terminal, a widget or a file.

Control characters, marks that turn the direction of writing and characters of no width
could move the cursor, hide words or forge a line. They are shown as symbols instead.
"""

import unicodedata

_CONTROL_PICTURES = 0x2400
_LAST_CONTROL = 0x1F
_DELETE = 0x7F
_DELETE_PICTURE = "\u2421"
_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_REPLACEMENT = "\ufffd"


def safe_text(text: str, *, lines: bool = False) -> str:
    """Return *text* with everything a terminal might obey shown as a symbol.

    With *lines*, line breaks stay as they are; else they are shown too.
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(_shown(char, lines=lines) for char in text)


def _shown(char: str, *, lines: bool) -> str:
    if lines and char == "\n":
        return char
    code = ord(char)
    if code <= _LAST_CONTROL:
        return chr(_CONTROL_PICTURES + code)
    if code == _DELETE:
        return _DELETE_PICTURE
    return _REPLACEMENT if unicodedata.category(char) in _HIDDEN else char
