"""Code lists of the law: courts, orders, duties, and how time is counted."""

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
