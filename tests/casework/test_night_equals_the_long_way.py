"""After any facts, corrections and nights, the flags are those of judging everyone anew."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import Phase, example
from hypothesis import given as given_that
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from casework.calendars import build_calendar
from casework.desk import Desk
from casework.facts import case_files
from casework.flagging import worded
from casework.installation import NIGHTLY_LOGIN, install
from casework.models import (
    Allocation,
    Attachment,
    AttachmentContent,
    DecisionKind,
    Event,
    Flag,
    FlagState,
    Inclusion,
    Movement,
    Person,
    Review,
)
from casework.nightly import run_nights
from casework.queries import identity, sources
from casework.recording import NewFact
from casework.same_person import apart, together
from casework.sameness import members
from casework.services.decide_flag import decide_flag
from casework.services.judge_identity import judge_same, withdraw_judgement
from casework.services.list_flags import list_flags
from casework.services.record_facts import correct_fact, withdraw_fact
from casework.settings import Settings
from casework.store import open_store
from rules.book import AsAt, Evaluation, Rulebook, evaluate
from rules.days import Length
from rules.duties import (
    CashLimit,
    CountLimit,
    Duty,
    ProhibitedAssociation,
    ReportReturn,
    TravelBan,
)
from rules.facts import CaseFile
from rules.vocabulary import (
    AllocationKind,
    Counting,
    Court,
    EventKind,
    Feed,
    HoldingKind,
    ItemKind,
    MovementKind,
    Unit,
)
from tests.builders import (
    NOW,
    PHONE_IN_THREE_DAYS,
    SIX_MONTHLY,
    TODAY,
    a_movement,
    a_notice,
    a_person,
    a_phone,
    a_provision,
    a_release_date,
    a_report,
    a_service,
    an_fro,
    an_order,
    complete,
    given,
    on_release,
)
from tests.casework.conftest import Clock
from tests.conftest import settings_in

BOOK = Rulebook(build_calendar())
INCLUSION = (
    "works_with_others",
    "capacity_and_capability",
    "continuing_basis",
    "planning_control_coordination",
)
LIMITS: tuple[Duty, ...] = (
    CountLimit(of=HoldingKind.PHONE, most=1),
    CashLimit(most=100_000, currency="GBP"),
    TravelBan(),
    ProhibitedAssociation(people=("Lee Example",)),
    ReportReturn(within=Length(count=3, unit=Unit.DAYS, counting=Counting.AFTER)),
)
SHRINKS_FOR_MINUTES = (Phase.explicit, Phase.reuse, Phase.generate)
"""Every night of a story is run anew for each try; the story found is short enough to read."""

START = date(2025, 1, 6)
LAST = date(2026, 3, 15)

days = st.integers(0, 50).map(lambda n: START + timedelta(days=n))
steps = st.one_of(
    st.tuples(st.just("night"), st.integers(1, 15)),
    st.tuples(st.just("phone"), days),
    st.tuples(st.just("report"), days),
    st.tuples(st.just("notice"), days),
    st.tuples(st.just("serve"), days),
    st.tuples(st.just("release"), days),
    st.tuples(st.just("expected"), days),
    st.tuples(st.just("complete"), days, st.sampled_from(list(Feed))),
    st.tuples(st.just("correct release"), days),
    st.tuples(st.just("correct event"), days),
    st.tuples(st.just("withdraw event"), days),
    st.tuples(st.just("cash"), days, st.integers(1, 3)),
    st.tuples(st.just("journey"), days, st.booleans()),
    st.tuples(st.just("contact"), days),
    st.tuples(st.just("review"), days),
    st.tuples(st.just("lead"), days, st.integers(0, 20)),
    st.tuples(st.just("certified copy"), days),
    st.tuples(st.just("same"), days),
    st.tuples(st.just("apart"), days),
    st.tuples(st.just("decide"), st.integers(0, 9)),
)


class Story:
    """Two people under orders, and whatever happens to them."""

    def __init__(self, desk: Desk, nightly: Desk) -> None:
        self.desk, self.nightly, self.judged = desk, nightly, START
        self.person = a_person(desk)
        self.other = a_person(desk, "Bystander")
        opened = {"opened_on": date(2024, 12, 20), **dict.fromkeys(INCLUSION, "as written")}
        given(desk, self.person, NewFact(Inclusion, opened))
        [second] = given(desk, self.other, an_order(made_on=date(2024, 12, 16)))
        given(desk, self.other, a_provision(second, TravelBan(), starts_on=date(2024, 12, 16)))
        [fro] = given(desk, self.person, an_fro())
        [self.report_clause] = given(
            desk, self.person, a_provision(fro, SIX_MONTHLY, starts_on=date(2014, 1, 14))
        )
        scpo = an_order(made_on=date(2024, 12, 2), represented=None, court=Court.HIGH_COURT)
        [self.scpo] = given(desk, self.person, scpo)
        [self.clause] = given(
            desk, self.person, a_provision(self.scpo, PHONE_IN_THREE_DAYS, **on_release())
        )
        for number, duty in enumerate(LIMITS, start=4):
            given(desk, self.person, a_provision(self.scpo, duty, number=str(number)))
        given(desk, self.person, a_movement(MovementKind.RECEPTION, date(2024, 11, 1)))
        complete(desk, START)
        self.phones: list[int] = []
        self.events: list[int] = []
        self.releases: list[int] = []
        self.judgement: int | None = None

    def step(self, name: str, *args: Any) -> None:
        getattr(self, f"_{name.replace(' ', '_')}")(*args)

    def _night(self, days: int) -> None:
        for _ in range(days):
            self.judged += timedelta(days=1)
            told = run_nights(self.nightly, on=self.judged, last_ended=LAST, rulebook=BOOK)
            assert not any(night.failures for night in told), told
            engine = self.desk.engine
            done = decided(engine)
            found = {each for each in from_nothing(engine, self.judged) if each[:4] not in done}
            assert incremental(engine) == found, self.judged

    def _phone(self, day: date) -> None:
        self.phones += given(self.desk, self.person, a_phone(self.desk, "07700 900123", day))

    def _report(self, day: date) -> None:
        first = date(2024, 7, 14) if day < date(2025, 7, 1) else date(2025, 1, 14)
        self.events += given(self.desk, self.person, a_report(self.report_clause, day, first))

    def _notice(self, day: date) -> None:
        about = self.phones[-1] if self.phones else None
        self.events += given(self.desk, self.person, a_notice(self.clause, day, about))

    def _serve(self, day: date) -> None:
        given(self.desk, self.person, a_service(self.scpo, day))

    def _release(self, day: date) -> None:
        self.releases += given(self.desk, self.person, a_movement(MovementKind.RELEASE, day))

    def _expected(self, day: date) -> None:
        given(self.desk, self.person, a_release_date(day))

    def _complete(self, day: date, feed: Feed) -> None:
        complete(self.desk, day, feed)

    def _correct_release(self, day: date) -> None:
        self._corrected(Movement, self.releases, day)

    def _correct_event(self, day: date) -> None:
        self._corrected(Event, self.events, day)

    def _withdraw_event(self, _: date) -> None:
        if self.events:
            self.desk.run(withdraw_fact, self.person, Event, self.events.pop(), reason="a slip")

    def _cash(self, day: date, hundreds: int) -> None:
        found = {"item_kind": ItemKind.CASH, "amount": hundreds * 50_000, "currency": "GBP"}
        self.events += self._event(EventKind.FIND, day, **found)

    def _journey(self, day: date, out: bool) -> None:
        kind = EventKind.JOURNEY_OUT if out else EventKind.JOURNEY_BACK
        self.events += self._event(kind, day, place="Alicante")

    def _contact(self, day: date) -> None:
        self.events += self._event(EventKind.CONTACT, day, other_name="Lee Example")

    def _event(self, kind: EventKind, day: date, **details: Any) -> list[int]:
        fact = NewFact(Event, {"kind": kind, "happened_on": day} | details)
        return given(self.desk, self.person, fact)

    def _review(self, day: date) -> None:
        values = {"reviewed_on": day, "next_due_on": day + timedelta(days=20), "outcome": "none"}
        given(self.desk, self.person, NewFact(Review, values))

    def _lead(self, day: date, lasts: int) -> None:
        until = day + timedelta(days=lasts) if lasts else None
        values = {"officer_id": 1, "kind": AllocationKind.LEAD, "since": day, "until": until}
        given(self.desk, self.person, NewFact(Allocation, values))

    def _certified_copy(self, day: date) -> None:
        with Session(self.desk.engine) as session, session.begin():
            if session.get(AttachmentContent, "copy") is None:
                session.add(AttachmentContent(digest="copy", size=4, content=b"%PDF"))
        values = {
            "digest": "copy",
            "file_name": "order.pdf",
            "media_type": "application/pdf",
            "dated_on": day,
            "about_id": self.scpo,
            "certified_copy": True,
        }
        given(self.desk, self.person, NewFact(Attachment, values))

    def _same(self, _: date) -> None:
        judged = self.desk.run(judge_same, self.person, self.other, reason="one fingerprint")
        self.judgement = judged.line.judgement

    def _apart(self, _: date) -> None:
        if self.judgement is not None:
            self.desk.run(withdraw_judgement, self.judgement, reason="a slip")
            self.judgement = None

    def _decide(self, which: int) -> None:
        found = self.desk.run(list_flags).flags
        if found:
            flag = found[which % len(found)]
            self.desk.run(
                decide_flag,
                flag.flag,
                DecisionKind.WARNING_GIVEN,
                reason="spoken to",
                seen=flag.fingerprint,
            )

    def _corrected(self, table: type[Any], facts: list[int], day: date) -> None:
        """Correct the day, and a column no rule reads: a correction must change something."""
        if facts:
            unread = "reason_code" if table is Movement else "details"
            desk, reason = self.desk, f"it was {day}"
            changes: dict[str, Any] = {"happened_on": day, unread: f"{day} {desk.now()}"}
            desk.run(correct_fact, self.person, table, facts[-1], changes, reason=reason)


@contextmanager
def fresh_database(template: Settings) -> Iterator[Engine]:
    with TemporaryDirectory() as folder:
        settings = settings_in(Path(folder))
        for copy, original in (
            (settings.database_file, template.database_file),
            (settings.key_file, template.key_file),
        ):
            copy.parent.mkdir(mode=0o700)
            shutil.copy(original, copy)
        engine = open_store(settings)
        yield engine
        engine.dispose()


def incremental(engine: Engine) -> set[tuple[Any, ...]]:
    with Session(engine) as session:
        flags = session.scalars(select(Flag).where(Flag.state == FlagState.OPEN))
        return {(f.person_id, f.rule, f.subject_id, f.occurrence, f.fingerprint) for f in flags}


def decided(engine: Engine) -> set[tuple[Any, ...]]:
    with Session(engine) as session:
        flags = session.scalars(select(Flag).where(Flag.state == FlagState.DECIDED))
        return {(f.person_id, f.rule, f.subject_id, f.occurrence) for f in flags}


def from_nothing(engine: Engine, on: date) -> set[tuple[Any, ...]]:
    with Session(engine) as session:
        people = {person.id: person.revision for person in session.scalars(select(Person))}
        at = AsAt(on=on, complete_to=sources.complete_to(session))
        same_as = identity.same_as(session)
        loaded = {case.person: case for case in case_files(session, people)}
        return {
            (case.person, f.rule, f.subject, f.occurrence, worded(f).fingerprint)
            for records in members(same_as, people).values()
            for case, own in _told_apart([loaded[record] for record in records], same_as, at)
            for f in own.findings
        }


def _told_apart(
    cases: list[CaseFile], same_as: dict[int, int], at: AsAt
) -> Iterator[tuple[CaseFile, Evaluation]]:
    evaluation = evaluate(together(cases, same_as), at, BOOK)
    return zip(cases, apart(evaluation, cases), strict=True)


@hypothesis_settings(max_examples=10, phases=SHRINKS_FOR_MINUTES)
@example(
    story=[
        ("serve", START),
        ("release", START + timedelta(days=1)),
        ("phone", START + timedelta(days=2)),
        ("complete", START + timedelta(days=5), Feed.NOTIFICATION_LOG),
        ("night", 15),
        ("complete", START + timedelta(days=7), Feed.NOTIFICATION_LOG),
        ("complete", date(2025, 2, 10), Feed.POST_LOG),
        ("night", 15),
        ("night", 12),
    ]
)
@given_that(story=st.lists(steps, min_size=2, max_size=14))
def test_incremental_flags_equal_those_of_checking_everyone_from_nothing(
    story: list[tuple[Any, ...]], sqlite_template: Settings
) -> None:
    clock = Clock(ticks=timedelta(milliseconds=1))
    with fresh_database(sqlite_template) as engine:
        install(engine, agency="Example Regional Unit", login="officer", at=NOW, today=TODAY)
        desk = Desk(engine=engine, login="officer", interface="test", now=clock)
        nightly = Desk(engine=engine, login=NIGHTLY_LOGIN, interface="test", now=clock)
        told = Story(desk, nightly)
        for name, *args in story:
            told.step(name, *args)
        told.step("night", 1)
