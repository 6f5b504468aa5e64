"""What an installation may set, read once by the composition root.

Every setting is an environment variable that begins with CASEWORK_.
"""

import os
from datetime import time
from pathlib import Path
from typing import Self

from pydantic import Field, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict
from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

from casework.errors import SettingsError

_PREFIX = "CASEWORK_"


def _data_folder() -> Path:
    return _xdg("XDG_DATA_HOME", ".local/share") / "casework"


def _key_file() -> Path:
    return _xdg("XDG_CONFIG_HOME", ".config") / "casework" / "casework.key"


def _xdg(variable: str, otherwise: str) -> Path:
    return Path(os.environ.get(variable) or Path.home() / otherwise)


class Settings(BaseSettings):
    """Where the case database is, who is at the desk, and when a day turns."""

    model_config = SettingsConfigDict(
        env_prefix=_PREFIX,
        env_ignore_empty=True,
        frozen=True,
        extra="forbid",
        hide_input_in_errors=True,
        validate_default=True,
    )

    data_dir: Path = Field(default_factory=_data_folder)
    """Folder of the embedded database and its backups."""

    key_file: Path = Field(default_factory=_key_file)
    """File with the data key; never inside `data_dir`."""

    database_url: str | None = Field(default=None, repr=False)
    """PostgreSQL URL; None means the embedded, encrypted database in `data_dir`."""

    officer: str = Field(default="officer", min_length=1, max_length=200)
    """Login name of the officer at the desk."""

    day_turns_at: time = time(0, 0)
    """Time on the wall in Europe/London at which the day before has ended."""

    keymap: Path | None = None
    """TOML file of the officer's own keys for the screens; None for those of the program."""

    @property
    def database_file(self) -> Path:
        """Path of the embedded database, used where `database_url` is None."""
        return self.data_dir / "casework.db"

    @field_validator("officer", mode="before")
    @classmethod
    def _nobody_named(cls, value: object) -> object:
        return "officer" if value is None else value

    @field_validator("data_dir", "key_file", "keymap")
    @classmethod
    def _from_any_folder(cls, path: Path | None) -> Path | None:
        return None if path is None else path.expanduser().resolve()

    @field_validator("day_turns_at")
    @classmethod
    def _on_the_wall(cls, value: time) -> time:
        if value.tzinfo is not None:
            raise ValueError("it is a time in London already, so give it without a zone")
        return value

    @field_validator("database_url")
    @classmethod
    def _postgresql(cls, url: str | None) -> str | None:
        if url is None:
            return None
        try:
            drivername = make_url(url).drivername
        except ArgumentError:
            drivername = ""
        if drivername not in {"postgresql", "postgresql+psycopg"}:
            raise ValueError("it must begin with postgresql+psycopg://")
        return url.replace("postgresql://", "postgresql+psycopg://", 1)

    @model_validator(mode="after")
    def _key_apart_from_data(self) -> Self:
        if self.key_file.is_relative_to(self.data_dir):
            raise ValueError(
                f"the key file {self.key_file} lies inside the data folder"
                f" {self.data_dir}, where one theft takes both: set {_PREFIX}KEY_FILE to a"
                " path outside it"
            )
        return self


def read_settings() -> Settings:
    """Read the settings from the environment.

    Raises:
        SettingsError: a setting is malformed, or the key lies beside the data.
    """
    try:
        return Settings()
    except ValidationError as refused:
        # "from None": pydantic's own report may quote a password.
        raise SettingsError(_in_words(refused)) from None


def _in_words(refused: ValidationError) -> str:
    faults = [
        _fault(tuple(error["loc"]), error["msg"].removeprefix("Value error, "))
        for error in refused.errors(include_input=False, include_url=False)
    ]
    return f"The settings cannot be used: {'; '.join(faults)}."


def _fault(place: tuple[int | str, ...], message: str) -> str:
    wording = message[:1].lower() + message[1:]
    return f"{_PREFIX}{str(place[0]).upper()}: {wording}" if place else wording
