"""What matters most first: one order for flags, by severity and then by what they ask."""

from itertools import product

from rules.urgency import ASKED_FIRST, SEVEREST_FIRST, urgency
from rules.vocabulary import FlagKind, Severity


def test_every_severity_and_every_kind_has_its_place() -> None:
    assert sorted(ASKED_FIRST) == sorted(FlagKind)
    assert sorted(SEVEREST_FIRST) == sorted(Severity)


def test_the_more_severe_goes_first_whatever_it_asks() -> None:
    flags = sorted(product(Severity, FlagKind), key=lambda flag: urgency(*flag))

    assert flags == list(product(SEVEREST_FIRST, ASKED_FIRST))
    assert urgency(Severity.CRITICAL, FlagKind.REMINDER) < urgency(
        Severity.HIGH, FlagKind.SUSPECTED_NON_COMPLIANCE
    )


def test_codes_as_they_are_stored_have_the_same_place() -> None:
    assert urgency("high", "defect") == urgency(Severity.HIGH, FlagKind.DEFECT)
