"""`casework unchecked`: the duties nobody can check yet, and what would make each checkable."""

import click

from casework.cli.pages import PLAIN, tell_page
from casework.cli.words import TEXT, tell_json
from casework.office import open_office
from casework.pages.page import Page
from casework.pages.unchecked import NOT_JUDGED, unchecked_of_page, unchecked_page
from casework.services.list_unchecked import list_unchecked, list_unchecked_of
from casework.settings import read_settings
from casework.views.unchecked import UncheckedCaseload, UncheckedOfPerson
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
@PLAIN
@click.option("--json", "as_json", is_flag=True, help="Print the answer as JSON.")
def unchecked(
    person: str | None, *, reason: str | None, limit: int, plain: bool, as_json: bool
) -> None:
    """List by reason what cannot be checked, of everyone as the last nights kept it.

    Whoever the last night could not judge at all is named first, unless a reason is given.
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
    else:
        tell_page(_page(found, limit), plain=plain)


def _page(found: UncheckedCaseload | UncheckedOfPerson, limit: int) -> Page:
    if isinstance(found, UncheckedOfPerson):
        left = len(found.duties) - limit
        more = f"and {left:,} more: `--limit {len(found.duties)}`"
        return unchecked_of_page(found, most=limit, more=more)
    cut = {
        line.reason: f"and {line.people - limit:,} more: `--limit {line.people}`"
        for line in found.reasons
    }
    if found.failed > limit:
        cut[NOT_JUDGED] = f"and {found.failed - limit:,} more: `--limit {found.failed}`"
    return unchecked_page(found, more=cut)
