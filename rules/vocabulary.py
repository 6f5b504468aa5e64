"""The code lists every part of casework shares. Each value is written here and nowhere else."""

from enum import StrEnum


class Nation(StrEnum):
    """The legal system an order was made in; it decides the calendar of working days."""

    ENGLAND_AND_WALES = "england_and_wales"
    SCOTLAND = "scotland"
    NORTHERN_IRELAND = "northern_ireland"


class Court(StrEnum):
    """The court that made an order."""

    MAGISTRATES = "magistrates"
    CROWN_COURT = "crown_court"
    HIGH_COURT = "high_court"
    COURT_OF_APPEAL = "court_of_appeal"
    COUNTY_COURT = "county_court"
    COURT_OF_SESSION = "court_of_session"
    SHERIFF = "sheriff"
    HIGH_COURT_OF_JUSTICIARY = "high_court_of_justiciary"
    OTHER = "other"


class Counting(StrEnum):
    """How a length of time is counted. D is the day of the event, E the event to come."""

    BEGINNING_WITH = "B"
    """N days beginning with D: the last day is D + (N - 1)."""
    AFTER = "A"
    """Within N days of, after or from D: the last day is D + N."""
    CLEAR_BEFORE = "C"
    """At least N clear days before E: the latest day is E - (N + 1)."""
    NOT_LESS_BEFORE = "N"
    """Not less than N days before E: strictly as clear days, leniently E - N."""
    CIVIL_PROCEDURE = "P"
    """CPR 2.8: as AFTER, but a period of 5 days or less leaves out non-business days."""
    HOURS = "H"
    """Within N hours, in real time across a clock change."""
    MONTHS_AFTER = "M"
    """N months or years after D: the same day number, or the last day of the month."""
    MONTHS_BEGINNING = "MB"
    """N months or years beginning with D: the day before, or the last day of the month."""
    AFTER_PERIOD = "F"
    """N days after the end of a reporting period; a weekend does not move it."""
    WORKING_DAYS = "W"
    """Within N working days after D, on the calendar of the order's nation."""


class Unit(StrEnum):
    """What a length of time counts."""

    HOURS = "hours"
    DAYS = "days"
    WEEKS = "weeks"
    MONTHS = "months"
    YEARS = "years"


class OrderKind(StrEnum):
    """What a court (or for a licence, the Secretary of State) imposed."""

    SCPO = "scpo"
    FRO = "fro"
    TRO = "tro"
    DISQUALIFICATION = "disqualification"
    CONFISCATION = "confiscation"
    LICENCE = "licence"
    RESTRAINT = "restraint"
    SEXUAL_HARM_PREVENTION = "sexual_harm_prevention"
    SLAVERY_PREVENTION = "slavery_prevention"
    CRIMINAL_BEHAVIOUR = "criminal_behaviour"
    GANG_INJUNCTION = "gang_injunction"
    SERIOUS_VIOLENCE_REDUCTION = "serious_violence_reduction"
    OTHER = "other"


class StartCondition(StrEnum):
    """What a provision waits for when the order gives it no start day."""

    ON_RELEASE = "on_release"
    ON_EVENT = "on_event"


class ServiceMethod(StrEnum):
    """How notice of an order or a variation reached the person."""

    IN_PERSON = "in_person"
    RECORDED_DELIVERY = "recorded_delivery"
    OTHER = "other"


class DutyKind(StrEnum):
    """The machine-readable families of a provision's duty."""

    PERIODIC_REPORT = "periodic_report"
    FIRST_NOTIFICATION = "first_notification"
    NOTIFY_CHANGE = "notify_change"
    NOTIFY_BEFOREHAND = "notify_beforehand"
    REPORT_RETURN = "report_return"
    COUNT_LIMIT = "count_limit"
    CASH_LIMIT = "cash_limit"
    TRANSACTION_LIMIT = "transaction_limit"
    PROHIBITED_ITEM = "prohibited_item"
    PROHIBITED_ASSOCIATION = "prohibited_association"
    PLACE = "place"
    CURFEW = "curfew"
    PROHIBITED_WORK = "prohibited_work"
    TRAVEL_BAN = "travel_ban"
    SURRENDER_DOCUMENT = "surrender_document"
    ANSWER_NOTICE = "answer_notice"
    ELECTRONIC_MONITORING = "electronic_monitoring"
    PAY = "pay"
    RESIDE_AT = "reside_at"
    FREE_WORDING = "free_wording"


class HoldingKind(StrEnum):
    """The things a person can hold, use or be reached at."""

    ADDRESS = "address"
    PHONE = "phone"
    SIM = "sim"
    COMPUTER = "computer"
    EMAIL = "email"
    VEHICLE = "vehicle"
    ACCOUNT = "account"
    PREMISES = "premises"
    DOCUMENT = "document"
    COMPANY = "company"
    ASSET = "asset"


class Notifiable(StrEnum):
    """What a duty to notify can be about: a holding of that kind, or an undertaking."""

    ADDRESS = "address"
    PHONE = "phone"
    SIM = "sim"
    COMPUTER = "computer"
    EMAIL = "email"
    VEHICLE = "vehicle"
    ACCOUNT = "account"
    PREMISES = "premises"
    DOCUMENT = "document"
    COMPANY = "company"
    ASSET = "asset"
    NAME = "name"
    USER_NAME = "user_name"
    EMPLOYMENT = "employment"
    FOREIGN_TRAVEL = "foreign_travel"


class TransactionKind(StrEnum):
    """The dealings a transaction limit is about."""

    TRANSFER = "transfer"
    BORROWING = "borrowing"
    LENDING = "lending"
    GIFT = "gift"


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


class Feed(StrEnum):
    """A source of facts that can say up to which day it is complete."""

    POST_LOG = "post_log"
    NOTIFICATION_LOG = "notification_log"
    SERVICE_LOG = "service_log"
    PRISON_MOVEMENTS = "prison_movements"
    PRISON_RECORDS = "prison_records"
    COURT_RESULTS = "court_results"
    OFFICERS = "officers"
    """What officers type in; it is never complete by itself."""


class FlagKind(StrEnum):
    """What a finding asks of a person. No finding ever says "breach"."""

    SUSPECTED_NON_COMPLIANCE = "suspected_non_compliance"
    LINE_OF_ENQUIRY = "line_of_enquiry"
    REMINDER = "reminder"
    DEFECT = "defect"


class Severity(StrEnum):
    """How soon a person must look."""

    CRITICAL = "critical"
    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class Recipient(StrEnum):
    """Who is to be told of a finding."""

    OFFENDER_MANAGER = "OM"
    SUPERVISOR = "SUP"
    FINANCIAL_INVESTIGATOR = "FI"
    PRISON_INTELLIGENCE = "PIO"
    PRISON_SECURITY = "HMPPS-S"
    SERIOUS_ORGANISED_CRIME_UNIT = "SOCU"
    COUNTER_CORRUPTION = "CCU"
    PROBATION = "PO"
    APPLICANT_AUTHORITY = "AA"
    BORDER_FORCE = "Border Force"
