"""`casework show` and `casework fact`: one person's record, and one fact of it, in full."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import click
from pydantic import BaseModel

from casework.cli.pages import PLAIN, tell_page
from casework.cli.words import TEXT, tell_json
from casework.desk import Desk
from casework.office import open_office
from casework.pages import person_duties, person_sections
from casework.pages.fact import fact as fact_page
from casework.pages.page import Blank, Block, Heading, Page
from casework.pages.person import summary, timeline
from casework.pages.person_head import SECTION_NAMES, head_blocks, title_of
from casework.services.read_associates import read_associates
from casework.services.read_fact import read_fact
from casework.services.read_flags_of import read_flags_of
from casework.services.read_happenings import read_happenings
from casework.services.read_notes import read_notes
from casework.services.read_person import read_person
from casework.services.who_looked import who_looked
from casework.settings import read_settings
from casework.views.person import PersonHead, PersonRecord

_JSON = click.option("--json", "as_json", is_flag=True, help="Print the answer as JSON.")
_OF_RECORD: dict[str, Callable[[PersonRecord], Page]] = {
    "summary": summary,
    "timeline": timeline,
    "orders": person_duties.orders,
    "duties": person_duties.duties,
}
_OF_PARTS: dict[str, tuple[Callable[..., Any], Callable[[PersonHead, Any], Page]]] = {
    "events": (read_happenings, person_sections.events),
    "associates": (read_associates, person_sections.associates),
    "flags": (read_flags_of, person_sections.flags),
    "notes": (read_notes, person_sections.notes),
    "who looked": (who_looked, person_sections.who_looked),
}


@click.command()
@click.argument("person", type=TEXT)
@click.option(
    "--section",
    "sections",
    type=click.Choice([name.replace(" ", "-") for name in SECTION_NAMES]),
    multiple=True,
    help="Only this section; give it again for another. All of them if left out.",
)
@PLAIN
@_JSON
def show(person: str, sections: Sequence[str], *, plain: bool, as_json: bool) -> None:
    """Show the record of one PERSON: all sections in order, or some."""
    wanted = [section.replace("-", " ") for section in sections] or list(SECTION_NAMES)
    with open_office(read_settings()) as office:
        desk = office.desk()
        record = desk.run(read_person, person, calendar=office.rulebook().calendar)
        read = {name: _part(desk, person, name) for name in wanted if name in _OF_PARTS}
    if as_json:
        tell_json({"record": _plain(record), **{name: _plain(part) for name, part in read.items()}})
        return
    tell_page(_page(record, wanted, read), plain=plain)


def _part(desk: Desk, person: str, section: str) -> Any:
    reader, _ = _OF_PARTS[section]
    return desk.run(reader, person)


def _plain(part: Any) -> Any:
    if isinstance(part, BaseModel):
        return part.model_dump(mode="json")
    return [_plain(one) for one in part]


def _page(record: PersonRecord, wanted: Sequence[str], read: dict[str, Any]) -> Page:
    blocks: list[Block] = [*head_blocks(record.head)]
    for name in wanted:
        blocks += _section(record, name, read.get(name))
    return Page(title_of(record.head), tuple(blocks))


def _section(record: PersonRecord, name: str, part: Any) -> Iterator[Block]:
    yield Blank()
    yield Heading(f"{SECTION_NAMES.index(name) + 1} {name}")
    if name in _OF_RECORD:
        yield from _OF_RECORD[name](record).blocks
    else:
        _, worded = _OF_PARTS[name]
        yield from worded(record.head, part).blocks


@click.command()
@click.argument("fact", type=TEXT)
@PLAIN
@_JSON
def fact(fact: str, *, plain: bool, as_json: bool) -> None:
    """Show one FACT in full, named as lists name it, such as event/123."""
    with open_office(read_settings()) as office:
        found = office.desk().run(read_fact, fact)
    if as_json:
        tell_json(found)
    else:
        tell_page(fact_page(found), plain=plain)
