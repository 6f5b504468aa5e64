"""How names are made comparable."""

import unicodedata


def search_key(surname: str, forenames: str) -> str:
    """Return a name in upper case without marks, surname first, for indexes to find."""
    flat = unicodedata.normalize("NFKD", f"{surname} {forenames}")
    letters = "".join(mark for mark in flat if not unicodedata.combining(mark))
    return " ".join(letters.upper().split())
