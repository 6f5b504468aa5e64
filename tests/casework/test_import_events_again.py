"""Whatever tables say happened, and in whatever order: what comes again changes nothing."""

import random
from pathlib import Path

import pytest
from sqlalchemy import Engine

from casework.desk import Desk
from casework.models import Event
from casework.services.record_facts import correct_fact, withdraw_fact
from tests.builders import a_person
from tests.casework.conftest import Clock
from tests.casework.event_files import HOLDINGS, an_event, take
from tests.casework.importing import everything, rows


def _event(chance: random.Random) -> dict[str, str]:
    """A row of one of two people, with few values to change between."""
    return an_event(
        Person=chance.choice(["P1", "P2", "p01"]),
        What=chance.choice(["visit", "call"]),
        Day=f"{chance.randrange(1, 3):02}/01/2024",
        Time=chance.choice(["", "09:30"]),
        Ref=chance.choice(["", "", "L1", "L2"]),
        Where=chance.choice(["", "Here", "There"]),
    )


def _holding(chance: random.Random) -> dict[str, str]:
    return {
        "Person": "P1",
        "What": "phone",
        "Thing": chance.choice(["07700 900123", "07700900123", "07700900456"]),
        "Got": chance.choice(["2024-01-01", "2024-01-02"]),
        "Lost": chance.choice(["", "2024-03-01", "2024-03-02"]),
        "Ref": chance.choice(["", "", "H1"]),
    }


@pytest.mark.parametrize("seed", range(2))
def test_whatever_files_say_one_that_comes_again_changes_nothing(
    desk: Desk, engine: Engine, clock: Clock, tmp_path: Path, seed: int
) -> None:
    for _ in range(2):
        a_person(desk)
    chance = random.Random(seed)  # noqa: S311  # a test's own dice
    earlier = []
    for _ in range(3):
        clock.move_on(hours=1)
        log, things = [_event(chance) for _ in range(8)], [_holding(chance) for _ in range(4)]
        earlier += [(log, None), (things, HOLDINGS)]
        for file, mapping in earlier[-2:]:
            options = {"mapping": mapping} if mapping else {}
            take(desk, tmp_path, *file, **options)
        for file, mapping in earlier:
            before = everything(engine, without=["import_receipt"])
            options = {"mapping": mapping} if mapping else {}
            summary, told = take(desk, tmp_path, *file, **options)
            assert summary.accepted == 0, told.messages
            assert everything(engine, without=["import_receipt"]) == before


def test_files_in_any_order_leave_the_same_events(
    desk: Desk, engine: Engine, tmp_path: Path
) -> None:
    """Two people, of whom the same is said: of one from first to last, of the other backwards."""
    for _ in range(2):
        a_person(desk)
    chance = random.Random(7)  # noqa: S311  # a test's own dice
    file = [_event(chance) | {"Ref": f"L{n}" if n % 2 else ""} for n in range(12)]
    first, second = ([row | {"Person": person} for row in file] for person in ("P1", "P2"))
    take(desk, tmp_path, *first[:6], *second[:5:-1])
    take(desk, tmp_path, *second[5::-1], *first[6:], name="later.csv")

    def said(person: int) -> list[tuple[str, ...]]:
        columns = ("reference", "kind", "happened_on", "happened_at", "place")
        found = [row for row in rows(engine, "event") if row["person_id"] == person]
        return sorted(tuple(str(row[name]) for name in columns) for row in found)

    assert len(said(1)) > 6
    assert said(1) == said(2)


def test_officers_changes_stand_whatever_comes_after(
    desk: Desk, engine: Engine, clock: Clock, tmp_path: Path
) -> None:
    a_person(desk)
    file = [an_event(Ref=f"L{n}" if n % 2 else "", Where=f"Place {n}") for n in range(6)]
    take(desk, tmp_path, *file)
    clock.move_on(days=1)
    for place, row in enumerate(rows(engine, "event", "fact_id")):
        if place % 3 == 0:
            changes = {"place": "Another"}
            desk.run(correct_fact, "P1", Event, row["fact_id"], changes, reason="Seen.")
        elif place % 3 == 1:
            desk.run(withdraw_fact, "P1", Event, row["fact_id"], reason="Not this one.")
    before = everything(engine, without=["import_receipt"])

    for order in (file, file[::-1], file * 2):
        summary, told = take(desk, tmp_path, *order)
        assert (summary.accepted, summary.rejected) == (0, 0), told.messages
        assert everything(engine, without=["import_receipt"]) == before
