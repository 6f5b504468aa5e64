"""How a finding is told on the command line, wherever it is."""

from casework.cli.words import tell
from casework.clock import in_words
from casework.views.finding import FindingLine


def tell_finding(finding: FindingLine) -> None:
    """Print a finding: what it asks, in words, its facts, its law, who is to be told."""
    tell(f"  {finding.kind.replace('_', ' ')}  [{finding.severity}]  {finding.rule}")
    tell(f"    {finding.words}")
    if finding.wording:
        tell(f"    The court's words: {finding.wording}")
    for fact in finding.facts:
        tell(
            f"    Fact {fact.id}: {fact.says} ({fact.source}, known since "
            f"{in_words(fact.known_from)})"
        )
    tell(f"    Law: {finding.source}. Rule version {finding.rule_version}.")
    tell(f"    To be told: {', '.join(finding.told)}.")
