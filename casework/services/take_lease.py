"""Take and give back the lease of a job that only one may run at a time."""

from casework import processes
from casework.clock import in_words
from casework.context import Context
from casework.desk import declares
from casework.errors import LeaseHeldError
from casework.leases import is_held
from casework.models import Lease, Verb
from casework.permissions import Action
from casework.queries import nights


@declares(Action.RUN_NIGHT, Verb.JOB)
def take_lease(context: Context, job: str) -> int:
    """Take the lease of *job* for this process and return its fencing token.

    A holder that is dead on this host, or silent for ten minutes on another, is taken over.

    Raises:
        LeaseHeldError: another run holds it; the sentence says who, and since when.
    """
    lease = nights.lease(context.session, job)
    if lease is None:
        lease = Lease(job=job, token=0, held_since=None)
        context.session.add(lease)
    elif is_held(context, lease):
        raise LeaseHeldError(
            f"The {job} is already at work since {in_words(lease.held_since)}, as process "
            f"{(lease.process or '?').partition(':')[0]} on {lease.host}. Wait for it to end."
        )
    lease.token += 1
    lease.held_since = lease.renewed_at = context.now
    lease.host = processes.host()
    lease.process = processes.this_process()
    return lease.token


@declares(Action.RUN_NIGHT, Verb.JOB)
def give_back_lease(context: Context, job: str, token: int) -> None:
    """Give back the lease of *job*, if *token* still holds it."""
    lease = nights.lease(context.session, job)
    if lease is not None and lease.token == token:
        lease.held_since = None
