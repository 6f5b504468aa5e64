"""Forms in which nothing depends on the day they are filled in."""

from collections.abc import Mapping
from datetime import date
from typing import Any


class TimelessForm:
    """A form whose fields, taken together, are wrong or right alike on any day."""

    def check(self, values: Mapping[str, Any], _today: date, /) -> Mapping[str, str]:
        """Return what is wrong of fields taken together, a sentence by field."""
        return self.wrong(values)

    def wrong(self, values: Mapping[str, Any]) -> Mapping[str, str]:
        """Return what is wrong of fields taken together, a sentence by field; empty if nothing."""
        raise NotImplementedError
