"""Facts for tests of stages and life lines, by days after one day."""

from datetime import date, timedelta

from rules.days import Length
from rules.duties import FreeWording
from rules.facts import (
    Event,
    Movement,
    Observation,
    Order,
    Provision,
    Ref,
    ReleaseDate,
    Service,
    Suspension,
)
from rules.vocabulary import (
    Counting,
    Court,
    CustodyBasis,
    EventKind,
    MovementKind,
    Nation,
    OrderKind,
    ReleaseDateKind,
    ServiceMethod,
    StartCondition,
    Unit,
)

DAY = date(2026, 3, 1)
FIVE_YEARS = Length(count=5, unit=Unit.YEARS, counting=Counting.MONTHS_BEGINNING)
Happened = tuple[MovementKind, int] | tuple[MovementKind, int, CustodyBasis]

RECEPTION, RELEASE = MovementKind.RECEPTION, MovementKind.RELEASE
SENTENCE = CustodyBasis.SENTENCE


def day_on(days: int) -> date:
    return DAY + timedelta(days=days)


def moves(*happened: Happened) -> tuple[Movement, ...]:
    return tuple(
        Movement(Ref("movement", n, 1), kind, day_on(days), None, basis[0] if basis else None)
        for n, (kind, days, *basis) in enumerate(happened, start=1)
    )


def an_order(
    kind: OrderKind = OrderKind.SCPO,
    *,
    made: int = 0,
    ends: int | None = None,
    condition: StartCondition | None = None,
    represented: bool = True,
    served: int | None = None,
    suspended: int | None = None,
) -> Order:
    provision = Provision(
        Ref("provision", 201, 1),
        "1",
        "",
        FreeWording(),
        None if condition else day_on(made),
        condition,
        None,
        None,
        None,
    )
    return Order(
        ref=Ref("court_order", 200, 1),
        kind=kind,
        nation=Nation.ENGLAND_AND_WALES,
        court=Court.CROWN_COURT,
        made_on=day_on(made),
        represented=represented,
        ends_on=None if ends is None else day_on(ends),
        term=FIVE_YEARS if ends is None else None,
        provisions=(provision,),
        services=()
        if served is None
        else (
            Service(Ref("order_service", 202, 1), None, day_on(served), ServiceMethod.IN_PERSON),
        ),
        variations=(),
        suspensions=()
        if suspended is None
        else (Suspension(Ref("order_suspension", 203, 1), day_on(suspended), None),),
        endings=(),
    )


def journey(kind: EventKind, days: int) -> Event:
    return Event(Ref("event", 300 + days, 1), kind, day_on(days), None, None, None, None)


def seen(held: bool, days: int, basis: CustodyBasis | None = None) -> Observation:
    return Observation(Ref("prison_record", 400 + days, 1), day_on(days), held, basis)


def expiry(days: int, kind: ReleaseDateKind) -> ReleaseDate:
    return ReleaseDate(Ref("release_date", 500, 1), kind, day_on(days))
