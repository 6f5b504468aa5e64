"""The page shown before a fact is corrected: what it said and will say, and what comes of it."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from casework.models import FlagState
from casework.pages.page import Blank, Block, Field, Mark, Page, Paragraph, Words, faint, strong
from casework.views.correction import CorrectionReview
from casework.views.fact import FactInFull


class Altered(NamedTuple):
    """One field that changes: its label, what the fact says and will say, None for nothing."""

    label: str
    before: str | None
    after: str | None


def correction_page(
    found: FactInFull,
    review: CorrectionReview,
    called: str,
    altered: Sequence[Altered],
    reason: str,
) -> Page:
    """Return the page; *called* is what the fact is, such as "find"."""
    number = found.fact.partition("/")[2]
    version = found.versions[0].version
    return Page(
        f"Correct: {called} {number}, of {found.person} {found.name}",
        (
            *_warnings(found, review),
            *(_line(one) for one in altered),
            Field("reason", f"“{reason}”"),
            Blank(),
            Paragraph(
                f"All else it says stays. What it said stays to be read as version {version}, "
                "with your reason. It can be taken back while nobody has relied on it."
            ),
        ),
    )


def _line(one: Altered) -> Field:
    return Field(one.label, [_said(one.before), " → ", _said(one.after, new=True)])


def _said(words: str | None, *, new: bool = False) -> Words:
    if words is None:
        return faint("not recorded")
    return strong(words) if new else Words(words)


def _warnings(found: FactInFull, review: CorrectionReview) -> Iterator[Block]:
    """Give first what comes of it, for a long page may end below the screen."""
    said = [*_resting(found), *review.doubts, *(f"{words}." for words in review.on_record)]
    if review.referring:
        listed = ", ".join(review.referring)
        said.append(f"What refers to it goes on to do so: {listed}.")
    for words in said:
        yield Paragraph(Words(f"! {words}", Mark.WARN), hang=2)
    if said:
        yield Blank()


def _resting(found: FactInFull) -> Iterator[str]:
    """Say which flags rest on the fact, and what becomes of what was decided on them."""
    open_ = [str(line.flag) for line in found.flags if line.state is FlagState.OPEN]
    decided = [str(line.flag) for line in found.flags if line.state is FlagState.DECIDED]
    if open_:
        yield f"{_flags(open_)} on it: the next nightly check judges the case anew."
    if decided:
        it = "it" if len(decided) == 1 else "them"
        yield (
            f"{_flags(decided)} on it, and {'was' if len(decided) == 1 else 'were'} decided: the "
            f"next nightly check opens {it} again or withdraws {it}, with your reason."
        )


def _flags(numbers: Sequence[str]) -> str:
    one = len(numbers) == 1
    return f"Flag {numbers[0]} rests" if one else f"Flags {', '.join(numbers)} rest"
