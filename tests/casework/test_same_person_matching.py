"""Two records judged to be of one person are one to an import, and stay two records."""

from pathlib import Path

from sqlalchemy import Engine

from casework.context import Context
from casework.desk import Desk, declares
from casework.errors import PersonAmbiguousError
from casework.importing.matches import find_people
from casework.models import IdentifierScheme, Verb
from casework.permissions import Action
from casework.services.judge_identity import judge_same
from casework.views.imports import Taken
from tests.builders import a_person, given
from tests.casework.importing import a_prisoner, rows, take
from tests.casework.movement_events import a_number

NUMBER, PNC = "A1234BC", "2012/0394773H"


@declares(Action.IMPORT, Verb.CONSULT)
def _whom(context: Context, typed: str) -> object:
    return find_people(context, [typed])[typed]


def _two_records(desk: Desk) -> None:
    """The PNC on the first record, the prison number on the second."""
    given(desk, a_person(desk), a_number(PNC, IdentifierScheme.PNC))
    given(desk, a_person(desk), a_number(NUMBER))


def test_numbers_on_two_records_of_one_person_do_not_disagree(
    desk: Desk, engine: Engine, tmp_path: Path
) -> None:
    _two_records(desk)
    _, before = take(desk, tmp_path, a_prisoner())
    desk.run(judge_same, "P1", "P2", reason="fingerprints agree")

    _, told = take(desk, tmp_path, a_prisoner())

    assert before.how == [Taken.REJECTED]
    assert told.how == [Taken.ACCEPTED]
    assert told.outcomes[0].person == "P2", "who holds the prison number"
    assert {row["person_id"] for row in rows(engine, "release_date")} == {2}


def test_a_booking_on_another_record_of_the_person_is_not_somebody_elses(
    desk: Desk, tmp_path: Path
) -> None:
    _two_records(desk)
    given(desk, "P1", a_number("1900836", IdentifierScheme.BOOKING_ID))
    desk.run(judge_same, "P1", "P2", reason="fingerprints agree")

    _, told = take(desk, tmp_path, a_prisoner())

    assert "is also on the record" not in told.messages[0]


def test_a_number_on_two_records_of_one_person_means_the_lower(desk: Desk) -> None:
    for person in (a_person(desk), a_person(desk)):
        given(desk, person, a_number(NUMBER))
    assert isinstance(desk.run(_whom, NUMBER), PersonAmbiguousError)

    desk.run(judge_same, "P1", "P2", reason="fingerprints agree")

    assert desk.run(_whom, NUMBER) == 1
