"""Help: everything that can be done, here and elsewhere, found by typing and done by Enter."""

from typing import TYPE_CHECKING

from tui.actions import key_in_words
from tui.pick import Option, PickScreen

if TYPE_CHECKING:
    from tui.shell import Shell


class HelpScreen(PickScreen):
    """The actions that can be done here, each with its keys."""

    EMPTY = "No action here is called that. Esc closes help."

    def __init__(self, shell: "Shell") -> None:
        self._owned = {one.action.id: one for one in shell.owned()}
        options = [
            Option(
                f"{', '.join(map(key_in_words, one.action.keys))}  {one.action.label}",
                one.action.help if one.may_run else f"{one.action.help} (not now)",
                one.action.id,
            )
            for one in self._owned.values()
        ]
        super().__init__("What can be done here", options, self._run)

    def _run(self, action_id: str) -> None:
        one = self._owned[action_id]
        if one.may_run:
            one.run()
