"""Whatever prison records say, and in whatever order: what comes again changes nothing."""

import random
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine

from casework.desk import Desk
from tests.casework.importing import everything, take


def _said_of(chance: random.Random) -> dict[str, Any]:
    """A record of one of four people, each of whose fields has a few values to change between."""
    days = [None, "2027-01-01", "2027-02-02", "2027-03-03"]
    return {
        "prisonerNumber": f"A000{chance.randrange(4)}AA",
        "status": chance.choice(["ACTIVE IN", "INACTIVE OUT", None]),
        "cellLocation": chance.choice(["A-1", "B-2", None]),
        "releaseDate": chance.choice(days),
        "licenceExpiryDate": chance.choice(days),
        "lastName": chance.choice(["EXAMPLE", "SAMPLE", "MIG_ERROR_EXAMPLE"]),
        "dateOfBirth": chance.choice(["1980-01-01", "1981-01-01", "1970-01-01", None]),
        "gender": chance.choice(["Male", "Female", None]),
        "alerts": [{"alertCode": "XSC", "active": chance.choice([True, False])}],
    }


@pytest.mark.parametrize("seed", range(4))
def test_whatever_files_say_one_that_comes_again_changes_nothing(
    desk: Desk, engine: Engine, tmp_path: Path, seed: int
) -> None:
    chance = random.Random(seed)  # noqa: S311  # a test's own dice
    for _ in range(6):
        day = date(2026, 3, chance.randrange(1, 16))
        records = [_said_of(chance) for _ in range(8)]
        take(desk, tmp_path, *records, as_of=day)
        before = everything(engine)

        summary, _ = take(desk, tmp_path, *records, as_of=day)

        assert (summary.accepted, summary.rejected) == (0, 0)
        assert everything(engine) == before
