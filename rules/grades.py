"""How good intelligence is, by the two schemes of grading: enough for a flag, or not.

Weakly graded intelligence can raise a line of enquiry only, never an order flag by itself
(rulebook, rule of behaviour 6). A grade of the old scheme is never turned into the new.
"""

import re

_NEW = re.compile(r"([123])[ -/]?([A-E])[ -/]?[PC]?[A-Z0-9]*")
"""3x5x2: source 1 to 3, intelligence A to E, then handling."""

_OLD = re.compile(r"([A-E])[ -/]?([1-5])[ -/]?[1-5]?")
"""5x5x5: source A to E, intelligence 1 to 5, then handling."""


def is_weak(grade: str | None) -> bool:
    """Whether a fact so graded may raise a line of enquiry only.

    None is a fact that is not intelligence, such as a record of a seizure, and is not weak.
    A grade of neither scheme is weak: what cannot be read is not relied on.
    """
    if grade is None:
        return False
    written = grade.strip().upper()
    if new := _NEW.fullmatch(written):
        return new[1] == "3" or new[2] == "E"
    if old := _OLD.fullmatch(written):
        return old[1] in "DE" or old[2] in "45"
    return True
