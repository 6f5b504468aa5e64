"""The way through prison: charge, sentence, movements, and the dates others computed."""

from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple

from dateutil.relativedelta import relativedelta

from casework.demo.characters import Whereabouts
from casework.demo.region import PRISONS, Registers
from casework.demo.story import Story
from casework.models import (
    Charge,
    Conviction,
    Movement,
    PrisonRecord,
    ReleaseDate,
    Sentence,
)
from rules.days import ONE_DAY
from rules.vocabulary import CustodyBasis, Feed, MovementKind, ReleaseDateKind

_OFFENCES = (
    "Conspiracy to supply a controlled drug of class A",
    "Conspiracy to import a controlled drug of class A",
    "Money laundering",
    "Conspiracy to defraud",
    "Possession of a firearm with intent",
    "Assisting unlawful immigration",
)
_COURT = "Crown Court at Calderwick"
_REMAND = timedelta(days=240)
_UNTIL_RELEASE: dict[Whereabouts, tuple[int, int]] = {
    Whereabouts.INSIDE: (-1_500, -40),
    Whereabouts.RELEASE_UNTOLD: (4, 45),
    Whereabouts.JUST_OUT: (1, 24),
    Whereabouts.OUT: (90, 1_300),
    Whereabouts.RECALLED: (200, 700),
    Whereabouts.SWITCHED: (20, 90),
}
"""How many days before the end of the story release fell, or was to fall; below 0: ahead."""

_ASTRAY = 100
"""One prison record in so many has the person in another prison than movements have."""

_HMP_RECALL_REASON = "RECALL"
_SWITCH_OF_BOOKING = "READMISSION_SWITCH_BOOKING"


class Served(NamedTuple):
    """What prison left behind: when sentence was passed, and when the person came out.

    `sentenced_on` is None for whom no court has sentenced, `released_on` for whom no
    release is recorded, `back_on` for who has not come back, or in at first, since.
    """

    sentenced_on: date | None
    released_on: date | None
    expires_on: date | None
    back_on: date | None = None

    @property
    def free(self) -> bool:
        """Whether the person is out of prison at the end of the story."""
        return self.back_on is None and (self.sentenced_on is None or self.released_on is not None)


def go_through(
    story: Story, whereabouts: Whereabouts, registers: Registers, *, years: int
) -> Served:
    """Tell of the way through prison of someone sentenced to so many *years*, half served."""
    if whereabouts is Whereabouts.NEVER_INSIDE:
        return Served(None, None, None)
    if whereabouts is Whereabouts.ON_REMAND:
        received = story.ago(10, 200)
        _receive(story, registers, received)
        return Served(None, None, None, back_on=received)
    release = story.release_day(story.ago(*_UNTIL_RELEASE[whereabouts]))
    half = timedelta(days=years * 365 // 2)
    received = release - half
    while not story.is_past(received + _REMAND):
        received -= timedelta(days=200)
    sentenced = story.court_day(received + story.days(90, _REMAND.days - 7))
    expires = received + 2 * (release - received)
    _receive(story, registers, received)
    _go_to_court(story, sentenced)
    _sentence(story, received, sentenced, years)
    _tell_dates(story, received, release, expires)
    _move_about(story, registers, sentenced, min(release, story.as_of))
    if whereabouts in (Whereabouts.INSIDE, Whereabouts.RELEASE_UNTOLD):
        _extract(story, registers, "SENTENCED")
        return Served(sentenced, None, expires)
    _move(story, MovementKind.RELEASE, release)
    back_on = None
    if whereabouts is Whereabouts.RECALLED:
        back_on = _recall(story, registers)
    elif whereabouts is Whereabouts.SWITCHED:
        back_on = _switch_booking(story, registers, release + ONE_DAY)
    return Served(sentenced, release, expires, back_on)


def _move(
    story: Story,
    kind: MovementKind,
    on: date,
    *,
    prison: int | None = None,
    basis: CustodyBasis | None = None,
    at: time | None = None,
    reason: str | None = None,
) -> None:
    story.add(
        Movement,
        Feed.PRISON_MOVEMENTS,
        kind=kind,
        happened_on=on,
        happened_at=datetime.combine(on, at, UTC) if at else None,
        basis=basis,
        establishment_id=prison,
        reason_code=reason,
    )


def _receive(story: Story, registers: Registers, on: date) -> None:
    offence = story.one_of(_OFFENCES)
    story.add(
        Charge,
        Feed.COURT_RESULTS,
        offence=offence,
        charged_on=on - story.days(1, 3),
        serious=True,
    )
    _move(
        story,
        MovementKind.RECEPTION,
        on,
        prison=registers.prisons[story.chance.randrange(3)],
        basis=CustodyBasis.REMAND,
    )


def _go_to_court(story: Story, on: date) -> None:
    _move(story, MovementKind.COURT, on, at=time(8, 15))
    _move(story, MovementKind.RETURN, on, at=time(17, 40), basis=CustodyBasis.SENTENCE)


def _sentence(story: Story, received: date, on: date, years: int) -> None:
    charge = next(n for n, told in enumerate(story.facts) if told.table is Charge)
    offence = story.facts[charge].values["offence"]
    convicted_on = story.court_day(max(received, on - timedelta(days=28)))
    conviction = story.add(
        Conviction,
        Feed.COURT_RESULTS,
        offence=offence,
        convicted_on=convicted_on,
        court_name=_COURT,
    )
    story.add(
        Sentence,
        Feed.COURT_RESULTS,
        conviction_id=conviction,
        sentenced_on=on,
        length_count=years,
        length_unit="years",
        indeterminate=False,
        drug_trafficking="drug" in offence,
    )


def _tell_dates(story: Story, received: date, release: date, expires: date) -> None:
    for kind, day in (
        (ReleaseDateKind.SENTENCE_START, received),
        (ReleaseDateKind.LICENCE_EXPIRY, expires),
        (ReleaseDateKind.SENTENCE_EXPIRY, expires),
    ):
        story.add(ReleaseDate, Feed.PRISON_RECORDS, kind=kind, falls_on=day)
    wrong = story.happens(0.3)
    conditional = story.add(
        ReleaseDate,
        Feed.PRISON_RECORDS,
        kind=ReleaseDateKind.CONDITIONAL_RELEASE,
        falls_on=story.release_day(release - story.days(7, 28)) if wrong else release,
    )
    if wrong:
        story.put_right(conditional, "days added at adjudication", falls_on=release)


def _move_about(story: Story, registers: Registers, since: date, until: date) -> None:
    """Tell of transfers, and of a temporary release or two when the end is near."""
    day = since + story.days(40, 200)
    while day < until - timedelta(days=30):
        _move(story, MovementKind.TRANSFER, day, prison=story.one_of(registers.prisons))
        day += story.days(150, 500)
    if until - since > timedelta(days=500) and story.happens(0.5):
        out = until - story.days(8, 25)
        _move(story, MovementKind.TEMPORARY_RELEASE, out, reason="RESETTLEMENT")
        back = out + story.days(1, 3)
        _move(story, MovementKind.RETURN, back, basis=CustodyBasis.SENTENCE)


def _recall(story: Story, registers: Registers) -> date:
    """Tell of a recall some weeks ago; return the day of it."""
    back = story.ago(15, 120)
    if story.happens(0.5):
        _move(story, MovementKind.UNLAWFULLY_AT_LARGE, back - story.days(2, 12))
    _move(
        story,
        MovementKind.RECALL,
        back,
        prison=registers.prisons[0],
        basis=CustodyBasis.RECALL,
        reason=_HMP_RECALL_REASON,
    )
    story.add(
        ReleaseDate,
        Feed.PRISON_RECORDS,
        kind=ReleaseDateKind.POST_RECALL_RELEASE,
        falls_on=story.release_day(story.as_of + relativedelta(months=story.chance.randint(2, 14))),
    )
    _extract(story, registers, "RECALL")
    return back


def _switch_booking(story: Story, registers: Registers, on: date) -> date:
    """Tell of a reception that only moves the person to another booking; return its day."""
    _move(
        story,
        MovementKind.RECEPTION,
        on,
        prison=registers.prisons[0],
        basis=CustodyBasis.SENTENCE,
        reason=_SWITCH_OF_BOOKING,
    )
    _extract(story, registers, "SENTENCED")
    return on


def _extract(story: Story, registers: Registers, legal_status: str) -> None:
    """Tell what the latest extract of prison records says of someone inside."""
    observed_on = story.ago(2, 9)
    story.add(
        PrisonRecord,
        Feed.PRISON_RECORDS,
        observed_on=observed_on,
        status="ACTIVE IN",
        in_out_status="IN",
        last_movement_type="ADM",
        prison_code=_prison_named(story, registers),
        cell_location=f"{story.one_of('ABCD')}-{story.chance.randint(1, 4)}"
        f"-{story.chance.randint(1, 40):03}",
        category=story.one_of("BC"),
        legal_status=legal_status,
        recall=legal_status == _HMP_RECALL_REASON,
        indeterminate_sentence=False,
        restricted_patient=False,
    )


def _prison_named(story: Story, registers: Registers) -> str:
    """Return the code of the prison the last movement names, and for a few of the next.

    Nothing is drawn for it: which few these are, the day of that movement says.
    """
    prison, day = [
        (told.values["establishment_id"], told.values["happened_on"])
        for told in story.facts
        if told.table is Movement and told.values["establishment_id"] is not None
    ][-1]
    place = registers.prisons.index(prison) + (day.toordinal() % _ASTRAY == 0)
    return PRISONS[place % len(PRISONS)][0]
