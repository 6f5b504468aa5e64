"""What an officer fills in to withdraw a fact: why."""

from collections.abc import Mapping
from typing import Any

from casework.errors import CaseworkError
from casework.forms.filling import FieldKind, FormField
from casework.forms.reason import reason_given
from casework.forms.timeless import TimelessForm


class WithdrawForm(TimelessForm):
    """Why a fact should not be on record as it is."""

    def fields(self, _typed: Mapping[str, str]) -> tuple[FormField, ...]:
        """Return the one field."""
        return (
            FormField(
                name="reason",
                label="Reason",
                kind=FieldKind.LONG,
                needed=True,
                help="Why it is wrong, for whoever reads it in years; it is kept for good.",
            ),
        )

    def wrong(self, values: Mapping[str, Any]) -> Mapping[str, str]:
        """Return what is wrong of the reason."""
        try:
            reason_given(values.get("reason"))
        except CaseworkError as refused:
            return {"reason": str(refused)}
        return {}
