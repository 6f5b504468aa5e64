"""The registry of actions: keys that clash, that never arrive, and officers' own keys."""

import inspect
from pathlib import Path

import pytest

from casework.errors import SettingsError
from tui import keys_doc
from tui.actions import Action, Owned, key_in_words, pressed
from tui.commands import Commands
from tui.form_pane import FormPane
from tui.keymap import read_keymap
from tui.registry import arrives, contexts, faults
from tui.sheet import Sheet
from tui.views import VIEWS, view_class

DOCUMENT = Path(__file__).parents[2] / "docs" / "keys.md"


def an_action(action_id: str, *keys: str, danger: bool = False) -> Action:
    return Action(id=action_id, label=action_id, help="It does.", keys=keys, danger=danger)


@pytest.mark.parametrize("view", VIEWS)
def test_no_two_things_to_do_in_one_view_share_a_key(view: str) -> None:
    assert list(faults(contexts()[view])) == []


@pytest.mark.parametrize(
    ("actions", "said"),
    [
        ((an_action("a.b", "x"), an_action("c.d", "x")), "x is the key of a.b and of c.d"),
        ((an_action("a.b", "g"), an_action("c.d", "g c")), "g of a.b hides g c of c.d"),
        ((an_action("a.b", "ctrl+m"),), "Ctrl+M of a.b does not arrive from every terminal"),
        (
            (an_action("a.b", "d", danger=True),),
            "d of a.b is too easily pressed for what takes away",
        ),
    ],
)
def test_a_fault_of_keys_is_said(actions: tuple[Action, ...], said: str) -> None:
    assert list(faults(actions)) == [said]


@pytest.mark.parametrize(
    "key",
    [
        *("ctrl+h", "ctrl+i", "ctrl+m", "ctrl+a", "ctrl+b", "ctrl+1", "ctrl+enter"),
        *("alt+1", "alt+b", "alt+enter", "shift+enter"),
    ],
)
def test_keys_that_plain_terminals_do_not_send_are_refused(key: str) -> None:
    assert not arrives(key)
    assert not arrives(f"g {key}")


def test_ids_are_those_of_their_owners_and_each_has_its_method() -> None:
    owners: list[tuple[str, type]] = [("shell", Commands), ("sheet", Sheet), ("form", FormPane)]
    owners += [(name, view_class(name)) for name in VIEWS]
    ids: list[str] = []
    for name, owner in owners:
        for action in getattr(owner, "ACTIONS", ()):
            ids.append(action.id)
            assert action.id.partition(".")[0] == name
            method = getattr(owner, action.method)
            assert list(inspect.signature(method).parameters) == ["self"], action.id
            assert action.help.endswith("."), action.id

    assert len(ids) == len(set(ids))


def test_whatever_takes_something_away_asks_first() -> None:
    owners: list[type] = [Commands, Sheet, FormPane, *(view_class(name) for name in VIEWS)]
    dangers = [(owner, a) for owner in owners for a in getattr(owner, "ACTIONS", ()) if a.danger]

    assert dangers
    for owner, action in dangers:
        assert "AskScreen(" in Path(inspect.getfile(owner)).read_text(encoding="utf-8"), action.id


def test_the_document_of_keys_is_made_from_the_registry() -> None:
    made = keys_doc.document()

    assert DOCUMENT.read_text(encoding="utf-8") == made, "python -m tui.keys_doc > docs/keys.md"


def test_a_chord_is_waited_for_and_the_first_owner_who_can_does_it() -> None:
    class Owner:
        def __init__(self, may: bool) -> None:
            self.may = may

        def can(self, _action_id: str) -> bool:
            return self.may

    refuses, does = Owner(False), Owner(True)
    owned = [
        Owned(an_action("a.x", "g c", "x"), refuses),
        Owned(an_action("b.x", "g c", "x"), does),
    ]

    assert pressed(["g"], owned) == (None, True)
    assert pressed(["g", "c"], owned) == (owned[1], False)
    assert pressed(["x"], owned, typing=True) == (None, False)


def test_keys_are_shown_as_officers_know_them() -> None:
    shown = ["Ctrl+P", "g c", "PgUp", "F9", "?", "Space", "G"]

    assert [*map(key_in_words, ["ctrl+p", "g c", "pageup", "f9", "?", "space", "G"])] == shown


def keymap_of(folder: Path, text: str) -> Path:
    file = folder / "keys.toml"
    file.write_text(text, encoding="utf-8")
    return file


def test_an_officers_own_keys_take_the_place_of_the_programs(tmp_path: Path) -> None:
    file = keymap_of(tmp_path, '"shell.today" = ["F2"]\n[sheet]\nlast = []\npage_down = ["Ctrl+D"]')

    keymap = read_keymap(file)

    assert keymap == {"shell.today": ("f2",), "sheet.last": (), "sheet.page_down": ("ctrl+d",)}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('"shell.today" = ["j"]', "j is the key of sheet.down and of shell.today"),
        ('"shell.today" = ["g"]', "hides"),
        ('"shell.today" = ["ctrl+m"]', "Ctrl+M of shell.today does not arrive"),
        ('"shell.undo" = ["u"]', "too easily pressed"),
        ('"shell.nothing" = ["f2"]', "there is no action “shell.nothing”"),
        ('"shell.today" = "f2"', "are no list"),
        ('"shell.today" = [', "it is no TOML"),
    ],
)
def test_a_file_of_keys_that_cannot_be_used_is_refused_in_a_sentence(
    tmp_path: Path, text: str, said: str
) -> None:
    with pytest.raises(SettingsError) as refused:
        read_keymap(keymap_of(tmp_path, text))

    assert said in str(refused.value)
    assert str(tmp_path) in str(refused.value)


def test_a_file_of_keys_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="cannot be read"):
        read_keymap(tmp_path / "none.toml")
