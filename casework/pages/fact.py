"""One fact as a page: what it says in full, on whose word, its versions, what rests on it."""

from collections.abc import Iterator

from casework.clock import in_words
from casework.pages.fact_words import words
from casework.pages.page import Blank, Block, Field, Heading, Page, Paragraph, Target, faint, strong
from casework.pages.person import severity_words
from casework.pages.rule_words import ASKS
from casework.views.fact import ColumnLine, FactInFull, RestsLine, VersionLine
from rules.words import opening


def fact(found: FactInFull) -> Page:
    """Return the page of one fact; older versions tell only what they said differently."""
    now, *older = found.versions
    blocks: list[Block] = [
        Field("Person", f"{found.person} {found.name}", Target("person", found.person)),
        *([] if now.known_to is None else [_withdrawn(now)]),
        *(_column(line) for line in now.columns if line.says is not None),
        *_silent(now),
        Blank(),
        Heading("On whose word"),
        *_word(now),
        Blank(),
        Heading("Versions", str(len(found.versions))),
    ]
    newer = now
    for version in older:
        blocks += _older(version, newer)
        newer = version
    if not older:
        blocks.append(Paragraph(faint("It was never corrected: this is as it was first recorded.")))
    blocks += [Blank(), *_flags(found)]
    number = found.fact.partition("/")[2]
    title = f"{opening(words(found.kind))} {number}, of {found.person} {found.name}"
    return Page(title, tuple(blocks))


def _column(line: ColumnLine) -> Field:
    return Field(line.label, line.says or "", Target(line.view, line.key) if line.view else None)


def _silent(version: VersionLine) -> Iterator[Block]:
    """Yield what might have been recorded and is not."""
    silent = [line.label for line in version.columns if line.says is None]
    if silent:
        said = ", ".join([silent[0], *(f"{label[:1].lower()}{label[1:]}" for label in silent[1:])])
        yield Field("Not recorded", faint(f"{said}."))


def _word(version: VersionLine) -> Iterator[Block]:
    yield Field("Source", version.source)
    yield Field("Owner", version.owner)
    yield Field("Grade", version.grade or faint("not graded: it is no intelligence"))
    yield Field("Handling", version.handling or faint("no conditions recorded"))
    yield Field("Recorded", f"by {version.recorded_by} at {in_words(version.known_from)}")


def _withdrawn(version: VersionLine) -> Paragraph:
    return Paragraph(strong(f"Withdrawn. {_closed(version)}"))


def _closed(version: VersionLine) -> str:
    by = f" by {version.closed_by}" if version.closed_by else ""
    why = f": “{version.closed_reason}”" if version.closed_reason else ", no reason given."
    return f"Known until {in_words(version.known_to)}{by}{why}"


def _older(version: VersionLine, newer: VersionLine) -> Iterator[Block]:
    recorded = f"recorded by {version.recorded_by} at {in_words(version.known_from)}"
    yield Paragraph([strong(f"Version {version.version}"), f", {recorded}. {_closed(version)}"])
    differing = [
        (before, after)
        for before, after in zip(version.columns, newer.columns, strict=True)
        if before.says != after.says
    ]
    for before, after in differing:
        was, became = before.says or "not recorded", after.says or "not recorded"
        yield Paragraph(f"{before.label} was {was}; version {newer.version}: {became}.", indent=4)
    if not differing:
        yield Paragraph(faint("It said the same."), indent=4)


def _flags(found: FactInFull) -> Iterator[Block]:
    yield Heading("Flags that rest on it", str(len(found.flags)) if found.flags else "")
    for line in found.flags:
        yield _flag(line)
    if not found.flags:
        yield Paragraph(faint("No flag rests on this fact."))


def _flag(line: RestsLine) -> Paragraph:
    said = (
        strong(f"Flag {line.flag}: "),
        severity_words(line.severity),
        f", {ASKS[line.kind]}, {line.state.value}, judged by version {line.version}: {line.says}",
    )
    return Paragraph(said, Target("flag", str(line.flag)), hang=2)
