"""Find people by a name as it was typed: whole, begun, misspelt, or as it sounds; and say why."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from casework.models import NameKind
from casework.names import sound_key
from casework.queries.directory import Directory, Name, words_of

_MOST_WORDS = 6
_ONE_EDIT, _TWO_EDITS = 4, 8
"""Letters of a word from which one letter may differ, and two."""

_SOUNDED = 3
"""Letters of a word from which it is compared as it sounds."""

_APART = 3
"""Letters by which words that sound alike may differ in length."""

_EXACT, _BEGUN, _ONE_OFF, _SOUNDS, _TWO_OFF = 0, 10, 30, 40, 60
_ALIAS, _FORENAME_ALONE, _TURNED_ROUND = 5, 2, 8
_CALLED = {
    NameKind.FORMER: "former name",
    NameKind.ALIAS: "alias",
    NameKind.NICKNAME: "nickname",
}


class Likeness(NamedTuple):
    """How far a word on record is from one that was typed, and in words; none where equal."""

    penalty: int
    says: str = ""


class Match(NamedTuple):
    """Somebody whose name goes with what was typed.

    The less `penalty` the likelier; `unsaid` is how many words of the name were not typed.
    """

    person: int
    penalty: int
    unsaid: int
    why: str


def people_named(names: Directory, typed: str) -> list[Match]:
    """Return who is called what was typed, in any order of its words.

    Each word must go with another word of one and the same name.
    """
    wanted = words_of(typed)[:_MOST_WORDS]
    if not wanted or max(map(len, wanted)) == 1:
        return []
    ways = [_ways(names, word) for word in wanted]
    surname = len(words_of(typed.partition(",")[0])) if "," in typed.strip(", ") else 0
    found = []
    for person in _with_each(names, ways):
        matches = (_match(name, ways, surname) for name in names.names[person])
        best = min((match for match in matches if match is not None), default=None)
        if best is not None:
            found.append(Match(person, *best))
    return found


def _ways(names: Directory, word: str) -> dict[str, Likeness]:
    """Return the words on record that go with a word typed, each with how far it is from it."""
    ways = {like: Likeness(_SOUNDS, f"sounds like {like}") for like in _sounding(names, word)}
    for like, edits in _misspelt(names, word):
        near = Likeness(*((_ONE_OFF, _differs(word, like)) if edits == 1 else _two_off(like)))
        ways[like] = min(ways.get(like, near), near)
    for like in names.beginning(word):
        ways[like] = Likeness(_BEGUN, f"begins with {word}")
    if word in names.by_word:
        ways[word] = Likeness(_EXACT)
    return ways


def _sounding(names: Directory, word: str) -> Iterator[str]:
    sound = sound_key(word) if len(word) >= _SOUNDED else ""
    for like in names.by_sound.get(sound, ()) if len(sound) > 1 else ():
        if abs(len(like) - len(word)) <= _APART:
            yield like


def _misspelt(names: Directory, word: str) -> Iterator[tuple[str, int]]:
    if len(word) < _ONE_EDIT:
        return
    from rapidfuzz.distance import OSA  # noqa: PLC0415  # a look-up by number does not need it
    from rapidfuzz.process import extract_iter  # noqa: PLC0415  # as above

    most = 1 if len(word) < _TWO_EDITS else 2
    for like, edits, _ in extract_iter(word, names.words(), scorer=OSA.distance, score_cutoff=most):
        if edits and len(like) >= _ONE_EDIT - 1:
            yield like, int(edits)


def _differs(word: str, like: str) -> str:
    swapped = len(word) == len(like) and sorted(word) == sorted(like)
    how = "two letters changed places" if swapped else "one letter differs"
    return f"like {like}: {how}"


def _two_off(like: str) -> tuple[int, str]:
    return _TWO_OFF, f"like {like}: two letters differ"


def _with_each(names: Directory, ways: Iterable[dict[str, Likeness]]) -> set[int]:
    """Return who has a word of each of *ways* in some name."""
    found: set[int] | None = None
    for like in sorted(ways, key=len):
        holders = {person for word in like for person in names.by_word[word]}
        found = holders if found is None else found & holders
    return found or set()


def _match(
    name: Name, ways: list[dict[str, Likeness]], surname: int
) -> tuple[int, int, str] | None:
    """Match every word typed to a word of a name of its own; None where one has none.

    *surname* is how many of the words typed were said to be the surname, by a comma.
    """
    surnames = words_of(name.surname)
    left = list(enumerate([*surnames, *words_of(name.forenames)]))
    penalty, says, turned, forename = 0, [], False, False
    for number, likes in enumerate(ways):
        fits = [(likes[word], place, word) for place, word in left if word in likes]
        if not fits:
            return None
        likeness, place, word = min(fits)
        left.remove((place, word))
        penalty += likeness.penalty
        says += [likeness.says] if likeness.says else []
        forename = place >= len(surnames)
        turned = turned or bool(surname and (number < surname) == forename)
    alone = len(ways) == 1 and forename
    if turned:
        says.append("surname and forename the other way round")
    penalty += _FORENAME_ALONE * alone + _TURNED_ROUND * turned
    penalty += _ALIAS * (name.kind is not NameKind.LEGAL)
    return penalty, len(left), _why(name, says, "forename" if alone else "name")


def _why(name: Name, says: list[str], part: str) -> str:
    why = "; ".join(dict.fromkeys(says))
    if name.kind is not NameKind.LEGAL:
        return ", ".join(filter(None, (f"{_CALLED[name.kind]} {name.written}", why)))
    if why.startswith("begins") or not why:
        return f"{part} {why}".strip()
    return why
