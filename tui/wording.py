"""How views are worded on screens: pure, safe, tested without a screen."""

from casework.safe_text import safe_text
from casework.views.finding import FlagLine
from rules.days import say
from rules.vocabulary import FlagKind

ASKS = {
    FlagKind.SUSPECTED_NON_COMPLIANCE: "decide",
    FlagKind.LINE_OF_ENQUIRY: "enquire",
    FlagKind.DEFECT: "mend record",
    FlagKind.REMINDER: "remember",
}
"""What each kind of flag asks of an officer, in a word or two."""


def flag_row(flag: FlagLine) -> tuple[str, str, str, str, str]:
    """Word a flag as one row: what it asks, how severe, whose, and by which rule."""
    return (
        ASKS[flag.finding.kind],
        flag.finding.severity.value,
        flag.person,
        safe_text(flag.name),
        flag.finding.rule,
    )


def flag_in_full(flag: FlagLine) -> str:
    """Word a flag for reading: what, why, the court's words, the law, who is to be told."""
    finding = flag.finding
    parts = [
        f"{finding.kind.replace('_', ' ')}, raised for {say(flag.raised_on)}",
        finding.words,
        f"The court's words: {finding.wording}" if finding.wording else "",
        f"Law: {finding.source}. Rule {finding.rule}, version {finding.rule_version}.",
        f"To be told: {', '.join(finding.told)}.",
    ]
    return "\n\n".join(safe_text(part) for part in parts if part)
