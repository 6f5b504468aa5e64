"""Begin a night: settle what is judged by which rulebook, and who has to be looked at."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from casework.context import Context
from casework.desk import declares
from casework.leases import NIGHTLY_CHECK, renew
from casework.models import Night, Verb
from casework.models import Rulebook as KeptRulebook
from casework.permissions import Action
from casework.queries import identity, nights, sources
from casework.sameness import members
from rules.book import AsAt, Rulebook
from rules.vocabulary import Feed

JOB = NIGHTLY_CHECK

MADE_FROM = "calendar_made_from"
"""Where a kept rulebook says what its calendar was made from."""


@dataclass(frozen=True, kw_only=True)
class NightPlan:
    """One night's work: the day judged, by which rulebook, under which lease, for whom.

    `feeds_went_back` is true where a source took back how far it had said it was complete;
    then everyone is looked at.
    """

    night_id: int
    token: int
    at: AsAt
    rulebook: Rulebook
    feeds_went_back: bool
    people: tuple[int, ...]

    @cached_property
    def people_set(self) -> frozenset[int]:
        """The same people, to be asked of."""
        return frozenset(self.people)


@declares(Action.RUN_NIGHT, Verb.JOB)
def begin_night(
    context: Context, *, on: date, rulebook: Rulebook, token: int, full: bool
) -> NightPlan | None:
    """Open the books for the night that judges *on*, and list the people to look at.

    None means that this day was judged already and nothing has changed since. An
    interrupted night of the same day is gone on with, so that its tally stays whole; its
    row tells the rulebook and the completeness it went on with.
    """
    renew(context, JOB, token)
    complete_to = sources.complete_to(context.session)
    _keep(context, rulebook)
    last = nights.last_finished(context.session)
    went_back = any(
        _went_back(night.complete_to, complete_to)
        for night in (last, nights.last_begun(context.session))
        if night is not None
    )
    people = (
        nights.everyone(context.session)
        if full or went_back
        else nights.people_due(
            context.session, on=on, rulebook=rulebook.digest, complete_to=complete_to
        )
    )
    same_as = identity.same_as(context.session)
    if same_as:
        records = members(same_as, people).values()
        people = sorted(record for found in records for record in found)
    night = nights.unfinished(context.session, on)
    if night is None:
        if last is not None and last.judged_on == on and not people:
            return None
        night = _new_night(context, on)
    night.rulebook, night.complete_to = rulebook.digest, _written(complete_to)
    night.due = night.checked + len(people)
    context.session.flush()
    return NightPlan(
        night_id=night.id,
        token=token,
        at=AsAt(on=on, complete_to=complete_to),
        rulebook=rulebook,
        feeds_went_back=went_back,
        people=tuple(people),
    )


def _new_night(context: Context, on: date) -> Night:
    tally = ("due", "checked", "failed", "raised", "reworded", "withdrawn", "lapsed", "reopened")
    night = Night(
        judged_on=on,
        started_at=context.now,
        standing=0,
        unchecked=0,
        **dict.fromkeys(tally, 0),
    )
    context.session.add(night)
    return night


def _keep(context: Context, rulebook: Rulebook) -> None:
    """Keep what the rulebook was given, so that this night can be judged again as it stood.

    What its calendar was made from is kept beside it, and counts into no digest: that of the
    last night, where another release of the holidays package came to the same calendar.
    """
    made_from = {MADE_FROM: rulebook.calendar.made_from}
    kept = nights.rulebook(context.session, rulebook.digest)
    if kept is None:
        contents = json.dumps(rulebook.to_data() | made_from, sort_keys=True)
        context.session.add(
            KeptRulebook(digest=rulebook.digest, contents=contents, first_used_at=context.now)
        )
        return
    contents = json.dumps(json.loads(kept.contents) | made_from, sort_keys=True)
    if contents != kept.contents:
        kept.contents = contents


def _written(complete_to: Mapping[Feed, date]) -> str:
    return json.dumps({feed.value: day.isoformat() for feed, day in sorted(complete_to.items())})


def _went_back(then: str, now: Mapping[Feed, date]) -> bool:
    """Whether a feed says now that it is complete less far than it said before."""
    before: dict[str, str] = json.loads(then)
    return any(
        Feed(feed) not in now or now[Feed(feed)] < date.fromisoformat(day)
        for feed, day in before.items()
    )
