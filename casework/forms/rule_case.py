"""Cases of one rule as data: facts as a lawyer would write them, and what must be found when."""

from datetime import date
from typing import Literal

from pydantic import Field

from casework.forms.rule_case_facts import FactsForm
from casework.forms.rule_case_orders import Name, Written
from rules.finding import Reason
from rules.vocabulary import FlagKind, Severity


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
