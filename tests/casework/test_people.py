"""A person is found by any register's number, in any of the ways it is written."""

import pytest

from casework.desk import Desk
from casework.errors import PersonAmbiguousError
from casework.models import Identifier, IdentifierScheme
from casework.recording import NewFact
from tests.builders import a_person, given
from tests.casework.test_desk import look_up


def number(scheme: IdentifierScheme, raw: str, canonical: str) -> NewFact:
    return NewFact(Identifier, {"scheme": scheme, "raw": raw, "canonical": canonical})


@pytest.mark.parametrize("typed", ["12/394773H", "2012/394773H", "2012/0394773h", " 12/394773h "])
def test_a_pnc_is_found_however_it_is_written(typed: str, desk: Desk) -> None:
    person = a_person(desk)
    given(desk, person, number(IdentifierScheme.PNC, "12/394773H", "2012/0394773H"))

    assert f"P{desk.run(look_up, typed)}" == person


def test_a_number_two_people_have_is_put_to_the_officer(desk: Desk) -> None:
    both = [a_person(desk), a_person(desk, "Other")]
    for person in both:
        given(desk, person, number(IdentifierScheme.PRISON_NUMBER, "A1234BC", "A1234BC"))

    with pytest.raises(PersonAmbiguousError, match=", ".join(both)):
        desk.run(look_up, "a1234bc")
