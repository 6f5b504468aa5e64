"""Migration 0012 over a database that has flags: each is told when it fell due."""

from datetime import date

from alembic.migration import MigrationContext
from alembic.operations import Operations
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from casework.calendars import build_calendar
from casework.desk import Desk
from casework.duty_json import finding_from_json
from casework.models import Event, Flag, Inclusion
from casework.nightly import run_nights
from casework.recording import NewFact
from casework.schema import SCRIPTS
from rules.book import Rulebook
from rules.vocabulary import EventKind, OrderKind
from tests.builders import YESTERDAY, a_person, an_order, complete, given


def test_flags_of_before_are_told_when_they_fell_due(
    desk: Desk, nightly_desk: Desk, engine: Engine
) -> None:
    person = a_person(desk)
    out = {"kind": EventKind.JOURNEY_OUT, "happened_on": date(2026, 3, 9), "place": "Spain"}
    parts = ("works_with_others", "capacity_and_capability", "continuing_basis")
    included = dict.fromkeys((*parts, "planning_control_coordination"), "As recorded.")
    tro = an_order(kind=OrderKind.TRO, made_on=date(2018, 5, 7), term_count=8)
    opened = NewFact(Inclusion, {"opened_on": date(2024, 1, 1), **included})
    given(desk, person, tro, NewFact(Event, out), opened)
    complete(desk, YESTERDAY)
    rulebook = Rulebook(build_calendar())
    run_nights(nightly_desk, on=YESTERDAY, last_ended=YESTERDAY, rulebook=rulebook)

    lists = ScriptDirectory(str(SCRIPTS)).get_revision("0012_lists").module
    with (
        engine.begin() as connection,
        Operations.context(MigrationContext.configure(connection)),
    ):
        lists.downgrade()
        lists.upgrade()

    with Session(engine) as session:
        flags = session.scalars(select(Flag)).all()
        due = {flag.fell_due for flag in flags}
        assert due == {finding_from_json(flag.finding).fell_due for flag in flags}
        assert any(due)
