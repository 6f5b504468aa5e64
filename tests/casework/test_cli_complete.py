"""`casework complete`: how far a source has told everything, said by an officer."""

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from casework.desk import Desk
from casework.installation import NIGHTLY_LOGIN
from casework.queries import sources
from rules.vocabulary import Feed
from tests.builders import YESTERDAY
from tests.casework.conftest import Run

EARLIER = "2026-03-10"

pytestmark = pytest.mark.usefixtures("desk")


def test_declares_a_source_complete_to_a_day(run: Run, engine: Engine) -> None:
    told = run("complete", "post_log", str(YESTERDAY))

    assert (told.exit_code, told.stdout) == (
        0,
        "The source post_log is complete to Sun 15 Mar 2026.\n",
    )
    with Session(engine) as session:
        assert sources.complete_to(session) == {Feed.POST_LOG: YESTERDAY}
    assert "post log is complete to Sun 15 Mar 2026" in run("health").stdout


def test_the_same_day_again_changes_nothing_and_says_so(run: Run) -> None:
    run("complete", "post_log", EARLIER)

    again = run("complete", "post_log", EARLIER)

    assert again.exit_code == 0
    assert again.stdout == "The source post_log was complete to Tue 10 Mar 2026 already.\n"


def test_an_earlier_day_has_to_be_meant(run: Run) -> None:
    run("complete", "post_log", str(YESTERDAY))

    refused = run("complete", "post_log", EARLIER)
    assert refused.exit_code == 2
    assert "is complete to Sun 15 Mar 2026 already" in refused.stderr

    meant = run("complete", "post_log", EARLIER, "--take-back")
    assert meant.exit_code == 0
    assert meant.stdout == "The source post_log is complete to Tue 10 Mar 2026.\n"


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["gossip", EARLIER], "There is no source gossip. The sources are: border, "),
        (["post_log", "2199-01-01"], "has not ended, so no source can be complete to it"),
    ],
)
def test_what_cannot_be_declared_is_one_sentence_and_exit_2(
    run: Run, words: list[str], sentence: str
) -> None:
    told = run("complete", *words)

    assert told.exit_code == 2
    assert sentence in told.stderr


def test_who_may_not_import_may_not_declare(
    run: Run, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CASEWORK_OFFICER", NIGHTLY_LOGIN)

    told = run("complete", "post_log", EARLIER)

    assert told.exit_code == 2
    assert "may not import" in told.stderr
