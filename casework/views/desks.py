"""Who is at a desk, and what they have begun and not recorded."""

from datetime import datetime

from pydantic import BaseModel, ConfigDict

from casework.models import Role


class OfficerLine(BaseModel):
    """An officer who can be signed in as, with the roles held today."""

    model_config = ConfigDict(frozen=True)

    login: str
    name: str
    roles: tuple[Role, ...]


class SignedIn(BaseModel):
    """An officer at the screens. `last_visit` None means that this is their first."""

    model_config = ConfigDict(frozen=True)

    officer: OfficerLine
    agency: str
    last_visit: datetime | None
    drafts: int


class DraftLine(BaseModel):
    """Words typed into a form and not recorded. `about` says which form, and of what."""

    model_config = ConfigDict(frozen=True)

    about: str
    title: str
    contents: dict[str, str]
    saved_at: datetime
