"""Keep a narrowed and ordered caseload under a name; each officer has their own."""

from casework.context import Context
from casework.desk import declares
from casework.errors import ListRefusedError
from casework.forms.caseload_words import Only, Order, list_name, read_narrowing, read_order
from casework.models import SavedView, Verb
from casework.permissions import Action
from casework.queries import desks
from casework.views.caseload import KeptList

_ALWAYS = (
    ("Mine", Only.MINE, Order.URGENCY),
    ("Under management", Only.MANAGED, Order.URGENCY),
    ("No lead officer", Only.NO_LEAD, Order.URGENCY),
    ("Released in 28 days", Only.RELEASE, Order.NEXT_DAY),
    ("In custody", Only.CUSTODY, Order.NAME),
    ("Cannot be checked", Only.UNCHECKED, Order.URGENCY),
)
"""Lists that are always there, for everybody."""

_EVERYBODY = KeptList(name="Everybody", narrowed_by="", order=Order.URGENCY, own=False)


@declares(Action.LIST_CASELOAD, Verb.CONSULT)
def list_kept(context: Context) -> tuple[KeptList, ...]:
    """Return the lists that are always there, and then the officer's own by name."""
    always = [
        KeptList(name=name, narrowed_by=f"is:{only.value}", order=order, own=False)
        for name, only, order in _ALWAYS
    ]
    own = [
        KeptList(
            name=kept.name,
            narrowed_by=kept.narrowed_by,
            order=read_order(kept.ordered_by),
            own=True,
        )
        for kept in desks.saved_views(context.session, context.officer.id)
    ]
    return (_EVERYBODY, *always, *own)


@declares(Action.LIST_CASELOAD, Verb.COLLECT)
def keep_list(context: Context, name: str, *, narrowed_by: str, order: Order) -> str:
    """Keep a list under a name, in place of one kept under it before; return the name.

    Raises:
        ListRefusedError: it cannot be called that.
    """
    try:
        called = list_name(name)
    except ValueError as refused:
        raise ListRefusedError(f"A list {refused}.") from None
    if called.casefold() in {"everybody", *(one.casefold() for one, _, _ in _ALWAYS)}:
        raise ListRefusedError(f"“{called}” is always there; call yours something else.")
    kept = _own(context, called)
    if kept is None:
        kept = SavedView(officer_id=context.officer.id, name=called)
        context.session.add(kept)
    kept.narrowed_by = read_narrowing(narrowed_by).written()
    kept.ordered_by = order.value
    context.fields.add("saved_view")
    return called


@declares(Action.LIST_CASELOAD, Verb.ERASE)
def drop_list(context: Context, name: str) -> None:
    """Forget a list of the officer's own; one that is not there is no error."""
    kept = _own(context, name)
    if kept is not None:
        context.session.delete(kept)
        context.fields.add("saved_view")


def _own(context: Context, name: str) -> SavedView | None:
    views = desks.saved_views(context.session, context.officer.id)
    return next((kept for kept in views if kept.name == name), None)
