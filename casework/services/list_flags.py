"""List the flags that need somebody, severest first."""

from casework.context import Context
from casework.desk import declares
from casework.duty_json import finding_from_json
from casework.models import Verb
from casework.permissions import Action
from casework.queries import flags, people, sources
from casework.views.finding import FlagLine, finding_line, flag_line
from rules.vocabulary import FlagKind, Severity

_ASKED_FIRST = (
    FlagKind.SUSPECTED_NON_COMPLIANCE,
    FlagKind.LINE_OF_ENQUIRY,
    FlagKind.DEFECT,
    FlagKind.REMINDER,
)
_SEVEREST_FIRST = tuple(Severity)


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


def _most_urgent_first(line: FlagLine) -> tuple[int, int, int, int]:
    """Order by what is asked, by how severe, by how lately it fell due, by the flag's number."""
    finding = line.finding
    fell_due = finding.default_on or finding.due_on
    return (
        _ASKED_FIRST.index(finding.kind),
        _SEVEREST_FIRST.index(finding.severity),
        -fell_due.toordinal() if fell_due else 0,
        line.flag,
    )
