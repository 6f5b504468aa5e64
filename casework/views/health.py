"""Whether the check is keeping up."""

from datetime import date

from pydantic import BaseModel, ConfigDict

from casework.views.night import NightSummary
from rules.vocabulary import Feed


class Health(BaseModel):
    """The state of the nightly check. `last_night` None means that none ever finished."""

    model_config = ConfigDict(frozen=True)

    people: int
    last_night: NightSummary | None
    complete_to: dict[Feed, date]

    def missing(self, last_ended: date) -> int:
        """Return how many nights are missing by the last day that ended; 0 is healthy.

        Before the first night of a database with people in it, one night is missing.
        """
        if self.last_night is None:
            return 1 if self.people else 0
        return max(0, (last_ended - self.last_night.judged_on).days)
