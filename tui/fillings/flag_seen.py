"""A flag as the officer saw it: its number and that wording's fingerprint, in a form's address.

The address of a form, and of its draft, is "decide/31/0a1b...". Without a fingerprint the flag
counts as seen when the review shows it.
"""

from collections.abc import Mapping
from contextlib import suppress

from casework.desk import Desk
from casework.errors import CaseworkError, FlagNotFoundError, FlagNotOpenError
from casework.services.read_flag import read_flag
from casework.views.flag import FlagInFull
from tui.filling import Filling


class FlagFilling(Filling):
    """A form about one flag."""

    does = ""
    """How its title begins."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        number, _, seen = key.partition("/")
        self.flag = int(number) if number.isascii() and number.isdigit() else 0
        self.found: FlagInFull | None = None
        self.seen = seen
        self.reviewed = seen

    def title(self, typed: Mapping[str, str]) -> str:
        whose = f": {self.found.flag.person} {self.found.flag.name}" if self.found else ""
        return f"{self.does} flag {self.flag}{whose}"

    def needed(self, typed: Mapping[str, str]) -> str:
        return str(self.flag)

    def prepare(self, desk: Desk, needed: str) -> None:
        """Read whose flag it is. What is typed of one that is gone is shown all the same."""
        with suppress(CaseworkError):
            self.found = desk.run(read_flag, self.flag)

    def read_open(self, desk: Desk) -> FlagInFull:
        """Return the flag, which the officer reads now in the review.

        Raises:
            FlagNotFoundError: there is no such flag the officer may see.
            FlagNotOpenError: it is not open.
        """
        if not self.flag:
            raise FlagNotFoundError(self.flag)
        found = desk.run(read_flag, self.flag)
        if found.state.value != "open":
            raise FlagNotOpenError(self.flag, f"is {found.state.value}")
        self.found = found
        self.reviewed = found.flag.fingerprint
        return found
