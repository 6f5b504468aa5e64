"""A file is kept whole or not at all unless asked to keep the good; killed, it is finished."""

import subprocess
import sys
from collections.abc import Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine

from casework.desk import Desk
from casework.imports import import_events, import_prisoners
from casework.imports.job import Kind, TakenFile
from casework.views.imports import RowOutcome, Taken
from tests.builders import YESTERDAY, a_person
from tests.casework.conftest import Run
from tests.casework.event_files import MAP, an_event, take, written
from tests.casework.importing import Told, a_prisoner, another, everything, rows
from tests.casework.importing import written as written_json
from tests.casework.workbooks import a_workbook

NOT_KEPT = ["import_receipt"]


def people(count: int) -> list[dict[str, Any]]:
    return [another(prisonerNumber=f"B{n:04}CD") for n in range(count)]


def test_a_bad_last_row_keeps_nothing_and_only_it_is_told(
    desk: Desk, engine: Engine, tmp_path: Path
) -> None:
    file = written_json(tmp_path, [*people(5), a_prisoner(prisonerNumber="no number")])
    before, told = everything(engine, without=NOT_KEPT), Told()

    summary = import_prisoners(desk, [file], tell=told, complete_to=YESTERDAY)

    [tried] = summary.files
    assert (tried.accepted, tried.rejected, tried.held_back) == (0, 1, 5)
    assert told.how == [Taken.REJECTED]
    assert everything(engine, without=NOT_KEPT) == before
    assert summary.complete_to is None
    assert "was not declared complete" in (summary.not_declared or "")
    [receipt] = rows(engine, "import_receipt")
    assert (receipt["accepted"], receipt["rejected"], receipt["complete_to"]) == (0, 1, None)


def test_a_file_that_breaks_off_keeps_nothing(desk: Desk, engine: Engine, tmp_path: Path) -> None:
    file = written_json(tmp_path, people(5))
    file.write_bytes(file.read_bytes()[:-10])
    before = everything(engine, without=NOT_KEPT)

    summary = import_prisoners(desk, [file])

    assert summary.files[0].stopped is not None
    assert (summary.files[0].accepted, summary.files[0].held_back) == (0, 4)
    assert everything(engine, without=NOT_KEPT) == before


@pytest.mark.parametrize("broken", ["csv", "xlsx"])
def test_a_table_that_breaks_off_keeps_nothing(
    desk: Desk, engine: Engine, tmp_path: Path, broken: str
) -> None:
    a_person(desk)
    (tmp_path / "map.toml").write_text(MAP, encoding="utf-8")
    if broken == "csv":
        file = written(tmp_path, [an_event(), an_event(Ref="L2", Remarks='"')])
        file.write_bytes(file.read_bytes()[:-20])
    else:
        header = list(an_event(Remarks=""))
        file = a_workbook(tmp_path, header, list(an_event(Remarks="").values()))
        file.write_bytes(file.read_bytes()[:-30])
    before = everything(engine, without=NOT_KEPT)

    summary = import_events(desk, [file], mapping=str(tmp_path / "map.toml"))

    assert (summary.clean, summary.accepted) == (False, 0)
    assert everything(engine, without=NOT_KEPT) == before


def test_the_good_rows_are_kept_where_that_is_asked_for(
    desk: Desk, engine: Engine, tmp_path: Path
) -> None:
    file = written_json(tmp_path, [*people(5), a_prisoner(prisonerNumber="no number")])

    summary = import_prisoners(desk, [file], keep_good=True, complete_to=YESTERDAY)

    [kept] = summary.files
    assert (kept.accepted, kept.rejected, kept.held_back) == (5, 1, 0)
    assert everything(engine)["person"] == 5
    [receipt] = rows(engine, "import_receipt")
    assert (receipt["accepted"], receipt["rejected"], receipt["complete_to"]) == (5, 1, None)
    assert summary.complete_to is None


def test_one_bad_file_does_not_hold_back_another(
    desk: Desk, engine: Engine, tmp_path: Path
) -> None:
    good = written_json(tmp_path, people(2), "good.json")
    bad = written_json(tmp_path, [a_prisoner(prisonerNumber="x")], "bad.json")

    summary = import_prisoners(desk, [bad, good], complete_to=YESTERDAY)

    assert [file.accepted for file in summary.files] == [0, 2]
    assert summary.not_declared is not None
    receipts = rows(engine, "import_receipt", "id")
    assert [str(receipt["complete_to"]) for receipt in receipts] == ["None", "2026-03-15"]


def test_rows_that_a_trial_could_not_foresee_are_told_when_they_are_kept(
    desk: Desk, engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody else's change between the trial and the keeping rejects a row; the rest stands."""
    first = [False]

    def in_batches(self: Any, file: TakenFile) -> Any:
        if not file.trial and not first[0]:
            first[0] = True
            take_one = written_json(tmp_path, [another(pncNumber="12/394773H")], "other.json")
            import_prisoners(desk, [take_one])
        return original(self, file)

    original = Kind.in_batches
    monkeypatch.setattr(Kind, "in_batches", in_batches)
    file = written_json(tmp_path, [*people(2), a_prisoner()])

    summary = import_prisoners(desk, [file])

    [kept] = summary.files
    assert (kept.accepted, kept.rejected) == (2, 1)


class Killed(BaseException):
    """What a kill looks like from inside: nothing catches it."""


def test_killed_between_batches_and_imported_again_it_is_whole(
    desk: Desk, engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("casework.services.import_prisoners.BATCH", 2)
    file, kept = written_json(tmp_path, people(7)), list[str]()

    def told(_: str, row: RowOutcome) -> None:
        kept.append(row.outcome)
        if len(kept) == 4:
            raise Killed

    with pytest.raises(Killed):
        import_prisoners(desk, [file], tell=told)
    half = everything(engine)
    summary = import_prisoners(desk, [file])

    assert (half["person"], half["import_receipt"]) == (4, 0)
    assert (summary.accepted, summary.unchanged) == (3, 4)
    assert everything(engine)["person"] == 7
    before = everything(engine)
    assert import_prisoners(desk, [file]).unchanged == 7
    assert everything(engine) == before


_KILLED = """
import os, sys
from casework.imports import import_prisoners
from casework.office import open_office
from casework.services import import_prisoners as service
from casework.settings import read_settings
from pathlib import Path

service.BATCH = 2
done = []
def told(_, row):
    done.append(row)
    if len(done) == 4:
        os._exit(9)
with open_office(read_settings()) as office:
    import_prisoners(office.desk(), [Path(sys.argv[1])], tell=told)
"""


def test_a_process_killed_outright_leaves_whole_batches_and_finishes_when_run_again(
    desk: Desk, engine: Engine, run: Run, environment: dict[str, str], tmp_path: Path
) -> None:
    file = written_json(tmp_path, people(7))
    words: Sequence[str] = [sys.executable, "-c", _KILLED, str(file)]

    killed = subprocess.run(words, env=environment, check=False)  # noqa: S603  # our own program

    assert killed.returncode == 9
    assert everything(engine)["person"] == 4
    assert run("import", "prisoners", str(file)).exit_code == 0
    assert everything(engine)["person"] == 7


def test_the_command_says_that_nothing_was_kept_and_how_to_keep_the_good(
    run: Run, desk: Desk, tmp_path: Path
) -> None:
    file = written_json(tmp_path, [*people(2), a_prisoner(prisonerNumber="x")])

    refused = run("import", "prisoners", str(file))
    kept = run("import", "prisoners", str(file), "--keep-good")

    assert refused.exit_code == kept.exit_code == 1
    assert "row 3  rejected" in refused.output
    assert "Nothing of it was kept: 2 good rows held back." in refused.output
    assert "or give --keep-good" in refused.output
    assert "2 rows accepted, 0 unchanged, 1 rejected" in kept.output


def test_progress_tells_the_trial_from_the_keeping_and_how_far_each_is(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_person(desk)
    monkeypatch.setattr("casework.services.import_events.BATCH", 2)
    seen: list[tuple[bool, int, bool]] = []

    @contextmanager
    def watch(file: str, trial: bool) -> Any:
        assert file.endswith("log.csv")
        yield lambda rows, position: seen.append((trial, rows, position.done == position.total > 0))

    rows_of = [an_event(Ref=f"L{n}") for n in range(5)]
    summary, _ = take(desk, tmp_path, *rows_of, keep_good=False, watch=watch)

    assert summary.clean
    assert seen == [(True, 5, True), (False, 2, True), (False, 4, True), (False, 5, True)]
