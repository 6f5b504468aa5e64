"""The orders of a written case, with their clauses and what came after."""

from datetime import date
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from casework.forms.duties import WrittenDuty
from casework.forms.lengths import WrittenLength
from rules.vocabulary import Counting, Court, Nation, OrderKind, ServiceMethod, StartCondition

Name = Annotated[str, Field(min_length=1, description="a name other facts can refer to it by")]
"""What an author calls a fact; the machine gives it a number."""


class Written(BaseModel):
    """Base of everything in a file of cases: an unknown key is an error, never ignored."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class WrittenFact(Written):
    """Base of every fact in a file of cases."""

    id: Name | None = None


class ProvisionForm(WrittenFact):
    """A clause. Without an `id` it is called by its number. Days are inclusive."""

    number: str
    wording: str = ""
    duty: WrittenDuty
    starts_on: date | None = None
    start_condition: StartCondition | None = None
    ends_on: date | None = None
    introduced_by: Name | None = None
    ended_by: Name | None = None


class ServiceForm(WrittenFact):
    """Notice of the order, or of the variation named."""

    served_on: date
    method: ServiceMethod = ServiceMethod.IN_PERSON
    variation: Name | None = None


class VariationForm(WrittenFact):
    """A variation; `ends_on` is the order's new last day, where it changes."""

    made_on: date
    represented: bool | None = None
    ends_on: date | None = None
    pending_charge: bool | None = None


class CopyForm(WrittenFact):
    """The court's certified copy of the order, and the day it was put on record."""

    kept_on: date


class SuspensionForm(WrittenFact):
    """A span without effect, both days inclusive; without `until` it is open."""

    since: date
    until: date | None = None


class EndingForm(WrittenFact):
    """A discharge, revocation or quashing; the order has no effect from `ended_on`."""

    kind: Literal["discharged", "revoked", "quashed"] = "discharged"
    ended_on: date


class OrderForm(WrittenFact):
    """An order as made, with what came after."""

    kind: OrderKind
    nation: Nation = Nation.ENGLAND_AND_WALES
    court: Court = Court.CROWN_COURT
    made_on: date
    represented: bool | None = None
    ends_on: date | None = None
    term: WrittenLength | None = None
    provision: tuple[ProvisionForm, ...] = ()
    service: tuple[ServiceForm, ...] = ()
    variation: tuple[VariationForm, ...] = ()
    suspension: tuple[SuspensionForm, ...] = ()
    ending: tuple[EndingForm, ...] = ()
    entered_on: date | None = None
    copy_kept: tuple[CopyForm, ...] = ()

    @model_validator(mode="after")
    def term_is_counted_from_its_first_day(self) -> Self:
        """Refuse a term that is not counted as beginning with a day."""
        counted = (Counting.BEGINNING_WITH, Counting.MONTHS_BEGINNING)
        if self.term is not None and self.term.counting not in counted:
            raise ValueError(
                f"The term of an order is counted by code B or MB, not by {self.term.counting}."
            )
        return self
