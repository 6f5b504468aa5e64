"""One order on the screens: its sections, its clauses, and a new one typed with its clauses."""

from sqlalchemy import select
from sqlalchemy.orm import Session
from textual.events import Paste

from casework.duty_json import duty_from_json
from casework.models import CourtOrder, Provision
from casework.office import Office
from casework.pages.page import Target
from rules.days import Length
from rules.duties import Duty, PeriodicReport
from rules.vocabulary import Counting, StartCondition, Unit
from tests.tui.conftest import SIZES, Open, Screens
from tests.tui.forms import open_form, paste, shell_of

WORDING = "He must report\nhis income [sic] every six months."


def _order_of(office: Office, person: int) -> str:
    with Session(office.engine) as session:
        found = select(CourtOrder.fact_id).where(CourtOrder.person_id == person)
        return f"P{person}/{session.scalars(found.order_by(CourtOrder.fact_id)).first()}"


async def _open(screens: Screens, key: str) -> None:
    shell_of(screens).go(Target("order", key))
    await screens.settled()


async def _fill(screens: Screens, *values: str) -> None:
    """Type into the fields one after another, from the one in focus; empty ones are passed."""
    for value in values:
        if value:
            screens.app.post_message(Paste(value))
        await screens.pilot.press("tab")
    await screens.settled()


async def test_an_order_is_seen_in_three_sections(open_screens: Open, office: Office) -> None:
    key = _order_of(office, 1)
    for size in SIZES:
        async with open_screens(size=size) as screens:
            await _open(screens, key)
            await screens.golden("order-clauses")

            await screens.press("2")
            await screens.golden("order-compliance")

            await screens.press("3")
            await screens.golden("order-changes")


async def test_the_wording_stands_beside_the_duty_where_there_is_room(
    open_screens: Open, office: Office
) -> None:
    async with open_screens(size=(100, 30)) as screens:
        await _open(screens, _order_of(office, 4))
        [beside] = [line for line in screens.text.splitlines() if "must not leave" in line]
        assert "[the UK]" in beside
        assert "Read as: Do not leave the United Kingdom." in beside

        await screens.press("2")
        assert "No clause of this order has days to keep." in screens.text

        await _open(screens, "P1/999999")
        assert "There is no order P1/999999." in screens.text


async def test_what_came_is_recorded_for_the_clause_under_the_cursor(
    open_screens: Open, office: Office
) -> None:
    key = _order_of(office, 1)
    async with open_screens() as screens:
        await _open(screens, key)
        await screens.press("j", "j", "j", "a")
        assert "Record report received: P1 ALDER Sam" in screens.text
        assert "clause 1" in screens.text

        await screens.press("escape", "3", "a")
        assert "Record service" in screens.text


async def test_who_may_not_record_orders_is_not_offered_to(
    open_screens: Open, office: Office
) -> None:
    async with open_screens("prison-1") as screens:
        await _open(screens, _order_of(office, 1))
        assert "record for clause" in screens.text
        await screens.press("c")
        assert "add clause" not in screens.text
        assert "New clause" not in screens.text


async def test_an_order_and_its_clauses_are_typed_and_taken_back(
    open_screens: Open, office: Office
) -> None:
    async with open_screens() as screens:
        await open_form(screens, "order/P6")
        await _fill(screens, "serious crime prev", "england", "crown", "Leeds Crown Court", "T2026")
        await _fill(screens, "2/3/26", "yes", "5 years", "", "3/3/26", "in person")
        await screens.press("f9", "down", "enter")
        assert "Now its clauses; Esc" in screens.text
        assert "New clause 1 of the serious crime prevention order" in screens.text

        await _fill(screens, "report for each")
        await _fill(screens, "6 months", "28 days", "after the period ends", "", "income; debts")
        await _fill(screens, "", "on release", "", WORDING)
        await screens.golden("clause-typed")
        await screens.press("f9")
        await screens.golden("clause-review")

        await screens.press("down", "enter")
        assert "Recorded: clause 1." in screens.text
        assert "New clause 2 of" in screens.text
        assert _newest_clause(office) == (
            WORDING,
            StartCondition.ON_RELEASE,
            PeriodicReport(
                every=Length(count=6, unit=Unit.MONTHS, counting=Counting.MONTHS_AFTER),
                due_within=Length(count=28, unit=Unit.DAYS, counting=Counting.AFTER_PERIOD),
                particulars=("income", "debts"),
            ),
        )

        await screens.press("escape", "ctrl+z", "down", "enter")
        assert "Taken back." in screens.text


def _newest_clause(office: Office) -> tuple[str, StartCondition | None, Duty]:
    with Session(office.engine) as session:
        clause = session.scalars(select(Provision).order_by(Provision.fact_id.desc())).all()[0]
        return clause.wording, clause.start_condition, duty_from_json(clause.duty)


async def test_what_the_rules_say_of_an_order_is_shown_and_blocks_nothing(
    open_screens: Open,
) -> None:
    async with open_screens() as screens:
        await open_form(screens, "order/P7")
        await _fill(screens, "financial reporting", "england", "crown", "", "", "2/3/26")
        await screens.press("f9")
        assert "give the term or the last day" in screens.text

        await paste(screens, "20 years")
        await screens.press("f9")
        await screens.golden("order-review")

        await screens.press("down", "enter")
        assert "Recorded: Financial reporting order of Mon 2 Mar 2026." in screens.text


async def test_what_changed_an_order_is_recorded_and_seen(
    open_screens: Open, office: Office
) -> None:
    key = _order_of(office, 4)
    async with open_screens() as screens:
        await _open(screens, key)
        await screens.press("v")
        await _fill(screens, "a variation")
        await _fill(screens, "2/3/26", "no", "", "clause 1")
        await screens.press("f9")
        assert "Clauses that it takes out keep their wording" in screens.text

        await screens.press("down", "enter", "3")
        assert "Mon 2 Mar 2026: it binds nobody yet" in screens.text
        assert "took out clause 1" in screens.text
