"""Alerts of prison records and entries of probation registers, as claims."""

from collections.abc import Sequence

from casework.context import Context
from casework.forms.alert_row import AlertRow
from casework.forms.registration_row import RegistrationRow
from casework.importing.claims import Claim, Sort
from casework.importing.manner import Asked, Claims, Manner
from casework.importing.prisoner_claims import ALERT
from casework.models import PrisonAlert, ProbationRegistration

REGISTRATION = Sort(
    table=ProbationRegistration,
    key=lambda row: (row["code"], row["registered_on"]),
    undated=("observed_on",),
)


def _of_alerts(_: Context, __: Sequence[Asked[AlertRow]]) -> Claims[AlertRow]:
    def claims(asked: Asked[AlertRow]) -> list[Claim]:
        alert = asked.content
        if alert.spoken_for:
            return []
        values = {
            "alert_code": alert.code,
            "active": alert.active,
            "expired": alert.expired,
            "observed_on": asked.as_of,
        }
        if alert.alert_type is not None:
            values["alert_type"] = alert.alert_type
        return [Claim(sort=ALERT, values=values)]

    return claims


def _of_registrations(_: Context, __: Sequence[Asked[RegistrationRow]]) -> Claims[RegistrationRow]:
    def claims(asked: Asked[RegistrationRow]) -> list[Claim]:
        entry = asked.content
        values = {
            "code": entry.code,
            "registered_on": entry.registered_on,
            "observed_on": asked.as_of,
        }
        said = {"review_on": entry.review_on, "ended_on": entry.ended_on}
        values |= {name: day for name, day in said.items() if day is not None}
        return [Claim(sort=REGISTRATION, values=values)]

    return claims


ALERTS: Manner[AlertRow] = Manner(
    tables=(PrisonAlert,),
    prepare=_of_alerts,
    apart=lambda alert: alert.code,
)
REGISTRATIONS: Manner[RegistrationRow] = Manner(
    tables=(ProbationRegistration,),
    prepare=_of_registrations,
    apart=lambda entry: (entry.code, entry.registered_on),
)
