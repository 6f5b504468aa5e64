"""`casework unchecked`: the duties nobody can check yet, and what would make each checkable."""

import click

from casework.cli.words import TEXT, counted, tell, tell_json
from casework.office import open_office
from casework.services.list_unchecked import list_unchecked, list_unchecked_of
from casework.settings import read_settings
from casework.views.unchecked import UncheckedCaseload, UncheckedOfPerson
from rules.days import say
from rules.finding import Reason

_FEW = 10
"""People named for each reason, unless more are asked for."""

_REASONS = {reason.value.replace("_", "-"): reason for reason in Reason}


@click.command()
@click.argument("person", type=TEXT, required=False)
@click.option("--reason", type=click.Choice(list(_REASONS)), help="Only for this reason.")
@click.option(
    "--limit",
    type=click.IntRange(1),
    default=_FEW,
    show_default=True,
    help="Name at most so many people for each reason, or duties of one person.",
)
@click.option("--json", "as_json", is_flag=True, help="Print the answer as JSON.")
def unchecked(person: str | None, *, reason: str | None, limit: int, as_json: bool) -> None:
    """List by reason what cannot be checked, of everyone as the last nights kept it.

    Give a PERSON to have theirs judged now, duty by duty, for the last day that has ended.
    """
    only = _REASONS[reason] if reason else None
    with open_office(read_settings()) as office:
        desk = office.desk()
        found = (
            desk.run(list_unchecked, reason=only, limit=limit)
            if person is None
            else desk.run(
                list_unchecked_of,
                person,
                on=office.last_ended_day(),
                rulebook=office.rulebook(),
                reason=only,
            )
        )
    if as_json:
        tell_json(found)
    elif isinstance(found, UncheckedCaseload):
        _tell_caseload(found)
    else:
        _tell_person(found, limit)


def _tell_caseload(found: UncheckedCaseload) -> None:
    if found.judged_on is None:
        tell("No night has ever finished; `casework nightly` judges the last day that ended.")
        return
    tell(f"{counted(found.duties, 'duty', 'duties')} cannot be checked, as each case was last seen")
    for line in found.reasons:
        duties = counted(line.duties, "duty", "duties")
        whose = counted(line.people, "person", "people")
        tell(f"{line.reason.replace('_', '-')}: {duties} of {whose}")
        tell(f"  Why: {line.why}")
        tell(f"  Checkable with: {line.remedy}")
        for one in line.named:
            tell(f"    {one.person}  {one.name}  {counted(one.duties, 'duty', 'duties')}")
        more = line.people - len(line.named)
        if more:
            tell(f"    and {more:,} more: `--limit {line.people}`")
    if found.reasons:
        tell("Duty by duty: `casework unchecked PERSON`.")


def _tell_person(found: UncheckedOfPerson, limit: int) -> None:
    tell(f"{found.person}  {found.name}")
    tell(
        f"{counted(len(found.duties), 'duty', 'duties')} cannot be checked at the end of "
        f"{say(found.judged_on)}"
    )
    for line in found.duties[:limit]:
        tell(f"  {line.reason.replace('_', '-')}: {line.subject_says}")
        tell(f"    Why: {line.why}{f' ({line.rule})' if line.rule else ''}")
        tell(f"    Checkable with: {line.remedy}")
    more = len(found.duties) - limit
    if more > 0:
        tell(f"  and {more:,} more: `--limit {len(found.duties)}`")
