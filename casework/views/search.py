"""What a search found: people, orders and flags, each with why."""

from enum import StrEnum

from pydantic import BaseModel, ConfigDict


class HitKind(StrEnum):
    """What was found."""

    PERSON = "person"
    ORDER = "order"
    FLAG = "flag"


class Hit(BaseModel):
    """One thing found. `key` is where its view is opened: "P12", "P12/45" or "31"."""

    model_config = ConfigDict(frozen=True)

    kind: HitKind
    key: str
    person: str
    name: str
    why: str


class SearchAnswer(BaseModel):
    """What was found for `typed`, likeliest first; `of` counts all there is.

    `problem` says what of it could not be understood, empty where all was.
    """

    model_config = ConfigDict(frozen=True)

    typed: str
    hits: tuple[Hit, ...] = ()
    of: int = 0
    problem: str = ""
