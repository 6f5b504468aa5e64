"""A file that changes while it is read, is empty, or is none: nothing more of it is kept."""

import os
import socket
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine

from casework.desk import Desk
from casework.errors import ImportStoppedError
from casework.importing.files import digest_of, opened, reading
from casework.imports import import_events, import_prisoners
from casework.imports.extracts import import_alerts
from casework.imports.job import Kind, TakenFile
from casework.regular_files import open_regular
from casework.views.imports import RowOutcome
from tests.builders import YESTERDAY
from tests.casework.conftest import Run
from tests.casework.event_files import MAP, columns
from tests.casework.importing import a_prisoner, another, everything, rows, written

KEPT_APART = ["import_receipt"]
Change = Callable[[Path], object]


def people(count: int) -> list[dict[str, Any]]:
    return [another(prisonerNumber=f"B{n:04}CD") for n in range(count)]


def _written_over(file: Path) -> None:
    found = file.stat()
    file.write_bytes(file.read_bytes().replace(b"ACTIVE IN", b"ACTIVE XX"))
    os.utime(file, ns=(found.st_atime_ns, found.st_mtime_ns))


def _put_in_its_place(file: Path) -> None:
    other = file.with_name("other")
    other.write_bytes(file.read_bytes())
    other.replace(file)


CHANGES: dict[str, Change] = {
    "written over, its time put back": _written_over,
    "longer": lambda file: file.write_bytes(file.read_bytes() + b" "),
    "another in its place": _put_in_its_place,
    "gone": Path.unlink,
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_file_changed_between_the_trial_and_the_keeping_keeps_nothing(
    desk: Desk, engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, change: str
) -> None:
    original = Kind.in_batches

    def in_batches(self: Any, file: TakenFile) -> Any:
        read = list(original(self, file))
        if not file.trial:
            CHANGES[change](file.path)
        return iter(read)

    monkeypatch.setattr(Kind, "in_batches", in_batches)
    file = written(tmp_path, people(3))
    before = everything(engine, without=KEPT_APART)

    summary = import_prisoners(desk, [file], complete_to=YESTERDAY)

    assert everything(engine, without=KEPT_APART) == before
    stopped = summary.files[0].stopped or ""
    assert "changed while it was read" in stopped
    assert stopped.endswith("Import it again. Nothing of it was kept.")
    assert "was not declared complete" in (summary.not_declared or "")
    assert rows(engine, "import_receipt")[0]["accepted"] == 0


def test_a_file_changed_between_batches_keeps_no_more_of_it(
    desk: Desk, engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("casework.services.import_prisoners.BATCH", 2)
    file, done = written(tmp_path, people(6)), list[RowOutcome]()

    def told(_: str, row: RowOutcome) -> None:
        done.append(row)
        if len(done) == 4:
            _written_over(file)

    summary = import_prisoners(desk, [file], tell=told)

    assert everything(engine)["person"] == summary.accepted == 4
    stopped = summary.files[0].stopped or ""
    assert stopped.endswith("Import it again. What came before stands.")
    [receipt] = rows(engine, "import_receipt")
    assert (receipt["accepted"], receipt["complete_to"]) == (4, None)


def test_a_change_too_quick_for_the_clock_is_found_by_the_digest(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("casework.imports.job.mark_of", lambda _: None)
    file = written(tmp_path, people(2))

    summary = import_prisoners(desk, [file], tell=lambda *_: _written_over(file))

    assert "changed while it was read" in (summary.files[0].stopped or "")


@pytest.mark.parametrize("content", [b"", b"\xef\xbb\xbf", b"\n \r\n"])
@pytest.mark.parametrize("dry_run", [False, True])
def test_an_empty_table_is_refused(
    desk: Desk, engine: Engine, tmp_path: Path, *, content: bytes, dry_run: bool
) -> None:
    file, mapping = tmp_path / "log.csv", tmp_path / "map.toml"
    file.write_bytes(content)
    mapping.write_text(MAP, encoding="utf-8")

    summary = import_events(
        desk, [file], mapping=str(mapping), complete_to=YESTERDAY, dry_run=dry_run
    )

    assert "is empty. Get the file again" in (summary.files[0].stopped or "")
    assert summary.complete_to is None
    assert everything(engine)["source_completeness"] == 0


@pytest.mark.parametrize("kind", ["table", "list"])
def test_a_file_without_a_row_declares_nothing(
    desk: Desk, engine: Engine, run: Run, tmp_path: Path, kind: str
) -> None:
    file, mapping = tmp_path / "log", tmp_path / "map.toml"
    mapping.write_text(MAP, encoding="utf-8")
    file.write_text(",".join(columns(MAP)) if kind == "table" else "[]", encoding="utf-8")
    words = ["events", str(file), "--map", str(mapping)]
    asked = words if kind == "table" else ["prisoners", str(file)]

    ran = run("import", *asked, "--complete-to", YESTERDAY.isoformat())

    assert ran.exit_code == 1
    assert f"{file} has no rows." in ran.output
    assert everything(engine)["source_completeness"] == 0
    assert rows(engine, "import_receipt")[0]["complete_to"] is None


def _a_socket(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as made:
        made.bind(str(path))


OTHERS: dict[str, Change] = {
    "a pipe": os.mkfifo,
    "a device": lambda path: path.symlink_to("/dev/zero"),
    "a socket": _a_socket,
    "a folder": Path.mkdir,
}


@pytest.mark.parametrize("other", OTHERS)
def test_what_is_no_file_is_refused_and_not_waited_for(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, other: str
) -> None:
    monkeypatch.chdir(tmp_path)
    path = Path("other")
    OTHERS[other](path)
    good = written(tmp_path, [a_prisoner()])

    summary = import_prisoners(desk, [path])

    assert "other cannot be read: it is a" in (summary.files[0].stopped or "")
    with pytest.raises(ImportStoppedError, match="not a file"):
        import_alerts(desk, [good], codes=path)
    with pytest.raises(OSError, match="not a file"):
        open_regular(path)


def test_a_link_to_a_file_is_that_file(tmp_path: Path) -> None:
    file, link = tmp_path / "file", tmp_path / "link"
    file.write_bytes(b"a\nb")
    link.symlink_to(file)

    assert reading.get() is None
    assert digest_of(link) == digest_of(file)
    with opened(link) as text:
        assert text.readlines() == [b"a\n", b"b"]


def test_the_command_does_not_offer_what_cannot_help(run: Run, desk: Desk, tmp_path: Path) -> None:
    bad = written(tmp_path, [a_prisoner(prisonerNumber="x")], "bad.json")
    half = written(tmp_path, people(3), "half.json")
    half.write_bytes(half.read_bytes()[:-10])

    held, asked, broken = (
        run("import", "prisoners", *words).output
        for words in ([str(bad)], [str(bad), "--keep-good"], [str(half)])
    )

    for output in (held, asked):
        assert "good row" not in output
        assert "--keep-good" not in output
    assert "Put the rest right" not in broken
    assert "Nothing of it was kept." in broken
    assert "stands" not in broken
