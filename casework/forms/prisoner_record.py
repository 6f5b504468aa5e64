"""The record of one prisoner as the prison service's search gives it.

Fields appear and disappear between versions of that system: those we do not know are
ignored, and of those we know only the prison number must be there.
"""

import re
from datetime import date
from typing import Annotated, Any, ClassVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field
from pydantic.alias_generators import to_camel
from pydantic_core import PydanticCustomError

from casework.forms.moments import refuse_out_of_reach
from casework.forms.plain_text import number_or_none, plain_or_none, shown
from casework.identifiers import check_prison_number
from rules.vocabulary import ReleaseDateKind

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def _day_or_none(value: Any) -> date | None:
    if value is None or value == "":
        return None
    try:
        if not isinstance(value, str) or not _DAY.fullmatch(value):
            raise ValueError  # noqa: TRY301  # the same words as for a day that does not exist
        day = date.fromisoformat(value)
    except ValueError:
        raise PydanticCustomError(
            "day", "is {shown}; a day is written YYYY-MM-DD", {"shown": shown(value)}
        ) from None
    try:
        refuse_out_of_reach(day)
    except ValueError as refused:
        words = {"shown": shown(value), "why": str(refused)}
        raise PydanticCustomError("day", "{shown} {why}", words) from None
    return day


def _prison_number(value: Any) -> str:
    written = number_or_none(value)
    if written is None:
        raise PydanticCustomError("missing", "is missing; every record needs it")
    checked = check_prison_number(written)
    if checked.canonical is None:
        raise PydanticCustomError(
            "prison_number",
            "is {shown}, and {why}, such as A1234BC",
            {"shown": shown(value), "why": checked.why_invalid},
        )
    return checked.canonical


def _list(value: Any) -> Any:
    return [] if value is None else value


Words = Annotated[str | None, BeforeValidator(plain_or_none)]
NumberText = Annotated[str | None, BeforeValidator(number_or_none)]
Day = Annotated[date | None, BeforeValidator(_day_or_none)]


class _Form(BaseModel):
    model_config = ConfigDict(
        alias_generator=to_camel, extra="ignore", frozen=True, strict=True, loc_by_alias=True
    )


class AliasForm(_Form):
    """Another name; the date of birth and gender given with it are not taken in."""

    first_name: Words = None
    middle_names: Words = None
    last_name: Words = None


class AlertForm(_Form):
    """An alert: its codes and whether it stands. What was written with it is never read."""

    alert_type: Words = None
    alert_code: Annotated[str, BeforeValidator(plain_or_none)]
    active: bool | None = None
    expired: bool | None = None


class PrisonerRecord(_Form):
    """One record. `prisoner_number` is in its canonical form; all the rest may be None."""

    prisoner_number: Annotated[str, BeforeValidator(_prison_number)]
    pnc_number: NumberText = None
    cro_number: NumberText = None
    booking_id: NumberText = None
    book_number: NumberText = None

    first_name: Words = None
    middle_names: Words = None
    last_name: Words = None
    date_of_birth: Day = None
    gender: Words = None
    ethnicity: Words = None
    nationality: Words = None
    aliases: Annotated[list[AliasForm], BeforeValidator(_list)] = Field(default=[])
    alerts: Annotated[list[AlertForm], BeforeValidator(_list)] = Field(default=[])

    status: Words = None
    in_out_status: Words = None
    last_movement_type_code: Words = None
    last_movement_reason_code: Words = None
    prison_id: Words = None
    last_prison_id: Words = None
    cell_location: Words = None
    category: Words = None
    legal_status: Words = None
    imprisonment_status: Words = None
    recall: bool | None = None
    indeterminate_sentence: bool | None = None
    restricted_patient: bool | None = None

    sentence_start_date: Day = None
    release_date: Day = None
    confirmed_release_date: Day = None
    sentence_expiry_date: Day = None
    licence_expiry_date: Day = None
    conditional_release_date: Day = None
    automatic_release_date: Day = None
    parole_eligibility_date: Day = None
    home_detention_curfew_eligibility_date: Day = None
    post_recall_release_date: Day = None
    topup_supervision_expiry_date: Day = None

    RELEASE_DATES: ClassVar[dict[str, ReleaseDateKind]] = {
        "sentence_start_date": ReleaseDateKind.SENTENCE_START,
        "release_date": ReleaseDateKind.RELEASE,
        "confirmed_release_date": ReleaseDateKind.CONFIRMED_RELEASE,
        "conditional_release_date": ReleaseDateKind.CONDITIONAL_RELEASE,
        "automatic_release_date": ReleaseDateKind.AUTOMATIC_RELEASE,
        "parole_eligibility_date": ReleaseDateKind.PAROLE_ELIGIBILITY,
        "home_detention_curfew_eligibility_date": ReleaseDateKind.CURFEW_ELIGIBILITY,
        "post_recall_release_date": ReleaseDateKind.POST_RECALL_RELEASE,
        "licence_expiry_date": ReleaseDateKind.LICENCE_EXPIRY,
        "sentence_expiry_date": ReleaseDateKind.SENTENCE_EXPIRY,
        "topup_supervision_expiry_date": ReleaseDateKind.SUPERVISION_EXPIRY,
    }
    """Which date of a sentence each field gives."""
