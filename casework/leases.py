"""Leases: who runs a job that only one may run, and whether they still may."""

from datetime import timedelta

from casework import processes
from casework.context import Context
from casework.errors import LeaseLostError
from casework.models import Lease
from casework.queries import nights

NIGHTLY_CHECK = "nightly check"
"""The job of judging every case, once a day."""

EXPIRES_AFTER = timedelta(minutes=10)
"""How long a lease may go unrenewed by a holder on another host before it is taken over."""


def renew(context: Context, job: str, token: int) -> None:
    """Renew a lease in the transaction of the work it guards.

    Raises:
        LeaseLostError: another run has taken it over; nothing of this work may be kept.
    """
    lease = nights.lease(context.session, job)
    if lease is None or lease.token != token or lease.held_since is None:
        raise LeaseLostError(job)
    lease.renewed_at = context.now


def is_held(context: Context, lease: Lease) -> bool:
    """Whether a lease's holder is alive on this host, or on another was heard of lately."""
    if lease.held_since is None:
        return False
    if lease.host == processes.host():
        return lease.process is not None and processes.is_alive(lease.process)
    return lease.renewed_at is not None and context.now - lease.renewed_at < EXPIRES_AFTER
