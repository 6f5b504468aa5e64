"""Open a case by the inclusion test, with those it may be already shown before."""

from collections.abc import Mapping
from typing import Any, ClassVar

from casework.desk import Desk
from casework.forms.new_case import NewCaseForm, inclusion_test
from casework.pages.new_case import new_case_page
from casework.pages.page import Page, Target
from casework.services.open_case import open_case
from casework.services.search import search_people
from casework.services.undo_case import undo_case
from tui.filling import Done, Filling
from tui.undo import Undo

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
        opened = desk.run(open_case, test)
        who = opened.who
        words = (
            f"The case of {who.name}, {who.person}, is taken back: the name, the inclusion test "
            "and that you lead are withdrawn. The number stays, and all of it can be read as it "
            "was known."
        )
        return Done(
            f"The case of {who.name} is open: {who.person}. You lead it.",
            Target("person", who.person),
            Undo(words, lambda again: again.run(undo_case, opened)),
        )
