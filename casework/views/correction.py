"""A correction of a fact: looked over before it is recorded, and what came of it."""

from pydantic import BaseModel, ConfigDict

from casework.views.people import Named


class CorrectionReview(BaseModel):
    """What is to be looked at before a fact is corrected.

    `fields` are those that change; `named` says in full who else is named in it then, by field,
    and `named_before` who is now; `doubts` forbid nothing; `on_record` is what the record has
    of the same day besides; `referring` are the facts that refer to it.
    """

    model_config = ConfigDict(frozen=True)

    who: Named
    fields: tuple[str, ...]
    named: dict[str, str]
    named_before: dict[str, str]
    doubts: tuple[str, ...]
    on_record: tuple[str, ...]
    referring: tuple[str, ...]


class Corrected(BaseModel):
    """A fact that was corrected: its version now, and the case's revision, by which to undo it."""

    model_config = ConfigDict(frozen=True)

    who: Named
    fact: str
    version: int
    revision: int
