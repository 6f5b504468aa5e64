"""The mapping of an agency's table: their columns, our fields. Written in TOML."""

from collections.abc import Collection, Iterator, Mapping
from typing import Annotated, Literal, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    model_validator,
)

from casework.forms.event_map import EVENT_CODES, EVENT_FIELDS, EVENT_NEEDS, INSTEAD
from casework.forms.order_map import ORDER_CODES, ORDER_FIELDS, ORDER_NEEDS
from casework.forms.written_days import day_form

FIELDS: Mapping[str, Mapping[str, frozenset[str]]] = {
    "orders": ORDER_FIELDS,
    "events": EVENT_FIELDS,
}
"""Our fields, by what a mapping is of and the part they belong to."""

_TOGETHER = ({"order"}, {"provision", "duty"})
"""Parts that each row speaks of, and parts that are one thing: a clause has its duty."""

Cells = Mapping[tuple[str, str], str]
"""What a row says, by part and field; what it leaves empty is left out."""


def code_form(said: str) -> str:
    """Return a code as we write it, from one with spaces and capitals."""
    return said.casefold().replace(" ", "_").replace("-", "_")


DayForm = Annotated[str, AfterValidator(day_form)]
"""How a day is written, by strptime's signs."""


class Reading(BaseModel):
    """How cells are written: days by strptime's signs, several things in one by a separator.

    `sheet` names the sheet of a workbook, its first if left out. `otherwise` says what
    becomes of a clause whose duty is not typed: the order is rejected, or the clause is
    kept as free wording, which a person must monitor.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    days: Annotated[tuple[DayForm, ...], Field(min_length=1)] = ("%Y-%m-%d",)
    separator: Annotated[str, StringConstraints(min_length=1)] = ";"
    sheet: str | None = None
    otherwise: Literal["reject", "free_wording"] = "reject"


class ImportMap(BaseModel):
    """A mapping. `always` gives a field one value; `values` translates what a column says.

    `parts` are the tables that give our fields columns, such as [order] or [event];
    `source` is the source whose facts they are.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    kind: Literal["orders", "events"] = "orders"
    source: str | None = None
    parts: dict[str, dict[str, str]] = {}
    always: dict[str, dict[str, str]] = {}
    values: dict[str, dict[str, dict[str, str]]] = {}
    reading: Reading = Reading()

    @model_validator(mode="after")
    def names_fields_we_know(self) -> Self:
        """Refuse a field that no part has, and a mapping without what it needs."""
        problems = [*self._unknown(), *self._missing(), *self._no_codes()]
        if problems:
            raise ValueError("; ".join(problems))
        return self

    def columns(self) -> tuple[str, ...]:
        """Return every column a file has to have."""
        named = [column for part in self.parts.values() for column in part.values()]
        return tuple(dict.fromkeys(named))

    def column_of(self, part: str, field: str) -> str:
        """Return the column of a field, as an officer would look for it."""
        column = self.parts.get(part, {}).get(field)
        return f'column "{column}"' if column else f"{part}.{field}"

    def reads_of(self, column: str) -> list[str]:
        """Return the fields a column is given to, as in "order.made_on"."""
        return [
            f"{part}.{field}"
            for part, named in self.parts.items()
            for field, theirs in named.items()
            if theirs == column
        ]

    def cells(self, row: Mapping[str, str]) -> Cells:
        """Return what a row says in our words, translated."""
        found = {
            (part, field): row[column].strip()
            for part, named in self.parts.items()
            for field, column in named.items()
            if row[column].strip()
        }
        found |= {
            (part, field): value
            for part, named in self.always.items()
            for field, value in named.items()
            if (part, field) not in found and self._is_said(part, found)
        }
        return {key: self._translated(key, text) for key, text in found.items()}

    def _is_said(self, part: str, found: Cells) -> bool:
        """Whether a row says anything of a part, beside whom it is about.

        It does of what every row tells of: the order, or the one part a mapping has.
        """
        if part == "order" or self.parts.keys() <= {part}:
            return True
        parts = next((together for together in _TOGETHER if part in together), {part})
        return any(said in parts and field != "person" for said, field in found)

    def _translated(self, key: tuple[str, str], text: str) -> str:
        part, field = key
        theirs = self.values.get(part, {}).get(field, {})
        return next((o for t, o in theirs.items() if t.casefold() == text.casefold()), text)

    def _unknown(self) -> Iterator[str]:
        known = FIELDS[self.kind]
        tables: list[tuple[str, Mapping[str, Collection[str]]]]
        tables = [("", self.parts), ("always.", self.always), ("values.", self.values)]
        for place, named in tables:
            for part, given in named.items():
                if part not in known:
                    yield (
                        f"[{place}{part}] is no part of {self.kind}; the parts are "
                        f"{', '.join(known)}"
                    )
                elif unknown := sorted(set(given) - known[part]):
                    has = ", ".join(sorted(known[part]))
                    yield f"[{place}{part}] has no field {', '.join(unknown)}; it has {has}"

    def _missing(self) -> Iterator[str]:
        needs = ORDER_NEEDS if self.kind == "orders" else EVENT_NEEDS
        spoken_of = {*self.parts, *self.always} | ({"order"} if self.kind == "orders" else set())
        if not spoken_of:
            yield f"it has no part; give one or more of {', '.join(f'[{p}]' for p in needs)}"
        somebody = any("person" in named for named in self.parts.values())
        for part in sorted(spoken_of & needs.keys()):
            given = self.parts.get(part, {}).keys() | self.always.get(part, {}).keys()
            given |= {
                field for (p, field), other in INSTEAD.items() if p == part and other in given
            }
            given |= {"person"} if somebody else set()
            missing = [name for name in needs[part] if name not in given]
            if missing:
                yield (
                    f"[{part}] does not say which column has {', '.join(missing)}; where it is the "
                    f"same for all, say so in [always.{part}]"
                )

    def _no_codes(self) -> Iterator[str]:
        """Find what is given or translated to a code that there is not."""
        for (part, field), codes in (ORDER_CODES if self.kind == "orders" else EVENT_CODES).items():
            given = [(f"always.{part}", self.always.get(part, {}).get(field))]
            theirs = self.values.get(part, {}).get(field, {})
            given += [(f"values.{part}.{field}", ours) for ours in theirs.values()]
            for place, ours in given:
                if ours is not None and code_form(ours) not in list(codes):
                    yield f'[{place}] gives "{ours}", which is none of {", ".join(codes)}'
