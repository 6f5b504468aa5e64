"""Keep mappings under a name, in versions, and read them again."""

import hashlib
import re

from casework.context import Context
from casework.desk import declares
from casework.errors import ImportRefusedError
from casework.forms.mapping import parse_map
from casework.models import ImportMapping, Verb
from casework.permissions import Action
from casework.queries import mappings
from casework.views.mappings import SavedMap

_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,49}")


@declares(Action.IMPORT, Verb.ADMINISTER)
def save_mapping(context: Context, name: str, contents: str) -> SavedMap:
    """Keep a mapping under a name: the same contents are the same version, others the next.

    Raises:
        ImportRefusedError: the name or the mapping will not do, or the name is of a mapping
            of another kind.
    """
    if not _NAME.fullmatch(name):
        raise ImportRefusedError(
            f'"{name}" is no name for a mapping; use small letters, digits, - and _, as in '
            "post-log."
        )
    kind = parse_map(contents, f'The mapping "{name}"').kind
    digest = hashlib.sha256(contents.encode()).hexdigest()
    last = mappings.newest(context.session, name)
    if last is not None and last.kind != kind:
        raise ImportRefusedError(
            f"{name} is a mapping of {last.kind}, and this one is of {kind}. Give it another name."
        )
    if last is not None and last.digest == digest:
        return _seen(last)
    saved = ImportMapping(
        name=name,
        version=1 if last is None else last.version + 1,
        kind=kind,
        contents=contents,
        digest=digest,
        saved_at=context.now,
        saved_by=context.officer.id,
    )
    context.session.add(saved)
    context.session.flush()
    return _seen(saved, is_new=True)


@declares(Action.IMPORT, Verb.ADMINISTER)
def list_mappings(context: Context) -> list[SavedMap]:
    """Return every version of every saved mapping, by name and version."""
    return [_seen(each) for each in mappings.every_version(context.session)]


@declares(Action.IMPORT, Verb.ADMINISTER)
def read_mapping(context: Context, name: str, version: int | None = None) -> SavedMap:
    """Return a saved mapping, in its newest version where none is given.

    Raises:
        ImportRefusedError: there is none, or none of that version.
    """
    found = mappings.newest(context.session, name, version=version)
    if found is None:
        wanted = name if version is None else f"{name}@{version}"
        raise ImportRefusedError(
            f"There is no saved mapping {wanted}, nor a file of that name. `casework import map "
            "list` shows those that are saved."
        )
    return _seen(found)


def _seen(row: ImportMapping, *, is_new: bool = False) -> SavedMap:
    return SavedMap(
        id=row.id,
        name=row.name,
        version=row.version,
        kind=row.kind,
        contents=row.contents,
        digest=row.digest,
        saved_at=row.saved_at,
        is_new=is_new,
    )
