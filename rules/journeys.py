"""What the rules of travel share: places, and the notices that may be about a journey."""

from collections.abc import Iterable

from rules.facts import Event
from rules.likeness import words_of
from rules.look import Look
from rules.standing import ProvisionStanding
from rules.vocabulary import EventKind, FlagKind

WEAK = " It is known only from weakly graded intelligence."
"""What is added where a journey may raise a line of enquiry only."""

_SAYS_NO_PLACE = frozenset({"and", "any", "in", "of", "or", "the", "to"})


def to_place(journey: Event) -> str:
    """Word where a journey went, as in " to Spain"; nothing where that is not recorded."""
    return f" to {journey.detail.place}" if journey.detail.place else ""


def same_place(one: str, other: str) -> bool:
    """Whether two places are written alike, but for case, spaces, points and "the"."""
    said = _words_of_place(one)
    return bool(said) and said == _words_of_place(other)


def may_be_place(one: str, other: str) -> bool:
    """Whether two places share a word, as "Malaga, Spain" and "Spain" do."""
    return not set(_words_of_place(one)).isdisjoint(_words_of_place(other))


def _words_of_place(place: str) -> tuple[str, ...]:
    return tuple(word for word in words_of(place) if word not in _SAYS_NO_PLACE)


def kind_of(*, doubtful: bool, weak: bool) -> FlagKind:
    """Say what a default is: a reminder where the law is arguable, else by how it is known."""
    if doubtful:
        return FlagKind.REMINDER
    return FlagKind.LINE_OF_ENQUIRY if weak else FlagKind.SUSPECTED_NON_COMPLIANCE


def notices_about(facts: Iterable[int], standing: ProvisionStanding, look: Look) -> list[Event]:
    """Return the notices about any of *facts* that can answer this clause, in order of day.

    A notice given under a clause of another order answers to that order alone.
    """
    about, order = look.about(EventKind.NOTICE_GIVEN), standing.order
    found = [notice for fact in facts for notice in about.get(fact, ())]
    found = [n for n in found if n.provision_id is None or order.has_clause(n.provision_id)]
    return sorted(found, key=lambda notice: (notice.happened_on, notice.ref))


def unlabelled(standing: ProvisionStanding, look: Look) -> list[Event]:
    """Return the notices that do not say what they are about and may answer this clause."""
    answering = look.answering(EventKind.NOTICE_GIVEN)
    to_clause = answering.get(standing.provision.ref.id, ())
    return [n for n in (*to_clause, *answering.get(None, ())) if n.about_id is None]
