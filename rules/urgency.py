"""What matters most first: the one order in which flags are put, wherever they are listed."""

from rules.vocabulary import FlagKind, Severity

SEVEREST_FIRST = tuple(Severity)
"""How soon a person must look, the soonest first."""

ASKED_FIRST = (
    FlagKind.SUSPECTED_NON_COMPLIANCE,
    FlagKind.LINE_OF_ENQUIRY,
    FlagKind.DEFECT,
    FlagKind.REMINDER,
)
"""What each kind of flag asks of an officer, what asks most first."""

_SEVERITIES = {severity.value: place for place, severity in enumerate(SEVEREST_FIRST)}
_KINDS = {kind.value: place for place, kind in enumerate(ASKED_FIRST)}


def urgency(severity: str, kind: str) -> tuple[int, int]:
    """Return where a flag stands among others: the lower, the sooner it is to be looked at.

    By how severe it is, and of the same severity by what it asks. Both are given as codes, or as
    they are stored.

    Raises:
        KeyError: there is no such severity or kind.
    """
    return _SEVERITIES[severity], _KINDS[kind]
