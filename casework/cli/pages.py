"""How the command line tells a page: in columns on a terminal, plain elsewhere or when asked."""

import shutil
import sys

import click

from casework.pages.page import Page
from casework.pages.plain import plain_lines
from casework.pages.printed import printed
from casework.safe_text import safe_text

PLAIN = click.option(
    "--plain", is_flag=True, help="No columns and no drawing: for screen readers and pipes."
)
_WIDEST = 120


def tell_page(page: Page, *, plain: bool) -> None:
    """Print a page, made safe."""
    if plain or not sys.stdout.isatty():
        for line in plain_lines(page):
            click.echo(line)
        return
    from casework.pages.drawn import draw  # noqa: PLC0415  # not needed for pipes

    click.echo(safe_text(page.title))
    for drawn in draw(printed(page), min(shutil.get_terminal_size().columns, _WIDEST)):
        click.echo("".join(words.text for words in drawn.words).rstrip())
