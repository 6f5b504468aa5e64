"""The words of the shell itself: header and footer, one line each."""

from collections.abc import Sequence

from casework.views.desks import SignedIn
from tui.actions import CHORD, Owned, key_in_words

MARKING = "OFFICIAL-SENSITIVE"

ALWAYS = 80
"""From this place on what stands in the footer is always shown."""

_GAP = "   "


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


def footer_words(owned: Sequence[Owned], width: int, *, typing: bool) -> str:
    """Say what can be done here, what matters most first, as far as one line goes.

    How to find the rest, the last of them all, always has its place. While somebody is
    *typing*, what works then is shown, with a key that is no letter.
    """
    shown = sorted(
        (one for one in owned if one.action.footer and _key(one, typing) and one.may_run),
        key=lambda one: one.action.footer,
    )
    parts = [f"{key_in_words(_key(one, typing))} {one.action.label}" for one in shown]
    first = [part for part, one in zip(parts, shown, strict=True) if one.action.footer < ALWAYS]
    last = parts[len(first) :]
    while first and len(_GAP.join([*first, *last])) > width:
        first.pop()
    return _GAP.join([*first, *last])


def _key(one: Owned, typing: bool) -> str:
    """Return the key to show for an action, empty where it has none that would work."""
    if not typing:
        return next(iter(one.action.keys), "")
    works = (key for key in one.action.keys if len(key) > 1 and CHORD not in key)
    return next(works, "") if one.action.in_text else ""
