"""Esc is told once nothing can follow it, and a terminal at rest is left in peace."""

import selectors

import pytest
from textual import constants
from textual.drivers import linux_driver

from tui.escape import PromptSelector, tell_escape_at_once


def test_after_a_key_one_waits_no_longer_than_for_the_rest_of_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    waited: list[float | None] = []

    def select(_: object, timeout: float | None = None) -> list[object]:
        waited.append(timeout)
        return ["a key"] if len(waited) == 1 else []

    monkeypatch.setattr(selectors.SelectSelector, "select", select)
    selector = PromptSelector()
    for _ in range(3):
        selector.select(0.5)

    first, after, at_rest = waited
    assert (first, at_rest) == (0.5, 0.5)
    assert after is not None
    assert constants.ESCAPE_DELAY < after < 0.5


def test_the_driver_of_textual_waits_so(monkeypatch: pytest.MonkeyPatch) -> None:
    used = linux_driver.LinuxDriver.run_input_thread.__globals__
    assert "selectors" in used, "it has another way now: see tui/escape.py"
    monkeypatch.setitem(vars(linux_driver), "selectors", selectors)

    tell_escape_at_once()

    assert used["selectors"].SelectSelector is PromptSelector
