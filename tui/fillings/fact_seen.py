"""A fact as the officer read it: its kind, its number and that version, in a form's address."""

from casework.errors import FactUnknownError
from tui.filling import Filling


class FactFilling(Filling):
    """A form about one fact; its key is the fact and the version that was read: "event/123/1".

    Raises:
        FactUnknownError: the key is no such address.
    """

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.fact, _, version = key.rpartition("/")
        self.kind, _, number = self.fact.partition("/")
        if not (version.isdecimal() and number.isdecimal()):
            raise FactUnknownError(key)
        self.number, self.version = int(number), int(version)
