"""The page shown before a fact is withdrawn: all it says, why it goes, and what rests on it."""

from casework.pages import fact
from casework.pages.page import Blank, Field, Heading, Mark, Page, Paragraph, Words
from casework.views.fact import FactInFull


def withdrawal_page(found: FactInFull, reason: str) -> Page:
    """Return the page: what comes of it first, for a long fact ends below the screen."""
    shown = fact.fact(found)
    resting = [line for line in found.flags if line.state.value == "open"]
    rests = (
        f"! {len(resting)} open flag{'s' if len(resting) > 1 else ''} rest"
        f"{'' if len(resting) > 1 else 's'} on it, and may be withdrawn with it."
    )
    return Page(
        f"Withdraw: {shown.title}",
        (
            *([Paragraph(Words(rests, Mark.WARN), hang=2)] if resting else []),
            Paragraph(
                "It counts no more from now on, and stays to be read as it was known. This is "
                "not taken back. A fact that is wrong only in part is better corrected."
            ),
            Field("reason", f"“{reason}”"),
            Blank(),
            Heading("What is withdrawn"),
            *shown.blocks,
        ),
    )
