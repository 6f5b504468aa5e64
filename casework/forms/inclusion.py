"""The inclusion test: why a person is brought under lifetime management."""

from datetime import date
from typing import Annotated

from pydantic import BaseModel, ConfigDict, StringConstraints

Reason = Annotated[str, StringConstraints(strip_whitespace=True, min_length=10, max_length=4000)]
Named = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]


class InclusionTest(BaseModel):
    """The four parts of the definition, each with its reason in an officer's words.

    `opened_on` None means today.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    surname: Named
    forenames: Named
    opened_on: date | None = None
    works_with_others: Reason
    capacity_and_capability: Reason
    continuing_basis: Reason
    planning_control_coordination: Reason
