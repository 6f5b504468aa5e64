"""Read who looked at a person's record and who changed it; reading that is logged as well."""

from casework.context import Context
from casework.desk import declares
from casework.models import Outcome, Verb
from casework.permissions import Action
from casework.queries import person
from casework.queries import who_looked as log
from casework.views.person import LookLine, WhoLooked

MOST = 200
"""As many lines as are shown."""


@declares(Action.READ_WHO_LOOKED, Verb.CONSULT)
def who_looked(context: Context, typed: str, *, most: int = MOST) -> WhoLooked:
    """Return the newest lines of the log about a person, and how many there are in all.

    This look is not among them yet: it is written when it ends.

    Raises:
        PersonNotFoundError: nobody the officer may see is known by *typed*.
        PersonAmbiguousError: more than one person is.
    """
    whose = person.require(context, typed)
    context.touch(Verb.CONSULT, whose.records)
    return WhoLooked(
        lines=tuple(
            LookLine(
                at=look.at,
                officer=look.officer or look.login,
                login=look.login,
                verb=look.verb.value,
                action=look.action,
                interface=look.interface,
                permitted=look.outcome is Outcome.PERMITTED,
                fields=look.fields,
            )
            for look in log.lines(context.session, whose.records, most)
        ),
        total=log.count(context.session, whose.records),
    )
