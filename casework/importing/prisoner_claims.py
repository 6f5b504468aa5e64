"""The record of a prisoner as claims: which facts it says, and how they are told apart.

Not taken in: dates of birth and genders given with an alias, titles, and everything said
with an alert but its codes, so that the text of a DOCGM alert is never read or kept.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any

from casework.forms.prisoner_record import PrisonerRecord
from casework.identifiers import (
    CheckedNumber,
    check_book_number,
    check_booking_id,
    check_cro,
    check_pnc,
    check_prison_number,
)
from casework.importing.claims import Claim, Sort
from casework.importing.stand_ins import NOT_TRUSTED, is_marked_name, is_stand_in_birth
from casework.models import (
    Birth,
    Description,
    Identifier,
    IdentifierScheme,
    NameKind,
    PersonName,
    PrisonAlert,
    PrisonRecord,
    ReleaseDate,
)
from casework.names import search_key
from casework.queries.fact_versions import FactRow

IDENTIFIER = Sort(
    table=Identifier,
    key=lambda row: (row["scheme"], row["canonical"] or f"invalid {row['raw']}"),
    gathered=True,
)
LEGAL_NAME = Sort(
    table=PersonName, key=lambda row: row["kind"] is NameKind.LEGAL or None, whole=True
)
OTHER_NAME = Sort(table=PersonName, key=lambda row: row["search_key"], gathered=True)
BIRTH = Sort(table=Birth, key=lambda _: True, whole=True)
DESCRIPTION = Sort(table=Description, key=lambda _: True)
SNAPSHOT = Sort(table=PrisonRecord, key=lambda _: True, whole=True, undated=("observed_on",))
ALERT = Sort(
    table=PrisonAlert, key=lambda row: row["alert_code"], whole=True, undated=("observed_on",)
)
RELEASE_DATE = Sort(table=ReleaseDate, key=lambda row: row["kind"])

TABLES = (Identifier, PersonName, Birth, Description, PrisonRecord, PrisonAlert, ReleaseDate)
"""Every kind of fact a prisoner's record speaks of."""

_SNAPSHOT_FIELDS = {
    "status": "status",
    "in_out_status": "in_out_status",
    "last_movement_type": "last_movement_type_code",
    "last_movement_reason": "last_movement_reason_code",
    "prison_code": "prison_id",
    "last_prison_code": "last_prison_id",
    "cell_location": "cell_location",
    "category": "category",
    "legal_status": "legal_status",
    "imprisonment_status": "imprisonment_status",
    "recall": "recall",
    "indeterminate_sentence": "indeterminate_sentence",
    "restricted_patient": "restricted_patient",
}


def numbers_of(record: PrisonerRecord) -> dict[IdentifierScheme, CheckedNumber]:
    """Return the numbers a record gives, each checked."""
    given = {
        IdentifierScheme.PRISON_NUMBER: (record.prisoner_number, check_prison_number),
        IdentifierScheme.PNC: (record.pnc_number, check_pnc),
        IdentifierScheme.CRO: (record.cro_number, check_cro),
        IdentifierScheme.BOOKING_ID: (record.booking_id, check_booking_id),
        IdentifierScheme.BOOK_NUMBER: (record.book_number, check_book_number),
    }
    return {scheme: check(raw) for scheme, (raw, check) in given.items() if raw is not None}


def claims_of(record: PrisonerRecord, as_of: date) -> list[Claim]:
    """Return what a record says, in the extract of a day."""
    return [
        *_identifiers(record),
        *_names(record),
        *_birth(record),
        *_description(record),
        *_snapshot(record, as_of),
        *_alerts(record, as_of),
        *_release_dates(record),
    ]


def gone(record: PrisonerRecord, row: FactRow) -> bool:
    """Whether a record says outright, by a null, that there is no such release date now.

    A field that is not there at all says nothing: the date stands as it was last given.
    """
    return any(
        kind is row["kind"] and name in record.model_fields_set and getattr(record, name) is None
        for name, kind in record.RELEASE_DATES.items()
    )


def _identifiers(record: PrisonerRecord) -> Iterator[Claim]:
    for scheme, number in numbers_of(record).items():
        yield Claim(
            sort=IDENTIFIER,
            values={"scheme": scheme, "raw": number.raw, "canonical": number.canonical},
        )


def _names(record: PrisonerRecord) -> Iterator[Claim]:
    forenames = " ".join(filter(None, (record.first_name, record.middle_names)))
    own = _name(record.last_name, forenames, NameKind.LEGAL)
    if own:
        yield own
    seen = {own.values["search_key"]} if own else set()
    for alias in record.aliases:
        forenames = " ".join(filter(None, (alias.first_name, alias.middle_names)))
        other = _name(alias.last_name, forenames, NameKind.ALIAS)
        if other and other.values["search_key"] not in seen:
            seen.add(other.values["search_key"])
            yield other


def _name(surname: str | None, forenames: str, kind: NameKind) -> Claim | None:
    """Claim a name; one with a marker is no legal name, whatever its source calls it."""
    if not surname and not forenames:
        return None
    marked = is_marked_name(surname, forenames)
    legal = kind is NameKind.LEGAL and not marked
    return Claim(
        sort=LEGAL_NAME if legal else OTHER_NAME,
        values={
            "kind": NameKind.LEGAL if legal else NameKind.ALIAS,
            "surname": surname or "",
            "forenames": forenames,
            "search_key": search_key(surname or "", forenames),
            "grade": NOT_TRUSTED if marked else None,
        },
    )


def _birth(record: PrisonerRecord) -> Iterator[Claim]:
    day = record.date_of_birth
    if day is not None:
        yield Claim(
            sort=BIRTH,
            values={
                "year": day.year,
                "month": day.month,
                "day": day.day,
                "placeholder": is_stand_in_birth(day),
            },
        )


def _description(record: PrisonerRecord) -> Iterator[Claim]:
    said = {name: getattr(record, name) for name in ("gender", "ethnicity", "nationality")}
    values = {name: value for name, value in said.items() if value is not None}
    if values:
        yield Claim(sort=DESCRIPTION, values=values)


def _snapshot(record: PrisonerRecord, as_of: date) -> Iterator[Claim]:
    """Claim how things stood; a record without a status says nothing of custody."""
    if record.status is None:
        return
    values: dict[str, Any] = {
        column: getattr(record, name) for column, name in _SNAPSHOT_FIELDS.items()
    }
    yield Claim(sort=SNAPSHOT, values={"observed_on": as_of} | values)


def _alerts(record: PrisonerRecord, as_of: date) -> Iterator[Claim]:
    """Claim each alert once: of several with one code, an active one speaks for all."""
    by_code = {
        alert.alert_code: alert
        for alert in sorted(record.alerts, key=lambda alert: bool(alert.active))
    }
    for code, alert in sorted(by_code.items()):
        yield Claim(
            sort=ALERT,
            values={
                "alert_type": alert.alert_type,
                "alert_code": code,
                "active": bool(alert.active),
                "expired": bool(alert.expired),
                "observed_on": as_of,
            },
        )


def _release_dates(record: PrisonerRecord) -> Iterator[Claim]:
    for name, kind in record.RELEASE_DATES.items():
        day = getattr(record, name)
        if day is not None:
            yield Claim(sort=RELEASE_DATE, values={"kind": kind, "falls_on": day})
