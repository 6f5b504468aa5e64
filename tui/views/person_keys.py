"""The keys of a person's record: its sections, and the time axis of the life."""

from collections.abc import Callable
from typing import ClassVar, TypeVar

from casework.pages.life_axis import Window
from casework.pages.page import Target
from casework.pages.person_head import SECTION_NAMES
from tui.actions import Action
from tui.sections import Keyed, section_actions
from tui.view import View

A = TypeVar("A")
_HELP = {"who looked": "Who looked."}


class PersonKeys(View[A]):
    """What the keys do, by three means of the record: a section, one beside it, the axis."""

    ACTIONS: ClassVar[tuple[Action, ...]] = (
        *section_actions(
            "person",
            (
                Keyed(name.replace(" ", "_"), name, _HELP.get(name, f"The {name} of the person."))
                for name in SECTION_NAMES
            ),
        ),
        Action(
            id="person.next",
            label="next section",
            help="The next section of the record.",
            keys=("tab",),
            footer=12,
        ),
        Action(
            id="person.before",
            label="section before",
            help="The section before.",
            keys=("shift+tab",),
        ),
        Action(
            id="person.closer",
            label="closer",
            help="Show fewer days of the life, larger; clauses come into sight.",
            keys=("+", "="),
            footer=5,
        ),
        Action(id="person.wider", label="wider", help="Show more days.", keys=("-",), footer=6),
        Action(
            id="person.earlier",
            label="earlier",
            help="Move the days in sight back by a third.",
            keys=("h", "left"),
            footer=7,
        ),
        Action(
            id="person.later",
            label="later",
            help="Move the days in sight on by a third.",
            keys=("l", "right"),
            footer=8,
        ),
        Action(
            id="person.around_today",
            label="today",
            help="Bring today into the middle.",
            keys=("t",),
            footer=9,
        ),
        Action(
            id="person.whole",
            label="whole life",
            help="Show the whole life.",
            keys=("0",),
            footer=9,
        ),
        Action(
            id="person.order",
            label="new order",
            help="Record an order of a court against this person.",
            keys=("o",),
            footer=30,
        ),
        Action(
            id="person.allocate",
            label="allocate",
            help="Say who leads or covers this person.",
            keys=("a",),
            footer=31,
        ),
        Action(
            id="person.more",
            label="older",
            help="Read older events too.",
            keys=("m",),
            footer=5,
        ),
    )

    def show_section(self, section: str) -> None:
        """Show a section of the record."""
        raise NotImplementedError

    def turn(self, by: int) -> None:
        """Show the section so many after this one, or before."""
        raise NotImplementedError

    def see(self, change: Callable[[Window], Window]) -> None:
        """Change which days of the life are in sight."""
        raise NotImplementedError

    def read_more(self) -> None:
        """Read older events too."""
        raise NotImplementedError

    def do_order(self) -> None:
        self.shell.go(Target("form", f"order/{self.shell.person_here()}"))

    def do_allocate(self) -> None:
        self.shell.go(Target("form", f"allocate/{self.shell.person_here()}"))

    def do_summary(self) -> None:
        self.show_section("summary")

    def do_timeline(self) -> None:
        self.show_section("timeline")

    def do_orders(self) -> None:
        self.show_section("orders")

    def do_duties(self) -> None:
        self.show_section("duties")

    def do_events(self) -> None:
        self.show_section("events")

    def do_associates(self) -> None:
        self.show_section("associates")

    def do_flags(self) -> None:
        self.show_section("flags")

    def do_notes(self) -> None:
        self.show_section("notes")

    def do_who_looked(self) -> None:
        self.show_section("who looked")

    def do_next(self) -> None:
        self.turn(1)

    def do_before(self) -> None:
        self.turn(-1)

    def do_more(self) -> None:
        self.read_more()

    def do_closer(self) -> None:
        self.see(lambda window: window.closer())

    def do_wider(self) -> None:
        self.see(lambda window: window.wider())

    def do_earlier(self) -> None:
        self.see(lambda window: window.panned(-1))

    def do_later(self) -> None:
        self.see(lambda window: window.panned(1))

    def do_whole(self) -> None:
        self.see(lambda window: window.all())

    def do_around_today(self) -> None:
        self.see(lambda window: window.around_today())
