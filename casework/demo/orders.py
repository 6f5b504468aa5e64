"""Orders of the courts, with their clauses, service, variations and ends."""

from datetime import date, timedelta
from typing import Any, NamedTuple

from dateutil.relativedelta import relativedelta

from casework.demo import clauses
from casework.demo.characters import Character, Paper, Whereabouts
from casework.demo.clauses import Clause
from casework.demo.copies import keep_copy
from casework.demo.custody import Served
from casework.demo.story import Acquaintance, FactMark, ForbiddenPeople, Story
from casework.duty_json import duty_to_json
from casework.models import CourtOrder, OrderService, OrderVariation, Payment, Provision
from rules.duties import Duty, Pay, ProhibitedAssociation, ResideAt
from rules.vocabulary import (
    Counting,
    Court,
    Feed,
    Nation,
    OrderKind,
    ServiceMethod,
    StartCondition,
    Unit,
)

_LAST_DAY_OF_NEW_FROS = date(2015, 5, 1)
"""The last on which a court sat: from Sunday 3 May 2015 on none could be made."""

_FROS = (Paper.FRO, Paper.FRO_ENDING, Paper.FRO_TOO_LATE)
_COPIES_KEPT = 0.95
"""The share of orders with a certified copy on record, 0 to 1."""
_CROWN_COURT = "Crown Court at Calderwick"


class LiveClause(NamedTuple):
    """A clause that has come into force for the person: what they were told, and since when."""

    provision: FactMark
    order: FactMark
    duty: Duty
    since: date


def make_orders(
    story: Story, character: Character, served: Served, banned: tuple[Acquaintance, ...]
) -> list[LiveClause]:
    """Tell of every order, and return the clauses the person lives under."""
    live: list[LiveClause] = []
    for paper in character.papers:
        if paper in _FROS:
            live += _financial_reporting(story, paper)
        elif paper in (Paper.TRO, Paper.TRO_MISTYPED):
            _travel_restriction(story, served, paper)
        elif paper is Paper.CONFISCATION:
            _confiscation(story, served.sentenced_on or story.court_day(story.ago(300, 900)))
        elif paper is Paper.LICENCE:
            _licence(story, served)
        elif paper is Paper.SLAVERY_PREVENTION:
            live += _slavery_prevention(story)
        else:
            live += _prevention(story, paper, character, served, banned)
    return live


def _order(story: Story, kind: OrderKind, made_on: date, **values: Any) -> FactMark:
    reference = f"T{made_on.year}{story.chance.randint(7000, 7999)}"
    order = story.add(
        CourtOrder,
        Feed.COURT_RESULTS,
        **{
            "kind": kind,
            "nation": Nation.ENGLAND_AND_WALES,
            "court": Court.CROWN_COURT,
            "court_name": _CROWN_COURT,
            "reference": reference,
            "made_on": made_on,
            "represented": True,
        }
        | values,
    )
    if kind is not OrderKind.LICENCE and story.happens(_COPIES_KEPT):
        keep_copy(story, order, reference, made_on)
    return order


def _term(count: int, unit: Unit) -> dict[str, Any]:
    return {"term_count": count, "term_unit": unit, "term_counting": Counting.MONTHS_BEGINNING}


def _clause(story: Story, order: FactMark, number: int, clause: Clause, **start: Any) -> FactMark:
    return story.add(
        Provision,
        Feed.COURT_RESULTS,
        order_id=order,
        number=str(number),
        wording=clause.wording,
        duty_kind=clause.duty.kind,
        duty=ForbiddenPeople(clause.duty, clause.names)
        if isinstance(clause.duty, ProhibitedAssociation)
        else duty_to_json(clause.duty),
        **start,
    )


def _prevention(
    story: Story,
    paper: Paper,
    character: Character,
    served: Served,
    banned: tuple[Acquaintance, ...],
) -> list[LiveClause]:
    made_on = served.sentenced_on or story.court_day(story.ago(200, 1_300))
    if paper is Paper.SCPO_ENDING:
        made_on = story.court_day(story.as_of - relativedelta(years=5) + story.days(5, 330))
    on_release = character.whereabouts is not Whereabouts.NEVER_INSIDE
    bound_from = _told_from(story, paper, made_on)
    order = _order(
        story,
        OrderKind.SCPO,
        made_on,
        represented=None
        if paper is Paper.SCPO_SERVED_LATE
        else paper is not Paper.SCPO_NEVER_SERVED,
        **_term(7 if paper is Paper.SCPO_TOO_LONG else 5, Unit.YEARS),
    )
    if paper is Paper.SCPO_SERVED_LATE and bound_from is not None:
        _serve(story, order, bound_from)
    start: dict[str, Any] = (
        {"start_condition": StartCondition.ON_RELEASE} if on_release else {"starts_on": made_on}
    )
    begins = served.released_on if on_release else made_on
    live = []
    drawn = clauses.prevention_clauses(story, banned, character.tale)
    for number, clause in enumerate(drawn, start=1):
        provision = _clause(story, order, number, clause, **start)
        if begins is not None and bound_from is not None:
            live.append(LiveClause(provision, order, clause.duty, max(begins, bound_from)))
    if paper is Paper.SCPO_VARIED:
        live += _vary(story, order, begins or made_on, len(live) + 1)
    elif paper is Paper.SCPO_UNDATED:
        _clause(story, order, len(drawn) + 1, clauses.FREE)
    return live


def _slavery_prevention(story: Story) -> list[LiveClause]:
    """Tell of a second order, with a duty that the first may have too."""
    made_on = story.court_day(story.ago(90, 300))
    order = _order(story, OrderKind.SLAVERY_PREVENTION, made_on, **_term(5, Unit.YEARS))
    provision = _clause(story, order, 1, clauses.PHONES, starts_on=made_on)
    return [LiveClause(provision, order, clauses.PHONES.duty, made_on)]


def _told_from(story: Story, paper: Paper, made_on: date) -> date | None:
    """Return the day from which the person knew of the order, None for never."""
    if paper is Paper.SCPO_NEVER_SERVED:
        return None
    return made_on + story.days(8, 60) if paper is Paper.SCPO_SERVED_LATE else made_on


def _serve(story: Story, order: FactMark, on: date, variation: FactMark | None = None) -> None:
    if story.is_past(on):
        story.add(
            OrderService,
            Feed.SERVICE_LOG,
            order_id=order,
            variation_id=variation,
            served_on=on,
            method=ServiceMethod.IN_PERSON,
        )


def _vary(story: Story, order: FactMark, begins: date, number: int) -> list[LiveClause]:
    """Tell of a variation that adds a clause, served in person some days later."""
    made_on = story.court_day(begins + story.days(60, 80))
    if not story.is_past(made_on):
        return []
    variation = story.add(
        OrderVariation,
        Feed.COURT_RESULTS,
        order_id=order,
        made_on=made_on,
        represented=False,
    )
    served_on = made_on + story.days(1, 12)
    _serve(story, order, served_on, variation)
    clause = clauses.Clause(
        "As varied: the subject must not have or use any account but those notified.",
        clauses.FREE.duty,
    )
    provision = _clause(story, order, number, clause, introduced_by=variation)
    return [LiveClause(provision, order, clause.duty, served_on)]


def _financial_reporting(story: Story, paper: Paper) -> list[LiveClause]:
    """Tell of an order made before they were replaced, long enough to be running still."""
    made_on = story.court_day(_LAST_DAY_OF_NEW_FROS - story.days(0, 1_200))
    if paper is Paper.FRO_ENDING:
        made_on = story.court_day(story.as_of - relativedelta(years=15) + story.days(20, 90))
    elif paper is Paper.FRO_TOO_LATE:
        made_on = story.court_day(_LAST_DAY_OF_NEW_FROS + story.days(40, 400))
    order = _order(story, OrderKind.FRO, made_on, **_term(15, Unit.YEARS))
    clause = clauses.reporting(*story.one_of(((6, 28), (6, 30), (12, 28))))
    provision = _clause(story, order, 1, clause)
    return [LiveClause(provision, order, clause.duty, made_on)]


def _travel_restriction(story: Story, served: Served, paper: Paper) -> None:
    made_on = served.sentenced_on or story.court_day(story.ago(400, 900))
    short = paper is Paper.TRO_MISTYPED
    term = _term(18, Unit.MONTHS) if short else _term(story.chance.randint(3, 8), Unit.YEARS)
    order = _order(story, OrderKind.TRO, made_on, **term)
    _clause(story, order, 1, clauses.NO_TRAVEL)
    _clause(story, order, 2, clauses.PASSPORT)


def _licence(story: Story, served: Served) -> None:
    if served.released_on is None or served.expires_on is None:
        return
    order = _order(
        story,
        OrderKind.LICENCE,
        served.released_on,
        court=Court.OTHER,
        court_name=None,
        ends_on=max(served.expires_on, served.released_on),
    )
    address = "the address the supervising officer approves"
    for number, clause in enumerate(
        (
            clauses.RESIDE_FREE,
            Clause(f"Live at {address}.", ResideAt(address=address)),
            clauses.NO_TRAVEL,
        ),
        start=1,
    ):
        _clause(story, order, number, clause, starts_on=served.released_on)


def _confiscation(story: Story, made_on: date) -> None:
    amount = story.chance.randint(40, 4_000) * 10_000
    due_on = made_on + relativedelta(months=3)
    order = _order(story, OrderKind.CONFISCATION, made_on)
    duty = Pay(amount=amount, currency="GBP", due_on=due_on)
    wording = f"The defendant must pay GBP {amount // 100:,} within 3 months."
    _clause(story, order, 1, Clause(wording, duty), starts_on=made_on)
    paid_on = made_on + timedelta(days=30)
    for _ in range(story.chance.randint(0, 5)):
        if story.is_past(paid_on):
            story.add(
                Payment,
                order_id=order,
                paid_on=paid_on,
                amount=amount // 8,
                currency="GBP",
            )
        paid_on += story.days(28, 40)
