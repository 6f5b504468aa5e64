"""The pages shown before an order or a clause is recorded: all of it, and what to look at again."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from casework.forms.clause import clause_start
from casework.pages.duty_words import duty_in_words
from casework.pages.page import Block, Field, Heading, Mark, Page, Paragraph, Words, strong
from casework.views.order import EntryReview
from rules.days import say
from rules.duties import Duty
from rules.vocabulary import DutyKind, OrderKind, StartCondition


def order_review(review: EntryReview, told: Sequence[tuple[str, str]]) -> Page:
    """Return the page before an order is recorded; *told* are its fields, label and words."""
    return Page(
        "Record: a new order",
        (
            Field("person", strong(f"{review.who.person} {review.who.name}")),
            *(Field(label, words) for label, words in told),
            *_look_again(review),
            Paragraph(
                "It is recorded in your name, and can be taken back while nobody has relied on "
                "it. Its clauses are recorded one by one after it."
            ),
        ),
    )


def clause_review(
    review: EntryReview, order: str, values: Mapping[str, Any], duty: Duty, starts: str
) -> Page:
    """Return the page before a clause is recorded: the court's wording, and how it is read."""
    ends = values.get("ends_on")
    blocks: list[Block] = [
        Field("order", strong(order)),
        Field("wording", f"{values['number']}. “{values['wording']}”"),
        Field("read as", duty_in_words(duty)),
        Field("starts", starts),
    ]
    if ends is not None:
        blocks.append(Field("ends", f"{say(ends)}, that day counted"))
    if duty.kind is DutyKind.FREE_WORDING:
        monitored = "No machine will check this clause: a person must monitor it."
        blocks.append(Paragraph(Words(monitored, Mark.WARN)))
    compare = "Compare the two: what is read is what is checked every night."
    return Page("Record: a clause", (*blocks, Paragraph(compare), *_look_again(review)))


def change_review(
    review: EntryReview, order: str, told: Sequence[tuple[str, str]], *, lasting: bool
) -> Page:
    """Return the page before a change of an order is recorded; *told* are its fields.

    *lasting* is true where clauses are taken out: that is corrected, and not taken back.
    """
    back = (
        "Clauses that it takes out keep their wording and end with it; that is put right by a "
        "correction, and not taken back."
        if lasting
        else "It is recorded in your name, and can be taken back while nobody has relied on it."
    )
    return Page(
        "Record: a change of an order",
        (
            Field("order", strong(order)),
            *(Field(label, words) for label, words in told),
            *_look_again(review),
            Paragraph(back),
        ),
    )


def start_in_words(values: Mapping[str, Any], kind: OrderKind, made_on: date) -> str:
    """Say when a clause of an order that is filled in comes into force."""
    starts_on, condition = clause_start(values, kind, made_on)
    if starts_on is not None:
        return f"on {say(starts_on)}"
    if condition is StartCondition.ON_RELEASE:
        return "on release"
    if condition is StartCondition.ON_EVENT:
        return "on an event that only a person can recognise: until then it is not checked"
    if values.get("introduced_by"):
        return "with the variation that brought it in"
    return "on release, with the order"


def _look_again(review: EntryReview) -> Iterator[Block]:
    warnings = (*review.warnings, *(f"{words}." for words in review.on_record))
    if warnings:
        yield Heading("Look again before you record it")
        for words in warnings:
            yield Paragraph(Words(f"! {words}", Mark.WARN), hang=2)
