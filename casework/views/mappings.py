"""Saved mappings as officers see them, and what a mapping makes of a file."""

from datetime import datetime

from pydantic import BaseModel, ConfigDict


class SavedMap(BaseModel):
    """One version of a saved mapping. `is_new` is whether it was saved just now."""

    model_config = ConfigDict(frozen=True)

    id: int
    name: str
    version: int
    kind: str
    contents: str
    digest: str
    saved_at: datetime
    is_new: bool = False


class ColumnUse(BaseModel):
    """What a column of a file becomes; no field means that nobody reads it."""

    model_config = ConfigDict(frozen=True)

    column: str
    fields: tuple[str, ...]


class TriedRow(BaseModel):
    """One row read through a mapping: what it says in our words, or why it will not do."""

    model_config = ConfigDict(frozen=True)

    number: int
    says: dict[str, str] = {}
    why_not: str | None = None


class MapCheck(BaseModel):
    """What a mapping makes of a file, without the database.

    `missing` are columns the mapping names and the file has not, `wrong` what else has to be
    put right, `notes` what does no harm.
    """

    model_config = ConfigDict(frozen=True)

    kind: str
    source: str | None
    fields: tuple[ColumnUse, ...]
    always: dict[str, str]
    file_name: str | None = None
    columns: tuple[ColumnUse, ...] = ()
    missing: tuple[str, ...] = ()
    rows: tuple[TriedRow, ...] = ()
    wrong: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def clean(self) -> bool:
        """Whether the file has every column, nothing is wrong, and every row tried will do."""
        return not self.missing and not self.wrong and all(row.why_not is None for row in self.rows)
