"""The sheet and what it shows: the cursor, what is in sight, rows fetched as they are seen."""

from collections.abc import Callable, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from textual.geometry import Region, Size

from casework.pages.page import (
    Blank,
    Block,
    Column,
    Heading,
    Page,
    Paragraph,
    Row,
    Table,
    Target,
)
from tui.sheet import Sheet
from tui.sources import PAGE_SIZE, Fetched, PageSource, RowsSource


class SheetOf(Sheet):
    """A sheet of a size that needs no screen."""

    def __init__(self, width: int, height: int) -> None:
        super().__init__(id="main")
        self.cells = Size(width, height)
        self.said: list[Target | None] = []
        self.refreshed: list[Region] = []
        self.heard = self.said.append

    @property
    def size(self) -> Size:
        return self.cells

    def refresh(self, *regions: Region, **_: object) -> "SheetOf":
        self.refreshed += regions
        return self

    def post_message(self, message: object) -> bool:
        if isinstance(message, Sheet.Chosen):
            self.said.append(message.target)
        return True


def paragraph(number: int, lines: int) -> Paragraph:
    return Paragraph(
        "\n".join(f"{number}.{line}" for line in range(lines)), Target("t", str(number))
    )


blocks = st.lists(
    st.one_of(
        st.builds(paragraph, st.integers(1, 99), st.integers(1, 50)),
        st.just(Heading("A heading")),
        st.just(Blank()),
        st.just(Table((Column("A"),), (Row(("a",)), Row(("b",))), "None.")),
    ),
    max_size=12,
)
moves = st.lists(
    st.sampled_from(["down", "up", "page_down", "page_up", "first", "last", "resize"]), max_size=40
)


def in_sight(sheet: Sheet) -> tuple[int, int]:
    return sheet.top, sheet.top + sheet.room - 1


@given(blocks, moves, st.integers(14, 30))
def test_wherever_the_cursor_goes_it_is_in_sight_and_nothing_is_past_the_end(
    of: list[Block], steps: list[str], height: int
) -> None:
    sheet = SheetOf(40, height)
    sheet.show(PageSource(Page("", tuple(of))))
    for step in steps:
        if step == "resize":
            sheet.cells = Size(40 - sheet.cells.width % 17, height)
            sheet.on_resize(None)  # type: ignore[arg-type]  # it looks at the size alone
        else:
            getattr(sheet, f"do_{step}")()
        source = sheet.source
        first, last = in_sight(sheet)
        assert 0 <= sheet.top <= max(source.height - sheet.room, 0)
        if source.items:
            assert 0 <= sheet.cursor < source.items
            begin, end = source.span(sheet.cursor)
            assert begin <= last
            assert end >= first


@given(blocks, st.integers(14, 30))
def test_every_line_comes_into_sight_on_the_way_down_and_on_the_way_up(
    of: list[Block], height: int
) -> None:
    sheet = SheetOf(40, height)
    sheet.show(PageSource(Page("", tuple(of))))
    for step in ("down", "up", "page_down", "page_up"):
        seen: set[int] = set()
        for _ in range(sheet.source.height + sheet.source.items + 2):
            first, last = in_sight(sheet)
            seen |= set(range(first, min(last, sheet.source.height - 1) + 1))
            getattr(sheet, f"do_{step}")()
        assert seen == set(range(sheet.source.height)), step


@given(blocks, st.integers(1, 120), st.integers(1, 30))
def test_each_line_is_drawn_as_wide_as_the_sheet(of: list[Block], width: int, height: int) -> None:
    sheet = SheetOf(width, height)
    sheet.show(PageSource(Page("", tuple(of))))
    for y in range(height):
        assert cell_len(sheet.render_line(y).text) == width


def test_the_cursor_is_seen_without_colour() -> None:
    sheet = SheetOf(40, 10)
    sheet.show(PageSource(Page("", (Paragraph("one\ntwo"), Paragraph("three")))))

    drawn = [sheet.render_line(y).text.rstrip() for y in range(3)]

    assert drawn == ["> one", "| two", "  three"]


def test_choosing_says_where_an_item_leads() -> None:
    sheet = SheetOf(40, 10)
    sheet.show(
        PageSource(Page("", (Heading("People"), paragraph(1, 3), paragraph(2, 1)))), cursor=1
    )
    sheet.do_choose()

    assert sheet.said == [Target("t", "2"), Target("t", "2")]
    assert sheet.target == Target("t", "2")


def test_an_empty_sheet_chooses_nothing_and_holds_nothing() -> None:
    sheet = SheetOf(40, 10)
    sheet.show(PageSource(Page("", (paragraph(1, 1),))))
    sheet.clear()
    sheet.do_down()
    sheet.do_last()
    sheet.do_choose()

    assert sheet.target is None
    assert sheet.said[-1] is None


class Desk:
    """Stands for the reader's thread: rows come when they are let."""

    def __init__(self, many: int, gone: Sequence[int] = ()) -> None:
        self.asked: list[Sequence[int]] = []
        self.waiting: list[Callable[[], None]] = []
        self.arrived = 0
        self.gone = gone
        columns = (Column("Id", 6), Column("Name"))
        self.source = RowsSource(columns, range(1, many + 1), self.fetch, self.arrive)
        self.source.lay_out(40)

    def fetch(self, ids: Sequence[int], keep: Callable[[Fetched], None]) -> None:
        self.asked.append(ids)
        rows = {id_: Row((str(id_), f"name {id_}")) for id_ in ids if id_ not in self.gone}
        self.waiting.append(lambda: keep(rows))

    def arrive(self) -> None:
        self.arrived += 1

    def let(self) -> None:
        while self.waiting:
            self.waiting.pop()()

    def text(self, y: int) -> str:
        return "".join(words.text for words in self.source.line(y).words).strip()


def test_rows_are_asked_for_once_when_they_are_seen_and_a_page_at_a_time() -> None:
    desk = Desk(38_000)
    first = 5 * PAGE_SIZE

    assert [desk.text(y) for y in (first + 1, first + 2)] == ["…", "…"]
    assert desk.asked == [range(first + 1, first + PAGE_SIZE + 1)]
    desk.let()

    assert desk.arrived == 1
    assert desk.text(first + PAGE_SIZE // 2).split()[1:] == [
        "name",
        f"{first + PAGE_SIZE // 2 + 1}",
    ]
    pages = [asked[0] // PAGE_SIZE for asked in desk.asked]
    assert pages == [5, 6, 4], "and those beside it ahead"


def test_only_the_pages_seen_last_are_kept() -> None:
    desk = Desk(38_000)
    for number in range(60):
        desk.text(number * PAGE_SIZE)
        desk.let()

    desk.text(59 * PAGE_SIZE)
    assert len(desk.asked) == 60
    desk.text(0)
    assert len(desk.asked) == 61


def test_a_row_that_is_no_longer_there_says_so() -> None:
    desk = Desk(5, gone=(3,))
    desk.text(0)
    desk.let()

    assert desk.text(2) == "no longer to be seen"
    assert desk.text(3).split() == ["4", "name", "4"]


@pytest.mark.parametrize("many", [0, 1, PAGE_SIZE, PAGE_SIZE + 1])
def test_a_list_of_any_length_ends_where_it_ends(many: int) -> None:
    sheet = SheetOf(40, 10)
    desk = Desk(many)
    sheet.show(desk.source)
    sheet.do_last()
    for y in range(10):
        sheet.render_line(y)
    desk.let()

    assert sheet.cursor == max(many - 1, 0)
    shown = [sheet.render_line(y).text.strip() for y in range(10)]
    assert any(line.startswith(f"> {many}") for line in shown) or not many


def test_rows_shown_before_a_sheet_has_room_can_be_drawn() -> None:
    source = RowsSource((Column("Id"),), range(1, 11), lambda *_: None, lambda: None)
    SheetOf(0, 0).show(source, cursor=7)
    source.hold(0, {number: Row((f"number {number}",)) for number in range(1, 11)})

    assert "".join(words.text for words in source.line(7).words).strip() == "number 8"


def test_rows_fetched_ahead_come_silently_and_those_missed_are_told() -> None:
    desk = Desk(1_000)
    desk.text(0)
    desk.let()
    assert desk.arrived == 1

    desk.text(PAGE_SIZE - 1)
    assert len(desk.asked) == 2, "the next page is asked for ahead"
    desk.let()
    assert desk.arrived == 1


def test_what_was_held_is_shown_until_it_is_read_anew() -> None:
    before = Desk(1_000)
    before.text(0)
    before.let()
    now = Desk(1_000, gone=(1,))

    now.source.inherit(before.source)
    assert now.text(0).split() == ["1", "name", "1"]
    assert now.asked == [range(1, PAGE_SIZE + 1)]
    now.let()

    assert now.arrived == 1
    assert now.text(0) == "no longer to be seen"
    assert len(now.asked) == 1


def test_what_is_read_already_is_not_read_again_for_what_was_held() -> None:
    before = Desk(1_000)
    before.text(0)
    before.let()
    now = Desk(1_000)
    now.source.hold(0, {1: Row(("1", "new"))})

    now.source.inherit(before.source)

    assert now.text(0).split() == ["1", "new"]
    assert not now.asked


def test_only_lines_that_are_others_are_drawn_again() -> None:
    def page(*said: str) -> PageSource:
        return PageSource(Page("", tuple(Paragraph(words) for words in said)))

    sheet = SheetOf(30, 5)
    sheet.show(page("one", "two", "three"))
    drawn = {y: sheet._seen(y) for y in range(5)}  # noqa: SLF001  # as Textual would have drawn it
    sheet._drawn = dict(drawn)  # noqa: SLF001  # the same
    sheet.refreshed.clear()

    sheet.show(page("one", "two", "three"))
    assert sheet.refreshed == []
    sheet.show(page("one", "TWO", "three"))
    assert [region.y for region in sheet.refreshed] == [1]
