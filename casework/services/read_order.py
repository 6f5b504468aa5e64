"""Read one order whole: its clauses, what each asked for so far, and what changed it."""

from casework.context import Context
from casework.desk import declares
from casework.duty_json import finding_from_json
from casework.errors import OrderNotFoundError
from casework.facts import case_files
from casework.models import CourtOrder, Verb
from casework.permissions import Action
from casework.queries import fact_versions, flags, people, person, sources
from casework.same_person import together
from casework.services.read_life import Known, told_life
from casework.services.told_order import Judged, told_order
from casework.views.life import FlagMark
from casework.views.order import OrderRecord
from rules.book import AsAt, Rulebook, evaluate
from rules.compliance import grids, look_at
from rules.facts import CaseFile, Order
from rules.standing import order_standing


@declares(Action.READ_ORDER, Verb.CONSULT)
def read_order(context: Context, key: str, *, rulebook: Rulebook) -> OrderRecord:
    """Return the order named as in "P12/45", as it stands at the end of today.

    What was owed and what came is read by the functions the night's rules judge by.

    Raises:
        PersonNotFoundError: nobody the officer may see is known by what is before the stroke.
        PersonAmbiguousError: more than one person is.
        OrderNotFoundError: the person has no such order.
    """
    typed, _, number = key.partition("/")
    whose = person.require(context, typed)
    context.touch(Verb.CONSULT, whose.records)
    revisions = dict.fromkeys(whose.records, whose.person.revision)
    same_as = dict.fromkeys(whose.records, whose.records[0]) if len(whose.records) > 1 else {}
    case = together(list(case_files(context.session, revisions)), same_as)
    order = _order(case, number, key)
    reference = people.reference(whose.person.id)
    marks = _marks(context, whose, order)
    known = Known(
        orders={
            row["fact_id"]: row
            for rows in fact_versions.current(context.session, CourtOrder, whose.records).values()
            for row in rows
        },
        sentences=(),
        moved=(),
        flags=tuple(mark for mark, _ in marks),
        flagged={
            subject: tuple(mark.flag for mark, about in marks if about == subject)
            for _, subject in marks
        },
    )
    life = told_life(case, context.today, reference, known)
    line = next(line for line in life.orders if line.order == order.ref.id)
    judged = _judged(context, case, order, rulebook)
    name = people.names(context, [whose.person.id]).get(whose.person.id, "name not recorded")
    return told_order(line, judged, known, name=name, today=context.today)


def _order(case: CaseFile, number: str, key: str) -> Order:
    for order in case.orders:
        if str(order.ref.id) == number:
            return order
    raise OrderNotFoundError(key)


def _marks(context: Context, whose: person.Whose, order: Order) -> list[tuple[FlagMark, int]]:
    """Return the open flags on the order or a clause of it, each with what it is about."""
    subjects = {order.ref.id, *(clause.ref.id for clause in order.provisions)}
    found: list[tuple[FlagMark, int]] = []
    for flag in flags.open_flags(context, people=whose.records):
        finding = finding_from_json(flag.finding)
        if finding.subject not in subjects:
            continue
        mark = FlagMark(
            flag=flag.id,
            letter="",
            on=finding.default_on or finding.due_on or flag.open_since,
            kind=flag.kind,
            severity=flag.severity,
            says=finding.says,
            snoozed_until=flag.snoozed_until if flags.is_snoozed(flag, context.today) else None,
        )
        found.append((mark, finding.subject))
    return found


def _judged(context: Context, case: CaseFile, order: Order, book: Rulebook) -> Judged:
    complete_to = sources.complete_to(context.session)
    at = AsAt(on=context.today, complete_to=complete_to)
    look = look_at(
        case, context.today, book.calendar, complete_to=complete_to, figures=book.figures
    )
    return Judged(
        standing=order_standing(order, look.custody),
        grids=tuple(grid for grid in grids(look) if grid.clause.order.ref == order.ref),
        unchecked=evaluate(case, at, book).unchecked,
        died_on=look.custody.died_on,
    )
