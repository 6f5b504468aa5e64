"""`casework today` and `casework drafts`: the officer's day, told in lines."""

from dataclasses import replace

import click

from casework.cli.pages import PLAIN, tell_page
from casework.cli.words import tell_json
from casework.office import open_office
from casework.pages.drafts import drafts_page
from casework.pages.today import PRINTED, today_page
from casework.services.keep_draft import list_drafts
from casework.services.read_ahead import read_ahead
from casework.services.read_today import FEW, read_today
from casework.services.sign_in import sign_in
from casework.settings import read_settings

_WHOLE = 500
"""Flags of a list that are named with --all."""


@click.command()
@click.option(
    "--everybody/--mine",
    default=None,
    help="Everybody you may see, or whom you lead or cover; as your roles have it if left out.",
)
@click.option("--all", "whole", is_flag=True, help="Every row of each section, not the first few.")
@PLAIN
@click.option("--json", "as_json", is_flag=True, help="Print the answer as JSON.")
def today(*, everybody: bool | None, whole: bool, plain: bool, as_json: bool) -> None:
    """Say what today asks: what is new, what to decide, what is coming, how last night went.

    What is new is counted from your last visit to the screens.
    """
    with open_office(read_settings()) as office:
        desk = office.desk()
        asked = desk.run(
            read_today,
            since=desk.run(sign_in).last_visit,
            everybody=everybody,
            most=_WHOLE if whole else FEW,
        )
        ahead = desk.run(read_ahead, calendar=office.rulebook().calendar, everybody=asked.everybody)
        last_ended = office.last_ended_day()
    if as_json:
        tell_json({"today": asked.model_dump(mode="json"), "ahead": ahead.model_dump(mode="json")})
        return
    face = replace(PRINTED, few=None) if whole else PRINTED
    tell_page(today_page(asked, ahead, last_ended=last_ended, face=face), plain=plain)


@click.command()
@PLAIN
@click.option("--json", "as_json", is_flag=True, help="Print the answer as JSON.")
def drafts(*, plain: bool, as_json: bool) -> None:
    """List what you have begun at the screens and not recorded."""
    with open_office(read_settings()) as office:
        found = office.desk().run(list_drafts)
    if as_json:
        tell_json(list(found))
        return
    tell_page(drafts_page(found), plain=plain)
