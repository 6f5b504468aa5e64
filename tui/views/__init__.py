"""Views by name, one module each, loaded when they are first shown."""

from importlib import import_module
from typing import Any

from tui.view import View

VIEWS = {
    "today": "tui.views.today:TodayView",
    "caseload": "tui.views.caseload:CaseloadView",
    "search": "tui.views.search:SearchView",
    "person": "tui.views.person:PersonView",
    "order": "tui.views.order:OrderView",
    "flags": "tui.views.flags:FlagsView",
    "flag": "tui.views.flag:FlagView",
    "fact": "tui.views.fact:FactView",
    "prisons": "tui.views.prisons:PrisonsView",
    "prison": "tui.views.prison:PrisonView",
    "allocation": "tui.views.allocation:AllocationView",
    "unchecked": "tui.views.unchecked:UncheckedView",
    "drafts": "tui.views.drafts:DraftsView",
    "form": "tui.views.form:FormView",
}
"""Every view there is, by the name targets use."""


def view_class(name: str) -> type[View[Any]]:
    """Return the class of a view.

    Raises:
        LookupError: there is no view of that name.
    """
    module, _, called = VIEWS[name].partition(":")
    found: type[View[Any]] = getattr(import_module(module), called)
    return found
