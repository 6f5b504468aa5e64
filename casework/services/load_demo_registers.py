"""Register the invented region: its prisons, officers, groups, and how complete its feeds are."""

from collections.abc import Iterator
from datetime import date

from casework.context import Context
from casework.demo.copies import COPY, COPY_DIGEST
from casework.demo.rates import PUBLISHED_BY
from casework.demo.region import (
    DAYS_BEHIND,
    FORMER_LEAD,
    PRISON_SERVICE,
    PRISONS,
    UNIT,
    NewGroup,
    NewOfficer,
    RegionPlan,
    Registers,
    complete_to,
)
from casework.desk import declares
from casework.errors import FactRefusedError
from casework.models import (
    Agency,
    AttachmentContent,
    CrimeGroup,
    Establishment,
    ExchangeRate,
    Fact,
    GroupBand,
    Officer,
    OfficerRole,
    Role,
    Source,
    SourceCompleteness,
    Unit,
    Verb,
)
from casework.permissions import Action
from casework.queries import officers, sources
from casework.recording import fact_ids
from rules.vocabulary import Feed


@declares(Action.LOAD_DEMO, Verb.ADMINISTER)
def load_demo_registers(context: Context, plan: RegionPlan, *, as_of: date) -> Registers:
    """Register everything the stories of the region refer to, and return its ids.

    Raises:
        FactRefusedError: the database holds a fictional region already.
    """
    if plan.officers[0].login in officers.logins(context.session):
        raise FactRefusedError(
            "A fictional region is on record already. Set CASEWORK_DATA_DIR to another folder "
            "and make a new database for another."
        )
    unit = Unit(agency_id=context.officer.agency_id, name=UNIT)
    service = Agency(code="DEMO-PRISONS", name=PRISON_SERVICE)
    context.session.add_all((unit, service))
    context.session.flush()
    found = {feed: _source(context, feed) for feed in Feed}
    for feed in DAYS_BEHIND:
        _complete(context, found[feed], complete_to(feed, as_of))
    context.session.add(AttachmentContent(digest=COPY_DIGEST, size=len(COPY), content=COPY))
    context.session.add_all(_rates(context, plan))
    staff = {
        officer: _officer(context, officer, unit.id, plan.officers_since)
        for officer in plan.officers
    }
    leads = {o.login: id_ for o, id_ in staff.items() if o.role is Role.OFFENDER_MANAGER}
    return Registers(
        former_lead=leads.pop(FORMER_LEAD),
        leads=tuple(leads.values()),
        prisons=tuple(_prisons(context)),
        groups=tuple(_groups(context, plan, found[Feed.CRIME_GROUPS])),
        sources={feed: source.id for feed, source in found.items()},
        prison_service=service.id,
    )


def _source(context: Context, feed: Feed) -> Source:
    source = sources.find(context.session, feed.value)
    if source is None:
        raise LookupError(f"The database was installed without a source for {feed}.")
    return source


def _complete(context: Context, source: Source, to: date) -> None:
    before = sources.current_completeness(context.session, source.id)
    if before is not None:
        before.known_to = context.now
    context.session.add(
        SourceCompleteness(
            source_id=source.id,
            complete_to=to,
            known_from=context.now,
            recorded_by=context.officer.id,
        )
    )


def _officer(context: Context, new: NewOfficer, unit_id: int, since: date) -> int:
    officer = Officer(
        login=new.login,
        name=new.name,
        agency_id=context.officer.agency_id,
        unit_id=unit_id,
        closed_at=new.closed_at,
    )
    context.session.add(officer)
    context.session.flush()
    context.session.add(OfficerRole(officer_id=officer.id, role=new.role, since=since))
    return officer.id


def _rates(context: Context, plan: RegionPlan) -> Iterator[ExchangeRate]:
    for rate in plan.rates:
        yield ExchangeRate(
            **rate._asdict(),
            published_by=PUBLISHED_BY,
            known_from=context.now,
            recorded_by=context.officer.id,
        )


def _prisons(context: Context) -> list[int]:
    prisons = [
        Establishment(
            code=code,
            name=name,
            types=types,
            categories=category,
            sex="M",
            conditions="open" if category == "D" else "closed",
            status="open",
            town=town,
        )
        for code, name, types, category, town in PRISONS
    ]
    context.session.add_all(prisons)
    context.session.flush()
    return [prison.id for prison in prisons]


def _groups(context: Context, plan: RegionPlan, source: Source) -> list[int]:
    groups = [CrimeGroup(reference=new.reference, name=new.name) for new in plan.groups]
    context.session.add_all(groups)
    ids = list(fact_ids(context, sum(len(new.bands) for new in plan.groups)))
    context.session.add_all(Fact(id=fact, kind=GroupBand.__tablename__) for fact in ids)
    context.session.flush()
    numbers = iter(ids)
    for group, new in zip(groups, plan.groups, strict=True):
        context.session.add_all(_bands(context, group.id, new, source, numbers))
    return [group.id for group in groups]


def _bands(
    context: Context, group_id: int, new: NewGroup, source: Source, numbers: Iterator[int]
) -> list[GroupBand]:
    return [
        GroupBand(
            group_id=group_id,
            fact_id=next(numbers),
            version=1,
            band=band,
            since=since,
            until=until,
            known_from=context.now,
            recorded_by=context.officer.id,
            owner_id=context.officer.agency_id,
            source_id=source.id,
        )
        for band, since, until in new.bands
    ]
