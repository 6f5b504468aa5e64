"""Where a rule or a figure comes from."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A provision of a published instrument, as read on a given day.

    `mark` says how sure we are, in the words of the researched notes: "sourced",
    "well known" or "inferred". `read_on` is the day the text was last compared.
    """

    instrument: str
    provision: str
    read_on: date
    mark: str = "sourced"

    def __str__(self) -> str:
        return f"{self.instrument}, {self.provision}"
