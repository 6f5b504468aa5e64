"""Esc is told as soon as nothing can follow it.

A terminal sends Esc as the byte by which every other long key begins. Textual waits `ESCDELAY`
for the rest, but looks whether that time is over only where a key comes, or every 0.1 s: so each
Esc took so long, whatever the delay.
"""

import selectors
from types import SimpleNamespace

from textual import constants
from textual.drivers import linux_driver

_A_LITTLE = 0.002
"""Seconds beyond the delay, so that it is over when one looks."""


class PromptSelector(selectors.SelectSelector):
    """Waits for keys; after one, no longer than until it is known whether it was Esc."""

    _heard = False

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        """Return who can be read, after *timeout* seconds at the most."""
        if self._heard and timeout is not None:
            timeout = min(timeout, constants.ESCAPE_DELAY + _A_LITTLE)
        found = super().select(timeout)
        self._heard = bool(found)
        return found


def tell_escape_at_once() -> None:
    """Let Textual's driver wait so, in this process."""
    ours = SimpleNamespace(SelectSelector=PromptSelector, EVENT_READ=selectors.EVENT_READ)
    vars(linux_driver)["selectors"] = ours  # the driver has no other way in
