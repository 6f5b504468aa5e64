"""Settings come from the environment, and bad ones are refused in a sentence."""

import os
from datetime import time
from pathlib import Path

import pytest

from casework.errors import SettingsError
from casework.settings import read_settings


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An officer's home folder, with nothing set."""
    for name in [name for name in os.environ if name.startswith(("CASEWORK_", "XDG_"))]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("HOME", str(tmp_path))
    return tmp_path


def test_works_with_nothing_set(home: Path) -> None:
    settings = read_settings()

    assert settings.database_file == home / ".local/share/casework/casework.db"
    assert settings.key_file == home / ".config/casework/casework.key"
    assert (settings.database_url, settings.officer) == (None, "officer")
    assert settings.day_turns_at == time(0, 0)


def test_keeps_to_the_platform_s_folders(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(home / "data"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(home / "config"))

    settings = read_settings()

    assert settings.data_dir == home / "data/casework"
    assert settings.key_file == home / "config/casework/casework.key"


def test_reads_every_setting(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CASEWORK_DATA_DIR", "~/cases")
    monkeypatch.setenv("CASEWORK_KEY_FILE", str(home / "keys/key"))
    monkeypatch.setenv("CASEWORK_DATABASE_URL", "postgresql://host/cases")
    monkeypatch.setenv("CASEWORK_OFFICER", "officer.two")
    monkeypatch.setenv("CASEWORK_DAY_TURNS_AT", "04:00")

    settings = read_settings()

    assert (settings.data_dir, settings.key_file) == (home / "cases", home / "keys/key")
    assert settings.database_url == "postgresql+psycopg://host/cases"
    assert (settings.officer, settings.day_turns_at) == ("officer.two", time(4, 0))


def test_an_empty_setting_is_not_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CASEWORK_OFFICER", "")
    monkeypatch.setenv("CASEWORK_DATABASE_URL", "")

    settings = read_settings()

    assert (settings.officer, settings.database_url) == ("officer", None)


@pytest.mark.parametrize("inside", ["casework.key", "deeper/casework.key"])
def test_refuses_a_key_inside_the_data_folder(
    home: Path, monkeypatch: pytest.MonkeyPatch, inside: str
) -> None:
    monkeypatch.setenv("CASEWORK_DATA_DIR", str(home / "cases"))
    monkeypatch.setenv("CASEWORK_KEY_FILE", str(home / "cases" / inside))

    with pytest.raises(SettingsError, match="lies inside the data folder") as refused:
        read_settings()

    assert "set CASEWORK_KEY_FILE to a path outside it" in str(refused.value)


def test_refuses_a_key_inside_the_data_folder_by_a_link(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (home / "cases").mkdir()
    (home / "elsewhere").symlink_to(home / "cases")
    monkeypatch.setenv("CASEWORK_DATA_DIR", str(home / "cases"))
    monkeypatch.setenv("CASEWORK_KEY_FILE", str(home / "elsewhere" / "casework.key"))

    with pytest.raises(SettingsError, match="lies inside the data folder"):
        read_settings()


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("DATABASE_URL", "mysql://o:secret@host/cases", "must begin with postgresql"),
        ("DATABASE_URL", "secret words", "must begin with postgresql"),
        ("DAY_TURNS_AT", "secret o'clock", "CASEWORK_DAY_TURNS_AT: input should be"),
        ("DAY_TURNS_AT", "04:00+02:00", "give it without a zone"),
        ("OFFICER", "o" * 201, "CASEWORK_OFFICER: string should have at most"),
    ],
)
def test_says_what_is_wrong_without_repeating_the_value(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, sentence: str
) -> None:
    monkeypatch.setenv(f"CASEWORK_{name}", value)

    with pytest.raises(SettingsError) as refused:
        read_settings()

    message = str(refused.value)
    assert sentence in message
    assert (message.count("\n"), message[-1]) == (0, ".")
    assert value not in message
    assert refused.value.__suppress_context__, "a traceback would repeat it"


def test_settings_do_not_show_the_password(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CASEWORK_DATABASE_URL", "postgresql://o:secret@host/cases")

    assert "secret" not in repr(read_settings())
