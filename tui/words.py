"""The words of the shell itself: header and footer, one line each."""

from collections.abc import Sequence

from casework.views.desks import SignedIn
from tui.actions import Owned, key_in_words

MARKING = "OFFICIAL-SENSITIVE"


def header_words(
    signed_in: SignedIn, width: int, *, drafts: int, offline: bool, read_only: bool
) -> str:
    """Say who is at the desk, how the screen is marked, and what is begun; roles where they fit."""
    roles = ", ".join(role.replace("_", " ") for role in signed_in.officer.roles)
    states = [MARKING]
    if offline:
        states.append("OFFLINE")
    if read_only:
        states.append("READ-ONLY")
    if drafts:
        states.append(f"{drafts} draft{'s' if drafts > 1 else ''} (g d)")
    login = signed_in.officer.login
    in_full = " · ".join(["casework", f"{login} ({roles})", *states])
    return in_full if len(in_full) <= width else " · ".join(["casework", login, *states])


def footer_words(owned: Sequence[Owned], width: int) -> str:
    """Say what can be done here, what matters most first, as far as one line goes."""
    shown = sorted(
        (one for one in owned if one.action.footer and one.action.keys and one.may_run),
        key=lambda one: one.action.footer,
    )
    parts: list[str] = []
    for one in shown:
        part = f"{key_in_words(one.action.keys[0])} {one.action.label}"
        if len("   ".join([*parts, part])) > width:
            break
        parts.append(part)
    return "   ".join(parts)
