"""One flag in full: what it says, why, on what law, what became of it, and who may decide."""

from collections.abc import Iterator

from casework.clock import in_words
from casework.models import FlagProgress, FlagState
from casework.pages.flags import SEVERE, flag_row
from casework.pages.page import (
    Blank,
    Block,
    Column,
    Field,
    Heading,
    Mark,
    Page,
    Paragraph,
    Row,
    Table,
    Target,
    Words,
    faint,
    strong,
)
from casework.pages.rule_words import recipient_called, rule_called
from casework.views.finding import FactLine, FlagLine
from casework.views.flag import DecisionLine, FlagInFull, HistoryLine
from rules.days import say
from rules.vocabulary import FlagKind

KINDS = {
    FlagKind.SUSPECTED_NON_COMPLIANCE: "suspected non-compliance",
    FlagKind.LINE_OF_ENQUIRY: "line of enquiry",
    FlagKind.DEFECT: "defect of the record",
    FlagKind.REMINDER: "reminder",
}
"""What a flag of each kind is called."""

_OTHERS = (Column("flag", 7), Column("severity", 8), Column("why"), Column("day", 11))


def flag_page(found: FlagInFull, *, hands: str = "") -> Page:
    """Make the page of a flag. *hands* says what the officer may not do with it, and who may."""
    line = found.flag
    blocks: list[Block] = [
        *_head(found, hands),
        Blank(),
        *_says(found),
        Blank(),
        *_facts(found),
        Blank(),
        *_law(found),
    ]
    if found.alike:
        blocks += [Blank(), *_alike(found)]
    blocks += [Blank(), *_decisions(found), Blank(), Heading("What happened, oldest first")]
    blocks += [_step(step, line.fingerprint) for step in found.history]
    return Page(f"Flag {line.flag}: {line.person} {line.name}", tuple(blocks))


def called(line: FlagLine) -> str:
    """Return what a flag is, in a few words: its kind, how severe, by which rule."""
    finding = line.finding
    kind = KINDS[finding.kind]
    return f"{kind[:1].upper()}{kind[1:]}, {finding.severity.value}: {rule_called(finding.rule)}"


def decided(kind: str) -> str:
    """Return a kind of decision as it is said."""
    return kind.replace("_", " ")


def standing(one: DecisionLine) -> str:
    """Say how a decision stands: settled and by whom, refused, waiting, or no longer."""
    if one.settled_at is not None:
        settled = f"settled by {one.second}" if one.second else "it needed one officer"
        return f"{settled}; it {'stands' if one.stands else 'stands no longer'}"
    if one.second is not None:
        return f"refused by {one.second}"
    return "it waits for a second officer" if one.waits else "it never came to stand"


def _head(found: FlagInFull, hands: str) -> Iterator[Block]:
    line = found.flag
    finding = line.finding
    yield Paragraph(Words(called(line), SEVERE.get(finding.severity, Mark.STRONG)))
    yield Field("Person", (f"{line.person} ", strong(line.name)), Target("person", line.person))
    yield Field("Stands", _stands(found))
    if line.snoozed_until is not None:
        yield Field("Put aside", f"to {say(line.snoozed_until)}, that day included")
    if line.proposed is not None:
        proposed = line.proposed
        waits = "a second officer answers it"
        if proposed.own:
            waits = f"it waits for {' or '.join(found.seconds) or 'a second officer: none is here'}"
        yield Field(
            "Proposed",
            (
                strong(decided(proposed.kind)),
                f", by {proposed.by} on {say(proposed.on)}: “{proposed.reason}”; {waits}",
            ),
        )
    if hands:
        yield Field("Who decides", hands)


def _stands(found: FlagInFull) -> str:
    line = found.flag
    if found.state is not FlagState.OPEN:
        stood = next((one for one in found.decisions if one.stands), None)
        if stood is None:
            return f"{found.state.value}; nothing is asked of anybody now"
        return f"decided: {decided(stood.kind)}, by {stood.by} on {say(stood.decided_on)}"
    how_far = "nobody has taken it up yet"
    if line.progress is not FlagProgress.NEW:
        how_far = f"{line.progress.replace('_', ' ')} by {line.handled_by}"
    return f"open since {say(line.open_since)}; {how_far}"


def _says(found: FlagInFull) -> Iterator[Block]:
    finding = found.flag.finding
    yield Heading("What it says")
    yield Paragraph(finding.says)
    if finding.missing:
        yield Paragraph(finding.missing)
    if finding.due_on is not None:
        yield Field("Due on", say(finding.due_on))
    if finding.default_on is not None:
        yield Field("In default from", say(finding.default_on))
    if found.duty:
        yield Field("The typed duty", found.duty, order_target(found))
    yield Field("Cleared by", finding.clears)


def _facts(found: FlagInFull) -> Iterator[Block]:
    facts = found.flag.finding.facts
    yield Heading("Why: the facts it rests on", f"{len(facts):,}" if facts else "")
    if not facts:
        yield Paragraph("It rests on no fact, but on what is not recorded.")
    for fact in facts:
        yield _fact(fact)


def _fact(fact: FactLine) -> Paragraph:
    since = f"  ({fact.source}, known since {in_words(fact.known_from)})"
    said: list[str | Words] = [f"{fact.kind.replace('_', ' ')}: ", strong(fact.says), faint(since)]
    if fact.known_to is not None:
        ended = f"  corrected or withdrawn at {in_words(fact.known_to)}"
        said.append(Words(ended, Mark.WARN))
    return Paragraph(said, Target("fact", f"{fact.kind}/{fact.id}"), hang=2)


def _law(found: FlagInFull) -> Iterator[Block]:
    finding = found.flag.finding
    yield Heading("By what law, and whom to tell")
    if finding.clause:
        of = f" of {finding.order}" if finding.order else ""
        words = f"{finding.clause}{of}: “{finding.wording}”" if finding.wording else finding.clause
        yield Field("Clause", words, order_target(found))
    elif found.order is not None:
        named = next((f.says for f in finding.facts if f.id == found.order), "the order as a whole")
        yield Field("Order", named, order_target(found))
    yield Field("Law", finding.source)
    version = f"({finding.rule}, version {finding.rule_version})"
    yield Field("Rule", f"{rule_called(finding.rule)} {version}")
    yield Field("To be told", ", ".join(recipient_called(code) for code in finding.told))


def order_target(found: FlagInFull) -> Target | None:
    """Return where the order of a flag is to be seen; None where it is about none."""
    return None if found.order is None else Target("order", f"{found.flag.person}/{found.order}")


def _alike(found: FlagInFull) -> Iterator[Block]:
    yield Heading("On the same grounds, each with a decision of its own", f"{len(found.alike):,}")
    rows = []
    for line in found.alike:
        row = flag_row(line)
        _, severity, _, why, day = row.cells
        rows.append(Row((str(line.flag), severity, why, day), row.target))
    yield Table(_OTHERS, tuple(rows), "")


def _decisions(found: FlagInFull) -> Iterator[Block]:
    yield Heading("Decisions", f"{len(found.decisions):,}" if found.decisions else "")
    if not found.decisions:
        yield Paragraph("Nothing is decided yet.")
    for one in found.decisions:
        yield Paragraph(
            (
                f"{say(one.decided_on)}: ",
                strong(decided(one.kind)),
                f", by {one.by}: “{one.reason}” ({standing(one)})",
            ),
            hang=2,
        )


def _step(step: HistoryLine, now: str) -> Paragraph:
    """Tell one step; *now* is the fingerprint of the present wording, which is not told again."""
    said = f"{in_words(step.at)}: {step.change.replace('_', ' ')} by {step.by}"
    said += f": {step.reason}" if step.reason else ""
    if step.words and step.fingerprint != now:
        return Paragraph((said, faint(f"\nIt said then: {step.words}")), hang=2)
    return Paragraph((said, faint(", worded as it is now" if step.words else "")), hang=2)
