"""Python's cyclic garbage collector, kept out of the way of a long run over case files."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def collector_paused() -> Iterator[None]:
    """Pause the collector for a block that makes and drops many objects in batches.

    A batch's case files are some hundred thousand tuples that stay alive until its end,
    and none refers back to what holds it, so counting references frees them all. The
    collector would walk them again and again and find nothing: a third to a half of the
    time of a night. What is alive already is frozen, so that `collect` between two
    batches need not walk it either.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()
        if was_enabled:
            gc.enable()


def collect() -> None:
    """Collect what one batch left behind in circles, such as the mapper's own."""
    gc.collect()


def seldom() -> None:
    """Let the collector look seldom: for a program that starts, answers, and is done.

    Loading makes some hundred thousand objects and drops none; by default the collector walks
    them some hundred times, a fifth of the time a look-up takes. Circles are still found.
    """
    gc.set_threshold(100_000, 20, 100)
