"""One fact in full: what it says, on whose word, every version of it, and what rests on it."""

from datetime import datetime

from pydantic import BaseModel, ConfigDict

from casework.models import FlagState
from rules.vocabulary import FlagKind, Severity


class ColumnLine(BaseModel):
    """One thing a fact says. `says` is None where it is not recorded.

    `view` and `key` are where what it names is shown, None where nowhere.
    """

    model_config = ConfigDict(frozen=True)

    label: str
    says: str | None
    view: str | None = None
    key: str = ""


class VersionLine(BaseModel):
    """One version of a fact. `known_to` None means that it is known still.

    `closed_by` and `closed_reason` say who corrected or withdrew it, and why.
    """

    model_config = ConfigDict(frozen=True)

    version: int
    columns: tuple[ColumnLine, ...]
    source: str
    owner: str
    grade: str | None
    handling: str | None
    recorded_by: str
    known_from: datetime
    known_to: datetime | None
    closed_by: str | None
    closed_reason: str | None


class RestsLine(BaseModel):
    """A flag that rests on a fact. `version` is the version of the fact that it was judged by."""

    model_config = ConfigDict(frozen=True)

    flag: int
    state: FlagState
    kind: FlagKind
    severity: Severity
    version: int
    says: str


class FactInFull(BaseModel):
    """A fact with every version of it, the newest first, and the flags that rest on it."""

    model_config = ConfigDict(frozen=True)

    fact: str
    kind: str
    person: str
    name: str
    versions: tuple[VersionLine, ...]
    flags: tuple[RestsLine, ...]
