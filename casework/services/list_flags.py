"""List the flags that need somebody, severest first."""

from casework.context import Context
from casework.desk import declares
from casework.duty_json import finding_from_json
from casework.models import Verb
from casework.permissions import Action
from casework.queries import flags, people, sources
from casework.views.finding import FlagLine, finding_line, flag_line
from rules.vocabulary import Severity

_SEVEREST = {severity: place for place, severity in enumerate(Severity)}


@declares(Action.LIST_FLAGS, Verb.CONSULT)
def list_flags(context: Context, *, typed: str | None = None) -> tuple[FlagLine, ...]:
    """Return the open flags the officer may see, the most urgent first.

    *typed* narrows them to one person.

    Raises:
        PersonNotFoundError: nobody the officer may see is known by it.
        PersonAmbiguousError: more than one person is.
    """
    only = [people.require(context, typed).id] if typed is not None else None
    found = flags.open_flags(context, people=only)
    context.touch(Verb.CONSULT, only or [])
    context.touch(Verb.CONSULT, (flag.person_id for flag in found))
    complete_to = sources.complete_to(context.session)
    names = people.names(context, {flag.person_id for flag in found})
    lines = [
        flag_line(
            flag,
            finding_line(finding_from_json(flag.finding), complete_to),
            person=people.reference(flag.person_id),
            name=names.get(flag.person_id, "name not recorded"),
        )
        for flag in found
    ]
    return tuple(sorted(lines, key=_most_urgent_first))


def _most_urgent_first(line: FlagLine) -> tuple[int, int, int]:
    """Order by how severe, then by how lately it fell due, then by the flag's number."""
    due_on = line.finding.due_on
    return (_SEVEREST[line.finding.severity], -due_on.toordinal() if due_on else 0, line.flag)
