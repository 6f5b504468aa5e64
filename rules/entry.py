"""What the rules say of an order the moment it is typed in or imported."""

from dataclasses import replace

from rules.book import AsAt, Rulebook, evaluate
from rules.facts import CaseFile
from rules.finding import Finding


def entry_warnings(case: CaseFile, at: AsAt, book: Rulebook) -> tuple[Finding, ...]:
    """Judge the orders of a case by the rules of *book* that are asked at entry, and no others.

    They warn and never refuse: the record is kept as it came. The night finds the same.
    An order made after the day judged is left out.
    """
    asked = tuple(rule for rule in book.rules if rule.at_entry)
    if not asked:
        return ()
    return evaluate(case, at, replace(book, rules=asked)).findings
