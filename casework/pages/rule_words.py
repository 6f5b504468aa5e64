"""What each rule and each kind of flag is called on a page, in a few words."""

from rules.vocabulary import FlagKind, Recipient

RULES_CALLED = {
    "order.not_bound": "not bound by the order yet",
    "order.over_maximum": "order longer than the law allows",
    "order.dates_missing": "order's days missing",
    "order.expiring": "order ends soon",
    "order.no_certified_copy": "no certified copy of the order",
    "order.started_on_release": "order began on release",
    "custody.release_not_recorded": "release not recorded",
    "custody.release_in_doubt": "release in doubt",
    "custody.release_approaching": "release approaching",
    "notification.late": "notification late",
    "limit.exceeded": "more than the limit held",
    "cash.over_limit": "cash over the limit",
    "item.prohibited": "prohibited item",
    "travel.without_notice": "travel without notice",
    "travel.return_not_reported": "return not reported",
    "association.prohibited": "prohibited association",
    "business.prohibited_role": "prohibited work",
    "information.officer_notice_late": "officer's notice not answered",
    "financial_report.late": "financial report late",
    "financial_report.incomplete": "financial report incomplete",
    "fro.invalid": "reporting order in doubt",
    "fro.last_period": "last report falls after the order",
    "tro.term": "travel restriction: its term",
    "tro.travel": "travel forbidden",
    "prison.phone_found": "phone found in prison",
    "flag.undecided": "flag undecided too long",
    "case.no_lead": "no lead officer",
    "case.review_overdue": "review overdue",
    "record.marker_without_record": "marker without a record",
}
"""What an officer calls what each rule finds."""

ASKS = {
    FlagKind.SUSPECTED_NON_COMPLIANCE: "decide",
    FlagKind.LINE_OF_ENQUIRY: "enquire",
    FlagKind.DEFECT: "mend",
    FlagKind.REMINDER: "remember",
}
"""What each kind of flag asks of an officer, in a word or two; the most urgent first."""


def rule_called(rule: str) -> str:
    """Return what a rule is called; one of another release is called by its name."""
    return RULES_CALLED.get(rule, rule.replace("_", " ").replace(".", ": "))


def recipient_called(code: str) -> str:
    """Return who is meant by the code of a recipient, as in "offender manager (OM)"."""
    recipient = next((one for one in Recipient if one.value == code), None)
    if recipient is None:
        return code
    words = recipient.name.lower().replace("_", " ")
    return recipient.value if words == recipient.value.lower() else f"{words} ({code})"
