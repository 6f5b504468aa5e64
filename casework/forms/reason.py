"""Why an officer did something: there is always a reason, and it can be read by anybody."""

from casework.errors import ReasonMissingError, ReasonRefusedError
from casework.forms.plain_text import plain

LONGEST = 2_000
"""Characters; a reason is a few sentences."""


def reason_given(reason: str | None) -> str:
    """Return a reason without the blanks around it; it may have several lines.

    Raises:
        ReasonMissingError: there is none.
        ReasonRefusedError: it is too long, or holds a character that is not for reading.
    """
    try:
        given = plain(reason or "", most=LONGEST, lines=True)
    except ValueError as refused:
        raise ReasonRefusedError(str(refused)) from None
    if given is None:
        raise ReasonMissingError
    return given


def reason_if_given(reason: str | None) -> str | None:
    """Return a reason as `reason_given` does, None where none is given and none is needed.

    Raises:
        ReasonRefusedError: it is too long, or holds a character that is not for reading.
    """
    return reason_given(reason) if reason and reason.strip() else None
