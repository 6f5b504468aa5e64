"""What has changed on a case since a moment, in words fit for the history of a flag."""

from collections.abc import Sequence
from datetime import date, datetime
from functools import cache
from itertools import groupby
from typing import Any

from sqlalchemy import (
    BindParameter,
    CompoundSelect,
    Row,
    bindparam,
    inspect,
    literal,
    or_,
    select,
    union_all,
)
from sqlalchemy.orm import Session

from casework.flagging import Cause, Grounds
from casework.models import (
    PERSON_FACTS,
    Decision,
    Flag,
    IdentityJudgement,
    PersonFact,
    Sameness,
)
from casework.queries.evidence import tell
from casework.queries.people import reference
from casework.queries.recorded import owners
from rules.days import say
from rules.facts import Ref

_MOST_NAMED = 5
_JUDGED = {Sameness.SAME: "the same person as", Sameness.NOT_SAME: "not the same person as"}


def changed_since(session: Session, person_id: int, moment: datetime, *, raised: int) -> Cause:
    """Word what was recorded, corrected, withdrawn, judged or decided after *moment*.

    *raised* is how often the case's revision was raised since: a decision raises it once, so
    that what is left was done to facts. Never empty: it is asked only where it was raised.
    """
    of_facts = _judgements(session, person_id, moment) + _facts(session, person_id, moment)
    decided = _decisions(session, person_id, moment)
    words = of_facts + decided
    more = f" and {len(words) - _MOST_NAMED} more" if len(words) > _MOST_NAMED else ""
    told = "; ".join(words[:_MOST_NAMED]) + more
    return Cause(told or "the record has changed", of_facts=raised > len(decided))


def new_grounds(session: Session, before: Grounds, now: Grounds) -> str:
    """Word what a finding rests on now and did not before: which facts, which days."""
    came = [ref for ref in now.evidence if ref not in before.evidence]
    stays = {(ref.kind, ref.id) for ref in now.evidence}
    went = [ref for ref in before.evidence if (ref.kind, ref.id) not in stays]
    words = []
    if came:
        words.append(f"it rests now on {_in_full(session, came)}")
    if went:
        words.append(f"it rests no longer on {_in_full(session, went)}")
    if now.kind is not before.kind:
        words.append(f"it is a {now.kind.replace('_', ' ')} now")
    for named, day, was in (
        ("due", now.due_on, before.due_on),
        ("in default from", now.default_on, before.default_on),
    ):
        if day != was:
            words.append(f"{named} {_day(day)}, where it was {_day(was)}")
    return "; ".join(words)


def _in_full(session: Session, refs: Sequence[Ref]) -> str:
    """Name facts with what each says."""
    people = {person for person in owners(session, {ref.id for ref in refs}).values() if person}
    told = tell(session, sorted(people), refs)
    return ", ".join(
        f"{ref.kind.replace('_', ' ')} {ref.id}"
        + (" as corrected" if ref.version > 1 else "")
        + (f" ({told[ref].says})" if ref in told else "")
        for ref in refs
    )


def _day(day: date | None) -> str:
    return "no day" if day is None else say(day)


def _decisions(session: Session, person_id: int, moment: datetime) -> list[str]:
    rows = session.execute(
        select(Decision.flag_id, Decision.kind)
        .join(Flag, Flag.id == Decision.flag_id)
        .where(Flag.person_id == person_id, Decision.settled_at > moment)
        .order_by(Decision.id)
    )
    return [f"flag {row.flag_id} decided ({row.kind.replace('_', ' ')})" for row in rows]


def _judgements(session: Session, person_id: int, moment: datetime) -> list[str]:
    """Word what was judged of who the person is, or is judged so no longer."""
    rows = session.scalars(
        select(IdentityJudgement)
        .where(
            or_(IdentityJudgement.first_id == person_id, IdentityJudgement.second_id == person_id),
            or_(IdentityJudgement.known_from > moment, IdentityJudgement.known_to > moment),
        )
        .order_by(IdentityJudgement.id)
    )
    lines = []
    for row in rows:
        other = reference(row.second_id if row.first_id == person_id else row.first_id)
        judged = f"judged {_JUDGED[row.sameness]} {other}"
        if row.known_from > moment:
            lines.append(f"{judged} ({row.reason})")
        if row.known_to is not None:
            lines.append(f"no longer {judged} ({row.closed_reason})")
    return lines


def _facts(session: Session, person_id: int, moment: datetime) -> list[str]:
    rows = sorted(session.execute(_changes(), {"person": person_id, "moment": moment}))
    return [
        line
        for place, found in groupby(rows, key=lambda row: row.place)
        for line in _in_words(PERSON_FACTS[place], list(found), moment)
    ]


@cache
def _changes() -> CompoundSelect[Any]:
    """Ask all the tables of facts in one statement, built once: there are thirty of them."""
    moment: BindParameter[datetime] = bindparam("moment")
    return union_all(
        *(
            select(
                literal(place).label("place"),
                table.fact_id,
                table.version,
                table.known_from,
                table.known_to,
                table.closed_reason,
            ).where(
                table.person_id == bindparam("person"),
                or_(table.known_from > moment, table.known_to > moment),
            )
            for place, table in enumerate(PERSON_FACTS)
        )
    )


def _in_words(table: type[PersonFact], rows: Sequence[Row[Any]], moment: datetime) -> list[str]:
    kind = inspect(table).local_table.description.replace("_", " ")
    superseded = {(row.fact_id, row.version) for row in rows}
    lines = []
    for row in rows:
        if row.known_to is not None and row.known_to > moment:
            corrected = (row.fact_id, row.version + 1) in superseded
            verb = "corrected" if corrected else "withdrawn"
            lines.append(f"{kind} {row.fact_id} {verb} ({row.closed_reason})")
        elif row.version == 1:
            lines.append(f"{kind} {row.fact_id} recorded")
    return lines
