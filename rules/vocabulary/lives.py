"""Code lists of lives: what happens to people, and where they are."""

from enum import StrEnum


class ReleaseDateKind(StrEnum):
    """Which date of a sentence a source gave. Imported with its history, never computed."""

    SENTENCE_START = "sentence_start"
    RELEASE = "release"
    CONFIRMED_RELEASE = "confirmed_release"
    CONDITIONAL_RELEASE = "conditional_release"
    AUTOMATIC_RELEASE = "automatic_release"
    PAROLE_ELIGIBILITY = "parole_eligibility"
    CURFEW_ELIGIBILITY = "curfew_eligibility"
    POST_RECALL_RELEASE = "post_recall_release"
    LICENCE_EXPIRY = "licence_expiry"
    SENTENCE_EXPIRY = "sentence_expiry"
    SUPERVISION_EXPIRY = "supervision_expiry"


class EventKind(StrEnum):
    """Things that happened and are not movements, holdings or court results."""

    REPORT_RECEIVED = "report_received"
    NOTICE_GIVEN = "notice_given"
    OFFICER_NOTICE_SERVED = "officer_notice_served"
    FIND = "find"
    SEIZURE = "seizure"
    VISIT = "visit"
    CONTACT = "contact"
    JOURNEY_BOOKED = "journey_booked"
    JOURNEY_OUT = "journey_out"
    JOURNEY_BACK = "journey_back"
    SIGHTING = "sighting"
    CALL = "call"


class MovementKind(StrEnum):
    """A dated entry to or exit from custody."""

    RECEPTION = "reception"
    TRANSFER = "transfer"
    COURT = "court"
    TEMPORARY_RELEASE = "temporary_release"
    RETURN = "return"
    RELEASE = "release"
    RELEASE_ON_BAIL = "release_on_bail"
    RELEASE_TO_HOSPITAL = "release_to_hospital"
    RECALL = "recall"
    """Returned to custody on recall; the recall decision itself is an `unlawfully_at_large`."""
    ESCAPE = "escape"
    UNLAWFULLY_AT_LARGE = "unlawfully_at_large"
    DEATH = "death"


class Register(StrEnum):
    """Another service's list of codes about people."""

    PRISON_ALERTS = "prison_alerts"
    PROBATION_REGISTERS = "probation_registers"


class AllocationKind(StrEnum):
    """Whether an officer leads or covers for the lead."""

    LEAD = "lead"
    COVER = "cover"


class CustodyBasis(StrEnum):
    """On what footing a person is held."""

    REMAND = "remand"
    SENTENCE = "sentence"
    RECALL = "recall"
    IMMIGRATION = "immigration"
    CIVIL = "civil"
    UNKNOWN = "unknown"


class Stage(StrEnum):
    """Where a person is in the lifetime. Derived from facts, never typed in."""

    BAIL = "bail"
    REMAND = "remand"
    CUSTODY = "custody"
    TEMPORARY_RELEASE = "temporary_release"
    HOSPITAL = "hospital"
    IMMIGRATION_DETENTION = "immigration_detention"
    LICENCE = "licence"
    RECALLED = "recalled"
    UNLAWFULLY_AT_LARGE = "unlawfully_at_large"
    ABROAD = "abroad"
    ORDER_ONLY = "order_only"
    WATCH = "watch"
    DECEASED = "deceased"
