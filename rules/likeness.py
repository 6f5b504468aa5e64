"""Whether two descriptions say the same, or may: the order's words against a record's."""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
_SIGNIFICANT = 3
_LEAST_PLURAL = 4
_LEAST_NAMES = 2
_LETTERS = str.maketrans(
    {
        "ø": "o",
        "ł": "l",
        "đ": "d",
        "ð": "d",
        "þ": "th",
        "æ": "ae",
        "œ": "oe",
        "\N{LATIN SMALL LETTER DOTLESS I}": "i",
    }
)
"""Small letters that are plain ones to whoever has no others, and have no mark to leave out."""


@lru_cache(maxsize=4096)
def words_of(text: str) -> tuple[str, ...]:
    """Return the words of a description in small letters, a plain plural as its singular."""
    return tuple(_singular(word) for word in _WORD.findall(_plain(text)))


def same_words(text: str, descriptions: Iterable[str]) -> str | None:
    """Return the first of *descriptions* that says what *text* says, but for case and plural."""
    said = words_of(text)
    return next((each for each in descriptions if said and words_of(each) == said), None)


def may_be_like(text: str, descriptions: Iterable[str]) -> bool:
    """Whether *text* and one of *descriptions* share a word that says what the thing is."""
    said = frozenset(filter(_is_significant, words_of(text)))
    return any(not said.isdisjoint(words_of(each)) for each in descriptions)


def same_name(name: str, other: str) -> bool:
    """Whether two names are the same, whichever of surname and forenames comes first.

    Case, accents, punctuation and where a word is parted do not matter.
    """
    said, compared = _names_of(name), "".join(_names_of(other))
    return any("".join(said[turn:] + said[:turn]) == compared for turn in range(len(said)))


def letters_of(name: str) -> str:
    """Return the letters of a name in order of the alphabet: equal of all that are the same name.

    Others may have them too. It is for looking a name up among many.
    """
    return "".join(sorted("".join(_names_of(name))))


def may_be_same_name(name: str, other: str) -> bool:
    """Whether all of one name, of at least two words, stands within the other."""
    fewer, more = sorted((set(_names_of(name)), set(_names_of(other))), key=len)
    return len(fewer) >= _LEAST_NAMES and fewer <= more


@lru_cache(maxsize=4096)
def _names_of(name: str) -> tuple[str, ...]:
    return tuple(word.replace("'", "") for word in _WORD.findall(_plain(name)))


def _plain(text: str) -> str:
    """Write *text* in small letters without accents, with plain apostrophes."""
    apart = unicodedata.normalize("NFKD", text.replace("\N{RIGHT SINGLE QUOTATION MARK}", "'"))
    letters = "".join(letter for letter in apart if not unicodedata.combining(letter))
    return letters.casefold().translate(_LETTERS)


def _singular(word: str) -> str:
    is_plural = len(word) >= _LEAST_PLURAL and word.endswith("s") and not word.endswith("ss")
    return word[:-1] if is_plural else word


_SAYS_NOTHING = frozenset(
    map(
        _singular,
        (
            *("all", "and", "any", "are", "but", "can", "etc", "for", "had", "has", "her", "him"),
            *("his", "how", "its", "ltd", "may", "nor", "not", "off", "one", "our", "out", "own"),
            *("per", "plc", "set", "she", "the", "too", "two", "use", "via", "was", "who", "you"),
            *("about", "above", "also", "another", "article", "been", "being", "below", "both"),
            *("business", "company", "does", "each", "employment", "every", "from", "have"),
            *("including", "industry", "into", "item", "kind", "like", "limited", "more", "must"),
            *("only", "other", "ours", "over", "same", "service", "shall", "similar", "some"),
            *("such", "than", "that", "their", "them", "these", "they", "thing", "this", "those"),
            *("through", "trade", "trading", "type", "under", "upon", "used", "uses", "using"),
            *("what", "when", "where", "which", "with", "within", "without", "work", "working"),
            *("your", "yours"),
        ),
    )
)
"""Words, in the singular, that two descriptions may share and have nothing in common."""


def _is_significant(word: str) -> bool:
    return len(word) >= _SIGNIFICANT and word not in _SAYS_NOTHING
