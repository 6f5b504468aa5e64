"""`casework same` and its like: who is whom, judged by an officer and never by the machine."""

import click

from casework.cli.words import TEXT, counted, tell, tell_json
from casework.clock import in_words
from casework.office import open_office
from casework.services.decide_candidate import decide_candidate
from casework.services.judge_identity import judge_not_same, judge_same, withdraw_judgement
from casework.services.list_identity import list_candidates, list_judgements
from casework.settings import read_settings
from casework.views.identity import CandidateLine, Judged, JudgementLine
from rules.days import say

_REASON = click.option("--reason", type=TEXT, default="", help="Why; it is kept for good.")
_JSON = click.option("--json", "as_json", is_flag=True, help="Print the answer as JSON.")
_PAIR = 2


@click.command()
@click.argument("people", nargs=-1, type=TEXT)
@_REASON
@click.option("--list", "listing", is_flag=True, help="List what stands, of a PERSON or of all.")
@_JSON
def same(people: tuple[str, ...], reason: str, *, listing: bool, as_json: bool) -> None:
    """Judge two PEOPLE to be one: their records are read and checked together.

    No fact moves, and withdrawing the judgement restores exactly what was.
    """
    if listing:
        _list(people, as_json=as_json)
        return
    first, second = _pair(people)
    with open_office(read_settings()) as office:
        judged = office.desk().run(judge_same, first, second, reason=reason)
    _tell_judged(judged, as_json=as_json)


@click.command("not-same")
@click.argument("people", nargs=-1, type=TEXT)
@_REASON
@_JSON
def not_same(people: tuple[str, ...], reason: str, *, as_json: bool) -> None:
    """Judge two PEOPLE not to be one, so that nobody and no file puts them together."""
    first, second = _pair(people)
    with open_office(read_settings()) as office:
        judged = office.desk().run(judge_not_same, first, second, reason=reason)
    _tell_judged(judged, as_json=as_json)


@click.command("withdraw-judgement")
@click.argument("judgement", type=click.IntRange(1))
@_REASON
@_JSON
def withdraw_judgement_(judgement: int, reason: str, *, as_json: bool) -> None:
    """Withdraw a JUDGEMENT of who is whom; its number is in `casework same --list`."""
    with open_office(read_settings()) as office:
        line = office.desk().run(withdraw_judgement, judgement, reason=reason)
    if as_json:
        tell_json(line)
        return
    tell(f"Withdrawn: {_in_words(line)}")


@click.command("candidates")
@click.option("--all", "decided", is_flag=True, help="Those that were decided too.")
@_JSON
def candidates(*, decided: bool, as_json: bool) -> None:
    """List people in files who may be ours by name and birth, for somebody to decide."""
    with open_office(read_settings()) as office:
        found = office.desk().run(list_candidates, decided=decided)
    if as_json:
        tell_json(list(found))
        return
    tell(counted(len(found), "candidate"))
    for line in found:
        _tell_candidate(line)


@click.command()
@click.argument("number", metavar="CANDIDATE", type=click.IntRange(1))
@click.argument("decision", type=click.Choice(["same", "not-same"]))
@_REASON
@_JSON
def candidate(number: int, decision: str, reason: str, *, as_json: bool) -> None:
    """Decide a CANDIDATE: the same person as the one on record, or not-same."""
    with open_office(read_settings()) as office:
        line = office.desk().run(decide_candidate, number, same=decision == "same", reason=reason)
    if as_json:
        tell_json(line)
    else:
        _tell_candidate(line)


def _pair(people: tuple[str, ...]) -> tuple[str, str]:
    if len(people) != _PAIR:
        raise click.UsageError("Give two people, such as P12 P34, and --reason.")
    return people[0], people[1]


def _list(people: tuple[str, ...], *, as_json: bool) -> None:
    if len(people) > 1:
        raise click.UsageError("Give one person to list the judgements of, or nobody for all.")
    typed = people[0] if people else None
    with open_office(read_settings()) as office:
        found = office.desk().run(list_judgements, typed=typed)
    if as_json:
        tell_json(list(found))
        return
    tell(f"{counted(len(found), 'judgement')} of who is whom")
    for line in found:
        tell(_in_words(line))


def _tell_judged(judged: Judged, *, as_json: bool) -> None:
    if as_json:
        tell_json(judged)
        return
    stood = "It stood already, and nothing changed: " if judged.stood_already else ""
    tell(f"{stood}{_in_words(judged.line)}")


def _in_words(line: JudgementLine) -> str:
    judged = "the same person" if line.same else "not the same person"
    return (
        f"judgement {line.judgement}  {line.first} and {line.second} are {judged}, by {line.by} "
        f"({line.source}), {in_words(line.since)}: {line.reason}"
    )


def _tell_candidate(line: CandidateLine) -> None:
    born = f", born {line.born}" if line.born else ""
    state = line.state.replace("_", " ")
    tell(
        f"candidate {line.candidate}  [{state}]  {line.name}{born} ({line.source}, "
        f"{line.file_key}) may be {line.person}  {line.person_name}"
    )
    tell(f"    {line.why}; last seen in the file of {say(line.seen_on)}")
    if line.reason:
        tell(f"    Decided: {state}, for {line.reason}")
