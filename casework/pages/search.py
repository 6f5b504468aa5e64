"""The page of a search: what was found, why, and what to try where nothing was."""

from casework.pages.page import Column, Page, Paragraph, Row, Table, Target, faint, strong
from casework.views.search import Hit, HitKind, SearchAnswer

_VIEWS = {HitKind.PERSON: "person", HitKind.ORDER: "order", HitKind.FLAG: "flag"}
_COLUMNS = (
    Column("found", 6),
    Column("person", 7),
    Column("name", 22),
    Column("why"),
)
_HOW = (
    "Type a name, whole or begun, in any order; near spellings are found too.",
    (
        "Or a number in any form: P12, a prison number, PNC, CRO or CRN; a phone, a number plate; "
        "an order's or a group's reference; “flag 31”."
    ),
    "Or fields: name:  dob: (1979, apr 1979 or 3/4/79)  id:  ref:  and any of them together.",
)


def search_page(answer: SearchAnswer) -> Page:
    """Return the page of what was found."""
    if not answer.typed.strip():
        return Page("Search", tuple(Paragraph(line) for line in _HOW))
    title = f"Search: {_count(answer)}"
    if answer.problem:
        how = "Write it as 1979, apr 1979 or 3/4/1979."
        return Page(title, (Paragraph((answer.problem, " ", how)),))
    if not answer.hits:
        return Page(title, (Paragraph(strong(_nothing(answer))), *map(Paragraph, _try(answer))))
    rows = tuple(_row(hit) for hit in answer.hits)
    return Page(title, (Table(_COLUMNS, rows, ""),))


def _count(answer: SearchAnswer) -> str:
    shown = len(answer.hits)
    if answer.of > shown:
        return f"{shown:,} of {answer.of:,} found, the likeliest first; type more to narrow"
    return f"{shown:,} found"


def _row(hit: Hit) -> Row:
    return Row(
        (hit.kind.value, hit.person, strong(hit.name), faint(hit.why)),
        Target(_VIEWS[hit.kind], hit.key),
    )


def _nothing(answer: SearchAnswer) -> str:
    if len(answer.typed.strip()) == 1:
        return "One letter is too little to look for: type another."
    return f"Nothing you may see goes with “{answer.typed.strip()}”."


def _try(answer: SearchAnswer) -> tuple[str, ...]:
    if ":" in answer.typed:
        return ("All fields must hold together: leave one out, or part of one.",)
    if any(map(str.isdigit, answer.typed)):
        return (
            (
                "Check the number, or type only how it begins. An address or a company needs two "
                "words of it."
            ),
        )
    return (
        (
            "Try less of the name, another spelling, an alias, or a number. The record may be kept "
            "by another agency: what you may not see is not found."
        ),
    )
