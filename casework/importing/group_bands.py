"""One batch of crime groups: each group registered, and its band kept with both its clocks.

A band is held from the day of the first extract that has it until the day before that of
the next that has another. An extract that comes late is put in its place. What an officer
corrected, ended or withdrew is not put back.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from casework.context import Context
from casework.errors import RowRefusedError
from casework.forms.group_row import GroupRow
from casework.importing.manner import CHANGED, Extract, may_return
from casework.importing.rows import Row, rejected
from casework.importing.wording import as_sentence
from casework.models import CrimeGroup, Fact, GroupBand, Source
from casework.queries import groups, sources
from casework.queries.groups import LEAST_SERIOUS
from casework.recording import fact_ids
from casework.views.imports import RowOutcome, Taken
from rules.days import NEVER, ONE_DAY, say

_SAID = ("band", "infiltration", "tactical_awareness", "violent_capability")
_TICK = timedelta(microseconds=1)
_SUPERSEDED = "what it says of the band has been superseded since"

Said = Mapping[str, str | None]


@dataclass(slots=True, kw_only=True)
class _Group:
    """A group, every version of its bands by fact, and what has become of this row."""

    context: Context
    source: Source
    as_of: date
    id: int
    bands: dict[int, list[GroupBand]]
    through: date | None = None
    kept: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def reason(self) -> str:
        """Why a band is corrected, in the words that tell the extract's day."""
        return f"{CHANGED}{self.as_of.isoformat()}"

    def now(self) -> list[GroupBand]:
        """Return the bands known now, in order of their first days."""
        known = [versions[-1] for versions in self.bands.values()]
        return sorted((band for band in known if band.known_to is None), key=_since)

    def add(self, said: Said, *, until: date | None) -> None:
        """Record a band from the day of the extract, unless it was withdrawn before."""
        if any(
            versions[-1].known_to is not None
            and not may_return(versions[-1].closed_reason, as_of=self.as_of)
            and any(_says(version, said) for version in versions)
            for versions in self.bands.values()
        ):
            self.notes.append("this band was withdrawn from the record and stays out")
            return
        [fact_id] = fact_ids(self.context, 1)
        self.context.session.add(Fact(id=fact_id, kind=GroupBand.__tablename__))
        self.context.session.flush()
        self._keep(
            GroupBand(
                group_id=self.id,
                fact_id=fact_id,
                version=1,
                since=self.as_of,
                until=until,
                known_from=self._stamp(),
                recorded_by=self.context.officer.id,
                owner_id=self.source.agency_id,
                source_id=self.source.id,
                **said,
            )
        )
        self.kept.append(f"band {said['band']} from {say(self.as_of)}")

    def correct(self, band: GroupBand, /, **changes: Any) -> None:
        """Supersede a band's version, with the day of the extract as the reason."""
        if band.source_id != self.source.id:
            raise RowRefusedError(
                f"The band on record from {say(band.since)} came from another source and says "
                "otherwise. Correct it there, or in the file."
            )
        stamp = self._stamp()
        columns = {
            column.name: getattr(band, column.name) for column in GroupBand.__table__.columns
        }
        band.known_to, band.closed_by = stamp, self.context.officer.id
        band.closed_reason = self.reason
        self.context.session.flush()
        columns |= {"version": band.version + 1, "known_from": stamp}
        columns |= {"recorded_by": self.context.officer.id}
        self._keep(GroupBand(**(columns | changes)))

    def _keep(self, band: GroupBand) -> None:
        self.context.session.add(band)
        self.context.session.flush()
        self.bands.setdefault(band.fact_id, []).append(band)

    def _stamp(self) -> datetime:
        """Return now, or just after the last change where the clock has not moved on."""
        last = [version.known_from + _TICK for found in self.bands.values() for version in found]
        last += [
            version.known_to + _TICK
            for found in self.bands.values()
            for version in found
            if version.known_to is not None
        ]
        return max([self.context.clock(), *last])


def take_in(context: Context, rows: Sequence[Row[GroupRow]], extract: Extract) -> list[RowOutcome]:
    """Take in one batch of groups and say what became of each row."""
    source = sources.take(context.session, extract.source)
    said = sources.current_completeness(context.session, source.id)
    outcomes = []
    for row in rows:
        try:
            content = row.required()
            group = _group(context, content, source, extract.as_of)
            group.through = said.complete_to if said else None
            _take_band(group, content)
        except RowRefusedError as refused:
            outcomes.append(rejected(row.number, str(refused)))
            continue
        outcomes.append(_told(row.number, group))
    return outcomes


def _told(number: int, group: _Group) -> RowOutcome:
    recorded = [f"recorded: {', '.join(group.kept)}"] if group.kept else []
    return RowOutcome(
        number=number,
        outcome=Taken.ACCEPTED if group.kept else Taken.UNCHANGED,
        message=as_sentence("; ".join([*recorded, *group.notes])),
    )


def _group(context: Context, content: GroupRow, source: Source, as_of: date) -> _Group:
    known = groups.ids(context.session, {content.reference})
    is_new = not known
    if is_new:
        new = CrimeGroup(reference=content.reference)
        context.session.add(new)
        context.session.flush()
        known = {content.reference: new.id}
    bands: dict[int, list[GroupBand]] = {}
    for version in groups.every_band(context.session, known.values()):
        bands.setdefault(version.fact_id, []).append(version)
    return _Group(
        context=context,
        source=source,
        as_of=as_of,
        id=known[content.reference],
        bands=bands,
        kept=[f"group {content.reference}"] if is_new else [],
    )


def _take_band(group: _Group, content: GroupRow) -> None:
    if content.band is None:
        group.notes.append(f"no band is given; where none is on record {LEAST_SERIOUS} is assumed")
        return
    said = {"band": content.band, **content.extents}
    covering = [band for band in group.now() if _covers(band, group.as_of)]
    if not covering:
        _take_where_none_is(group, said)
    elif not _says(covering[-1], said):
        _take_instead(group, covering[-1], said)


def _take_instead(group: _Group, band: GroupBand, said: Said) -> None:
    """Take a band where another is on record for the day of the extract."""
    before = group.bands[band.fact_id][:-1]
    if any(
        _says(version, said) and not may_return(version.closed_reason, as_of=group.as_of)
        for version in before
    ):
        group.notes.append(_SUPERSEDED)
    elif band.since == group.as_of:
        group.correct(band, **said)
        group.kept.append(f"band {said['band']} from {say(group.as_of)}")
    elif band.until is None and group.through is not None and group.as_of < group.through:
        group.notes.append(
            f"this extract of {say(group.as_of)} is older than what is known, which is of "
            f"{say(group.through)} and stands"
        )
    else:
        until = band.until
        group.correct(band, until=group.as_of - ONE_DAY)
        _take_up_to(group, said, until)


def _take_where_none_is(group: _Group, said: Said) -> None:
    """Take a band for a day that none is on record for; one that was ended stays ended."""
    before = [band for band in group.now() if band.since < group.as_of]
    after = [band for band in group.now() if band.since > group.as_of]
    if before and _says(before[-1], said):
        group.notes.append(f"this band was ended on {say(before[-1].until or NEVER)} and stays so")
    else:
        _take_up_to(group, said, after[0].since - ONE_DAY if after else None)


def _take_up_to(group: _Group, said: Said, until: date | None) -> None:
    """Record a band up to a day, or as the beginning of the next where that says the same."""
    following = [
        band for band in group.now() if until is not None and band.since == until + ONE_DAY
    ]
    if not following or not _says(following[0], said):
        group.add(said, until=until)
        return
    versions = group.bands[following[0].fact_id]
    if any(version.since <= group.as_of for version in versions):
        group.notes.append(_SUPERSEDED)
        return
    group.correct(following[0], since=group.as_of)
    group.kept.append(f"band {said['band']} from {say(group.as_of)}")


def _since(band: GroupBand) -> date:
    return band.since


def _covers(band: GroupBand, day: date) -> bool:
    return band.since <= day <= (band.until or NEVER)


def _says(band: GroupBand, said: Said) -> bool:
    return all(getattr(band, name) == said[name] for name in _SAID)
