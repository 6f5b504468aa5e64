"""Open a case by the inclusion test, with those it may be already shown before."""

from collections.abc import Mapping
from typing import Any, ClassVar

from casework.desk import Desk
from casework.forms.new_case import NewCaseForm, inclusion_test
from casework.pages.new_case import new_case_page
from casework.pages.page import Page, Target
from casework.services.open_case import open_case
from casework.services.search import search_people
from tui.filling import Done, Filling

_FEW = 8


class CaseFilling(Filling):
    """Its key is empty: the person is not on record yet."""

    name: ClassVar[str] = "case"
    verb: ClassVar[str] = "Open the case"

    @property
    def form(self) -> NewCaseForm:
        return NewCaseForm()

    def title(self, typed: Mapping[str, str]) -> str:
        name = " ".join(typed.get(part, "").strip() for part in ("forenames", "surname")).strip()
        return f"Open a case: {name}" if name else "Open a case"

    def review(self, desk: Desk, values: Mapping[str, Any]) -> Page:
        test = inclusion_test(values)
        likely = {
            one.person: one
            for name in (f"{test.forenames} {test.surname}", test.surname)
            for one in desk.run(search_people, name, limit=_FEW)
        }
        return new_case_page(test, f"you ({desk.login})", list(likely.values())[:_FEW])

    def submit(self, desk: Desk, values: Mapping[str, Any]) -> Done:
        test = inclusion_test(values)
        person = desk.run(open_case, test)
        said = (
            f"The case of {test.surname.upper()} {test.forenames} is open: {person}. You lead it."
        )
        return Done(said, Target("person", person))
