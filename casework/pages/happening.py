"""The page shown before something is recorded: whom, what in full, and what to look at again."""

from collections.abc import Iterator, Sequence

from casework.pages.page import Blank, Block, Field, Heading, Mark, Page, Paragraph, Words, strong
from casework.views.happening import HappeningReview


def review_page(title: str, review: HappeningReview, said: Sequence[tuple[str, str, str]]) -> Page:
    """Return the page; *said* are the fields filled in: name, label and words."""
    return Page(f"Record: {title}", tuple(_blocks(review, said)))


def _blocks(review: HappeningReview, said: Sequence[tuple[str, str, str]]) -> Iterator[Block]:
    """Give what to look at again first: a long page may end below the screen."""
    warnings = (*review.doubts, *(f"{words}." for words in review.on_record))
    if warnings:
        yield Heading("Look again before you record it")
        for words in warnings:
            yield Paragraph(Words(f"! {words}", Mark.WARN), hang=2)
        yield Blank()
    yield Field("person", strong(f"{review.who.person} {review.who.name}"))
    for name, label, words in said:
        other = review.named.get(name)
        yield Field(label, f"{other.person} {other.name}" if other else words)
    yield Blank()
    yield Paragraph(
        "It is recorded in your name, and can be taken back while nobody has relied on it."
    )
