"""What is about to be recorded of a flag, said in full before it is."""

from collections.abc import Iterator
from datetime import date

from casework.decision_policy import needs_second
from casework.models import DecisionKind
from casework.pages.flag import called, decided
from casework.pages.page import Blank, Block, Field, Mark, Page, Paragraph, Words, strong
from casework.views.finding import ProposedLine
from casework.views.flag import FlagInFull
from rules.days import say

_MEANS = {
    DecisionKind.EXCUSE_ACCEPTED: "You accept the excuse that was given.",
    DecisionKind.WARNING_GIVEN: "You record that a warning was given; casework sends none.",
    DecisionKind.REFERRED: "You record that it is referred to others; casework sends nothing.",
    DecisionKind.RECALL_ASKED: "You record that recall is asked for; casework sends nothing.",
    DecisionKind.VARIATION_ASKED: (
        "You record that a variation of the order is asked for; casework sends nothing."
    ),
    DecisionKind.NO_FURTHER_ACTION: "You record that nothing more is done about it.",
    DecisionKind.RECORD_WRONG: (
        "You record that the record is wrong, and not the person. The facts stay as they are "
        "until somebody corrects them."
    ),
}
"""What each kind of decision means, and what the program does not do."""


def decide_page(
    found: FlagInFull, kind: DecisionKind, reason: str, *, seen: str | None = None
) -> Page:
    """Say in full what deciding a flag comes to. *seen* is the wording the officer had read."""
    flag = found.flag
    why = needs_second(flag.finding.kind, flag.finding.severity, kind)
    blocks = [
        *_changed(found, seen),
        Field("You decide", strong(decided(kind))),
        Field("Because", reason),
        Paragraph(f"{_MEANS[kind]} {_from_now_on() if why is None else _proposed(found, why)}"),
        Paragraph(_undone(one_is_enough=why is None)),
        *_others(found),
        Blank(),
        *_about(found),
    ]
    return Page(f"Decide flag {flag.flag}: {flag.person} {flag.name}", tuple(blocks))


def settle_page(
    found: FlagInFull, proposed: ProposedLine, *, confirms: bool, reason: str, seen: str
) -> Page:
    """Say in full what answering a colleague's decision comes to."""
    flag, words = found.flag, decided(proposed.kind)
    what = f"confirm {words}" if confirms else f"refuse {words}"
    comes_to = (
        "It stands from now on as decided by two officers, until a new fact contradicts it. It "
        "cannot be taken back."
        if confirms
        else f"The flag stays open, to be looked into again; {proposed.by} handles it."
    )
    means = _MEANS[proposed.kind] if confirms else "The decision proposed does not stand."
    blocks = [
        *_changed(found, seen),
        Field("Proposed", f"{words}, by {proposed.by} on {say(proposed.on)}: “{proposed.reason}”"),
        Field("You", strong(what)),
        Field("Because", reason),
        Paragraph(f"{means} {comes_to}"),
        *(_others(found) if confirms else ()),
        Blank(),
        *_about(found),
    ]
    return Page(f"Answer the decision on flag {flag.flag}: {flag.person} {flag.name}", (*blocks,))


def snooze_page(found: FlagInFull, until: date, reason: str, *, seen: str) -> Page:
    """Say in full what putting a flag aside comes to."""
    flag = found.flag
    latest = ""
    if found.snooze_to is not None:
        latest = f" As things are, it may not be put aside past {say(found.snooze_to)}."
    blocks = [
        *_changed(found, seen),
        Field("Put aside", strong(f"to {say(until)}, that day included")),
        Field("Because", reason),
        Paragraph(
            "It is left out of the lists until then and comes back by itself the day after, or "
            "earlier if it is reworded. It stays open, and its days without a decision count."
            f"{latest}"
        ),
        Blank(),
        *_about(found),
    ]
    return Page(f"Put flag {flag.flag} aside: {flag.person} {flag.name}", tuple(blocks))


def _about(found: FlagInFull) -> Iterator[Block]:
    flag = found.flag
    yield Field("Flag", called(flag))
    yield Field("It says", flag.finding.words)


def _changed(found: FlagInFull, seen: str | None) -> Iterator[Block]:
    """Say how a flag has changed since it was seen; nothing where it has not."""
    if seen is None or seen == found.flag.fingerprint:
        return
    yield Paragraph(
        Words("This flag has changed since you saw it. Read it again before you go on.", Mark.WARN)
    )
    before = [step for step in found.history if step.fingerprint == seen and step.words]
    since = found.history
    if before:
        since = found.history[found.history.index(before[-1]) + 1 :]
        yield Field("You saw", before[-1].words or "")
    for step in since:
        if step.words:
            why = f"{step.change.replace('_', ' ')} by {step.by}: {step.reason or 'no reason kept'}"
            yield Field("It was", why)
    yield Field("It says now", found.flag.finding.words)
    yield Blank()


def _from_now_on() -> str:
    return (
        "One officer is enough: it stands from now on, until a new fact contradicts it. The flag "
        "leaves the list of what is open."
    )


def _proposed(found: FlagInFull, why: str) -> str:
    waits = "Nobody else here may: ask an administrator to give somebody the role of supervisor."
    if found.seconds:
        waits = f"Who can: {', '.join(found.seconds)}."
    return (
        f"This takes two officers, for {why}. You propose it; the flag stays open until a second "
        f"officer confirms or refuses it. {waits}"
    )


def _others(found: FlagInFull) -> Iterator[Block]:
    if found.alike:
        others = ", ".join(str(line.flag) for line in found.alike)
        yield Paragraph(f"On the same grounds, each with a decision of its own: flag {others}.")


def _undone(*, one_is_enough: bool) -> str:
    until = "the nightly check has judged the case" if one_is_enough else "a second officer answers"
    return f"You can take it back (Ctrl+Z) until {until}."
