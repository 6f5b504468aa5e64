"""What is typed into the search: words, and fields as in "name: dob: id: ref:"."""

import re
from datetime import date
from typing import NamedTuple

from casework.forms.british_days import read_british_day

FIELDS = ("name", "dob", "id", "ref")
"""Names, a date of birth, a number of a register or ours, a reference of an order or group."""

_FIELD = re.compile(rf"(?:^|(?<=\s))({'|'.join(FIELDS)}):", re.IGNORECASE)
_YEAR = re.compile(r"(?:19|20)\d\d")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH_YEAR = re.compile(r"(\d{1,2}|[a-z]{3,9})[ /.\-]?((?:19|20)\d\d)")
_LAST_MONTH = 12


class Born(NamedTuple):
    """A date of birth as far as it is typed; None for what is not."""

    year: int
    month: int | None = None
    day: int | None = None

    def holds(self, year: int, month: int | None, day: int | None) -> bool:
        """Whether a date on record can be this one: what either leaves out differs in nothing."""
        return self.year == year and all(
            None in {asked, held} or asked == held
            for asked, held in ((self.month, month), (self.day, day))
        )


class Wanted(NamedTuple):
    """What is looked for. `anything` is what stands before the first field.

    `problem` says in a sentence what of it could not be understood; empty where all was.
    """

    anything: str = ""
    name: str = ""
    number: str = ""
    reference: str = ""
    born: Born | None = None
    problem: str = ""

    @property
    def in_fields(self) -> bool:
        """Whether a field was used."""
        return bool(self.name or self.number or self.reference or self.born or self.problem)


def read_search(typed: str, *, today: date) -> Wanted:
    """Read what is typed into the search. Nothing is refused: it is half typed most of the time."""
    pieces = _FIELD.split(" ".join(typed.split()))
    said = dict.fromkeys(FIELDS, "")
    for field, words in zip(pieces[1::2], pieces[2::2], strict=True):
        said[field.casefold()] = f"{said[field.casefold()]} {words}".strip()
    wanted = Wanted(pieces[0].strip(), said["name"], said["id"], said["ref"])
    if said["dob"]:
        return _with_born(wanted, said["dob"].split(), today)
    return _with_year(wanted)


def _with_born(wanted: Wanted, words: list[str], today: date) -> Wanted:
    """Take as many words as make a date of birth; what stands after it is looked for too."""
    for end in range(len(words), 0, -1):
        born = read_born(" ".join(words[:end]), today=today)
        if born is not None:
            rest = " ".join([wanted.anything, *words[end:]]).strip()
            return wanted._replace(anything=rest, born=born)
    return wanted._replace(problem=f"“{' '.join(words)}” is no day, month or year of birth yet.")


def read_born(typed: str, *, today: date) -> Born | None:
    """Return a date of birth, as far as it is typed: 1979, apr 1979, 4/1979, 3/4/1979; or None."""
    text = typed.strip().casefold()
    if _YEAR.fullmatch(text):
        return Born(int(text))
    if found := _MONTH_YEAR.fullmatch(text):
        month = int(found[1]) if found[1].isdigit() else _month(found[1])
        return Born(int(found[2]), month) if 1 <= month <= _LAST_MONTH else None
    try:
        day = read_british_day(text, today=today)
    except ValueError:
        return None
    return Born(day.year, day.month, day.day)


def _month(name: str) -> int:
    return _MONTHS.index(name[:3]) + 1 if name[:3] in _MONTHS else 0


def _with_year(wanted: Wanted) -> Wanted:
    """Take a year that stands after words for the year of birth: "alder 1979"."""
    *words, last = wanted.anything.split() or [""]
    if words and not wanted.in_fields and _YEAR.fullmatch(last) and " ".join(words).isalpha():
        return wanted._replace(anything="", name=" ".join(words), born=Born(int(last)))
    return wanted
