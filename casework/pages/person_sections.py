"""The sections of a person's record that are read by themselves, as pages."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from casework.models import AssociationKind
from casework.pages.fact_words import words
from casework.pages.page import (
    Blank,
    Block,
    Column,
    Heading,
    Hint,
    Mark,
    Page,
    Paragraph,
    Row,
    Said,
    Table,
    Target,
    Words,
    faint,
    strong,
)
from casework.pages.person import severity_words
from casework.pages.person_head import title_of
from casework.pages.rule_words import ASKS
from casework.views.flag import DecisionLine
from casework.views.person import (
    AssociateLine,
    Associates,
    FlagRecord,
    GroupLine,
    Happenings,
    MetLine,
    NoteLine,
    Notes,
    PersonHead,
    ThingLine,
    WhoLooked,
)
from rules.days import counted, in_london, say
from rules.words import opening

_MOST_NAMED = 8
_RECORD = Hint("n records what happened.")


def events(head: PersonHead, found: Happenings) -> Page:
    """Return what happened, the newest first."""
    count = f"{len(found.lines):,} of {found.total:,}" if found.total else ""
    return Page(
        title_of(head),
        (
            Heading("What happened, newest first", count),
            Table(
                (Column("Day", 15), Column("What happened")),
                tuple(Row((say(x.on), x.says), Target("fact", x.fact)) for x in found.lines),
                ("No event is recorded of this person. ", _RECORD),
            ),
        ),
    )


def associates(head: PersonHead, found: Associates) -> Page:
    """Return whom and what the person is connected with."""
    return Page(
        title_of(head),
        (
            *_same_prison(found),
            Heading("Associates", _count(found.associates)),
            *map(_associate, found.associates),
            *_none(found.associates, "No associate is recorded. ", _RECORD),
            Blank(),
            Heading("Met, most often first", _count(found.met)),
            *map(_met, found.met),
            *_none(found.met, "No visit, contact, call or sighting is recorded. ", _RECORD),
            Blank(),
            Heading("Things held or used", _count(found.things)),
            *map(_thing, found.things),
            *_none(found.things, "No phone, vehicle or other thing is recorded. ", _RECORD),
            Blank(),
            Heading("Crime groups", _count(found.groups)),
            *map(_group, found.groups),
            *_none(found.groups, "No group is recorded: the map of crime groups names none."),
        ),
    )


def _count(listed: Sequence[object]) -> str:
    return f"{len(listed):,}" if listed else ""


def _none(listed: Sequence[object], why: str, *hint: Hint) -> Iterator[Block]:
    if not listed:
        yield Paragraph((faint(why), *hint))


def _same_prison(found: Associates) -> Iterator[Block]:
    if found.prison is None:
        return
    target = Target("prison", found.prison_code) if found.prison_code else None
    yield Heading(f"In {found.prison} now", _count(found.together))
    if not found.together:
        yield Paragraph(faint("Nobody of those below is recorded there."), target)
    for number, name in found.together:
        yield Paragraph(f"{number} {name}", Target("person", number))
    if target is not None:
        shown = f"Everybody recorded there: `casework prison {found.prison_code}`."
        hint = Hint(f"Everybody recorded in {found.prison}: Enter here.", printed=shown)
        yield Paragraph(hint, target)
    yield Blank()


def _who(number: str | None, name: str) -> str:
    return f"{number} {name}" if number else name


def _held(prison: str | None) -> str:
    return f" In {prison} now." if prison else ""


_KINDS = {AssociationKind.CO_DEFENDANT: "co-defendant"}


def _associate(line: AssociateLine) -> Paragraph:
    since = f", since {say(line.since)}" if line.since else ""
    until = f", until {say(line.until)}" if line.until else ""
    whose = " (on their record)" if line.theirs else ""
    said: Said = (
        strong(f"{_who(line.other, line.name)}:"),
        f" {_KINDS.get(line.kind, words(line.kind))}{since}{until}{whose}.{_held(line.held_at)}",
    )
    return Paragraph(said, _person_or_fact(line.other, line.fact), hang=2)


def _person_or_fact(number: str | None, fact: str | None) -> Target | None:
    if number is not None:
        return Target("person", number)
    return Target("fact", fact) if fact else None


def _met(line: MetLine) -> Paragraph:
    ways = ", ".join(counted(times, words(kind)) for kind, times in line.counts)
    said: Said = (
        strong(f"{_who(line.other, line.name)}:"),
        f" {ways}, last on {say(line.last_on)}.{_held(line.held_at)}",
    )
    return Paragraph(said, _person_or_fact(line.other, line.fact), hang=2)


def _thing(line: ThingLine) -> Paragraph:
    until = f" to {say(line.until)}" if line.until else ", still"
    behalf = f", held by {line.on_behalf}" if line.on_behalf else ""
    shared = f" Also linked: {_named(line.others)}." if line.others else ""
    said: Said = (
        strong(f"{opening(words(line.kind))} {line.name}:"),
        f" {words(line.role)} since {say(line.since)}{until}{behalf}.",
        Words(shared, Mark.WARN),
    )
    return Paragraph(said, Target("fact", line.fact), hang=2)


def _named(others: Sequence[tuple[str, str]]) -> str:
    shown = ", ".join(f"{number} {name}" for number, name in others[:_MOST_NAMED])
    more = f" and {len(others) - _MOST_NAMED:,} more" if len(others) > _MOST_NAMED else ""
    return f"{shown}{more}"


def _group(line: GroupLine) -> Paragraph:
    until = f" to {say(line.until)}" if line.until else ", still"
    role = f", {line.role}" if line.role else ""
    others = f" With {_named(line.others)}." if line.others else ""
    said: Said = (
        strong(f"{' '.join(filter(None, (line.reference, line.name)))}:"),
        f" band {line.band}{role}, since {say(line.since)}{until}.{others}",
    )
    return Paragraph(said, Target("fact", line.fact), hang=2)


def flags(head: PersonHead, found: Sequence[FlagRecord]) -> Page:
    """Return every flag there ever was, those open first, with what was decided of each."""
    blocks: list[Block] = []
    for state in dict.fromkeys(record.state for record in found):
        listed = [record for record in found if record.state is state]
        blocks.append(Heading(f"Flags {state.value}", _count(listed)))
        for record in listed:
            blocks += _flag(record)
        blocks.append(Blank())
    nothing = Paragraph(faint("No flag was ever raised. The night's check raises them."))
    return Page(title_of(head), tuple(blocks) or (nothing,))


def _flag(record: FlagRecord) -> Iterator[Block]:
    said: Said = (
        strong(f"Flag {record.flag}: "),
        severity_words(record.severity),
        f", {ASKS[record.kind]}, since {say(record.open_since)}. {record.says}",
    )
    target = Target("flag", str(record.flag))
    yield Paragraph(said, target, hang=2)
    for decision in record.decisions:
        yield Paragraph(_decision(decision), target, indent=4, hang=2)


def _decision(one: DecisionLine) -> str:
    standing = "stands" if one.stands else "does not stand"
    how = "waits for a second officer" if one.waits else standing
    second = f" and {one.second}" if one.second else ""
    kind = opening(words(one.kind))
    return f"{kind} on {say(one.decided_on)} by {one.by}{second}; it {how}. “{one.reason}”"


def notes(head: PersonHead, found: Notes) -> Page:
    """Return what officers wrote, the newest first under each heading."""
    return Page(
        title_of(head),
        (
            *_inclusion(found),
            *_written("Management", found.management, "No plan, level or allocation is recorded."),
            *_written("Notes", found.notes, "No note is recorded."),
            *_written("Contacts", found.contacts, "No contact of an officer is recorded."),
            *_written("Reviews", found.reviews, "No review is recorded."),
        ),
    )


def _inclusion(found: Notes) -> Iterator[Block]:
    yield Heading("Why under lifetime management")
    if found.opened_on is None or found.inclusion_fact is None:
        yield Paragraph(faint("This person is not under lifetime management: no case is open."))
    else:
        target = Target("fact", found.inclusion_fact)
        yield Paragraph([strong("Since "), f"{say(found.opened_on)}."], target)
        for label, said in found.inclusion:
            yield Paragraph([strong(f"{label}: "), said], target, hang=2)
    yield Blank()


def _written(heading: str, lines: Sequence[NoteLine], nothing: str) -> Iterator[Block]:
    yield Heading(f"{heading}, newest first" if lines else heading, _count(lines))
    for line in lines:
        said: Said = (strong(f"{say(line.on)}, {line.label}: "), line.says, faint(f" ({line.by})"))
        yield Paragraph(said, Target("fact", line.fact), hang=2)
    if not lines:
        yield Paragraph((faint(f"{nothing} "), _RECORD))
    yield Blank()


_VERBS = {
    "collect": "recorded",
    "alter": "changed",
    "consult": "looked",
    "disclose": "disclosed",
    "combine": "judged identity",
    "erase": "erased",
}
_FACES = {"tui": "screens", "cli": "command line", "nightly": "nightly check"}


def who_looked(head: PersonHead, found: WhoLooked) -> Page:
    """Return the newest lines of the log about the person."""
    count = f"{len(found.lines):,} of {found.total:,}" if found.total else ""
    columns = (
        Column("When", 22),
        Column("Who", 20),
        Column("Did", 15),
        Column("In which use"),
        Column("From", 13, drop=1),
    )
    rows = tuple(
        Row(
            (
                _moment(line.at),
                line.officer,
                _VERBS.get(line.verb, line.verb),
                f"{words(line.action)}{_fields(line.fields)}",
                _FACES.get(line.interface, line.interface),
            )
        )
        for line in found.lines
    )
    return Page(
        title_of(head),
        (
            Heading("Who looked, newest first", count),
            Paragraph(faint("Every look is logged, this one too: it shows from the next time on.")),
            Table(columns, rows, "Nobody looked at this record yet."),
        ),
    )


def _moment(at: datetime) -> str:
    wall = in_london(at)
    return f"{say(wall.date())} {wall:%H:%M}"


def _fields(fields: str | None) -> str:
    return f" ({words(fields)})" if fields else ""
