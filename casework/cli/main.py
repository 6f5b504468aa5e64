"""The commands, each loaded only when it is asked for, so that a look-up starts fast."""

import sys
from importlib import import_module
from typing import Any

import click

from casework.cli.words import tell_failure, tell_refusal
from casework.collector import seldom
from casework.errors import CaseworkError

_COMMANDS = {
    "init": "casework.cli.setting_up:init",
    "restore-key": "casework.cli.setting_up:restore_key",
    "db": "casework.cli.setting_up:db",
    "demo-data": "casework.cli.demo:demo_data",
    "nightly": "casework.cli.nights:nightly",
    "health": "casework.cli.nights:health",
    "today": "casework.cli.today:today",
    "drafts": "casework.cli.today:drafts",
    "show": "casework.cli.show:show",
    "fact": "casework.cli.show:fact",
    "check": "casework.cli.cases:check",
    "why": "casework.cli.cases:why",
    "find": "casework.cli.find:find",
    "caseload": "casework.cli.caseload:caseload",
    "order": "casework.cli.order:order",
    "flags": "casework.cli.flags:flags",
    "flag": "casework.cli.flags:flag",
    "acknowledge": "casework.cli.deciding:acknowledge",
    "look-into": "casework.cli.deciding:look_into",
    "snooze": "casework.cli.deciding:snooze",
    "unsnooze": "casework.cli.deciding:unsnooze",
    "decide": "casework.cli.deciding:decide",
    "confirm": "casework.cli.deciding:confirm",
    "unchecked": "casework.cli.unchecked:unchecked",
    "rules": "casework.cli.rulebook:rules",
    "import": "casework.cli.importing:import_",
    "complete": "casework.cli.sources:complete",
    "same": "casework.cli.identity:same",
    "not-same": "casework.cli.identity:not_same",
    "withdraw-judgement": "casework.cli.identity:withdraw_judgement_",
    "candidates": "casework.cli.identity:candidates",
    "candidate": "casework.cli.identity:candidate",
    "rates": "casework.cli.rates:rates",
    "prisons": "casework.cli.prisons:prisons",
    "prison": "casework.cli.prisons:prison",
    "allocations": "casework.cli.allocations:allocations",
}

_UNREACHABLE = frozenset({"OperationalError", "InterfaceError"})
"""Errors of a database, by name, that say it is not there, or that others are at work on it."""

REFUSED = 2
"""Exit status of a command that could not do what it was asked, and said so."""


class CommandsOnDemand(click.Group):
    """A group whose commands are imported when they are called for."""

    def main(self, *args: Any, **extra: Any) -> Any:
        """Run a command from its words, with the collector out of the way."""
        seldom()
        return super().main(*args, **extra)

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  # the framework's signature
        """Name the commands in the order an officer meets them."""
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002  # the framework's signature
        """Import one command."""
        place = _COMMANDS.get(cmd_name)
        if place is None:
            return None
        module, _, name = place.partition(":")
        command: click.Command = getattr(import_module(module), name)
        return command

    def invoke(self, ctx: click.Context) -> object:
        """Run a command, and say a refusal in one sentence instead of a trace."""
        try:
            return super().invoke(ctx)
        except CaseworkError as refusal:
            tell_refusal(refusal)
            ctx.exit(REFUSED)
        except BrokenPipeError:
            raise  # nobody reads on; click ends quietly
        except _outside_failures() as failure:
            tell_failure(_in_words(failure))
            ctx.exit(REFUSED)


def _outside_failures() -> tuple[type[Exception], ...]:
    """Return what fails outside this program; the database's errors only once it is in use.

    SQLAlchemy is not imported for this: a command without a database starts without it.
    """
    loaded = sys.modules.get("sqlalchemy.exc")
    return (OSError,) if loaded is None else (OSError, loaded.DBAPIError)


def _in_words(failure: Exception) -> str:
    """Word a failure without the statement, the values or the path it may quote."""
    name = type(failure).__name__
    if isinstance(failure, OSError):
        said = f"{name}: {failure.strerror}" if failure.strerror else name
        return (
            f"A file, a disk or the network could not be used ({said}). Try again; if it goes "
            "on, ask whoever runs the machine."
        )
    if name in _UNREACHABLE:
        return (
            f"The database could not be reached or is busy ({name}). Try again; if it goes on, "
            "ask whoever runs the server."
        )
    return (
        f"The database refused it ({name}). Look for a value of odd size or form; if there is "
        "none, tell whoever runs the server."
    )


@click.group(cls=CommandsOnDemand, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="casework")
def main() -> None:
    """Lifetime management of organised criminals: every clause of every order, every night."""
