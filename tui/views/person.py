"""One person's record: who it is stays on top, and below it one of nine sections."""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from casework.desk import Desk
from casework.pages import person_duties, person_sections
from casework.pages.life_axis import Window
from casework.pages.life_line import whole
from casework.pages.narrowed import narrowed
from casework.pages.page import Blank, Page, Target
from casework.pages.person import summary, timeline
from casework.pages.person_head import SECTION_NAMES, head_blocks, section_bar, title_of
from casework.permissions import Action as Right
from casework.services.read_associates import read_associates
from casework.services.read_flags_of import read_flags_of
from casework.services.read_happenings import MOST, read_happenings
from casework.services.read_notes import read_notes
from casework.services.read_person import read_person
from casework.services.who_looked import who_looked
from casework.views.person import Happenings, PersonHead, PersonRecord
from tui.headed import HeadedSource
from tui.views.person_keys import PersonKeys

Part = Any
"""What a section reads by itself, worded by the page of that section."""

_OF_RECORD: Mapping[str, Callable[[PersonRecord], Page]] = {
    "summary": summary,
    "orders": person_duties.orders,
    "duties": person_duties.duties,
}
"""Sections made of what was read when the record was opened; the timeline too."""

_OF_PARTS: Mapping[str, Callable[[PersonHead, Part], Page]] = {
    "events": person_sections.events,
    "associates": person_sections.associates,
    "flags": person_sections.flags,
    "notes": person_sections.notes,
    "who looked": person_sections.who_looked,
}
"""Sections that read something of their own."""

_READERS: Mapping[str, Callable[..., Part]] = {
    "associates": read_associates,
    "flags": read_flags_of,
    "notes": read_notes,
    "who looked": who_looked,
}


_RIGHTS = {"order": Right.RECORD_ORDER, "allocate": Right.ALLOCATE}
"""What only some roles may do from here."""


class Opened(NamedTuple):
    """A record as read, and what the section shown needed of its own, None if nothing."""

    record: PersonRecord
    section: str
    part: Part


def _parted(key: str) -> tuple[str, str]:
    """Return the person and the section that a key names, the summary where it names none."""
    person, _, section = key.partition("/")
    return person, section if section in SECTION_NAMES else SECTION_NAMES[0]


class PersonView(PersonKeys[Opened]):
    """One person's record. Its key is "P12", or "P12/flags" for one of its sections."""

    name = "person"
    section = SECTION_NAMES[0]
    window: Window | None = None
    most = MOST

    # What is read.

    def look(self, desk: Desk, key: str) -> Opened:
        person, section = _parted(key)
        calendar = self.shell.rulebook().calendar
        record = desk.run(read_person, person, calendar=calendar)
        return Opened(record, section, self._part(desk, person, section))

    def _part(self, desk: Desk, person: str, section: str) -> Part:
        """Read what a section needs of its own, None where the record has all of it."""
        if section == "events":
            return desk.run(read_happenings, person, most=self.most)
        reader = _READERS.get(section)
        return desk.run(reader, person) if reader is not None else None

    def open(self, key: str) -> None:
        person, section = _parted(key)
        if person != _parted(self.key)[0]:
            self._forget()
        self.section = section
        super().open(key)

    def read(self, answer: Opened) -> None:
        self.parts: dict[str, Part] = {answer.section: answer.part}
        super().read(answer)

    def left(self) -> None:
        super().left()
        self._forget()

    def _forget(self) -> None:
        self.answer = None
        self.parts = {}
        self.window = None
        self.most = MOST
        self.section = SECTION_NAMES[0]

    # What is shown.

    def page(self, answer: Opened) -> Page:
        record, section = answer.record, self.section
        if section == "timeline":
            return timeline(record, self._window(record).axis)
        if section in _OF_RECORD:
            return _OF_RECORD[section](record)
        return _OF_PARTS[section](record.head, self.parts[section])

    def preview(self, answer: Opened) -> Page:
        head = answer.record.head
        blocks = (*head_blocks(head), Blank(), *summary(answer.record).blocks)
        return Page(title_of(head), blocks)

    def draw(self) -> None:
        if self.answer is None or not self._is_here(self.section):
            return
        page = self.page(self.answer)
        shown = narrowed(page, self.narrowed_by) if self.narrowed_by else page
        head = (*head_blocks(self.answer.record.head), section_bar(self.section))
        self.shell.show(HeadedSource(head, shown), page.title)

    def _is_here(self, section: str) -> bool:
        return section == "timeline" or section in _OF_RECORD or section in self.parts

    def can(self, action_id: str) -> bool:
        what = action_id.removeprefix("person.")
        if what in {"closer", "wider", "earlier", "later", "around_today", "whole"}:
            return self.section == "timeline" and self.answer is not None
        if what in _RIGHTS:
            return self.answer is not None and self.shell.may(_RIGHTS[what])
        if what == "more":
            found = self.parts.get("events") if self.answer is not None else None
            more = isinstance(found, Happenings) and len(found.lines) < found.total
            return self.section == "events" and more
        return True

    # Sections.

    def chosen(self, target: Target | None) -> None:
        if target is not None and target.view == self.name and self.answer is not None:
            person, section = _parted(target.key)
            if person == self.answer.record.head.person:
                self.show_section(section)
                return
        super().chosen(target)

    def show_section(self, section: str) -> None:
        """Show another section of this person; it is read first if it was not yet."""
        if self.answer is None:
            return
        person = self.answer.record.head.person
        self.section, self.narrowed_by = section, ""
        self.key = f"{person}/{section}"
        here = self.shell.places.now
        if here is not None:
            here.target = Target(self.name, self.key)
        self.shell.close_filter()
        if self._is_here(section):
            self._turn_to_top()
        else:
            self.shell.read(
                "main",
                lambda desk: self._part(desk, person, section),
                lambda part: self._take_part(section, part),
            )

    def _take_part(self, section: str, part: Part) -> None:
        self.parts[section] = part
        if section == self.section:
            self._turn_to_top()

    def _turn_to_top(self) -> None:
        self.shell.main.cursor = 0
        self.draw()

    def turn(self, by: int) -> None:
        place = SECTION_NAMES.index(self.section) + by
        self.show_section(SECTION_NAMES[place % len(SECTION_NAMES)])

    def read_more(self) -> None:
        self.most += MOST
        self.again()

    # The time axis.

    def _window(self, record: PersonRecord) -> Window:
        if self.window is None:
            today = record.head.today
            self.window = Window(whole(record.life), today, today)
        return self.window

    def see(self, change: Callable[[Window], Window]) -> None:
        if self.answer is not None:
            self.window = change(self._window(self.answer.record))
            self.draw()
