"""How names are made comparable."""

import re
import unicodedata

_ALIKE = (
    (r"^MAC(?=.{3})", "MC"),
    (r"^(KN|GN|PN)", "N"),
    (r"^WR", "R"),
    (r"^X", "S"),
    (r"PH", "F"),
    (r"TH", "T"),
    (r"(?<=..)E$", ""),
    (r"GHT", "T"),
    (r"(?<=[AEIOU])GH", ""),
    (r"SCH|TCH", "CH"),
    (r"CK|Q", "K"),
    (r"C(?=[EIY])", "S"),
    (r"C(?!H)", "K"),
    (r"Z", "S"),
    (r"DG(?=[EIY])", "J"),
    (r"(?<=.)Y", "I"),
    (r"(?<=.)W", ""),
    (r"(?<=.)H(?![AEIOU])", ""),
    (r"(.)\1+", r"\1"),
    (r"(?<=.)[AEIOU]", ""),
    (r"(.)\1+", r"\1"),
)
"""What sounds alike in English names, in the order it is put in one form."""

_SOUNDS = tuple((re.compile(pattern), put) for pattern, put in _ALIKE)


def search_key(surname: str, forenames: str) -> str:
    """Return a name in upper case without marks, surname first, for indexes to find."""
    flat = unicodedata.normalize("NFKD", f"{surname} {forenames}")
    letters = "".join(mark for mark in flat if not unicodedata.combining(mark))
    return " ".join(letters.upper().split())


def sound_key(word: str) -> str:
    """Return what a word of a name sounds like, roughly: PHILLIPS and FILIPS are one.

    Give it in upper case without marks. Vowels count only where the word begins with one.
    """
    for pattern, put in _SOUNDS:
        word = pattern.sub(put, word)
    return word
