"""Cases of one rule as data: facts as a lawyer would write them, and what must be found when."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Annotated, Literal, Self

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, model_validator

from casework.forms.duties import WrittenDuty
from casework.forms.lengths import WrittenLength
from rules.finding import Reason
from rules.vocabulary import (
    Counting,
    Court,
    CustodyBasis,
    EventKind,
    Feed,
    FlagKind,
    HoldingKind,
    MovementKind,
    Nation,
    OrderKind,
    ReleaseDateKind,
    ServiceMethod,
    Severity,
    StartCondition,
)

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

    @model_validator(mode="after")
    def term_is_counted_from_its_first_day(self) -> Self:
        """Refuse a term that is not counted as beginning with a day."""
        counted = (Counting.BEGINNING_WITH, Counting.MONTHS_BEGINNING)
        if self.term is not None and self.term.counting not in counted:
            raise ValueError(
                f"The term of an order is counted by code B or MB, not by {self.term.counting}."
            )
        return self


class MovementForm(WrittenFact):
    """An entry to, exit from or move within custody."""

    kind: MovementKind
    happened_on: date
    happened_at: AwareDatetime | None = None
    basis: CustodyBasis | None = None


class ObservationForm(WrittenFact):
    """What a prison record said on the day of the extract."""

    observed_on: date
    in_custody: bool
    basis: CustodyBasis | None = None


class ReleaseDateForm(WrittenFact):
    """A date of a sentence, as a source gave it."""

    kind: ReleaseDateKind = ReleaseDateKind.CONFIRMED_RELEASE
    falls_on: date


class HoldingForm(WrittenFact):
    """A thing held or used, both days inclusive; without `until` it is held still."""

    kind: HoldingKind
    name: str = "described in the record"
    since: date
    until: date | None = None


class EventForm(WrittenFact):
    """Something that happened. `provision` is the clause it answers, `about` the fact."""

    kind: EventKind
    happened_on: date
    happened_at: AwareDatetime | None = None
    provision: Name | None = None
    about: Name | None = None
    period_from: date | None = None


class FactsForm(Written):
    """The facts of a case, and the last day each feed is complete for."""

    complete_to: Mapping[Feed, date] = Field(default_factory=dict)
    order: tuple[OrderForm, ...] = ()
    movement: tuple[MovementForm, ...] = ()
    observation: tuple[ObservationForm, ...] = ()
    release_date: tuple[ReleaseDateForm, ...] = ()
    holding: tuple[HoldingForm, ...] = ()
    event: tuple[EventForm, ...] = ()

    def facts(self) -> Iterator[WrittenFact]:
        """Give every fact, in the order in which they are numbered from 1."""
        for order in self.order:
            yield order
            yield from order.provision
            yield from order.variation
            yield from order.service
            yield from order.suspension
            yield from order.ending
        yield from self.movement
        yield from self.observation
        yield from self.release_date
        yield from self.holding
        yield from self.event


class ExpectedFinding(Written):
    """A finding that must be there; what is left out may be anything, "none" is nothing.

    In `occurrence`, a fact's name in braces stands for its number: "fact {phone1}".
    """

    rule: str | None = Field(None, description="another rule than the file's")
    occurrence: str
    kind: FlagKind
    severity: Severity | None = None
    subject: Name | None = Field(None, description="the clause, or the order, it is about")
    clause: str | None = None
    due_on: date | None = None
    default_on: date | Literal["none"] | None = None
    says: str | None = None
    missing: str | None = None
    evidence: tuple[Name, ...] | None = Field(None, description="all the facts it rests on")
    in_words: str | None = Field(None, description="the whole of it, as read aloud that day")


class JudgedForm(Written):
    """A day judged, at its end: all that must be found, and all that cannot be checked."""

    on: date
    findings: tuple[ExpectedFinding, ...] = ()
    unchecked: tuple[Reason, ...] = ()
    next_change: date | Literal["never"] | None = None


class CaseForm(FactsForm):
    """One case, named by a sentence, and the days on which it is judged."""

    name: str
    judged: tuple[JudgedForm, ...] = Field(min_length=1)


class RuleCasesForm(Written):
    """The cases of one rule. A case has the facts `given`, but for the lists it writes itself."""

    rule: str = Field(description="the rule's dotted name")
    given: FactsForm = FactsForm()
    case: tuple[CaseForm, ...] = Field(min_length=1)

    def facts_of(self, case: CaseForm) -> FactsForm:
        """Return a case's facts: its own lists, and those given for every other list."""
        own = {name: getattr(case, name) for name in FactsForm.model_fields}
        written = {name: own[name] for name in own if name in case.model_fields_set}
        return self.given.model_copy(update=written)
