"""Who a person is, in the lines that stay in sight, and the bar of the record's sections."""

from collections.abc import Sequence

from casework.pages.fact_words import words
from casework.pages.life_bars import stage_name
from casework.pages.page import Block, Line, Mark, Paragraph, Picture, Words, faint, strong
from casework.views.person import Born, NameLine, NumberLine, PersonHead
from rules.days import say
from rules.words import opening

SECTIONS = (
    ("summary", "summary"),
    ("timeline", "life"),
    ("orders", "orders"),
    ("duties", "duties"),
    ("events", "events"),
    ("associates", "people"),
    ("flags", "flags"),
    ("notes", "notes"),
    ("who looked", "looks"),
)
"""The sections by name, each with a shorter one for narrow screens."""

SECTION_NAMES = tuple(name for name, _ in SECTIONS)
_NUMBERS = {
    "prison_number": "prison number",
    "booking_id": "booking",
    "book_number": "book number",
    "pnc": "PNC",
    "cro": "CRO",
    "crn": "CRN",
    "asn": "arrest summons",
    "passport": "passport",
    "company_officer": "company officer",
    "crime_group_nominal": "crime group nominal",
}
_OTHER_NAMES = {"former": "formerly", "alias": "also known as", "nickname": "nickname"}
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_MOST = 3
"""Other names, and numbers, that stay in sight; all of them stand in the summary."""


def title_of(head: PersonHead) -> str:
    """Return the title of a person's pages: our number and the name."""
    return f"{head.person}  {head.name}"


def section_bar(section: str) -> Picture:
    """Return the sections with their keys, the one shown in brackets; short where narrow."""

    def drawn(width: int) -> list[Line]:
        parts: list[str] = []
        for shown, other in ((0, 0), (0, 1), (1, 1)):
            parts = [
                f"[{number} {names[shown]}]" if names[0] == section else f"{number} {names[other]}"
                for number, names in enumerate(SECTIONS, 1)
            ]
            if len(" ".join(parts)) <= width:
                break
        bar = [strong(part) if part.startswith("[") else faint(part) for part in parts]
        return _lines(bar, width)

    return Picture(drawn, (f"Section: {section}.",))


def _lines(bar: Sequence[Words], width: int) -> list[Line]:
    """Set the bar in lines, a section never parted from its key."""
    lines: list[list[Words]] = [[]]
    used = 0
    for part in bar:
        if used and used + 1 + len(part.text) > width:
            lines.append([])
            used = 0
        if used:
            lines[-1].append(Words(" "))
        lines[-1].append(part)
        used += bool(used) + len(part.text)
    return [Line(tuple(line)) for line in lines]


def head_blocks(head: PersonHead) -> tuple[Block, ...]:
    """Return who somebody is and how they stand, in two or three lines."""
    who = [_born(head.born), _names(head), _numbers(head)]
    lines = [Paragraph(" ".join(filter(None, who))), Paragraph(_standing(head))]
    if len(head.records) > 1:
        others = ", ".join(record for record in head.records if record != head.person)
        same = f"Judged one person with {others}: all their records are shown together."
        lines.append(Paragraph(Words(same, Mark.WARN)))
    return tuple(lines)


def _born(born: Born | None) -> str:
    if born is None:
        return "Date of birth not recorded."
    day = " ".join(
        str(part)
        for part in (born.day, _MONTHS[born.month - 1] if born.month else None, born.year)
        if part is not None
    )
    if born.placeholder:
        return f"Born on a day not known (the source gives {day})."
    return f"Born {day}, {born.age}." if born.age is not None else f"Born {day}."


def _names(head: PersonHead) -> str:
    return _few([name_says(line) for line in head.names[1:]])


def _numbers(head: PersonHead) -> str:
    said = [number_says(line) for line in head.numbers]
    return _few(said) or "No number recorded."


def number_says(line: NumberLine) -> str:
    """Say a number with the register that gave it."""
    valid = "" if line.valid else " (not valid)"
    return f"{_NUMBERS.get(line.scheme, words(line.scheme))} {line.number}{valid}"


def name_says(line: NameLine) -> str:
    """Say another name, and what it is to who bears it."""
    return f"{_OTHER_NAMES.get(line.kind, line.kind.value)} {line.name}"


def _few(said: list[str]) -> str:
    """Join what is said as far as it stays in sight; the rest is counted."""
    more = [f"{len(said) - _MOST} more in the summary"] if len(said) > _MOST else []
    return f"{opening('; '.join([*said[:_MOST], *more]))}." if said else ""


def _standing(head: PersonHead) -> list[str | Words]:
    since = f" since {say(head.stage_since)}" if head.stage_since else ""
    at = f", {head.prison}" if head.prison else ""
    led = f"Led by {head.lead.name}" if head.lead else "No lead officer"
    covers = f", covered by {', '.join(line.name for line in head.covers)}" if head.covers else ""
    level = f", level {head.level}" if head.level else ""
    if head.managed_since is None and head.lead is None:
        led, level = "Not under lifetime management", ""
    place = (
        opening(stage_name(head.stage))
        if head.stage_since
        else "Nothing recorded says where they are"
    )
    return [strong(f"{place}{since}{at}."), f" {led}{covers}{level}."]
