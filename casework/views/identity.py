"""What is shown of who is the same as whom: judgements, and candidates for one."""

from datetime import date, datetime

from pydantic import BaseModel, ConfigDict


class JudgementLine(BaseModel):
    """A judgement of two records. `by` is the officer, `source` on whose word; UTC."""

    model_config = ConfigDict(frozen=True)

    judgement: int
    first: str
    second: str
    same: bool
    reason: str
    by: str
    source: str
    since: datetime


class Judged(BaseModel):
    """What came of judging: the judgement, and whether it stood before and nothing changed."""

    model_config = ConfigDict(frozen=True)

    line: JudgementLine
    stood_already: bool


class CandidateLine(BaseModel):
    """Somebody in a file who may be `person`. `state` is open, same or not_same.

    `file_key` is the file's own number for them, `born` as far as the file says.
    """

    model_config = ConfigDict(frozen=True)

    candidate: int
    source: str
    file_key: str
    name: str
    born: str | None
    person: str
    person_name: str
    why: str
    seen_on: date
    state: str
    reason: str | None
