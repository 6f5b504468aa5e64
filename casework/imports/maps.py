"""The mapping an import is read by: a file, or one saved under a name."""

from pathlib import Path
from typing import Literal, NamedTuple

from casework.desk import Desk
from casework.errors import ImportRefusedError
from casework.forms.mapping import ImportMap
from casework.forms.mapping_file import map_text, parse_map
from casework.safe_text import safe_text
from casework.services.keep_mapping import no_mapping, read_mapping

_MOST_FIGURES = 9


class ChosenMap(NamedTuple):
    """A mapping, what it is called, and the id of the saved one it is; None for a file."""

    mapping: ImportMap
    name: str
    saved: int | None

    def of_kind(self, kind: Literal["orders", "events"]) -> ImportMap:
        """Return the mapping.

        Raises:
            ImportRefusedError: it is one of another kind.
        """
        if self.mapping.kind != kind:
            raise ImportRefusedError(
                f"{self.name} is a mapping of {self.mapping.kind}, not of {kind}. Its first lines "
                f'say which: kind = "{kind}".'
            )
        return self.mapping


def choose_map(desk: Desk, typed: str) -> ChosenMap:
    """Return the mapping of a file, or the saved one of a name, as NAME or NAME@VERSION.

    A file goes before a saved mapping of the same name.

    Raises:
        ImportRefusedError: there is none, or it will not do.
        NotPermittedError: a saved one is asked for by an officer who may not import.
    """
    of_file = read_map_file(typed)
    if of_file is not None:
        return of_file
    name, at, version = typed.rpartition("@")
    if at and not version.isdecimal():
        raise ImportRefusedError(f"{typed} names no version; write {name}@1, or {name} alone.")
    if len(version.lstrip("0")) > _MOST_FIGURES and at:
        raise ImportRefusedError(no_mapping(typed))
    saved = desk.run(read_mapping, name if at else typed, int(version) if at else None)
    called = f"{saved.name}@{saved.version}"
    return ChosenMap(parse_map(saved.contents, called), called, saved.id)


def _is_there(path: Path) -> bool:
    try:
        return path.exists()
    except OSError:
        return False


def read_map_file(typed: str) -> ChosenMap | None:
    """Return the mapping of a file; None where what was typed is a name and not a file.

    Raises:
        ImportRefusedError: it cannot be read, or will not do.
    """
    if not typed.strip():
        raise ImportRefusedError("No mapping is named. Give a file, or the NAME of a saved one.")
    path = Path(typed)
    if _is_there(path) or path.suffix or path.name != typed:
        return ChosenMap(parse_map(map_text(path), safe_text(typed)), safe_text(typed), None)
    return None
