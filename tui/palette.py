"""The palette: actions, views and people, by a few letters of what they are called."""

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from casework.pages.page import Column
from casework.services.search import search_people
from tui.actions import key_in_words
from tui.pick import Option, PickScreen

if TYPE_CHECKING:
    from tui.shell import Shell

_FEW = 20
_LETTERS = 2
"""From so many letters people are searched for."""

_PERSON = "person:"
_NOBODY = "Nobody you may see is found by that. Fewer letters find more; g s searches everything."


class PersonScreen(PickScreen):
    """Finds people by name or number, as they are typed."""

    COLUMNS: ClassVar[tuple[Column, ...]] = (Column("", 28), Column(""))
    EMPTY = "Type a name, one of our numbers, a prison number, a PNC, a CRO or a CRN."

    def __init__(self, shell: "Shell", *, then: Callable[[str], object]) -> None:
        super().__init__("Go to a person", (), then)
        self._shell = shell

    def typed(self, text: str) -> None:
        self._find(text, "")

    def _find(self, text: str, prefix: str) -> None:
        own = self.own(text)
        self.empty = self.EMPTY
        if len(text.strip()) < _LETTERS:
            self.offer(own)
            return

        def found(desk_found: "list[Option]") -> None:
            self.empty = _NOBODY
            self.offer([*own, *desk_found])

        self._shell.read(
            "palette",
            lambda desk: [
                Option(f"{one.person}  {one.name}", one.why, f"{prefix}{one.person}")
                for one in desk.run(search_people, text, limit=_FEW)
            ],
            found,
        )

    def own(self, text: str) -> list[Option]:
        """Return what is offered beside people."""
        return []


class PaletteScreen(PersonScreen):
    """Finds actions and people together."""

    EMPTY = "Type what to do, or a name."

    def __init__(self, shell: "Shell") -> None:
        super().__init__(shell, then=self._run)
        self._title = "Actions and people"
        self._owned = {one.action.id: one for one in shell.owned() if one.may_run}

    def typed(self, text: str) -> None:
        self._find(text, _PERSON)

    def own(self, text: str) -> list[Option]:
        wanted = text.casefold().split()
        return [
            Option(one.action.label, _beside(one.action.keys, one.action.help), one.action.id)
            for one in self._owned.values()
            if all(word in f"{one.action.label} {one.action.help}".casefold() for word in wanted)
        ]

    def _run(self, value: str) -> None:
        if value.startswith(_PERSON):
            self._shell.go_to_person(value.removeprefix(_PERSON))
        else:
            self._owned[value].run()


def _beside(keys: tuple[str, ...], says: str) -> str:
    return f"{key_in_words(keys[0])}  {says}" if keys else says
