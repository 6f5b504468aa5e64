"""The grid of compliance: what each clause asked for, period by period or event by event."""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from rules.calendar import Calendar
from rules.custody import custody_of
from rules.days import NEVER
from rules.duties import PeriodicReport
from rules.facts import CaseFile, as_of
from rules.figures import FIGURES, Figures
from rules.financial_report import FINANCIAL_REPORT_LATE
from rules.look import Look
from rules.owed import Owed, reports_owed
from rules.owed_notices import DUTIES_BY_EVENT, notices_owed
from rules.rates import NO_RATES
from rules.standing import ProvisionStanding, order_standing
from rules.vocabulary import DutyKind, Feed

TIMED = DUTIES_BY_EVENT | {DutyKind.PERIODIC_REPORT}
"""The duties that have days to keep; for the rest there is no grid, only what was found."""


class Grid(NamedTuple):
    """All that was owed under one clause by a day, oldest first."""

    clause: ProvisionStanding
    owed: tuple[Owed, ...]

    @property
    def by_period(self) -> bool:
        """Whether it goes by periods, each with a number."""
        return isinstance(self.clause.provision.duty, PeriodicReport)


def look_at(
    case: CaseFile,
    on: date,
    calendar: Calendar,
    *,
    complete_to: Mapping[Feed, date] | None = None,
    figures: Figures = FIGURES,
) -> Look:
    """Return a look at *case* by what had happened by the end of *on*.

    *complete_to* gives the last day each feed is complete for; where it is not given, each
    is taken for complete, and nothing is in doubt for that alone.
    """
    seen, _ = as_of(case, on)
    return Look(
        case=seen,
        on=on,
        complete_to=dict.fromkeys(Feed, NEVER) if complete_to is None else complete_to,
        calendar=calendar,
        figures=figures,
        rates=NO_RATES,
        custody=custody_of(seen.movements),
        rule=FINANCIAL_REPORT_LATE,
    )


def owed_under(clause: ProvisionStanding, look: Look, until: date) -> tuple[Owed, ...]:
    """Return what is owed under a clause, oldest first; of reports, periods begun by *until*."""
    duty = clause.provision.duty
    if isinstance(duty, PeriodicReport):
        return tuple(reports_owed(clause, duty, look, until))
    return tuple(sorted(notices_owed(clause, look), key=lambda owed: (owed.first, owed.occurrence)))


def grids(look: Look) -> tuple[Grid, ...]:
    """Return the grid of each clause of each order, to the day looked at, inclusive.

    What the rules would find of lateness is late or not received here, and nothing else is;
    a late notice of a journey still to come is for the day of departure to decide.
    """
    return tuple(
        Grid(clause, owed_under(clause, look, look.on))
        for order in look.case.orders
        for clause in order_standing(order, look.custody).provisions
    )
