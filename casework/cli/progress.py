"""Progress: a bar with rate and time left on a terminal; of a night a line otherwise."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click
from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)

from casework.importing.files import Position
from casework.safe_text import safe_text


@contextmanager
def progress(title: str, total: int, noun: str) -> Iterator[Callable[[int], None]]:
    """Show how far something has come; yields a function that takes how many are done."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield lambda done: click.echo(safe_text(f"{title}: {done:,} of {total:,} {noun}"), err=True)
        return
    with Progress(
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}", markup=False),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
        console=console,
    ) as bar:
        task = bar.add_task(title, total=total or 1, rate="")

        def moved(done: int) -> None:
            speed = bar.tasks[0].speed
            rate = f"{speed:,.0f} {noun}/s" if speed else ""
            bar.update(task, completed=done, rate=rate)

        yield moved


@contextmanager
def import_progress(file: str, trial: bool) -> Iterator[Callable[[int, Position], None]]:
    """Show how far a file is tried, or kept, on a terminal; nothing anywhere else."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield lambda *_: None
        return
    with Progress(
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        TextColumn("{task.fields[rows]:,} rows", markup=False),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
        console=console,
        transient=True,
    ) as bar:
        said = f"{'Trying' if trial else 'Keeping'} {safe_text(file)}"
        task = bar.add_task(said, total=None, rows=0)

        def moved(rows: int, position: Position) -> None:
            bar.update(task, completed=position.done, total=position.total or None, rows=rows)

        yield moved
