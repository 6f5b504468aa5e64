"""The headings under which finds are recorded, in the other words an order may use for them."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from rules.likeness import same_words, words_of
from rules.vocabulary import ItemKind


class _Meaning(NamedTuple):
    """Descriptions that say no less and no more than a heading, and words that may mean it."""

    plainly: tuple[str, ...]
    maybe: frozenset[str]


_ARMS = ("arm", "ammunition", "firearm", "gun", "handgun", "pistol", "revolver", "rifle", "shotgun")
_PHONES = ("cell", "cellphone", "handset", "iphone", "mobile", "phone", "smartphone", "telephone")

_MEANINGS: Mapping[ItemKind, _Meaning] = {
    ItemKind.PHONE: _Meaning(
        (
            *("telephone", "mobile phone", "mobile telephone", "mobile", "handset"),
            *("mobile handset", "telephone handset", "cellphone", "cell phone"),
        ),
        frozenset(_PHONES),
    ),
    ItemKind.SIM: _Meaning(("SIM card",), frozenset({"esim", "sim"})),
    ItemKind.COMPUTER: _Meaning(
        (),
        frozenset({"chromebook", "computer", "ipad", "laptop", "macbook", "notebook", "tablet"}),
    ),
    ItemKind.ENCRYPTED_DEVICE: _Meaning((), frozenset({"encrypted", "encryption", "pgp"})),
    ItemKind.SIGNAL_BLOCKER: _Meaning(
        ("signal jammer",), frozenset({"blocker", "jammer", "jamming"})
    ),
    ItemKind.COUNTER_SURVEILLANCE: _Meaning((), frozenset({"bug", "detector", "surveillance"})),
    ItemKind.IDENTITY_DOCUMENT: _Meaning(
        (), frozenset({"identity", "identification", "licence", "passport"})
    ),
    ItemKind.BANK_CARD: _Meaning((), frozenset({"card", "credit", "debit"})),
    ItemKind.DRUGS: _Meaning(
        ("controlled drug",),
        frozenset({"amphetamine", "cannabis", "cocaine", "drug", "heroin", "mdma", "substance"}),
    ),
    ItemKind.FIREARM: _Meaning(("gun",), frozenset({*_ARMS, "weapon"})),
    ItemKind.IMITATION_FIREARM: _Meaning(
        ("imitation gun", "replica firearm", "replica gun"), frozenset({*_ARMS, "replica"})
    ),
    ItemKind.WEAPON: _Meaning(
        (),
        frozenset(
            (
                *_ARMS,
                *("axe", "baton", "blade", "bladed", "cosh", "dagger", "knife", "knive"),
                *("knuckleduster", "machete", "sword", "taser", "weapon"),
            )
        ),
    ),
    ItemKind.VEHICLE: _Meaning(
        ("motor vehicle",),
        frozenset({"bike", "car", "lorry", "motorbike", "motorcycle", "truck", "van", "vehicle"}),
    ),
}

PHONE_WORDS = _MEANINGS[ItemKind.PHONE].maybe | _MEANINGS[ItemKind.SIM].maybe
"""Words, in the singular, by which a phone or a SIM card may be meant."""


def heading(kind: ItemKind | None) -> str | None:
    """Word a heading, as in "signal blocker"; None for one that says nothing of the thing."""
    return None if kind in {None, ItemKind.OTHER} else str(kind).replace("_", " ")


def named_by_heading(kind: ItemKind | None, items: Iterable[str]) -> str | None:
    """Return the first of *items* that is a heading in its own words, or in words as plain."""
    words = heading(kind)
    if kind is None or words is None:
        return None
    plainly = _MEANINGS[kind].plainly if kind in _MEANINGS else ()
    return next((item for item in items if same_words(item, (words, *plainly))), None)


def may_be_meant(kind: ItemKind | None, items: Iterable[str]) -> bool:
    """Whether one of *items* has a word of a heading, or one by which it may be meant."""
    words = heading(kind)
    if kind is None or words is None:
        return False
    meant = {*words_of(words), *(_MEANINGS[kind].maybe if kind in _MEANINGS else ())}
    return any(not meant.isdisjoint(words_of(item)) for item in items)


def may_be_same_thing(text: str, items: Iterable[str]) -> bool:
    """Whether *text* and one of *items* have words by which one heading may be meant."""
    said = words_of(text)
    meant = [meaning.maybe for meaning in _MEANINGS.values() if not meaning.maybe.isdisjoint(said)]
    return any(not words.isdisjoint(words_of(item)) for item in items for words in meant)
