"""Which recorded date says when a release is expected: one choice for every rule."""

from collections.abc import Iterable
from datetime import date

from rules.facts import ReleaseDate
from rules.vocabulary import ReleaseDateKind

EXPECTED_RELEASE = (
    ReleaseDateKind.CONFIRMED_RELEASE,
    ReleaseDateKind.RELEASE,
    ReleaseDateKind.POST_RECALL_RELEASE,
    ReleaseDateKind.CONDITIONAL_RELEASE,
    ReleaseDateKind.AUTOMATIC_RELEASE,
)
"""Which recorded date says when release is expected: the first of these that is held."""


def expected_release(recorded: Iterable[ReleaseDate], *, since: date) -> ReleaseDate | None:
    """Return the date to go by, *since* or later: of the first kind held, the earliest."""
    dates = [expected for expected in recorded if expected.falls_on >= since]
    for kind in EXPECTED_RELEASE if dates else ():
        held = [expected for expected in dates if expected.kind is kind]
        if held:
            return min(held, key=lambda expected: (expected.falls_on, expected.ref))
    return None
