"""`casework check` and `casework why`: looking, without writing."""

from datetime import date, datetime

import click

from casework.cli.findings import tell_finding
from casework.cli.words import DAY, MOMENT, TEXT, counted, tell, tell_json
from casework.clock import in_words
from casework.office import open_office
from casework.services.check_case import check_case
from casework.settings import read_settings
from casework.views.case import CheckedCase
from rules.days import say

_ON = click.option(
    "--on", type=DAY, help="The day judged; the last day that has ended if left out."
)
_KNOWN_AT = click.option(
    "--known-at", type=MOMENT, help="Judge with what the database held at this moment."
)
_JSON = click.option("--json", "as_json", is_flag=True, help="Print the answer as JSON.")


@click.command()
@click.argument("person", type=TEXT)
@_ON
@_KNOWN_AT
@_JSON
def check(person: str, on: date | None, known_at: datetime | None, *, as_json: bool) -> None:
    """Judge one PERSON and write nothing: any day, with what was known at any moment."""
    case = _look(person, on, known_at, why=False)
    if as_json:
        tell_json(case)
    else:
        _tell_case(case)


@click.command()
@click.argument("person", type=TEXT)
@_ON
@_KNOWN_AT
@_JSON
def why(person: str, on: date | None, known_at: datetime | None, *, as_json: bool) -> None:
    """List every check made of one PERSON, those that found nothing too."""
    case = _look(person, on, known_at, why=True)
    if as_json:
        tell_json(case)
        return
    _tell_heading(case)
    for line in case.checks:
        tell(f"{line.rule}  {line.subject_says}")
        tell(f"    {line.answer}: {line.words}")
    for unseen in case.unchecked:
        if unseen.rule is None:
            tell(f"no rule  {unseen.subject_says}")
            tell(f"    cannot be checked: {unseen.why}")


def _look(person: str, on: date | None, known_at: datetime | None, *, why: bool) -> CheckedCase:
    with open_office(read_settings()) as office:
        return office.desk().run(
            check_case,
            person,
            on=on or office.last_ended_day(),
            rulebook=office.rulebook(),
            known_at=known_at,
            why=why,
        )


def _tell_heading(case: CheckedCase) -> None:
    known = f", as known at {in_words(case.known_at)}" if case.known_at else ""
    tell(f"{case.person}  {case.name}  ({case.stage})")
    tell(f"Judged at the end of {say(case.judged_on)}{known}.")


def _tell_case(case: CheckedCase) -> None:
    _tell_heading(case)
    tell(counted(len(case.findings), "finding"))
    for finding in case.findings:
        tell_finding(finding)
    tell(f"{counted(len(case.unchecked), 'duty', 'duties')} cannot be checked")
    for line in case.unchecked:
        tell(f"  {line.subject_says}: {line.why}")
        tell(f"    Checkable with: {line.remedy}")
    changes = say(case.next_change) if case.next_change else "never, with the facts as they are"
    tell(f"Next day on which this can change by itself: {changes}.")
