"""Statements are compiled once a run, as in a program that lives long, not once a test.

Every test opens an engine of its own, and an engine compiles each statement when it first meets
it: a quarter of what a test took. The engines of a run share what was compiled, of one kind of
database each; their connections, pools and listeners stay their own.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import Engine, create_engine
from sqlalchemy.engine import Dialect
from sqlalchemy.util import LRUCache

_MOST = 20_000
"""Statements kept of a kind of database: more than the tests have."""


@contextmanager
def compiled_once() -> Iterator[None]:
    """Let the engines that the product makes meanwhile share what they compile."""
    dialects: dict[str, Dialect] = {}
    compiled: dict[str, Any] = {}

    def sharing(*words: Any, **options: Any) -> Engine:
        engine = create_engine(*words, **options)
        name = engine.dialect.name
        known = dialects.get(name)
        if known is None or known.server_version_info is None:  # it has met no database yet
            known = dialects[name] = engine.dialect
        # What was compiled is found by its dialect and its statement.
        engine.dialect = known
        engine._compiled_cache = compiled.setdefault(name, LRUCache(_MOST))  # noqa: SLF001  # it can be given a size, and no cache
        return engine

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("casework.store.create_engine", sharing)
        yield
