"""Typed duties and findings as canonical JSON, and back."""

from functools import lru_cache
from typing import Annotated

from pydantic import Field, TypeAdapter

from rules.duties import Duty
from rules.finding import Finding

DUTY: TypeAdapter[Duty] = TypeAdapter(
    Annotated[Duty, Field(discriminator="kind")],
)
FINDING: TypeAdapter[Finding] = TypeAdapter(Finding)


@lru_cache(maxsize=65_536)
def duty_from_json(written: str) -> Duty:
    """Read a typed duty. Equal texts give the same object: many clauses share a duty.

    Raises:
        pydantic.ValidationError: the text is not a typed duty.
    """
    return DUTY.validate_json(written)


def duty_to_json(duty: Duty) -> str:
    """Write a typed duty; equal duties give equal text."""
    return DUTY.dump_json(duty).decode()


def finding_from_json(written: str) -> Finding:
    """Read a finding as it was stored."""
    return FINDING.validate_json(written)


def finding_to_json(finding: Finding) -> str:
    """Write a finding; equal findings give equal text."""
    return FINDING.dump_json(finding).decode()
