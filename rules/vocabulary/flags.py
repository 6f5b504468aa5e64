"""Code lists of the check: where facts come from, and what a finding asks of whom."""

from enum import StrEnum


class Feed(StrEnum):
    """A source of facts that can say up to which day it is complete."""

    POST_LOG = "post_log"
    NOTIFICATION_LOG = "notification_log"
    SERVICE_LOG = "service_log"
    PRISON_MOVEMENTS = "prison_movements"
    PRISON_RECORDS = "prison_records"
    COURT_RESULTS = "court_results"
    BORDER = "border"
    COMPANIES = "companies"
    PROBATION_REGISTERS = "probation_registers"
    CRIME_GROUPS = "crime_groups"
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
