"""One flag: why it stands, decided, answered, put aside, taken back; the next by one key."""

from datetime import date

import pytest

from casework.errors import FlagNotOpenError
from casework.forms.decision import DecideForm, SettleForm, SnoozeForm
from casework.forms.filling import read_form
from casework.models import DecisionKind
from casework.office import Office
from casework.pages.page import Target
from casework.pages.plain import plain_lines
from casework.pages.rule_words import ASKS, RULES_CALLED
from casework.services.decide_flag import decide_flag
from casework.services.list_flags import order_flags
from casework.services.read_flag import read_flag
from casework.views.flag import FlagInFull
from rules.book import RULES
from rules.vocabulary import FlagKind
from tests.builders import TODAY
from tests.tui.conftest import LONGEST_WAIT, SIZES, Open, Screens
from tui.fillings.decide import DecideFilling
from tui.fillings.snooze import SnoozeFilling

GRAVEST, LATE_REPORT = 0, 1
"""Where the flags of ELDER and BRAMBLE stand in the list of the region."""


def the_flag(office: Office, place: int) -> FlagInFull:
    """Return the flag at a place of the list, as it stands."""
    desk = office.desk("test", login="officer")
    return desk.run(read_flag, desk.run(order_flags).ids[place])


def again(office: Office, flag: FlagInFull) -> FlagInFull:
    """Return a flag as it stands now."""
    return office.desk("test", login="officer").run(read_flag, flag.flag.flag)


def said(screens: Screens) -> str:
    """Return the words on the screen, however they are wrapped."""
    return " ".join(screens.text.replace("│", " ").split())


async def shown(screens: Screens, flag: FlagInFull) -> None:
    """Show a flag."""
    screens.app.screen.go(Target("flag", str(flag.flag.flag)))  # type: ignore[attr-defined]  # the shell
    await screens.settled()


async def filled(screens: Screens, *lines: str) -> None:
    """Fill the fields of a form, wait for its draft to be kept, and ask for its review."""
    for number, line in enumerate(lines):
        if number:
            await screens.pilot.press("tab")
        await screens.pilot.press(*line)
    for _ in range(LONGEST_WAIT):
        if "Draft saved" in screens.text:
            break
        await screens.pilot.pause(0.05)
    await screens.press("f9")


async def test_a_flag_says_why_and_each_fact_is_one_key_away(
    open_screens: Open, office: Office
) -> None:
    async with open_screens() as screens:
        await shown(screens, the_flag(office, LATE_REPORT))
        await screens.golden("flag")
        await screens.press("space")
        await screens.golden("flag-further")
        await screens.pilot.resize_terminal(*SIZES[1])
        await screens.press("home")
        await screens.golden("flag")


async def test_deciding_is_said_in_full_and_taken_back(open_screens: Open, office: Office) -> None:
    flag = the_flag(office, LATE_REPORT)
    async with open_screens() as screens:
        await shown(screens, flag)
        await screens.press("d")
        await filled(screens, "warn", "told")
        await screens.golden("flag-decide-review")
        await screens.press("down", "enter")
        assert f"Flag {flag.flag.flag} is decided: warning given." in screens.text
        assert "decided: warning given, by First officer" in screens.text

        await screens.press("ctrl+z")
        assert "warning given, is taken back" in said(screens)
        await screens.press("down", "enter")
        assert "is open again" in screens.text

    whole = again(office, flag)
    assert whole.state.value == "open"
    assert [one.stands for one in whole.decisions] == [False]


async def test_one_key_leads_along_the_list_one_came_from(open_screens: Open) -> None:
    async with open_screens() as screens:
        await screens.press("g", "f", "2", "j", "enter", "x")
        assert "ALDER Sam" in screens.text.splitlines()[1]
        assert "Flag 3 of 5 in the list you came from." in screens.text

        await screens.press("X", "X", "X")
        assert "This is the first flag of the list" in screens.text
        assert "ELDER Max" in screens.text.splitlines()[1]

        await screens.press("escape")
        assert screens.text.splitlines()[1].startswith("Flags: everybody's, suspected")


async def test_what_matters_most_is_proposed_and_a_colleague_answers(
    open_screens: Open, office: Office
) -> None:
    flag = the_flag(office, GRAVEST)
    desk = office.desk("test", login="officer")
    filling = DecideFilling(f"{flag.flag.flag}/{flag.flag.fingerprint}")
    values = {"kind": "referred", "reason": "To the force."}
    review = "\n".join(plain_lines(filling.review(desk, values)))
    assert "This takes two officers, for lives" in review
    assert "Who can: Val Second." in review
    assert "is proposed, for lives" in filling.submit(desk, values).says

    async with open_screens("supervisor-1") as screens:
        await shown(screens, flag)
        await screens.golden("flag-proposed")
        await screens.press("c")
        await filled(screens, "refuse", "ask")
        assert "The flag stays open, to be looked into again" in said(screens)
        await screens.press("down", "enter")
        assert "stays open: referred" in screens.text

    assert [one.second for one in again(office, flag).decisions] == ["Val Second"]


async def test_a_flag_is_taken_up_put_aside_and_brought_back(
    open_screens: Open, office: Office
) -> None:
    flag = the_flag(office, LATE_REPORT)
    desk = office.desk("test", login="officer")
    async with open_screens() as screens:
        await shown(screens, flag)
        await screens.press("a")
        assert "it is yours to handle" in screens.text

        await screens.press("z")
        await filled(screens, "+7", "ill")
        assert "to Mon 23 Mar 2026, that day included" in screens.text
        await screens.press("down", "enter")
        assert again(office, flag).flag.snoozed_until == date(2026, 3, 23)
        assert "Put aside" in screens.text
        listed = desk.run(order_flags)
        assert (flag.flag.flag in listed.ids, listed.snoozed) == (False, 1)
        assert flag.flag.flag in desk.run(order_flags, snoozed=True).ids

        await screens.press("Z")
        assert "is back among the open flags" in screens.text

    assert again(office, flag).flag.snoozed_until is None


@pytest.mark.parametrize(("key", "done"), [("a", "acknowledged"), ("i", "looked into")])
async def test_taking_a_flag_up_is_taken_back(
    open_screens: Open, office: Office, key: str, done: str
) -> None:
    flag = the_flag(office, LATE_REPORT)
    number = flag.flag.flag
    async with open_screens() as screens:
        await shown(screens, flag)
        await screens.press(key)
        assert f"{done} by First officer" in said(screens)

        await screens.press("ctrl+z")
        assert f"That you have {done} flag {number} is taken back" in said(screens)
        await screens.press("down", "enter")
        assert f"Taken back: flag {number} is new again; nobody handles it." in said(screens)
        assert "nobody has taken it up yet" in said(screens)
        await screens.press("end")
        assert f"taken back by First officer: {done}, by the" in said(screens)

    assert again(office, flag).flag.handled_by is None


async def test_one_who_may_only_read_is_told_who_decides(
    open_screens: Open, office: Office
) -> None:
    async with open_screens("prison-1") as screens:
        await shown(screens, the_flag(office, GRAVEST))
        await screens.golden("flag-read-only")
        before = screens.text
        await screens.pilot.press("d", "a", "i", "z", "c")
        await screens.settled()
        assert screens.text == before


def test_a_wording_seen_earlier_is_held_beside_the_present_one(office: Office) -> None:
    flag = the_flag(office, LATE_REPORT)
    desk = office.desk("test", login="officer")
    values = {"kind": "warning_given", "reason": "told"}

    unchanged = DecideFilling(f"{flag.flag.flag}/{flag.flag.fingerprint}")
    changed = DecideFilling(f"{flag.flag.flag}/{'0' * 32}")
    told, changed_told = (
        "\n".join(plain_lines(one.review(desk, values))) for one in (unchanged, changed)
    )

    assert "has changed since you saw it" not in told
    assert "This flag has changed since you saw it" in changed_told
    assert "It says now: " in changed_told
    assert changed.submit(desk, values).says.endswith("is decided: warning given.")


def test_a_flag_decided_by_somebody_else_meanwhile_is_refused_in_the_review(
    office: Office,
) -> None:
    flag = the_flag(office, LATE_REPORT)
    desk = office.desk("test", login="officer")
    seen = flag.flag.fingerprint
    number = flag.flag.flag
    desk.run(decide_flag, number, DecisionKind.WARNING_GIVEN, reason="told", seen=seen)

    for filling in (DecideFilling(f"{number}/{seen}"), SnoozeFilling(f"{number}/{seen}")):
        with pytest.raises(FlagNotOpenError, match="is not open: it is decided"):
            filling.review(desk, {"kind": "referred", "reason": "told", "until": TODAY})


def test_forms_ask_for_a_choice_and_a_reason_and_say_what_is_wrong() -> None:
    wrong = {
        name: {field: one.wrong for field, one in read_form(form, typed, today=TODAY).items()}
        for name, form, typed in (
            ("decide", DecideForm(), {"kind": "warn", "reason": "x" * 2001}),
            ("settle", SettleForm(), {"answer": "perhaps", "reason": "I looked"}),
            ("snooze", SnoozeForm(), {"until": "16/3/2026", "reason": ""}),
            ("too long", SnoozeForm(date(2026, 3, 20)), {"until": "+7", "reason": "ill"}),
        )
    }

    assert wrong["decide"]["kind"] == ""
    assert "at most 2000" in wrong["decide"]["reason"]
    assert "is none of the choices" in wrong["settle"]["answer"]
    assert wrong["settle"]["reason"] == ""
    assert wrong["snooze"]["until"] == "Aside to: this has to be a day after today."
    assert "this is needed" in wrong["snooze"]["reason"]
    assert wrong["too long"]["until"] == "Aside to: at most to Fri 20 Mar 2026."


def test_every_rule_and_every_kind_of_flag_has_a_name_for_officers() -> None:
    assert {rule.name for rule in RULES} == set(RULES_CALLED)
    assert set(ASKS) == set(FlagKind)


def test_putting_a_flag_aside_is_taken_back(office: Office) -> None:
    flag = the_flag(office, LATE_REPORT)
    desk = office.desk("test", login="officer")
    filling = SnoozeFilling(f"{flag.flag.flag}/{flag.flag.fingerprint}")
    values = {"until": date(2026, 3, 23), "reason": "ill"}
    filling.review(desk, values)

    undo = filling.submit(desk, values).undo

    assert undo is not None
    assert undo.use(desk) == f"Flag {flag.flag.flag} is back among the open flags."
    assert again(office, flag).flag.snoozed_until is None
