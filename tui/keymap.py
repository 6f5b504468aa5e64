"""An officer's own keys: a file of actions by their ids, and the keys that do them."""

import tomllib
from collections.abc import Mapping
from pathlib import Path

from casework.errors import SettingsError
from tui.actions import CHORD, Keymap, rekeyed
from tui.registry import contexts, faults


def read_keymap(path: Path) -> Keymap:
    """Read the keys of a file, one line an action: `"flag.decide" = ["D", "f7"]`.

    Raises:
        SettingsError: it cannot be read, names what is no action, or its keys clash.
    """
    try:
        written = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise _refusal(path, f"it cannot be read ({error.strerror})") from None
    except ValueError as error:  # of TOML, and of UTF-8
        raise _refusal(path, f"it is no TOML: {error}") from None
    keymap = {action_id: _keys(path, action_id, keys) for action_id, keys in _flat(written).items()}
    places = contexts()
    known = {action.id for actions in places.values() for action in actions}
    for action_id in keymap:
        if action_id not in known:
            raise _refusal(path, f"there is no action “{action_id}”; docs/keys.md has them all")
    for actions in places.values():
        for fault in faults(rekeyed(action, keymap) for action in actions):
            raise _refusal(path, fault)
    return keymap


def _flat(written: Mapping[str, object]) -> dict[str, object]:
    """Return entries by id, whether written `"flag.decide" = …` or under `[flag]`."""
    flat: dict[str, object] = {}
    for name, value in written.items():
        if isinstance(value, dict):
            flat |= {f"{name}.{inner}": keys for inner, keys in value.items()}
        else:
            flat[name] = value
    return flat


def _keys(path: Path, action_id: str, keys: object) -> tuple[str, ...]:
    if not isinstance(keys, list) or not all(isinstance(key, str) and key for key in keys):
        raise _refusal(path, f'the keys of “{action_id}” are no list, such as ["f7"]')
    return tuple(_as_named(key) for key in keys)


def _as_named(key: str) -> str:
    """Return a key as the program names it: Ctrl+X as ctrl+x, but G as G."""
    parts = key.split(CHORD) if key != CHORD else ["space"]
    return CHORD.join(part if len(part) == 1 else part.lower() for part in parts)


def _refusal(path: Path, fault: str) -> SettingsError:
    return SettingsError(f"The keys of {path} cannot be used: {fault}.")
