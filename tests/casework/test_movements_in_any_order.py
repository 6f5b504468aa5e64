"""Whatever the feed repeats and however it is cut into files, one record comes of it."""

from datetime import timedelta
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import given as given_that
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from casework.desk import Desk
from casework.facts import case_files
from casework.imports import import_establishments
from casework.installation import install
from casework.settings import Settings
from rules.custody import Custody, custody_of
from rules.facts import Ref
from rules.vocabulary import MovementKind
from tests.builders import NOW, TODAY, a_movement, given
from tests.casework.conftest import Clock
from tests.casework.importing import everything
from tests.casework.movement_events import (
    NUMBER,
    OTHER,
    a_prisoner_known_as,
    known,
    received,
    released,
    take,
)
from tests.casework.test_night_equals_the_long_way import fresh_database

EXAMPLES = Path(__file__).parents[2] / "docs" / "examples"

moments = st.builds(
    "2026-0{}-{:02}T{:02}:00:00{}".format,
    st.integers(1, 2),
    st.integers(1, 5),
    st.sampled_from([0, 9, 23]),
    st.sampled_from(["Z", "+01:00"]),
)
events = st.builds(
    lambda make, at, number, prison, version: make(at, nomsNumber=number, prisonId=prison)
    | {"version": version},
    st.sampled_from([
        received,
        released,
        lambda at, **more: received(at, "TRANSFERRED", **more),
        lambda at, **more: released(at, "SENT_TO_COURT", **more),
        lambda at, **more: released(at, "RELEASED_TO_HOSPITAL", **more),
    ]),
    moments,
    st.sampled_from([NUMBER, OTHER]),
    st.sampled_from(["EXH", "SMR", "UNK", None]),
    st.integers(1, 3),
)  # fmt: skip


@st.composite
def streams(draw: st.DrawFn) -> tuple[list[Any], list[list[Any]]]:
    """Draw events, and the same ones in another order, some again, cut into files."""
    told = draw(st.lists(events, min_size=1, max_size=12))
    again = draw(st.lists(st.sampled_from(told), max_size=6))
    coming = draw(st.permutations([*told, *again]))
    cuts = sorted(draw(st.lists(st.integers(0, len(coming)), max_size=3)))
    edges = [0, *cuts, len(coming)]
    files = [coming[a:b] for a, b in pairwise(edges) if a < b]
    return told, files


@hypothesis_settings(max_examples=8)
@given_that(stream=streams())
def test_any_order_repetition_and_cut_gives_the_same_movements_and_custody(
    stream: tuple[list[Any], list[list[Any]]], sqlite_template: Settings
) -> None:
    told, files = stream

    plain = _taken_in([told], sqlite_template)
    otherwise = _taken_in(files, sqlite_template)

    assert otherwise == plain


def _taken_in(files: list[list[Any]], template: Settings) -> Any:
    clock = Clock(ticks=timedelta(milliseconds=1))
    with fresh_database(template) as engine, TemporaryDirectory() as folder:
        install(engine, agency="Example Regional Unit", login="officer", at=NOW, today=TODAY)
        desk = Desk(engine=engine, login="officer", interface="test", now=clock)
        import_establishments(desk, [EXAMPLES / "establishments.csv"])
        person = a_prisoner_known_as(desk)
        a_prisoner_known_as(desk, OTHER, "Sample")
        by_day = a_movement(MovementKind.RELEASE, NOW.date().replace(month=2, day=3))
        given(desk, person, by_day)
        for number, events in enumerate(files):
            take(desk, Path(folder), *events, name=f"{number}.jsonl")
        before = everything(engine)
        for number, events in enumerate(files):
            summary, _ = take(desk, Path(folder), *events, name=f"{number}.jsonl")
            assert summary.accepted == 0
        assert everything(engine)["revisions"] == before["revisions"]
        return known(engine), _custody(engine)


def _custody(engine: Engine) -> list[Custody]:
    """Return the custody of both, with the movements' own numbers left out."""
    with Session(engine) as session:
        cases = list(case_files(session, {1: 0, 2: 0}))
    return [
        custody_of(tuple(m._replace(ref=Ref("movement", 0, 1)) for m in case.movements))
        for case in cases
    ]
