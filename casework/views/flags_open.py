"""How many flags are open on somebody, and the gravest of them."""

from collections.abc import Sequence

from pydantic import BaseModel, ConfigDict

from rules.urgency import urgency
from rules.vocabulary import FlagKind, Severity


class FlagsOpen(BaseModel):
    """How many flags are open, and the kind and severity of the gravest."""

    model_config = ConfigDict(frozen=True)

    count: int
    kind: FlagKind
    severity: Severity

    @property
    def gravity(self) -> tuple[int, int]:
        """Where the gravest stands among flags: the lower, the graver."""
        return urgency(self.severity, self.kind)


def gravest_of(flags: Sequence[tuple[FlagKind, Severity]]) -> FlagsOpen:
    """Count flags and tell the gravest: the most severe, of those what asks the most.

    Raises:
        ValueError: there are none.
    """
    kind, severity = min(flags, key=lambda one: urgency(one[1], one[0]))
    return FlagsOpen(count=len(flags), kind=kind, severity=severity)
