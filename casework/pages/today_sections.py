"""The sections of the page of today: what stands in each, and what is said where nothing does."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from casework.clock import in_words
from casework.models import FlagChange
from casework.pages.flags import SEVERE
from casework.pages.page import Column, Mark, Row, Said, Target, Words, strong
from casework.views.today import Ahead, Today, TodayFlag
from rules.days import say
from rules.vocabulary import FlagKind

NEW, DECIDE, DUE, RELEASES, UNCHECKED, DRAFTS = (
    "new",
    "decide",
    "due",
    "releases",
    "unchecked",
    "drafts",
)
SECTIONS = (NEW, DECIDE, DUE, RELEASES, UNCHECKED, DRAFTS)
"""The sections of the page, in their order."""

HEADINGS = {
    NEW: "New since your last visit",
    DECIDE: "Needs a decision",
    DUE: "Due in 14 days",
    RELEASES: "Releases coming in 28 days",
    UNCHECKED: "Cannot be checked",
    DRAFTS: "Drafts to finish",
}
"""What each section is called."""

_FLAGS = (Column("Severity", 8), Column("Person", 24), Column("What it says", None))
_NEW = (Column("Since then", 10, drop=1), *_FLAGS)
_DUE = (Column("Day", 15), Column("Person", 24), Column("What falls due", None))
_RELEASES = (
    Column("Day", 15),
    Column("Person", 24),
    Column("Prison", None),
    Column("By the date of", 20, drop=1),
)
_UNCHECKED = (
    Column("Duties", 7, right=True),
    Column("People", 7, right=True),
    Column("Why", None),
)
_DRAFTS = (Column("Typed last", 24), Column("What is begun", None))

_CHANGES: Mapping[FlagChange | None, str] = {
    FlagChange.REOPENED: "re-opened",
    FlagChange.REWORDED: "reworded",
}
_KIND_WORDS = {
    FlagKind.SUSPECTED_NON_COMPLIANCE: ("suspected non-compliance",) * 2,
    FlagKind.LINE_OF_ENQUIRY: ("line of enquiry", "lines of enquiry"),
    FlagKind.DEFECT: ("defect", "defects"),
    FlagKind.REMINDER: ("reminder", "reminders"),
}


@dataclass(frozen=True, slots=True)
class Section:
    """The rows of one section, and what is said of them."""

    name: str
    heading: str
    total: int
    columns: tuple[Column, ...]
    rows: Sequence[Row]
    empty: str
    leads_to: Target
    counted: str = ""
    notes: tuple[str, ...] = ()


def section_of(name: str, today: Today, ahead: Ahead | None) -> Section | None:
    """Return a section by its name; None where it is of what is coming, and that not read yet."""
    if name in _OF_TODAY:
        section = _OF_TODAY[name](today)
    elif ahead is not None:
        section = _OF_AHEAD[name](ahead)
    else:
        return None
    never_looked = today.health.last_night is None and name in _BEFORE_A_NIGHT
    return replace(section, empty=_BEFORE_A_NIGHT[name]) if never_looked else section


def _new(today: Today) -> Section:
    since = in_words(today.since)
    return Section(
        NEW,
        HEADINGS[NEW],
        today.new.total,
        _NEW,
        [
            Row((_CHANGES.get(one.change, "raised"), *_flag(one)), _to(one))
            for one in today.new.shown
        ],
        f"Nothing was raised, re-opened or worded anew since {since}."
        if today.since
        else "This is your first visit. From the next one on, what is new stands here.",
        Target("today", NEW),
        f", since {since}" if today.since and today.new.total else "",
    )


def _decide(today: Today) -> Section:
    flags = today.decide
    kinds = ", ".join(
        f"{number:,} {_KIND_WORDS[kind][number != 1]}" for kind, number in flags.by_kind.items()
    )
    notes = []
    if flags.waiting:
        waits = f"{flags.waiting:,} of them {'waits' if flags.waiting == 1 else 'wait'}"
        place = "they stand first" if today.seconds else "they stand last"
        notes.append(f"{waits} for a second officer; {place}.")
    if today.aside:
        notes.append(f"{counted(today.aside, 'flag')} put aside for now.")
    if today.reminders:
        lapse = "lapses by itself" if today.reminders == 1 else "lapse by themselves"
        notes.append(f"Beside them {counted(today.reminders, 'reminder')}, which {lapse}.")
    return Section(
        DECIDE,
        HEADINGS[DECIDE],
        flags.total,
        _FLAGS,
        [Row(_flag(one), _to(one)) for one in flags.shown],
        "No flag waits for a decision.",
        Target("flags", "" if today.everybody else "mine"),
        f" ({kinds})" if kinds else "",
        (" ".join(notes),) if notes else (),
    )


def _flag(one: TodayFlag) -> tuple[Said, ...]:
    waits = (strong("Waits for a second officer. "),) if one.waits else ()
    return (
        Words(one.severity.value, SEVERE.get(one.severity, Mark.PLAIN)),
        f"{one.person} {one.name}",
        (*waits, one.words),
    )


def _to(one: TodayFlag) -> Target:
    return Target("flag", str(one.flag))


def _due(ahead: Ahead) -> Section:
    rows = [
        Row(
            (_day(one.falls_on, ahead), f"{one.person} {one.name}", one.says),
            Target(one.view, one.key),
        )
        for one in ahead.due
    ]
    note = ""
    if ahead.looked_at < ahead.changing:
        note = (
            f"Only the {ahead.looked_at:,} cases that change soonest were looked at, of "
            f"{ahead.changing:,} that change in these days; more may fall due for the others."
        )
    return Section(
        DUE,
        HEADINGS[DUE],
        len(rows),
        _DUE,
        rows,
        f"Nothing falls due by {say(ahead.last)}.",
        Target("today", DUE),
        notes=(note,) if note else (),
    )


def _releases(ahead: Ahead) -> Section:
    rows = [
        Row(
            (
                _day(one.falls_on, ahead),
                f"{one.person} {one.name}",
                one.prison or "prison not recorded",
                one.by.value.replace("_", " "),
            ),
            Target("person", one.person),
        )
        for one in ahead.releases
    ]
    note = ""
    if ahead.dates_looked_at < ahead.dated:
        note = (
            f"Only the {ahead.dates_looked_at:,} people with the nearest dates were looked at, of "
            f"{ahead.dated:,} with a date in these days; others may come out too."
        )
    return Section(
        RELEASES,
        HEADINGS[RELEASES],
        len(rows),
        _RELEASES,
        rows,
        f"Nobody who is held has a date of release recorded by {say(ahead.releases_to)}.",
        Target("today", RELEASES),
        notes=(note,) if note else (),
    )


def _day(falls_on: date, ahead: Ahead) -> Said:
    return strong(f"{say(falls_on)}") if falls_on == ahead.first else say(falls_on)


def _unchecked(today: Today) -> Section:
    rows = [
        Row((f"{one.duties:,}", f"{one.people:,}", one.why), Target("unchecked", one.reason))
        for one in today.unchecked
    ]
    duties = sum(one.duties for one in today.unchecked)
    return Section(
        UNCHECKED,
        HEADINGS[UNCHECKED],
        len(rows),
        _UNCHECKED,
        rows,
        "Every duty could be checked when the night last looked.",
        Target("unchecked"),
        f" {'reason' if len(rows) == 1 else 'reasons'}, {counted(duties, 'duty', 'duties')}"
        if rows
        else "",
    )


def _drafts(today: Today) -> Section:
    rows = [
        Row((in_words(one.saved_at), one.title), Target("form", one.about)) for one in today.drafts
    ]
    return Section(
        DRAFTS,
        HEADINGS[DRAFTS],
        today.begun,
        _DRAFTS,
        rows,
        "Nothing is begun and not recorded.",
        Target("drafts"),
    )


_OF_TODAY: Mapping[str, Callable[[Today], Section]] = {
    NEW: _new,
    DECIDE: _decide,
    UNCHECKED: _unchecked,
    DRAFTS: _drafts,
}
_OF_AHEAD: Mapping[str, Callable[[Ahead], Section]] = {DUE: _due, RELEASES: _releases}


_BEFORE_A_NIGHT = {
    DECIDE: "Flags are raised by the first night; none has finished yet.",
    DUE: "What falls due is known once a first night has finished.",
    UNCHECKED: "What cannot be checked is known once a first night has finished.",
}
"""Why a section is empty while nobody has been looked at: it is no good news."""


def counted(count: int, noun: str, plural: str = "") -> str:
    """Word a count, as in "1 case" and "1,204 cases"."""
    return f"{count:,} {noun if count == 1 else plural or noun + 's'}"
