"""The form pane: typing, readings, drafts, and what must never happen to words typed."""

import asyncio
import time

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session
from textual.events import Key
from textual.screen import Screen

from casework.models import Draft, Inclusion
from casework.office import Office
from casework.pages.page import Target
from casework.services.keep_draft import keep_draft
from tests.tui.conftest import Open
from tests.tui.forms import fill, kept, open_form, paste, row_of, shell_of
from tui.field_row import FieldRow
from tui.inputs import LongInput


async def test_what_is_pasted_is_kept_whole_or_refused_in_words(
    open_screens: Open, office: Office
) -> None:
    many = "Seen. [REDACTED]\n" * 625
    async with open_screens() as screens:
        shell = await open_form(screens, "record/P1/find")
        await fill(
            screens,
            item="a phone\nin a box\n",
            happened_on="today",
            place="up\u200bstairs",
            details=many,
        )
        assert shell.form.typed["item"] == "a phone in a box"
        assert "! holds the hidden character" in screens.text

        await screens.press("f9")
        assert "! place: holds the hidden character U+200B; take it out" in screens.text
        shell.drafts.keep_now()
        await screens.settled()
        assert kept(office, "record/P1/find")["details"] == many
        assert len(many) > 10_000


async def test_a_draft_is_kept_within_a_second_though_typing_goes_on(
    open_screens: Open, office: Office
) -> None:
    async with open_screens() as screens:
        shell = await open_form(screens, "record/P1/note")
        row = row_of(shell, "body")
        assert isinstance(row.editor, LongInput)
        row.editor.focus()
        begun = time.monotonic()
        latest = begun
        while time.monotonic() - begun < 2:
            row.editor.insert("x")
            await asyncio.sleep(0.05)
            if len(kept(office, "record/P1/note").get("body", "")) >= 1:
                latest = time.monotonic()
                break

        assert 0 < latest - begun < 1
        assert len(row.typed) > 2


async def test_nothing_typed_is_lost_or_leaks_when_another_form_is_opened(
    open_screens: Open, office: Office
) -> None:
    async with open_screens() as screens:
        shell = await open_form(screens, "record/P1/note")
        await paste(screens, "fact")
        await fill(screens, body="Of P1 alone.")
        await open_form(screens, "record/P2/note")
        assert set(shell.form.typed.values()) == {"note", ""}
        assert "P1" not in screens.text
        assert kept(office, "record/P1/note")["body"] == "Of P1 alone."
        assert kept(office, "record/P2/note") == {}

        await open_form(screens, "record/P1/note")
        assert shell.form.typed["body"] == "Of P1 alone."
        assert "Your draft of 09:00 on Mon 16 Mar 2026 is back." in screens.text
        shell.go(Target("today"))
        await screens.settled()
        assert not any(row.typed for row in shell.form.query(FieldRow))

        left = {"kind": "teleport", "place": "Leeds"}
        office.desk("other session", login="officer").run(keep_draft, "record/P2/note", "", left)
        await open_form(screens, "record/P2/note")
        assert "teleport" in screens.text
        assert "none of the choices" in screens.text
        assert "is back. Not in this form: place: Leeds" in screens.text


async def test_what_is_not_needed_is_not_laid_out_at_a_key(
    open_screens: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    layouts: list[object] = []
    lay_out = Screen._refresh_layout  # noqa: SLF001  # counted, for want of a public way

    def counted(screen: Screen[object], *args: object, **named: object) -> None:
        layouts.append(screen)
        lay_out(screen, *args, **named)  # type: ignore[arg-type]  # passed on as they came

    async with open_screens() as screens:
        shell = await open_form(screens, "record/P1/find")
        await fill(screens, happened_on="4/1")
        await screens.pilot.pause(1)
        await screens.settled()
        monkeypatch.setattr(Screen, "_refresh_layout", counted)
        await screens.pilot.press("3", "/", "2", "6")
        assert "! there is no month 13" in screens.text
        assert layouts == []
        assert len(shell.form.query("*")) < 100

        await fill(screens, item="a phone wrapped in cling film, found in the boot lining")
        assert "in the boot lining" in screens.text
        await screens.press("home")
        assert "what it is        a phone wrapped" in screens.text


async def test_the_field_in_focus_is_in_sight_whatever_the_room(open_screens: Open) -> None:
    async with open_screens(size=(80, 24)) as screens:
        await open_form(screens, "case/")
        for label in ("forenames", "opened on", "works with others", "means and ability",
                      "continuing basis", "planning, control", "surname"):  # fmt: skip
            await screens.press("tab")
            assert any(line.startswith(">") and label in line for line in screens.text.splitlines())
        await screens.press("shift+tab")
        assert ">* planning, control" in screens.text


async def test_a_case_just_opened_is_taken_back(open_screens: Open, office: Office) -> None:
    async with open_screens() as screens:
        await open_form(screens, "case/")
        await fill(
            screens,
            surname="Rowan",
            forenames="Ada",
            opened_on="today",
            works_with_others="Supplies two named groups in the region.",
            capacity_and_capability="Has vehicles, premises and money for it.",
            continuing_basis="Three convictions in ten years, and is at it again.",
            planning_control_coordination="Directs couriers by phone.",
        )
        await screens.press("f9", "down", "enter")
        assert "The case of ROWAN Ada is open: P12. You lead it." in screens.text

        await screens.press("ctrl+z")
        assert "The case of ROWAN Ada, P12, is taken back" in screens.text
        await screens.press("down", "enter")
        assert "Taken back: no case of ROWAN Ada is open." in screens.text
    with Session(office.engine) as session:
        facts = session.scalars(select(Inclusion).where(Inclusion.person_id == 12)).all()
        assert [fact.known_to is None for fact in facts] == [False]


async def test_what_is_typed_is_thrown_away_only_once_that_is_confirmed(
    open_screens: Open, office: Office
) -> None:
    async with open_screens() as screens:
        await open_form(screens, "record/P1/note")
        await fill(screens, body="Wrong person.")
        await screens.press("f8")
        assert (
            "note                Wrong person." in screens.text or "Wrong person." in screens.text
        )
        await screens.press("enter")
        assert shell_of(screens).form.typed["body"] == "Wrong person."

        await screens.pilot.press("f8", "down", "enter")
        await screens.settled()
        assert "Thrown away: Record note: P1 ALDER Sam." in screens.text
        with Session(office.engine) as session:
            assert not session.scalars(select(Draft)).all()


async def test_keys_that_come_in_a_burst_each_reach_their_own_field(open_screens: Open) -> None:
    burst = ["c", "o", "n", "t", "a", "c", "t", "tab", "P", "2", "tab"]
    async with open_screens() as screens:
        shell = await open_form(screens, "record/P1")
        for key in burst:
            screens.app.post_message(Key(key, key if len(key) == 1 else None))
        await screens.settled()

        assert shell.form.typed["kind"] == "contact"
        assert shell.form.typed["other_person"] == "P2"


async def test_a_review_that_goes_on_below_says_so(open_screens: Open) -> None:
    async with open_screens(size=(80, 24)) as screens:
        await open_form(screens, "record/P1/note")
        await screens.press("f8")
        assert "More" not in screens.text
        await screens.press("escape")
        await fill(screens, sort="fact", body="\n".join(f"Line {n}." for n in range(40)))
        await screens.press("f9")
        assert "More below: PgDn." in screens.text
        assert "Line 39." not in screens.text
        for _ in range(4):
            await screens.press("pagedown")
        assert "Line 39." in screens.text
        assert "More above: PgUp." in screens.text


async def test_a_form_that_is_not_laid_out_yet_is_not_reviewed(open_screens: Open) -> None:
    async with open_screens() as screens:
        shell = await open_form(screens, "record/P1")
        form = shell.form
        assert form.filling is not None

        form.bind(form.filling, form.about, {}, None)
        form.do_review()  # the key comes before the form's own next look at its messages
        await screens.settled()

        assert screens.app.screen is shell
        await screens.press("ctrl+s")
        assert "this is needed" in screens.text


@pytest.mark.parametrize("about", ["clause/P5", "clause/", "change/P5", "withdraw/x", "no"])
async def test_an_address_that_names_nothing_is_refused_in_words(
    open_screens: Open, about: str
) -> None:
    async with open_screens() as screens:
        shell = await open_form(screens, about)

        assert not shell.form.display
        assert "Today" in screens.text
        assert any(words in screens.text for words in ("There is no", "Nobody is known here"))
