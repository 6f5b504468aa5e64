"""The officer's drafts: what is begun, to be gone on with or thrown away."""

from typing import ClassVar

from casework.desk import Desk
from casework.pages.drafts import drafts_page, thrown_away_page
from casework.pages.page import Page
from casework.services.keep_draft import list_drafts
from casework.views.desks import DraftLine
from tui.actions import Action
from tui.ask import AskScreen
from tui.view import View


class DraftsView(View[tuple[DraftLine, ...]]):
    """Every draft the officer keeps, the one typed last first."""

    name = "drafts"
    previews: ClassVar[bool] = False
    ACTIONS: ClassVar[tuple[Action, ...]] = (
        Action(
            id="drafts.throw_away",
            label="throw away",
            help="Throw away the draft under the cursor, once you say yes.",
            keys=("X",),
            footer=20,
            danger=True,
        ),
    )

    def look(self, desk: Desk, key: str) -> tuple[DraftLine, ...]:
        return desk.run(list_drafts)

    def page(self, answer: tuple[DraftLine, ...]) -> Page:
        return drafts_page(answer)

    def can(self, action_id: str) -> bool:
        return self._under_cursor() is not None

    def _under_cursor(self) -> DraftLine | None:
        target = self.shell.main.target
        about = target.key if target is not None and target.view == "form" else None
        return next((one for one in self.answer or () if one.about == about), None)

    def do_throw_away(self) -> None:
        """Throw the draft under the cursor away, once it is said in full what is lost."""
        draft = self._under_cursor()
        if draft is None:
            return

        def gone() -> None:
            self.shell.say(f"“{draft.title}” was thrown away.")
            self.shell.again()

        def throw_away(_: str) -> None:
            self.shell.drafts.drop(draft.about, gone)

        page = thrown_away_page(draft)
        self.shell.app.push_screen(AskScreen(page, yes="Throw it away", then=throw_away))
