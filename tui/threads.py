"""One database thread for reads and one for writes: the screens' own thread never waits.

A read belongs to a lane, such as the main sheet: only the newest of a lane is answered, and
one that was overtaken before it began is not made. Writes are made all, in order.
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from typing import Generic, TypeVar

from textual.message import Message

T = TypeVar("T")

Deliver = Callable[[Message], object]


class Delivered(Message, bubble=False):
    """Something came from a database thread; `run` is run on the screens' own."""

    def __init__(self, run: Callable[[], None]) -> None:
        super().__init__()
        self.run = run


class _Job(Generic[T]):
    """What is done on a database thread, and what is done with what came of it."""

    def __init__(
        self,
        work: Callable[[], T],
        then: Callable[[T], None],
        failed: Callable[[Exception], None],
    ) -> None:
        self.work, self.then, self.failed = work, then, failed

    def __call__(self) -> Callable[[], None]:
        try:
            answer = self.work()
        except Exception as error:  # noqa: BLE001  # told on the screen, or by the crash handler
            refusal = error
            return lambda: self.failed(refusal)
        return lambda: self._answer(answer)

    def _answer(self, answer: T) -> None:
        try:
            self.then(answer)
        except Exception as error:  # noqa: BLE001  # one record that cannot be shown ends no session
            self.failed(error)


class DatabaseThreads:
    """The reader and the writer. `deliver` posts a message to the screens, from any thread."""

    def __init__(self, deliver: Deliver) -> None:
        self._deliver = deliver
        self._reader = ThreadPoolExecutor(1, thread_name_prefix="casework-reads")
        self._writer = ThreadPoolExecutor(1, thread_name_prefix="casework-writes")
        self._tickets: dict[str, int] = {}
        self._next = count(1)
        self.reading = 0
        self.writing = 0
        self._closed = False

    @property
    def idle(self) -> bool:
        """Whether nothing is being read or written."""
        return not self.reading and not self.writing

    def read(
        self,
        lane: str,
        work: Callable[[], T],
        then: Callable[[T], None],
        failed: Callable[[Exception], None],
    ) -> None:
        """Read on the reader's thread; what a newer read of the lane overtook is dropped.

        Once closed nothing is read any more.
        """
        if self._closed:
            return
        ticket = self._tickets[lane] = next(self._next)
        self.reading += 1
        job = _Job(work, then, failed)

        def run() -> None:
            answer = job() if self._tickets[lane] == ticket else None
            self._deliver(Delivered(lambda: self._read(lane, ticket, answer)))

        self._reader.submit(run)

    def _read(self, lane: str, ticket: int, answer: Callable[[], None] | None) -> None:
        self.reading -= 1
        if answer is not None and self._tickets[lane] == ticket:
            answer()

    def forget(self, lane: str) -> None:
        """Let no read of a lane that is under way be answered any more."""
        self._tickets[lane] = next(self._next)

    def write(
        self,
        work: Callable[[], T],
        then: Callable[[T], None],
        failed: Callable[[Exception], None],
    ) -> None:
        """Write on the writer's thread, after every write before it; once closed, no more."""
        if self._closed:
            return
        self.writing += 1
        job = _Job(work, then, failed)

        def run() -> None:
            answer = job()
            self._deliver(Delivered(lambda: self._written(answer)))

        self._writer.submit(run)

    def _written(self, answer: Callable[[], None]) -> None:
        self.writing -= 1
        answer()

    def close(self) -> None:
        """Finish every write, and stop."""
        self._closed = True
        self._reader.shutdown(wait=False, cancel_futures=True)
        self._writer.shutdown(wait=True)
