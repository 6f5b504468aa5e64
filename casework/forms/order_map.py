"""Our fields of orders, which a mapping gives an agency's columns to."""

from collections.abc import Mapping
from dataclasses import fields
from enum import StrEnum
from typing import get_args

from rules.duties import Duty
from rules.vocabulary import Court, DutyKind, Nation, OrderKind, ServiceMethod, StartCondition

_DUTY_FIELDS = {field.name for duty in get_args(Duty) for field in fields(duty)}

ORDER_FIELDS: Mapping[str, frozenset[str]] = {
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

ORDER_NEEDS: Mapping[str, tuple[str, ...]] = {
    "order": ("person", "kind", "nation", "court", "made_on")
}
"""What a mapping of orders has to give, by part."""

ORDER_CODES: Mapping[tuple[str, str], type[StrEnum]] = {
    ("order", "kind"): OrderKind,
    ("order", "nation"): Nation,
    ("order", "court"): Court,
    ("service", "method"): ServiceMethod,
    ("provision", "start_condition"): StartCondition,
    ("duty", "kind"): DutyKind,
}
"""The fields that hold a code of ours."""
