"""What cannot be checked: for one person duty by duty, for a caseload by reason."""

from datetime import date

from pydantic import BaseModel, ConfigDict

from casework.views.case import UncheckedLine


class UncheckedOfPerson(BaseModel):
    """Each duty of one person that could not be checked on a day, by reason."""

    model_config = ConfigDict(frozen=True)

    person: str
    name: str
    judged_on: date
    duties: tuple[UncheckedLine, ...]


class UncheckedPerson(BaseModel):
    """Somebody with duties that could not be checked for one reason, and how many."""

    model_config = ConfigDict(frozen=True)

    person: str
    name: str
    duties: int


class UncheckedReason(BaseModel):
    """One reason: how many duties of how many people, and the first of those people."""

    model_config = ConfigDict(frozen=True)

    reason: str
    why: str
    remedy: str
    duties: int
    people: int
    named: tuple[UncheckedPerson, ...]


class CaseNotJudged(BaseModel):
    """Somebody whose case the last night could not judge, and the error, which has no case data.

    `last_judged` is the day it was judged for last, None where it never was.
    """

    model_config = ConfigDict(frozen=True)

    person: str
    name: str
    last_judged: date | None
    error: str


class UncheckedCaseload(BaseModel):
    """What could not be checked when each case was last looked at, the commonest reason first.

    `judged_on` is the day of the last finished night, None before the first. `failed` is how
    many cases it could not judge at all, and `not_judged` the first of those.
    """

    model_config = ConfigDict(frozen=True)

    judged_on: date | None
    failed: int
    not_judged: tuple[CaseNotJudged, ...]
    duties: int
    reasons: tuple[UncheckedReason, ...]
