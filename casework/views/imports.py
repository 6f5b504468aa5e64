"""How an import went: each row's outcome, and the count of each file."""

from datetime import date, datetime
from enum import StrEnum

from pydantic import BaseModel, ConfigDict


class Taken(StrEnum):
    """How a row fared."""

    ACCEPTED = "accepted"
    """It changed something."""
    UNCHANGED = "unchanged"
    """It said what was known, or what has been superseded since."""
    PASSED_OVER = "passed_over"
    """It is about nobody on record, and files of its kind tell of everybody."""
    REJECTED = "rejected"
    """Nothing of it was kept; the message says why and what to do."""


class RowOutcome(BaseModel):
    """What became of one row. `person` is our number; None where there is none (yet).

    `number` is the record's place in the file, its line, or a spreadsheet's row.
    """

    model_config = ConfigDict(frozen=True)

    number: int
    outcome: Taken
    person: str | None = None
    message: str = ""


class FileSummary(BaseModel):
    """One file. `stopped` is a sentence where it could not be read to its end.

    `held_back` is how many good rows were not kept either, for others were bad and the
    file is kept whole or not at all.
    """

    model_config = ConfigDict(frozen=True)

    file_name: str
    digest: str
    accepted: int = 0
    unchanged: int = 0
    passed_over: int = 0
    rejected: int = 0
    held_back: int = 0
    stopped: str | None = None

    @property
    def clean(self) -> bool:
        """Whether every row was taken in, known, or about nobody on record."""
        return not self.rejected and self.stopped is None


class Receipt(BaseModel):
    """The receipt of one file that was taken in. `digest` is the SHA-256 of its bytes.

    `mapping` is the saved mapping it was read by, `complete_to` the day, inclusive, its
    source was declared complete to with it; None where there was none. Counts are of rows.
    """

    model_config = ConfigDict(frozen=True)

    kind: str
    file_name: str
    digest: str
    imported_at: datetime
    imported_by: str
    accepted: int
    unchanged: int
    rejected: int
    passed_over: int
    mapping: str | None
    complete_to: date | None


class ImportSummary(BaseModel):
    """A whole import. In a dry run the counts say what would have been, and nothing was kept.

    `complete_to` is the day the source was declared complete to; `not_declared` says why
    a day that was asked for was not declared.
    """

    model_config = ConfigDict(frozen=True)

    kind: str
    dry_run: bool
    files: tuple[FileSummary, ...]
    complete_to: date | None = None
    not_declared: str | None = None

    @property
    def accepted(self) -> int:
        """Rows that changed something, of all files."""
        return sum(file.accepted for file in self.files)

    @property
    def unchanged(self) -> int:
        """Rows that said what was known, of all files."""
        return sum(file.unchanged for file in self.files)

    @property
    def rejected(self) -> int:
        """Rows of which nothing was kept, of all files."""
        return sum(file.rejected for file in self.files)

    @property
    def clean(self) -> bool:
        """Whether every row of every file was taken in or known."""
        return all(file.clean for file in self.files)
