"""The mapping of an agency's spreadsheet of orders: their columns, our fields."""

import tomllib
from collections.abc import Collection, Mapping
from dataclasses import fields
from pathlib import Path
from typing import Literal, Self, get_args

from pydantic import BaseModel, ConfigDict, ValidationError, model_validator

from casework.errors import ImportRefusedError
from casework.forms.plain_text import sentences
from rules.duties import Duty

_DUTY_FIELDS = {field.name for duty in get_args(Duty) for field in fields(duty)}
FIELDS: Mapping[str, frozenset[str]] = {
    "order": frozenset(
        {
            *("person", "kind", "nation", "court", "court_name", "reference"),
            *("made_on", "represented", "ends_on", "term"),
        }
    ),
    "service": frozenset({"served_on", "method"}),
    "provision": frozenset({"number", "wording", "starts_on", "start_condition", "ends_on"}),
    "duty": frozenset(_DUTY_FIELDS),
}
"""Our fields, by the part of an order they belong to."""

_NEEDED = ("person", "kind", "nation", "court", "made_on")

Cells = Mapping[tuple[str, str], str]
"""What a row says, by part and field; what it leaves empty is left out."""


class Reading(BaseModel):
    """How cells are written: days by strptime's signs, several things in one by a separator.

    `otherwise` says what becomes of a clause whose duty is not typed: the order is
    rejected, or the clause is kept as free wording, which a person must monitor.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    days: tuple[str, ...] = ("%Y-%m-%d",)
    separator: str = ";"
    otherwise: Literal["reject", "free_wording"] = "reject"


class OrderMap(BaseModel):
    """A mapping. `always` gives a field one value; `values` translates what a column says."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    order: dict[str, str] = {}
    service: dict[str, str] = {}
    provision: dict[str, str] = {}
    duty: dict[str, str] = {}
    always: dict[str, dict[str, str]] = {}
    values: dict[str, dict[str, dict[str, str]]] = {}
    reading: Reading = Reading()

    @model_validator(mode="after")
    def names_fields_we_know(self) -> Self:
        """Refuse a field that no part of an order has, and a mapping without what it needs."""
        for named in (self._columns(), self.always, self.values):
            for part in named:
                _refuse_unknown(part, named[part])
        given = self.order.keys() | self.always.get("order", {}).keys()
        missing = [name for name in _NEEDED if name not in given]
        if missing:
            raise ValueError(
                f"[order] does not say which column has {', '.join(missing)}; where it is the same "
                "for all, say so in [always.order]"
            )
        return self

    def columns(self) -> tuple[str, ...]:
        """Return every column a file has to have."""
        named = [column for part in self._columns().values() for column in part.values()]
        return tuple(dict.fromkeys(named))

    def column_of(self, part: str, field: str) -> str:
        """Return the column of a field, as an officer would look for it."""
        column = self._columns()[part].get(field)
        return f'column "{column}"' if column else f"{part}.{field}"

    def cells(self, row: Mapping[str, str]) -> Cells:
        """Return what a row says in our words, translated."""
        found = {
            (part, field): row[column].strip()
            for part, named in self._columns().items()
            for field, column in named.items()
            if row[column].strip()
        }
        found |= {
            (part, field): value
            for part, named in self.always.items()
            for field, value in named.items()
            if (part, field) not in found and (part == "order" or self._says(part, found))
        }
        return {key: self._translated(key, text) for key, text in found.items()}

    def _says(self, part: str, found: Cells) -> bool:
        """Whether a row says anything of a part, or of the clause a duty belongs to."""
        parts = {"duty", "provision"} if part in {"duty", "provision"} else {part}
        return any(said in parts for said, _ in found)

    def _translated(self, key: tuple[str, str], text: str) -> str:
        part, field = key
        theirs = self.values.get(part, {}).get(field, {})
        return next((o for t, o in theirs.items() if t.casefold() == text.casefold()), text)

    def _columns(self) -> dict[str, dict[str, str]]:
        return {part: getattr(self, part) for part in FIELDS}


def read_order_map(path: Path) -> OrderMap:
    """Read a mapping.

    Raises:
        ImportRefusedError: it cannot be read, or names what we do not know.
    """
    try:
        return OrderMap.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except OSError as refused:
        raise ImportRefusedError(f"{path} cannot be read: {refused.strerror}.") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as broken:
        raise ImportRefusedError(f"{path} is not TOML in UTF-8: {broken}.") from None
    except ValidationError as refused:
        raise ImportRefusedError(f"{path} will not do: {sentences(refused)}") from None


def _refuse_unknown(part: str, named: Collection[str]) -> None:
    if part not in FIELDS:
        raise ValueError(f"[{part}] is no part of an order; the parts are {', '.join(FIELDS)}")
    unknown = sorted(set(named) - FIELDS[part])
    if unknown:
        has = ", ".join(sorted(FIELDS[part]))
        raise ValueError(f"[{part}] has no field {', '.join(unknown)}; it has {has}")
