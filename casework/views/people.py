"""People, as they are named in lists and beside what is typed."""

from pydantic import BaseModel, ConfigDict


class Named(BaseModel):
    """Somebody on record: our number and their name, SURNAME Forenames."""

    model_config = ConfigDict(frozen=True)

    person: str
    name: str


class Found(Named):
    """Somebody a search found, and why."""

    why: str
