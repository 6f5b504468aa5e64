"""An officer's steps on a flag: `decide`, `confirm`, `acknowledge`, `look-into`, `snooze`."""

from collections.abc import Callable
from datetime import date

import click

from casework.cli.flags import FLAG
from casework.cli.words import DAY, TEXT, tell, tell_json
from casework.desk import Desk
from casework.errors import DecisionNotPendingError
from casework.models import DecisionKind
from casework.office import open_office
from casework.services.decide_flag import decide_flag
from casework.services.read_flag import read_flag
from casework.services.settle_decision import confirm_decision, refuse_decision
from casework.services.snooze_flag import end_snooze, snooze_flag
from casework.services.take_up_flag import acknowledge_flag, look_into_flag
from casework.settings import read_settings
from casework.views.flag import FlagStep

_FLAG = click.argument("number", metavar="FLAG", type=FLAG)
_REASON = click.option("--reason", type=TEXT, required=True, help="Why; it is kept for good.")
_REMARK = click.option("--reason", type=TEXT, help="Why, if it needs saying.")
_SEEN = click.option(
    "--seen",
    type=TEXT,
    help="The wording you saw, as `casework flag` tells it; as it is now if left out.",
)
_JSON = click.option("--json", "as_json", is_flag=True, help="Print the answer as JSON.")
_KINDS = {kind.value.replace("_", "-"): kind for kind in DecisionKind}


@click.command()
@_FLAG
@click.argument("kind", type=click.Choice(list(_KINDS)))
@_REASON
@_SEEN
@_JSON
def decide(number: int, kind: str, *, reason: str, seen: str | None, as_json: bool) -> None:
    """Decide a FLAG. What matters most is proposed, and needs a second officer."""
    _take(
        number,
        seen,
        lambda desk, as_seen: desk.run(
            decide_flag, number, _KINDS[kind], reason=reason, seen=as_seen
        ),
        as_json=as_json,
    )


@click.command()
@_FLAG
@_REASON
@click.option("--refuse", is_flag=True, help="Refuse the decision; the flag stays open.")
@click.option(
    "--decision",
    type=FLAG,
    help="The decision you saw proposed, as `casework flags` tells it; the one that waits now "
    "if left out.",
)
@_SEEN
@_JSON
def confirm(
    number: int,
    *,
    reason: str,
    refuse: bool,
    decision: int | None,
    seen: str | None,
    as_json: bool,
) -> None:
    """Settle a decision on a FLAG that another officer proposed, or refuse it."""
    service = refuse_decision if refuse else confirm_decision
    _take(
        number,
        seen,
        lambda desk, as_seen: desk.run(
            service,
            number,
            decision=_waiting(desk, number) if decision is None else decision,
            reason=reason,
            seen=as_seen,
        ),
        as_json=as_json,
    )


@click.command()
@_FLAG
@_REMARK
@_SEEN
@_JSON
def acknowledge(number: int, *, reason: str | None, seen: str | None, as_json: bool) -> None:
    """Say that you have seen a FLAG; the first to do so handles it."""
    _take(
        number,
        seen,
        lambda desk, as_seen: desk.run(acknowledge_flag, number, seen=as_seen, reason=reason),
        as_json=as_json,
    )


@click.command()
@_FLAG
@_REMARK
@_SEEN
@_JSON
def look_into(number: int, *, reason: str | None, seen: str | None, as_json: bool) -> None:
    """Say that you look into a FLAG, and handle it from now on."""
    _take(
        number,
        seen,
        lambda desk, as_seen: desk.run(look_into_flag, number, seen=as_seen, reason=reason),
        as_json=as_json,
    )


@click.command()
@_FLAG
@click.option("--until", type=DAY, required=True, help="The last day it is put aside for.")
@_REASON
@_SEEN
@_JSON
def snooze(number: int, *, until: date, reason: str, seen: str | None, as_json: bool) -> None:
    """Put a FLAG aside for some days; its days without a decision still count."""
    _take(
        number,
        seen,
        lambda desk, as_seen: desk.run(
            snooze_flag, number, until=until, reason=reason, seen=as_seen
        ),
        as_json=as_json,
    )


@click.command()
@_FLAG
@_REMARK
@_SEEN
@_JSON
def unsnooze(number: int, *, reason: str | None, seen: str | None, as_json: bool) -> None:
    """Bring a FLAG back that was put aside."""
    _take(
        number,
        seen,
        lambda desk, as_seen: desk.run(end_snooze, number, seen=as_seen, reason=reason),
        as_json=as_json,
    )


def _waiting(desk: Desk, number: int) -> int:
    """Return the number of the decision that waits for a second officer.

    Raises:
        DecisionNotPendingError: none does.
    """
    proposed = desk.run(read_flag, number).flag.proposed
    if proposed is None:
        raise DecisionNotPendingError(number)
    return proposed.decision


def _take(
    number: int, seen: str | None, step: Callable[[Desk, str], FlagStep], *, as_json: bool
) -> None:
    """Take one step on a flag as it was seen, or as it is worded now, and say what came of it."""
    with open_office(read_settings()) as office:
        desk = office.desk()
        as_seen = seen if seen is not None else desk.run(read_flag, number).flag.fingerprint
        taken = step(desk, as_seen.strip())
    if as_json:
        tell_json(taken)
    else:
        tell(taken.says)
