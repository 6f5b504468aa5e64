"""The clauses courts of the region write: wording and typed duty, side by side."""

from datetime import time
from typing import NamedTuple

from casework.demo.characters import Tale
from casework.demo.region import TOWNS
from casework.demo.story import Acquaintance, PersonMark, Story
from rules.days import Length
from rules.duties import (
    AnswerNotice,
    CashLimit,
    CountLimit,
    Curfew,
    Duty,
    FirstNotification,
    FreeWording,
    NotifyBeforehand,
    NotifyChange,
    PeriodicReport,
    Place,
    ProhibitedAssociation,
    ProhibitedItem,
    ProhibitedWork,
    ReportReturn,
    SurrenderDocument,
    TransactionLimit,
    TravelBan,
)
from rules.vocabulary import Counting, HoldingKind, Notifiable, TransactionKind, Unit


class Clause(NamedTuple):
    """One clause as the court wrote it, and as it is typed. `names` are people it names."""

    wording: str
    duty: Duty
    names: tuple[PersonMark, ...] = ()


def days(count: int, counting: Counting = Counting.AFTER) -> Length:
    """Return a length in days."""
    return Length(count=count, unit=Unit.DAYS, counting=counting)


def reporting(months: int, within: int) -> Clause:
    """Return a clause to report on finances every so many months."""
    return Clause(
        f"The subject must report in writing on income, assets, debts and accounts for each "
        f"period of {months} months, within {within} days of the end of the period.",
        PeriodicReport(
            every=Length(count=months, unit=Unit.MONTHS, counting=Counting.MONTHS_BEGINNING),
            due_within=days(within, Counting.AFTER_PERIOD),
            particulars=("income", "assets", "debts", "accounts"),
            documents=("bank statements",),
        ),
    )


_HOURS_24 = Length(count=24, unit=Unit.HOURS, counting=Counting.HOURS)

FIRST_NOTICE = Clause(
    "Within 3 days of this order coming into force the subject must give the officer the "
    "details of every telephone, address and account.",
    FirstNotification(
        of=(Notifiable.PHONE, Notifiable.ADDRESS, Notifiable.ACCOUNT), within=days(3)
    ),
)
PHONES = Clause(
    "The subject must give the officer the number of any telephone or SIM within 3 days of "
    "getting it, and tell of its loss or disposal within the same time.",
    NotifyChange(of=(Notifiable.PHONE, Notifiable.SIM), within=days(3), on_disposal=True),
)
VEHICLES = Clause(
    "The subject must tell the officer of any vehicle owned, kept or used, within 7 days.",
    NotifyChange(of=(Notifiable.VEHICLE,), within=days(7)),
)
ACCOUNTS = Clause(
    "The subject must tell the officer of any account opened within 7 days.",
    NotifyChange(of=(Notifiable.ACCOUNT,), within=days(7)),
)
ADDRESS = Clause(
    "The subject must give at least 7 clear days' notice of any change of address.",
    NotifyBeforehand(of=(Notifiable.ADDRESS,), notice=days(7, Counting.CLEAR_BEFORE)),
)
USER_NAMES = Clause(
    "The subject must notify every user name used on line within 24 hours of its first use.",
    NotifyChange(of=(Notifiable.USER_NAME,), within=_HOURS_24),
)
TRAVEL = Clause(
    "The subject must give not less than 7 days' notice of any journey abroad.",
    NotifyBeforehand(of=(Notifiable.FOREIGN_TRAVEL,), notice=days(7, Counting.NOT_LESS_BEFORE)),
)
FREE = Clause(
    "The subject must co-operate fully with the officer in all matters under this order.",
    FreeWording(),
)
NO_TRAVEL = Clause("The subject must not leave the United Kingdom.", TravelBan())
PASSPORT = Clause(
    "The subject must surrender every passport within 2 days.",
    SurrenderDocument(document="passport", within=days(2)),
)
RESIDE_FREE = Clause("Be of good behaviour and keep in touch as instructed.", FreeWording())

ONE_PHONE = Clause(
    "The subject must not have or use more than one mobile telephone.",
    CountLimit(of=HoldingKind.PHONE, most=1),
)
CASH = Clause(
    "The subject must not hold more than GBP 1,000 in cash, in any currency.",
    CashLimit(most=100_000, currency="GBP"),
)
BLOCKERS = Clause(
    "The subject must not possess any device made to hide or to block communications.",
    ProhibitedItem(items=("encrypted handset", "signal blocker")),
)
MONEY_CHANGING = Clause(
    "The subject must not work in, own or direct any business that changes money.",
    ProhibitedWork(work=("bureau de change", "money service business")),
)
NOTICES = Clause(
    "The subject must answer any notice of the officer within the time it gives.",
    AnswerNotice(),
)
RETURNS = Clause(
    "The subject must report to the officer within 3 days of any return from abroad.",
    ReportReturn(within=days(3)),
)
_LIMITS = (
    ONE_PHONE,
    Clause(
        "The subject must not have or use more than one vehicle.",
        CountLimit(of=HoldingKind.VEHICLE, most=1),
    ),
    CASH,
    Clause(
        "The subject must not borrow, lend or give more than GBP 500 to any person.",
        TransactionLimit(
            of=(TransactionKind.BORROWING, TransactionKind.LENDING, TransactionKind.GIFT),
            most=50_000,
            currency="GBP",
        ),
    ),
    BLOCKERS,
    MONEY_CHANGING,
    NOTICES,
    RETURNS,
    USER_NAMES,
    TRAVEL,
    FREE,
)
_OF_TALES: dict[Tale, tuple[Clause, ...]] = {
    Tale.CASH_ABROAD: (CASH,),
    Tale.DIRECTOR: (MONEY_CHANGING,),
    Tale.NOTICE_LATE: (NOTICES,),
    Tale.NOTICE_IGNORED: (NOTICES,),
    Tale.TRIP_UNTOLD: (TRAVEL, RETURNS),
    Tale.TRIP_TOLD: (TRAVEL, RETURNS),
    Tale.BLOCKER_FOUND: (BLOCKERS,),
    Tale.PHONE_UNTOLD_TWICE: (PHONES,),
    Tale.RECORDED_TWICE: (ONE_PHONE,),
}
"""The clauses without which there would be nothing to tell."""

_OF_ASSOCIATES = frozenset({Tale.MET_ASSOCIATE, Tale.MET_NAMESAKE})


def prevention_clauses(
    story: Story, banned: tuple[Acquaintance, ...], tale: Tale | None
) -> list[Clause]:
    """Draw the clauses of one serious crime prevention order; *banned* are its named people."""
    clauses = [reporting(*story.one_of(((6, 28), (6, 30), (12, 30))))]
    clauses += [FIRST_NOTICE] if story.happens(0.4) else []
    clauses += story.chance.sample(
        (PHONES, VEHICLES, ACCOUNTS, ADDRESS), story.chance.choice((2, 3))
    )
    clauses += story.chance.sample(_LIMITS, story.chance.randint(1, 4))
    if banned and (story.happens(0.4) or tale in _OF_ASSOCIATES):
        clauses.append(_no_contact(banned))
    if story.happens(0.1):
        town = story.one_of(TOWNS)
        clauses.append(
            Clause(f"The subject must not enter {town}.", Place(places=(town,))),
        )
    if story.happens(0.05):
        duty = Curfew(address="as the officer approves", begins=time(21), ends=time(6))
        clauses.append(Clause("The subject must be at home from 9 p.m. to 6 a.m.", duty))
    wanted = () if tale is None else _OF_TALES.get(tale, ())
    return clauses + [clause for clause in wanted if clause not in clauses]


def _no_contact(banned: tuple[Acquaintance, ...]) -> Clause:
    names = tuple(other.name for other in banned)
    return Clause(
        f"The subject must not meet or contact {' or '.join(names)}, but for chance meetings "
        "and in the presence of a lawyer.",
        ProhibitedAssociation(
            people=names, exceptions=("chance meetings", "the presence of a lawyer")
        ),
        tuple(other.person for other in banned),
    )
