"""`casework rules`: the rulebook, told and tried. No case is read."""

from dataclasses import asdict
from pathlib import Path

import click

from casework.calendars import build_calendar
from casework.cli.words import TEXT, counted, tell, tell_json
from casework.rule_cases import run_rule_cases
from rules.book import RULES, Rulebook
from rules.rule import Rule

DIFFERS = 1
"""Exit status where a rule does not do what a case says."""


@click.group()
def rules() -> None:
    """Tell what the rules are, and try them on cases written as data."""


@rules.command("list")
@click.option("--json", "as_json", is_flag=True, help="Print the list as JSON.")
def list_(*, as_json: bool) -> None:
    """List every rule in the order of the rulebook."""
    if as_json:
        tell_json({"rules": [_told(rule) for rule in RULES]})
        return
    for rule in RULES:
        tell(f"{rule.id}  {rule.name:<30} {rule.severity:<7} {rule.title}")


@rules.command()
@click.argument("name", type=TEXT)
@click.option("--json", "as_json", is_flag=True, help="Print the rule as JSON.")
def show(name: str, *, as_json: bool) -> None:
    """Tell one rule whole, by its dotted name or its id."""
    rule = next((rule for rule in RULES if name in {rule.name, rule.id}), None)
    if rule is None:
        raise click.UsageError(f"There is no rule {name}; `casework rules list` names them.")
    told = _told(rule)
    if as_json:
        tell_json(told)
        return
    for key, value in told.items():
        words = ", ".join(value) if isinstance(value, list) else str(value)
        first, *rest = words.splitlines() or [""]
        tell(f"{key:<10} {first}")
        for line in rest:
            tell(f"{'':<10} {line.strip()}")


@rules.command("test")
@click.argument(
    "files",
    nargs=-1,
    required=True,
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
)
@click.option("--json", "as_json", is_flag=True, help="Print every outcome as JSON.")
@click.pass_context
def test_(ctx: click.Context, files: tuple[Path, ...], *, as_json: bool) -> None:
    """Try the rules on FILES of written cases (docs/cases.md). Exit status 1 if any differs."""
    book = Rulebook(build_calendar())
    judged = [(file, case) for file in files for case in run_rule_cases(file, book)]
    failed = [(file, case) for file, case in judged if not case.passed]
    if as_json:
        outcomes = [{"file": str(file)} | asdict(case) for file, case in judged]
        tell_json({"judged": outcomes, "failed": len(failed)})
    else:
        for file, case in failed:
            for line in f"{file}: {case}".splitlines():
                tell(line)
        tell(f"{counted(len(judged), 'judged day')}, {len(failed):,} not as written")
    if failed:
        ctx.exit(DIFFERS)


def _told(rule: Rule) -> dict[str, object]:
    return {
        "id": rule.id,
        "name": rule.name,
        "version": rule.version,
        "raises": rule.kind.value.replace("_", " "),
        "severity": rule.severity.value,
        "told": [recipient.value for recipient in rule.told],
        "source": rule.source,
        "says": rule.look.__doc__ or "",
    }
