"""Keep mappings under a name, in versions, and read them again."""

import hashlib
import re

from casework.context import Context
from casework.desk import declares
from casework.errors import ImportRefusedError
from casework.forms.mapping_file import parse_map
from casework.forms.plain_text import shown
from casework.models import ImportMapping, Verb
from casework.permissions import Action
from casework.queries import mappings, sources
from casework.views.mappings import SavedMap

_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,49}")
_LAST_VERSION = 2**31 - 1
_SHOWN = 80


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
    mapping = parse_map(contents, f'The mapping "{name}"')
    kind = mapping.kind
    unknown = _source_unknown(context, mapping.source)
    if unknown is not None:
        raise ImportRefusedError(f'The mapping "{name}" will not do: {unknown}')
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
    found = None
    if version is None or version <= _LAST_VERSION:
        found = mappings.newest(context.session, name, version=version)
    if found is None:
        raise ImportRefusedError(no_mapping(name if version is None else f"{name}@{version}"))
    return _seen(found)


@declares(Action.IMPORT, Verb.ADMINISTER)
def check_source(context: Context, code: str | None) -> str | None:
    """Say what is wrong with the source a mapping names, None where nothing is."""
    return _source_unknown(context, code)


def _source_unknown(context: Context, code: str | None) -> str | None:
    """Say that there is no source of a code and which there are; None where there is one."""
    if code is None or sources.find(context.session, code) is not None:
        return None
    known = ", ".join(sources.codes(context.session))
    return f"there is no source {shown(code)}; the sources are {known}."


def no_mapping(wanted: str) -> str:
    """Say that no mapping is saved under a name, or not in that version."""
    cut = wanted if len(wanted) <= _SHOWN else f"{wanted[:_SHOWN]}..."
    return (
        f"There is no saved mapping {cut}, nor a file of that name. `casework import map "
        "list` shows those that are saved."
    )


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
