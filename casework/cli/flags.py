"""`casework flags` and `casework flag`: what is open, and one flag with all that became of it."""

import click

from casework.cli.findings import tell_finding
from casework.cli.pages import PLAIN, tell_page
from casework.cli.words import TEXT, counted, tell, tell_json
from casework.clock import in_words
from casework.models import FlagProgress
from casework.office import open_office
from casework.pages.flag import flag_page, standing
from casework.pages.flags import flags_page
from casework.services.list_flags import list_flags
from casework.services.read_flag import read_flag
from casework.settings import read_settings
from casework.views.finding import FlagLine
from casework.views.flag import DecisionLine, FlagInFull, HistoryLine
from rules.days import say

FLAG = click.IntRange(1, 2**63 - 1)
"""A flag's number."""


@click.command()
@click.argument("person", type=TEXT, required=False)
@click.option("--limit", type=click.IntRange(1), help="Show at most so many.")
@click.option("--snoozed", is_flag=True, help="Show those that are put aside too.")
@click.option("--needs-second", is_flag=True, help="Only those that wait for a second officer.")
@click.option("--mine", is_flag=True, help="Only those that you handle.")
@PLAIN
@click.option("--json", "as_json", is_flag=True, help="Print the answer as JSON.")
def flags(
    person: str | None,
    *,
    limit: int | None,
    snoozed: bool,
    needs_second: bool,
    mine: bool,
    plain: bool,
    as_json: bool,
) -> None:
    """List the open flags, severest first; give a PERSON for theirs alone."""
    with open_office(read_settings()) as office:
        found = office.desk().run(
            list_flags, typed=person, snoozed=snoozed, needs_second=needs_second, mine=mine
        )
    shown = found.flags[:limit]
    if as_json:
        tell_json(list(shown))
        return
    if plain:
        page = flags_page(shown, open_flags=len(found.flags), snoozed=found.snoozed)
        tell_page(page, plain=True)
        return
    tell(f"{len(shown):,} of {counted(len(found.flags), 'open flag')}")
    for flag in shown:
        _tell_flag(flag)
    if found.snoozed:
        tell(f"{counted(found.snoozed, 'flag')} put aside for now: `casework flags --snoozed`.")


@click.command()
@click.argument("number", metavar="FLAG", type=FLAG)
@PLAIN
@click.option("--json", "as_json", is_flag=True, help="Print the answer as JSON.")
def flag(number: int, *, plain: bool, as_json: bool) -> None:
    """Tell one FLAG whole: its facts, each step of it, each decision and by whom."""
    with open_office(read_settings()) as office:
        found = office.desk().run(read_flag, number)
    if as_json:
        tell_json(found)
        return
    if plain:
        tell_page(flag_page(found), plain=True)
        return
    _tell_heading(found)
    tell_finding(found.flag.finding)
    tell("What happened:")
    for step in found.history:
        _tell_step(step)
    tell("What was decided:" if found.decisions else "Nothing is decided yet.")
    for decision in found.decisions:
        _tell_decision(decision)


def _tell_heading(found: FlagInFull) -> None:
    line = found.flag
    tell(f"flag {line.flag}  {line.person}  {line.name}  raised for {say(line.raised_on)}")
    stands = f"{found.state}{_how_far(line) if found.state == 'open' else ''}"
    tell(f"  It is {stands}. This wording, for --seen: {line.fingerprint}")


def _tell_flag(line: FlagLine) -> None:
    tell(
        f"flag {line.flag}  {line.person}  {line.name}  raised for {say(line.raised_on)}"
        f"{_how_far(line)}"
    )
    if line.alike:
        others = ", ".join(str(other) for other in line.alike)
        tell(
            f"  On the same grounds as {counted(len(line.alike), 'other flag')} ({others}), under "
            "another order or clause: look at them together; each needs its own decision."
        )
    tell_finding(line.finding)
    if line.proposed:
        proposed = line.proposed
        tell(
            f"    Proposed by {proposed.by} on {say(proposed.on)}: "
            f"{proposed.kind.replace('_', ' ')} ({proposed.reason}). It waits for a second "
            f"officer: `casework confirm {line.flag} --decision {proposed.decision}`."
        )


def _how_far(line: FlagLine) -> str:
    """Word how far officers have come with an open flag; nothing for a new one."""
    told = ""
    if line.progress is not FlagProgress.NEW:
        told = f", {line.progress.replace('_', ' ')} by {line.handled_by}"
    if line.snoozed_until:
        told += f", put aside to {say(line.snoozed_until)}"
    return told


def _tell_step(step: HistoryLine) -> None:
    reason = f": {step.reason}" if step.reason else ""
    tell(f"  {in_words(step.at)}  {step.change.replace('_', ' ')} by {step.by}{reason}")
    if step.words:
        tell(f"    {step.words}")


def _tell_decision(one: DecisionLine) -> None:
    tell(
        f"  {say(one.decided_on)}  {one.kind.replace('_', ' ')} by {one.by}: {one.reason} "
        f"({standing(one)})"
    )
