"""What an officer is told of a row that was taken in."""

from collections.abc import Iterator

from casework.identifiers import CheckedNumber, check_booking_id, check_cro, check_pnc
from casework.importing.claims import Claim, Plan
from casework.importing.keeping import Planned
from casework.importing.stand_ins import NOT_TRUSTED
from casework.models import Birth, Identifier, IdentifierScheme, PersonName
from casework.queries.people import reference
from casework.views.imports import RowOutcome, Taken

_CHECKS = {
    IdentifierScheme.PNC: check_pnc,
    IdentifierScheme.CRO: check_cro,
    IdentifierScheme.BOOKING_ID: check_booking_id,
}


def outcome_of(number: int, planned: Planned, *, is_new: bool) -> RowOutcome:
    """Tell what became of a row about one person."""
    plan = planned.plan
    notes = [*_warnings(plan), *plan.notes]
    if not plan.is_empty:
        notes.insert(0, f"{'new on record' if is_new else 'recorded'}: {plan.said()}")
    person = None if planned.person_id is None else reference(planned.person_id)
    return RowOutcome(
        number=number,
        outcome=Taken.UNCHANGED if plan.is_empty else Taken.ACCEPTED,
        person=person,
        message=as_sentence("; ".join(notes)),
    )


def as_sentence(words: str) -> str:
    """Begin with a capital and end with a full stop; nothing stays nothing."""
    if not words:
        return ""
    return f"{words[0].upper()}{words[1:]}" + ("" if words.endswith(".") else ".")


def _warnings(plan: Plan) -> Iterator[str]:
    for claim in plan.new:
        if claim.sort.table is Identifier and claim.values["canonical"] is None:
            yield _invalid(claim)
        if claim.sort.table is Birth and claim.values["placeholder"]:
            yield "the date of birth is a stand-in and is not trusted"
        if claim.sort.table is PersonName and claim.values.get("grade") == NOT_TRUSTED:
            yield f"the name {claim.values['surname']} carries a marker and is not trusted"


def _invalid(claim: Claim) -> str:
    scheme: IdentifierScheme = claim.values["scheme"]
    raw: str = claim.values["raw"]
    checked: CheckedNumber = _CHECKS[scheme](raw)
    name = scheme.upper().replace("_", " ")
    return f"{name} {raw} is kept as invalid, for {checked.why_invalid}"
