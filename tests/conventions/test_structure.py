"""What must hold of all the code, proved over all of it."""

import ast
import importlib
import inspect
import pkgutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

import casework.services
from casework.desk import declared
from casework.models import PERSON_FACTS, Base, PersonFact
from casework.permissions import PERMITTED

ROOT = Path(__file__).parents[2]
LONGEST_MODULE = 300
WRITERS_OF_TRANSACTIONS = {"casework/desk.py", "casework/installation.py", "casework/schema.py"}


def modules(*packages: str) -> list[Path]:
    return sorted(path for package in packages for path in (ROOT / package).rglob("*.py"))


def services() -> Iterator[Callable[..., Any]]:
    """Yield every public function of a service module that is given a context."""
    for found in pkgutil.iter_modules(casework.services.__path__, "casework.services."):
        module = importlib.import_module(found.name)
        for name, function in inspect.getmembers(module, inspect.isfunction):
            parameters = list(inspect.signature(function).parameters)
            public = function.__module__ == found.name and not name.startswith("_")
            if public and parameters[:1] == ["context"]:
                yield function


@pytest.mark.parametrize("service", [*services()], ids=lambda service: service.__name__)
def test_every_service_declares_an_action_somebody_may_do_and_its_events(
    service: Callable[..., Any],
) -> None:
    declaration = declared(service)

    assert declaration.verbs, "a use that leaves no line in the log"
    assert any(declaration.action in actions for actions in PERMITTED.values())
    assert service.__doc__


def test_there_are_services_to_prove_it_of() -> None:
    assert len(list(services())) >= 10


@pytest.mark.parametrize(
    "path", modules("casework", "rules", "tui"), ids=lambda p: str(p.relative_to(ROOT))
)
def test_no_module_has_swallowed_everything(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST_MODULE


def test_select_stands_only_in_queries() -> None:
    offenders = [
        path
        for path in modules("casework", "tui")
        if "queries" not in path.parts and "select" in _imported_from_sqlalchemy(path)
    ]

    assert offenders == []


def test_transactions_begin_and_end_only_at_the_gate() -> None:
    offenders = {
        str(path.relative_to(ROOT))
        for path in modules("casework", "tui")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in {"commit", "begin"}
    }

    assert offenders <= WRITERS_OF_TRANSACTIONS


def _imported_from_sqlalchemy(path: Path) -> set[str]:
    return {
        name.name
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("sqlalchemy")
        for name in node.names
    }


def loaded_by(statement: str) -> set[str]:
    """Return the top-level names loaded in a fresh process by a statement."""
    program = f"{statement}\nimport sys\nprint(*{{name.partition('.')[0] for name in sys.modules}})"
    done = subprocess.run(  # noqa: S603  # our own interpreter and program
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=ROOT
    )
    return set(done.stdout.split())


def import_all(package: str) -> str:
    """Return a statement that imports every module of a package."""
    return "; ".join(
        "import " + ".".join(path.relative_to(ROOT).with_suffix("").parts)
        for path in modules(package)
        if path.stem != "__init__"
    )


def test_importing_the_rules_loads_nothing_third_party_but_dateutil() -> None:
    every = import_all("rules")
    third_party = {
        name
        for name in loaded_by(every) - loaded_by("")
        if name not in sys.stdlib_module_names
        and name != "rules"
        and not name.startswith("_sysconfigdata")  # the standard library's, named by platform
    }

    assert third_party <= {"dateutil", "six"}


def test_importing_casework_loads_no_screens() -> None:
    assert not loaded_by(import_all("casework")) & {"textual", "tui"}


def test_every_table_of_facts_is_listed_once() -> None:
    mapped = {m.class_ for m in Base.registry.mappers if issubclass(m.class_, PersonFact)}

    assert set(PERSON_FACTS) == mapped
    assert len(PERSON_FACTS) == len(mapped)


def test_every_ignore_gives_its_reason() -> None:
    bare = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in modules("casework", "rules", "tui", "tests", "benchmarks")
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if ("# noqa" in line or "# type: ignore" in line) and not _has_reason(line)
        if path != Path(__file__)
    ]

    assert bare == []


def _has_reason(line: str) -> bool:
    mark = max(line.find("# noqa"), line.find("# type: ignore"))
    return len(line[mark:].split()) > 3
