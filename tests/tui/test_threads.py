"""The database threads: the newest read of a lane is answered, every write is made, in order."""

import threading
from collections.abc import Iterator
from queue import Queue

import pytest
from textual.message import Message

from tui.threads import DatabaseThreads, Delivered


class Desk:
    """Stands for the screens' own thread: it runs what is delivered when asked to."""

    def __init__(self) -> None:
        self.queue: Queue[Message] = Queue()
        self.threads = DatabaseThreads(self.queue.put)
        self.heard: list[object] = []
        self.wrong: list[str] = []

    def hear(self, many: int) -> None:
        for _ in range(many):
            delivered = self.queue.get(timeout=5)
            assert isinstance(delivered, Delivered)
            delivered.run()

    def failed(self, error: Exception) -> None:
        self.wrong.append(f"{type(error).__name__}: {error}")


@pytest.fixture
def desk() -> Iterator[Desk]:
    desk = Desk()
    yield desk
    desk.threads.close()


def test_an_answer_is_heard_on_the_screens_own_thread(desk: Desk) -> None:
    desk.threads.read("main", threading.get_ident, desk.heard.append, desk.failed)
    assert desk.heard == []
    assert not desk.threads.idle

    desk.hear(1)

    assert desk.heard != [threading.get_ident()]
    assert desk.threads.idle


def test_only_the_newest_read_of_a_lane_is_answered_and_one_overtaken_is_not_made(
    desk: Desk,
) -> None:
    begun, go_on = threading.Event(), threading.Event()
    made: list[int] = []

    def read(number: int) -> int:
        made.append(number)
        if number == 1:
            begun.set()
            go_on.wait(5)
        return number

    desk.threads.read("main", lambda: read(1), desk.heard.append, desk.failed)
    begun.wait(5)
    desk.threads.read("main", lambda: read(2), desk.heard.append, desk.failed)
    desk.threads.read("main", lambda: read(3), desk.heard.append, desk.failed)
    desk.threads.read("side", lambda: read(4), desk.heard.append, desk.failed)
    go_on.set()
    desk.hear(4)

    assert made == [1, 3, 4]
    assert desk.heard == [3, 4]
    assert desk.threads.idle


def test_what_was_forgotten_is_not_answered(desk: Desk) -> None:
    desk.threads.read("main", lambda: 1, desk.heard.append, desk.failed)
    desk.threads.forget("main")
    desk.hear(1)

    assert desk.heard == []


def test_writes_are_made_all_and_in_order(desk: Desk) -> None:
    made: list[int] = []
    for number in range(20):
        desk.threads.write(lambda n=number: made.append(n), desk.heard.append, desk.failed)  # type: ignore[misc]  # mypy reads no type for n
    desk.hear(20)

    assert made == list(range(20))


def test_what_went_wrong_while_reading_writing_or_answering_is_told(desk: Desk) -> None:
    def wrong(_: object = None) -> None:
        raise ValueError("so it is")

    desk.threads.read("a", wrong, desk.heard.append, desk.failed)
    desk.threads.write(wrong, desk.heard.append, desk.failed)
    desk.threads.read("b", lambda: 1, wrong, desk.failed)
    desk.hear(3)

    assert desk.wrong == ["ValueError: so it is"] * 3
    assert desk.heard == []


def test_closing_finishes_every_write_and_takes_no_more() -> None:
    desk = Desk()
    made: list[int] = []
    for number in range(5):
        desk.threads.write(lambda n=number: made.append(n), desk.heard.append, desk.failed)  # type: ignore[misc]  # as above
    desk.threads.close()
    desk.threads.write(lambda: made.append(9), desk.heard.append, desk.failed)
    desk.threads.read("main", lambda: made.append(9), desk.heard.append, desk.failed)

    assert made == [0, 1, 2, 3, 4]
