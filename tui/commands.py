"""What can be done everywhere: go, search, back, undo, help, leave."""

from typing import TYPE_CHECKING, ClassVar

from casework.errors import CaseworkError
from casework.pages.page import Page, Paragraph, Target
from casework.permissions import Action as Right
from tui.actions import Action
from tui.ask import AskScreen
from tui.help import HelpScreen
from tui.palette import PaletteScreen, PersonScreen

if TYPE_CHECKING:
    from tui.shell import Shell


class Commands:
    """Does what can be done everywhere; in the order help shows it."""

    ACTIONS: ClassVar[tuple[Action, ...]] = (
        Action(
            id="shell.help",
            label="help",
            help="Every action and its keys; type to find one, Enter does it.",
            keys=("?", "f1"),
            footer=90,
            in_text=True,
        ),
        Action(
            id="shell.palette",
            label="actions",
            help="Find an action, a view or a person by name, and go there.",
            keys=(":", "ctrl+p"),
            footer=80,
            in_text=True,
        ),
        Action(id="shell.search", label="search", help="Search everything.", keys=("g s", "s")),
        Action(
            id="shell.person",
            label="go to person",
            help="Go to a person.",
            keys=("ctrl+g",),
            in_text=True,
        ),
        Action(id="shell.today", label="today", help="What today asks for.", keys=("g h", "g t")),
        Action(id="shell.caseload", label="caseload", help="The caseload.", keys=("g c",)),
        Action(id="shell.flags", label="flags", help="What needs a decision.", keys=("g f",)),
        Action(id="shell.prisons", label="prisons", help="Prisons: who is where.", keys=("g p",)),
        Action(
            id="shell.allocation",
            label="allocation",
            help="Who leads and covers whom.",
            keys=("g a",),
        ),
        Action(
            id="shell.unchecked",
            label="unchecked",
            help="What the machine cannot check.",
            keys=("g u",),
        ),
        Action(id="shell.drafts", label="drafts", help="What is begun.", keys=("g d",)),
        Action(
            id="shell.record",
            label="record",
            help="Record what happened: a report, a notice, a visit, a find, anything.",
            keys=("n",),
            footer=40,
        ),
        Action(
            id="shell.case",
            label="open a case",
            help="Open a case on a new person by the inclusion test.",
            keys=("g n",),
        ),
        Action(
            id="shell.filter",
            label="filter",
            help="Show only what holds the words you type; Esc shows all again.",
            keys=("/",),
            footer=50,
        ),
        Action(
            id="shell.undo",
            label="undo",
            help="Take back what you did last, where nobody has relied on it.",
            keys=("ctrl+z",),
            danger=True,
        ),
        Action(
            id="shell.again",
            label="read again",
            help="Read what is shown again.",
            keys=("ctrl+r", "r"),
        ),
        Action(
            id="shell.beside",
            label="preview",
            help="Show or hide what the cursor is on beside the list.",
            keys=("p",),
        ),
        Action(
            id="shell.back",
            label="back",
            help="Back to where you were; out of a filter or a form first.",
            keys=("escape", "["),
            footer=70,
            in_text=True,
        ),
        Action(id="shell.forward", label="forward", help="Forward again.", keys=("]",)),
        Action(
            id="shell.leave",
            label="leave",
            help="Leave casework. What is typed is kept as a draft.",
            keys=("ctrl+q",),
            in_text=True,
        ),
    )

    def __init__(self, shell: "Shell") -> None:
        self.shell = shell

    def can(self, action_id: str) -> bool:
        """Whether an action can be done now."""
        shell = self.shell
        if action_id == "shell.undo":
            return bool(shell.done)
        if action_id == "shell.record":
            return shell.may(Right.RECORD_FACTS) and not shell.form.display
        if action_id == "shell.case":
            return shell.may(Right.OPEN_CASE)
        if action_id == "shell.filter":
            return not shell.form.display
        return True

    def do_help(self) -> None:
        """Show every action."""
        self.shell.app.push_screen(HelpScreen(self.shell))

    def do_palette(self) -> None:
        """Find an action, a view or a person."""
        self.shell.app.push_screen(PaletteScreen(self.shell))

    def do_person(self) -> None:
        """Find a person, and go there."""
        self.shell.app.push_screen(PersonScreen(self.shell, then=self.shell.go_to_person))

    def do_search(self) -> None:
        """Search everything."""
        self.shell.go(Target("search"))

    def do_today(self) -> None:
        """Show today."""
        self.shell.go(Target("today"))

    def do_caseload(self) -> None:
        """Show the caseload."""
        self.shell.go(Target("caseload"))

    def do_flags(self) -> None:
        """Show what needs a decision."""
        self.shell.go(Target("flags"))

    def do_prisons(self) -> None:
        """Show the prisons."""
        self.shell.go(Target("prisons"))

    def do_allocation(self) -> None:
        """Show who leads and covers whom."""
        self.shell.go(Target("allocation"))

    def do_unchecked(self) -> None:
        """Show what cannot be checked."""
        self.shell.go(Target("unchecked"))

    def do_drafts(self) -> None:
        """Show what is begun."""
        self.shell.go(Target("drafts"))

    def do_record(self) -> None:
        """Record what happened, of the person shown or under the cursor where there is one."""
        self.shell.go(Target("form", f"record/{self.shell.person_here()}"))

    def do_case(self) -> None:
        """Open a case on somebody who is not on record yet."""
        self.shell.go(Target("form", "case/"))

    def do_filter(self) -> None:
        """Open the filter."""
        self.shell.open_filter()

    def do_undo(self) -> None:
        """Take back what was done last, once it is said in full what that is."""
        shell = self.shell
        undo = shell.done[-1]
        page = Page("Undo", (Paragraph(undo.words),))

        def taken_back(said: str) -> None:
            shell.say(said)
            shell.again()

        def refused(error: Exception) -> None:
            if not isinstance(error, CaseworkError):
                shell.done.append(undo)  # the database did not answer: it may be asked again
            shell.failed(error)

        def take_back(_: str) -> None:
            shell.done.remove(undo)
            shell.write(undo.use, taken_back, refused)

        shell.app.push_screen(AskScreen(page, yes="Take it back", then=take_back))

    def do_again(self) -> None:
        """Read what is shown again."""
        self.shell.again()

    def do_beside(self) -> None:
        """Show or hide the preview."""
        self.shell.beside.toggle()

    def do_back(self) -> None:
        """Go back: out of the filter first, then to the place before."""
        self.shell.back()

    def do_forward(self) -> None:
        """Go forward again."""
        self.shell.forward()

    def do_leave(self) -> None:
        """Leave, once everything typed is kept."""
        self.shell.leave()
