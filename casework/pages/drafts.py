"""The page of drafts: what an officer has begun and not recorded."""

from collections.abc import Sequence

from casework.clock import in_words
from casework.pages.page import Block, Column, Heading, Hint, Page, Paragraph, Row, Table, Target
from casework.views.desks import DraftLine

_COLUMNS = (
    Column("Typed last", 24),
    Column("What is begun", None),
    Column("Fields", 6, right=True),
)
_EMPTY = (
    "Nothing is begun and not recorded. What you type into a form is kept here as you type, "
    "until it is recorded or you throw it away."
)


_HOW = Hint(
    "Enter goes on with the one under the cursor; X throws it away.",
    printed="At the screens each can be gone on with, or thrown away.",
)


def drafts_page(drafts: Sequence[DraftLine]) -> Page:
    """Return the page, with what can be done with a draft."""
    rows = tuple(
        Row(
            (in_words(one.saved_at), one.title, f"{len(filled_in(one)):,}"),
            Target("form", one.about),
        )
        for one in drafts
    )
    blocks: list[Block] = [
        Heading("What is begun and not recorded", f"{len(rows):,}" if rows else "none"),
        Table(_COLUMNS, rows, _EMPTY),
    ]
    if rows:
        blocks.append(Paragraph(_HOW))
    return Page("Drafts", tuple(blocks))


def thrown_away_page(draft: DraftLine) -> Page:
    """Say in full what would be lost."""
    words = (
        f"“{draft.title}”, typed last at {in_words(draft.saved_at)}, would be thrown away with "
        f"all that is typed in it. It cannot be taken back; nothing recorded changes."
    )
    typed = tuple(
        Paragraph(f"{name.replace('_', ' ')}: {text}", indent=2, hang=2)
        for name, text in filled_in(draft).items()
    )
    return Page("Throw a draft away", (Paragraph(words), *typed))


def filled_in(draft: DraftLine) -> dict[str, str]:
    """Return the fields of a draft that hold anything."""
    return {name: text for name, text in draft.contents.items() if text.strip()}
