"""`casework nightly` and `casework health`."""

from contextlib import ExitStack
from datetime import date

import click

from casework.cli.progress import progress
from casework.cli.words import DAY, counted, tell, tell_json
from casework.clock import in_words
from casework.errors import NotPermittedError, OfficerUnknownError
from casework.nightly import Progress, run_nights
from casework.office import Office, open_office
from casework.services.list_flags import list_flags
from casework.services.read_health import read_health
from casework.settings import read_settings
from casework.views.finding import FlagLine
from casework.views.night import NightSummary
from rules.days import say
from rules.finding import reason_words
from rules.vocabulary import FlagKind

SOME_FAILED = 1
"""Exit status where some cases could not be judged, or a night is missing."""

MOST_SHOWN = 5
_HEADINGS = {
    FlagKind.SUSPECTED_NON_COMPLIANCE: "NEEDS A DECISION (suspected non-compliance)",
    FlagKind.LINE_OF_ENQUIRY: "LINES OF ENQUIRY",
    FlagKind.DEFECT: "THE RECORD NEEDS MENDING",
    FlagKind.REMINDER: "REMINDERS",
}
"""What each kind of flag asks, the most urgent first."""


@click.command()
@click.option("--on", type=DAY, help="The day to judge; the last day that has ended if left out.")
@click.option("--full", is_flag=True, help="Look at everyone, not only at what can have changed.")
@click.option("--json", "as_json", is_flag=True, help="Print the summary as JSON.")
@click.pass_context
def nightly(ctx: click.Context, on: date | None, *, full: bool, as_json: bool) -> None:
    """Check every duty that can have changed, and say what needs a person's decision.

    A run at 02:00 judges the day that ended at midnight. Nights that were missed are
    caught up first, in order. Exit status: 0 clean; 1 if a case could not be judged (it
    is named, and the rest is done); 2 if the check could not run.
    """
    with open_office(read_settings()) as office:
        day = on or office.last_ended_day()
        summaries = _run(office, day, full=full)
        if as_json:
            tell_json(list(summaries))
        else:
            _tell_nights(day, summaries)
            if summaries:
                _tell_flags(_open_flags(office))
    if any(night.cases_failed for night in summaries):
        ctx.exit(SOME_FAILED)


def _run(office: Office, day: date, *, full: bool) -> list[NightSummary]:
    with ExitStack() as stack:
        shown: dict[date, object] = {}

        def moved(now: Progress) -> None:
            if now.judged_on not in shown:
                stack.close()
                title = f"Judging {say(now.judged_on)}"
                shown[now.judged_on] = stack.enter_context(progress(title, now.due, "cases"))
            show = shown[now.judged_on]
            if callable(show):
                show(now.done)

        return run_nights(
            office.nightly_desk(),
            on=day,
            last_ended=office.last_ended_day(),
            rulebook=office.rulebook(anew=True),
            full=full,
            tell=moved,
        )


def _open_flags(office: Office) -> tuple[FlagLine, ...] | None:
    """Return the open flags; None where the officer of the settings may not read them.

    The night itself runs under a login of its own, which reads no flags.
    """
    try:
        return office.desk().run(list_flags).flags
    except (NotPermittedError, OfficerUnknownError):
        return None


def _tell_nights(day: date, summaries: list[NightSummary]) -> None:
    if not summaries:
        tell(f"{say(day)} has been judged already, and nothing has changed since.")
        return
    for night in summaries:
        _tell_night(night)
    _tell_unchecked(summaries[-1])


def _tell_night(night: NightSummary) -> None:
    tell(
        f"The night of {say(night.judged_on)}: {counted(night.cases_checked, 'case')} checked; "
        f"{counted(night.flags_raised, 'flag')} raised, {night.flags_reworded:,} reworded, "
        f"{night.flags_withdrawn:,} withdrawn, {night.flags_lapsed:,} lapsed, "
        f"{night.flags_reopened:,} re-opened."
    )
    tell(
        f"{counted(night.duties_unchecked, 'duty', 'duties')} cannot be checked by the machine; "
        "`casework unchecked` says which, why, and what would help."
    )
    for failure in night.failures:
        tell(f"NOT JUDGED  P{failure.person_id}: {failure.error}")


def _tell_unchecked(night: NightSummary) -> None:
    """Print how many duties cannot be checked for each reason, the commonest first."""
    by_reason = night.duties_unchecked_by.items()
    for reason, duties in sorted(by_reason, key=lambda line: (-line[1], line[0])):
        tell(f"  {duties:,} {reason.replace('_', '-')}: {reason_words(reason)}")


def _tell_flags(flags: tuple[FlagLine, ...] | None) -> None:
    if flags is None:
        tell("The flags can be read by whoever may: `casework flags`.")
        return
    for kind, heading in _HEADINGS.items():
        of_kind = [flag for flag in flags if flag.finding.kind is kind]
        if not of_kind:
            continue
        tell()
        shown = min(MOST_SHOWN, len(of_kind))
        tell(f"{heading}: {shown} of {len(of_kind):,} open")
        for flag in of_kind[:MOST_SHOWN]:
            tell(f"  {flag.person}  {flag.name}  [{flag.finding.severity}]  {flag.finding.rule}")
            tell(f"      {flag.finding.words}")
    tell()
    tell("Look further: `casework flags`, `casework why PERSON`, `casework rules list`.")


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print the state as JSON.")
@click.pass_context
def health(ctx: click.Context, *, as_json: bool) -> None:
    """Say whether the nightly check is keeping up.

    Exit status 1 if a night is missing, or the last one could not judge every case.
    """
    with open_office(read_settings()) as office:
        state = office.desk().run(read_health)
        missing = state.missing(office.last_ended_day())
    failed = state.last_night.cases_failed if state.last_night else 0
    if as_json:
        tell_json(state.model_dump(mode="json") | {"nights_missing": missing})
    else:
        last = state.last_night
        done = (
            f"The last night judged {say(last.judged_on)}, finished at {in_words(last.finished_at)}"
            if last
            else "No night has ever finished"
        )
        missed = f"{counted(missing, 'night')} missing; {counted(failed, 'case')} not judged."
        tell(f"{done}; {missed}")
        if last:
            tell(f"{counted(last.duties_unchecked, 'duty', 'duties')} cannot be checked.")
            _tell_unchecked(last)
        for feed, day in sorted(state.complete_to.items()):
            tell(f"  {feed.value.replace('_', ' ')} is complete to {say(day)}")
    if missing or failed:
        ctx.exit(SOME_FAILED)
