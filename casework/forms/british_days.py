"""Days as people in Britain type them, in whatever form: 3/4/26, 3 apr, monday, today."""

from datetime import date

from casework.forms.written_days import read_day


def read_british_day(typed: str, *, today: date) -> date:
    """Return the day typed.

    Raises:
        ValueError: it is no day, or not clear which; the words tell.
    """
    if typed.strip().casefold() == "today":
        return today
    return read_day(typed.strip(), ("%d/%m/%Y", "%d %b %Y", "%d %B %Y"))
