"""`casework import map`: mappings saved under a name, listed, shown and checked."""

from pathlib import Path

import click

from casework import clock
from casework.cli.importing_options import JSON, NOT_ALL
from casework.cli.words import TEXT, counted, tell, tell_json
from casework.forms.mapping_file import map_text
from casework.importing.map_checks import FIRST_ROWS, check_file, check_map
from casework.imports.maps import choose_map, read_map_file
from casework.office import open_office
from casework.services.keep_mapping import check_source, list_mappings, read_mapping, save_mapping
from casework.settings import read_settings
from casework.views.mappings import MapCheck, SavedMap
from rules.days import london_day, say

_FILE = click.Path(path_type=Path, dir_okay=False)


@click.group("map")
def map_() -> None:
    """Keep the mappings of agencies' columns to our fields, in versions."""


@map_.command()
@click.argument("name", type=TEXT)
@click.argument("file", type=_FILE)
def save(name: str, file: Path) -> None:
    """Save the mapping in FILE as NAME: a changed one is its next version."""
    contents = map_text(file)
    with open_office(read_settings()) as office:
        saved = office.desk().run(save_mapping, name, contents)
    if saved.is_new:
        tell(f"{saved.name}@{saved.version} is saved: a mapping of {saved.kind}.")
    else:
        tell(f"{saved.name}@{saved.version} says the same already; nothing was saved.")


@map_.command("list")
@JSON
def list_(*, as_json: bool) -> None:
    """List the saved mappings with all their versions."""
    with open_office(read_settings()) as office:
        saved = office.desk().run(list_mappings)
    if as_json:
        tell_json([each.model_copy(update={"is_new": False}) for each in saved])
    elif not saved:
        tell("No mapping is saved. `casework import map save NAME FILE` saves one.")
    for each in () if as_json else saved:
        tell(_line(each))


@map_.command()
@click.argument("name", type=TEXT)
@click.option(
    "--version", type=click.IntRange(min=1), help="Which version; the newest if left out."
)
@JSON
def show(name: str, version: int | None, *, as_json: bool) -> None:
    """Print a saved mapping as it was saved."""
    with open_office(read_settings()) as office:
        saved = office.desk().run(read_mapping, name, version)
    if as_json:
        tell_json(saved)
        return
    tell(f"# {_line(saved)}")
    for line in saved.contents.splitlines():
        tell(line)


@map_.command()
@click.argument("mapping", type=TEXT)
@click.option("--file", "data", type=_FILE, help="A table to read through it, without keeping it.")
@JSON
@click.pass_context
def check(ctx: click.Context, mapping: str, data: Path | None, *, as_json: bool) -> None:
    """Say what a mapping, a file or a saved one, reads from where, and what it makes of a table."""
    chosen = read_map_file(mapping)
    unknown = None
    if chosen is None or chosen.mapping.source is not None:
        with open_office(read_settings()) as office:
            chosen = chosen or choose_map(office.desk(), mapping)
            unknown = office.desk().run(check_source, chosen.mapping.source)
    if data is None:
        found = check_map(chosen.mapping)
    else:
        found = check_file(chosen.mapping, data, today=london_day(clock.now()))
    if unknown is not None:
        found = found.model_copy(update={"wrong": (unknown, *found.wrong)})
    if as_json:
        tell_json(found)
    else:
        _tell_check(chosen.name, found)
    if not found.clean:
        ctx.exit(NOT_ALL)


def _line(saved: SavedMap) -> str:
    return f"{saved.name}@{saved.version}  {saved.kind}  saved {say(london_day(saved.saved_at))}"


def _tell_check(name: str, found: MapCheck) -> None:
    tell(f"{name}: a mapping of {found.kind}" + (f" from {found.source}" if found.source else ""))
    for each in found.columns or found.fields:
        tell(f'  column "{each.column}"  {", ".join(each.fields) or "(nobody reads it)"}')
    for field, value in found.always.items():
        tell(f"  always  {field} = {value}")
    for column in found.missing:
        tell(f'  column "{column}" is not in the file')
    for said in (*found.wrong, *found.notes):
        tell(f"  {said}")
    _tell_rows(found)


def _tell_rows(found: MapCheck) -> None:
    for row in found.rows:
        if row.why_not is None:
            tell(f"  row {row.number}  {', '.join(f'{n}: {v}' for n, v in row.says.items())}")
        else:
            tell(f"  row {row.number}  will not do: {row.why_not}")
    bad = sum(row.why_not is not None for row in found.rows)
    if found.rows:
        tell(
            f"{counted(len(found.rows), 'row')} tried (at most {FIRST_ROWS}), {bad} will not do. "
            "People, orders and clauses are looked up by the import; try it with --dry-run."
        )
    elif found.missing:
        tell(
            f"{counted(len(found.missing), 'column')} not in the file, so no row was tried. Name "
            "the columns so in the file, or change the mapping."
        )
    elif found.clean:
        tell("The mapping is in order.")
