"""What is about to be recorded, and what was: said before and after."""

from pydantic import BaseModel, ConfigDict

from casework.views.people import Named


class HappeningReview(BaseModel):
    """What is to be looked at before something is recorded.

    `named` are the others named in it, by field; `doubts` forbid nothing; `on_record` is what
    the record has of the same day already.
    """

    model_config = ConfigDict(frozen=True)

    who: Named
    named: dict[str, Named]
    doubts: tuple[str, ...]
    on_record: tuple[str, ...]


class Recorded(BaseModel):
    """Facts that were recorded, and the case's revision then, by which they can be undone."""

    model_config = ConfigDict(frozen=True)

    who: Named
    facts: tuple[int, ...]
    revision: int
