"""Taking in rates of exchange, and what becomes of the rulebook and of past nights."""

import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy import Engine

from casework.desk import Desk
from casework.errors import NotPermittedError, RowRefusedError
from casework.imports.rates import import_rates
from casework.installation import NIGHTLY_LOGIN
from casework.models import CourtOrder, Event
from casework.office import Office
from casework.recording import NewFact
from casework.services.read_book import read_rates
from casework.settings import Settings
from casework.views.imports import ImportSummary, Taken
from rules.duties import CashLimit
from rules.rates import Rate
from rules.vocabulary import Court, EventKind, ItemKind, Nation, OrderKind
from tests.builders import a_person, a_provision, given
from tests.casework.conftest import Clock, Run
from tests.casework.importing import Told, everything, rows

OCTOBER = "currency,since,until,per_pound\nEUR,2014-10-01,2014-10-31,1.2650\n"
HMRC = (
    "Country/Territories,Currency,Currency Code,Currency Units per £1,Start date,End date\n"
    "Eurozone,Euro,EUR,1.265,01/10/2014,31/10/2014\n"
    "USA,Dollar,usd,1.6,01/10/2014,31/10/2014\n"
    "Somewhere,Dollar,USD,1.60,01/10/2014,31/10/2014\n"
)


def take(
    desk: Desk, path: Path, text: str, *, dry_run: bool = False, keep_good: bool = False
) -> tuple[ImportSummary, Told]:
    file, told = path / "rates.csv", Told()
    file.write_text(text, encoding="utf-8")
    summary = import_rates(
        desk, [file], published_by="HMRC", tell=told, dry_run=dry_run, keep_good=keep_good
    )
    return summary, told


def test_takes_in_rates_under_our_names_and_hmrcs(desk: Desk, tmp_path: Path) -> None:
    summary, told = take(desk, tmp_path, HMRC)

    assert (summary.accepted, summary.unchanged) == (2, 1)
    assert told.messages[0] == "EUR from Wed 1 Oct 2014 is new."
    known = desk.run(read_rates).rates
    span = (date(2014, 10, 1), date(2014, 10, 31))
    assert known == (
        Rate("EUR", *span, Decimal("1.265"), "HMRC"),
        Rate("USD", *span, Decimal("1.6"), "HMRC"),
    )
    _, again = take(desk, tmp_path, OCTOBER)
    assert again.how == [Taken.UNCHANGED]


def test_the_same_file_twice_changes_nothing(desk: Desk, engine: Engine, tmp_path: Path) -> None:
    take(desk, tmp_path, HMRC)
    before = everything(engine)

    _, told = take(desk, tmp_path, HMRC)

    assert told.how == [Taken.UNCHANGED] * 3
    assert everything(engine) == before


def test_another_rate_for_the_same_days_supersedes_and_the_first_stays_to_be_read(
    desk: Desk, engine: Engine, clock: Clock, tmp_path: Path
) -> None:
    take(desk, tmp_path, OCTOBER)
    clock.move_on(hours=1)

    _, told = take(desk, tmp_path, OCTOBER.replace("1.2650", "1.3"))

    assert told.messages == ["EUR from Wed 1 Oct 2014 was 1.265, and is superseded."]
    first, second = rows(engine, "exchange_rate", "id")
    assert (first["per_pound"], second["per_pound"]) == ("1.265", "1.3")
    assert first["known_to"] == second["known_from"] > first["known_from"]
    assert second["known_to"] is None
    assert [rate.per_pound for rate in desk.run(read_rates).rates] == [Decimal("1.3")]


def test_superseding_at_one_moment_keeps_both_in_order(
    desk: Desk, engine: Engine, tmp_path: Path
) -> None:
    for rate in ("1.1", "1.2", "1.1"):
        take(desk, tmp_path, OCTOBER.replace("1.2650", rate))

    kept = rows(engine, "exchange_rate", "id")
    assert [row["per_pound"] for row in kept] == ["1.1", "1.2", "1.1"]
    assert all(row["known_from"] < row["known_to"] for row in kept[:2])


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        ("EURO,2014-10-01,2014-10-31,1.2", 'currency "EURO" is not the code of a foreign currency'),
        ("GBP,2014-10-01,2014-10-31,1", 'currency "GBP" is not the code of a foreign currency'),
        ("USD,1 Oct 2014,2014-10-31,1.2", "is not a day written YYYY-MM-DD or DD/MM/YYYY"),
        ("USD,2014-02-30,2014-10-31,1.2", 'since "2014-02-30" is not a day'),
        ("USD,2014-10-31,2014-10-01,1.2", "the rate ends on 2014-10-01, before it begins"),
        ("USD,2014-10-01,2014-10-31,0", 'per_pound "0" is not a number of units for one pound'),
        ("USD,2014-10-01,2014-10-31,-1", 'per_pound "-1" is not a number'),
        ("USD,2014-10-01,2014-10-31,NaN", 'per_pound "NaN" is not a number'),
        ("USD,2014-10-01,2014-10-31,1e9", 'per_pound "1e9" is not a number'),
        ("USD,2014-10-01,2014-10-31", "The row has 3 cells under a header of 4"),
        ("EUR,01/10/2014,31/10/2014,1.3", "Row 2 gives another rate of EUR for the same days"),
    ],
)
def test_a_bad_row_is_named_and_with_keep_good_spoils_no_other(
    desk: Desk, engine: Engine, tmp_path: Path, row: str, sentence: str
) -> None:
    summary, told = take(desk, tmp_path, f"{OCTOBER}{row}\n", keep_good=True)

    assert (summary.accepted, summary.rejected) == (1, 1)
    [refused] = [each for each in told.outcomes if each.outcome is Taken.REJECTED]
    assert refused.number == 3
    assert sentence in refused.message
    assert everything(engine)["exchange_rate"] == 1


def test_a_dry_run_keeps_nothing(desk: Desk, engine: Engine, tmp_path: Path) -> None:
    before = everything(engine)

    _, told = take(desk, tmp_path, HMRC, dry_run=True)

    assert told.how == [Taken.ACCEPTED, Taken.ACCEPTED, Taken.UNCHANGED]
    assert everything(engine) == before


def test_a_file_without_the_columns_says_which_it_has(desk: Desk, tmp_path: Path) -> None:
    summary, _ = take(desk, tmp_path, "currency,from,to,rate\nEUR,1,2,3\n")

    assert summary.files[0].stopped is not None
    assert "has no column for since, until, per_pound; its first row has" in (
        summary.files[0].stopped
    )


@pytest.mark.parametrize(("named", "why"), [("  ", "Say who"), ("A\x1bB", "hidden character")])
def test_a_publisher_that_cannot_be_told_is_refused(
    desk: Desk, tmp_path: Path, named: str, why: str
) -> None:
    (tmp_path / "rates.csv").write_text(OCTOBER, encoding="utf-8")

    with pytest.raises(RowRefusedError, match=why):
        import_rates(desk, [tmp_path / "rates.csv"], published_by=named)


def test_the_unattended_check_reads_the_rates_and_may_not_keep_them(
    desk: Desk, nightly_desk: Desk, tmp_path: Path
) -> None:
    take(desk, tmp_path, OCTOBER)

    assert nightly_desk.run(read_rates) == desk.run(read_rates)
    with pytest.raises(NotPermittedError):
        take(nightly_desk, tmp_path, OCTOBER)


def test_a_rate_counts_in_the_rulebook_and_its_digest(
    desk: Desk, engine: Engine, settings: Settings, tmp_path: Path
) -> None:
    office = Office(settings=settings, engine=engine)
    before = office.rulebook()
    take(desk, tmp_path, OCTOBER)

    after = office.rulebook()

    assert before.rates.rates == ()
    assert after.rates == desk.run(read_rates)
    assert after.digest != before.digest
    assert after.digest == office.rulebook().digest


def test_reading_the_rates_leaves_a_line_in_the_log(
    desk: Desk, engine: Engine, settings: Settings
) -> None:
    before = len(rows(engine, "audit_event"))

    Office(settings=settings, engine=engine).rulebook()

    last = rows(engine, "audit_event", "id")[-1]
    assert (last["action"], last["login"]) == ("read_rates", NIGHTLY_LOGIN)
    assert len(rows(engine, "audit_event")) == before + 1


@pytest.fixture
def euros_found(desk: Desk) -> str:
    """Somebody bound by a limit of a thousand pounds, and 1,200 euros found in October."""
    person = a_person(desk)
    [order] = given(
        desk,
        person,
        NewFact(
            CourtOrder,
            {
                "kind": OrderKind.SCPO,
                "nation": Nation.ENGLAND_AND_WALES,
                "court": Court.CROWN_COURT,
                "made_on": date(2014, 1, 14),
                "represented": True,
            },
        ),
    )
    limit = CashLimit(most=100_000, currency="GBP")
    given(desk, person, a_provision(order, limit, starts_on=date(2014, 1, 14)))
    found = {
        "kind": EventKind.FIND,
        "happened_on": date(2014, 10, 15),
        "item_kind": ItemKind.CASH,
        "amount": 120_000,
        "currency": "EUR",
    }
    given(desk, person, NewFact(Event, found))
    return person


def test_the_command_line_keeps_lists_and_counts_by_the_rates(
    run: Run, euros_found: str, tmp_path: Path
) -> None:
    file = tmp_path / "rates.csv"
    file.write_text(OCTOBER, encoding="utf-8")
    day = ("--on", "2014-10-15")

    assert "no rate of exchange is recorded" in run("check", euros_found, *day).stdout
    tried = run("rates", "import", str(file), "--from", "HMRC", "--dry-run")
    assert "row 2  accepted  EUR from Wed 1 Oct 2014 is new." in tried.stdout
    assert "A dry run: nothing was kept." in tried.stdout
    assert run("rates", "list").stdout == "0 rates\n"

    taken = run("rates", "import", str(file), "--from", "HMRC")
    assert (taken.exit_code, taken.stdout) == (
        0,
        f"{file}: 1 row accepted, 0 unchanged, 0 rejected\n",
    )
    assert run("rates", "list").stdout.splitlines() == [
        "1 rate",
        "  EUR  Wed 1 Oct 2014 to Fri 31 Oct 2014  1.265 to the pound  (HMRC)",
    ]
    [listed] = json.loads(run("rates", "list", "--json").stdout)["rates"]
    assert (listed["currency"], listed["per_pound"]) == ("EUR", "1.265")
    assert "cash.over_limit" not in run("check", euros_found, *day).stdout

    file.write_text(OCTOBER.replace("1.2650", "1.1"), encoding="utf-8")
    again = run("rates", "import", str(file), "--from", "HMRC", "--json")
    assert json.loads(again.stdout)["files"][0]["accepted"] == 1
    words = " ".join(run("check", euros_found, *day).stdout.split())
    assert (
        "EUR 1,200.00, at EUR 1.1 to the pound (HMRC, 1 Oct to 31 Oct 2014) GBP 1,090.90" in words
    )


def test_a_bad_row_is_told_and_exits_1(run: Run, desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "rates.csv"
    file.write_text(f"{OCTOBER}XX,2014-10-01,2014-10-31,1\n", encoding="utf-8")

    told = run("rates", "import", str(file))

    assert told.exit_code == 1
    assert 'row 3  rejected  currency "XX" is not the code of a foreign currency' in told.stdout
    assert run("rates", "list").stdout == "0 rates\n"


def test_a_past_night_is_judged_again_by_the_rates_it_had(
    run: Run, euros_found: str, tmp_path: Path
) -> None:
    file = tmp_path / "rates.csv"
    file.write_text(OCTOBER, encoding="utf-8")
    run("rates", "import", str(file), "--from", "HMRC")
    assert run("nightly", "--on", "2014-10-15").exit_code == 0
    night = json.loads(run("health", "--json").stdout)
    file.write_text(OCTOBER.replace("1.2650", "1.1"), encoding="utf-8")
    run("rates", "import", str(file), "--from", "HMRC")

    now = run("check", euros_found, "--on", "2014-10-15").stdout
    assert "cash.over_limit" in now
    finished = night["last_night"]["finished_at"]
    then = run("check", euros_found, "--on", "2014-10-15", "--known-at", finished).stdout
    assert "cash.over_limit" not in then
