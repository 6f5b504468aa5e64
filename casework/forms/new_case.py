"""Open a case: who it is, and the four parts of the inclusion test."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from pydantic import ValidationError

from casework.forms.filling import FieldKind, FormField
from casework.forms.inclusion import InclusionTest
from rules.days import say

_PARTS = (
    ("works_with_others", "works with others", "Who with, and how that is known."),
    (
        "capacity_and_capability",
        "means and ability",
        "Capacity and capability for serious crime: money, people, means.",
    ),
    ("continuing_basis", "continuing basis", "That it goes on: since when, how often."),
    (
        "planning_control_coordination",
        "planning, control",
        "Planning, control and coordination: what the person decides and directs.",
    ),
)
_FIELDS = (
    FormField(
        name="surname",
        label="surname",
        needed=True,
        help="Of somebody who is not on record. Who they may be already is shown before the end.",
    ),
    FormField(name="forenames", label="forenames", needed=True, help="As far as they are known."),
    FormField(
        name="opened_on", label="opened on", kind=FieldKind.DAY, help="Empty: the case opens today."
    ),
    *(
        FormField(name=name, label=label, kind=FieldKind.LONG, needed=True, help=says)
        for name, label, says in _PARTS
    ),
)
_SHORTEST = 10
_WRONG = {
    "string_too_short": f"say why, in {_SHORTEST} characters at least.",
    "string_too_long": "that is too long; keep to the reasons that matter.",
}


class NewCaseForm:
    """The form by which a case is opened."""

    def fields(self, _typed: Mapping[str, str]) -> tuple[FormField, ...]:
        """Return the fields; they are always the same."""
        return _FIELDS

    def check(self, values: Mapping[str, Any], today: date, /) -> Mapping[str, str]:
        """Return what is wrong of the test, by field."""
        labels = {field.name: field.label for field in _FIELDS}
        wrong: dict[str, str] = {}
        opened_on = values.get("opened_on")
        if opened_on is not None and opened_on > today:
            wrong["opened_on"] = f"opened on: {say(opened_on)} has not come; a case opens by today."
        try:
            inclusion_test(values)
        except ValidationError as refused:
            for error in refused.errors():
                name = str(error["loc"][0])
                if values.get(name) is not None:
                    words = _WRONG.get(error["type"], "that cannot be recorded.")
                    wrong.setdefault(name, f"{labels[name]}: {words}")
        return wrong


def inclusion_test(values: Mapping[str, Any]) -> InclusionTest:
    """Return the test as filled in.

    Raises:
        ValidationError: a part of it is missing, too short or too long.
    """
    return InclusionTest.model_validate(dict(values))
