"""More kinds of event, holding and source; flags that are handled step by step."""

import sqlalchemy as sa
from alembic import op

from migrations.changes import Added, Codes, change, change_back
from migrations.facts import DAY, MOMENT, WHOLE

revision: str = "0009_wider_facts"
down_revision: str | None = "0008_identity_and_imports"

TEXT = sa.Text()
YES_NO = sa.Boolean(create_constraint=False).with_variant(sa.Integer(), "sqlite")

_EVENTS = (
    "report_received", "notice_given", "officer_notice_served", "find", "seizure", "visit",
    "contact", "journey_out", "journey_back", "sighting", "call",
)  # fmt: skip
_MORE_EVENTS = (*_EVENTS[:7], "journey_booked", *_EVENTS[7:])
_ITEMS = (
    "phone", "sim", "computer", "encrypted_device", "signal_blocker", "counter_surveillance",
    "identity_document", "identity_software", "bank_card", "cash", "drugs", "cutting_agent",
    "press", "firearm", "imitation_firearm", "weapon", "vehicle", "other",
)  # fmt: skip
_THINGS = (
    "address", "phone", "sim", "computer", "email", "vehicle", "account", "premises", "document",
    "company", "asset",
)  # fmt: skip
_MORE_THINGS = (*_THINGS[:-1], "employment", "asset")
_ROLES = ("owner", "user", "keeper", "occupier", "director", "signatory")
_MORE_ROLES = (*_ROLES[:5], "secretary", "controller", "signatory", "employee")
_SCHEMES = (
    "prison_number", "booking_id", "book_number", "pnc", "cro", "crn", "asn", "passport", "other",
)  # fmt: skip
_MORE_SCHEMES = (*_SCHEMES[:-1], "company_officer", "crime_group_nominal", "other")
_FEEDS = (
    "post_log", "notification_log", "service_log", "prison_movements", "prison_records",
    "court_results", "officers",
)  # fmt: skip
_NEW_FEEDS = {
    "border": "Border and travel",
    "companies": "Companies register",
    "probation_registers": "Probation registers",
    "crime_groups": "Map of crime groups",
}
_MORE_FEEDS = (*_FEEDS[:-1], *_NEW_FEEDS, "officers")
_CHANGES = ("raised", "reworded", "withdrawn", "lapsed", "reopened", "decided")
_MORE_CHANGES = (
    *_CHANGES[:5], "acknowledged", "looked_into", "snoozed", "snooze_ended", "decision_proposed",
    "decision_refused", "decided",
)  # fmt: skip
_PROGRESS = ("new", "acknowledged", "looked_into", "decision_proposed")

_TABLES: dict[str, tuple[tuple[Codes, ...], tuple[Added, ...]]] = {
    "event": (
        (Codes("kind", _EVENTS, _MORE_EVENTS),),
        (
            Added("expected_on", DAY, comment="the day it sets: a departure booked, an answer asked for"),
            Added("expected_at", MOMENT, comment="where the time is set too"),
            Added("other_name", TEXT, comment="their name, as the source has it"),
            Added("place", TEXT, comment="where; for a journey, where to or from"),
            Added("item_kind", TEXT, codes=_ITEMS, comment="what was found or seized"),
            Added("item", TEXT, comment="the thing, in the source's words"),
            Added("held_by_person_id", WHOLE, link="person", comment="who held it on the person's behalf, where someone did"),
            Added("held_by_name", TEXT, comment="their name, where they have no record"),
            Added("contents", TEXT, comment="for a report: the particulars and documents it had, JSON list; None: not looked at"),
            Added("reference", TEXT, comment="the source's own number for it"),
        ),
    ),
    "thing": ((Codes("kind", _THINGS, _MORE_THINGS),), ()),
    "holding": (
        (Codes("kind", _THINGS, _MORE_THINGS), Codes("role", _ROLES, _MORE_ROLES)),
        (
            Added("held_by_name", TEXT, comment="their name, where they have no record"),
            Added("trade", TEXT, comment="for a company or employment: the work done there, in the source's words"),
            Added("reference", TEXT, comment="the source's own number for it"),
        ),
    ),
    "identifier": ((Codes("scheme", _SCHEMES, _MORE_SCHEMES),), ()),
    "source": ((Codes("feed", _FEEDS, _MORE_FEEDS),), ()),
    "case_wait": ((Codes("feed", _FEEDS, _MORE_FEEDS),), ()),
    "order_variation": (
        (),
        (Added("pending_charge", YES_NO, comment="made under s.22E SCA 2007 while a charge is pending; None: not said"),),
    ),
    "group_band": (
        (),
        (
            Added("infiltration", TEXT, comment="its extent, as the map has it"),
            Added("tactical_awareness", TEXT, comment="as above"),
            Added("violent_capability", TEXT, comment="as above"),
        ),
    ),
    "group_membership": ((), (Added("priority_group", TEXT),)),
    "import_receipt": (
        (),
        (
            Added("passed_over", WHOLE, comment="rows about nobody on record"),
            Added("mapping_id", WHOLE, link="import_mapping"),
            Added("complete_to", DAY, comment="declared with it, inclusive"),
        ),
    ),
    "flag": (
        (),
        (
            Added("open_since", DAY, fill="raised_on", comment="the day judged when it was raised, or re-opened last"),
            Added("progress", TEXT, fill="'new'", codes=_PROGRESS),
            Added("handled_by", WHOLE, link="officer", comment="who acknowledged it or looks into it"),
            Added("snoozed_until", DAY, comment="out of the way to this day"),
        ),
    ),
    "flag_version": ((Codes("change", _CHANGES, _MORE_CHANGES),), ()),
    "decision": (
        (),
        (Added("settled_at", MOMENT, comment="when it came to stand: at once, or by the second officer; None: it never did"),),
    ),
    "night": ((), (Added("unchecked_by", TEXT, comment="how many for each reason, JSON"),)),
    "case_check": ((), (Added("unchecked_by", TEXT, comment="how many for each reason, JSON"),)),
}  # fmt: skip


def upgrade() -> None:
    for table, (codes, added) in _TABLES.items():
        change(table, codes=codes, added=added)
    present = sa.text("other_person_id IS NOT NULL")
    op.create_index(
        "ix_event_other_person",
        "event",
        ["other_person_id"],
        sqlite_where=present,
        postgresql_where=present,
    )
    op.execute("UPDATE decision SET settled_at = decided_at")
    _add_sources()


def _add_sources() -> None:
    """Give an office that has been founded a source for each new feed, waiting like the rest."""
    for feed, name in _NEW_FEEDS.items():
        op.execute(
            sa.text(
                "INSERT INTO source (code, name, feed, agency_id, opened_at) "
                "SELECT CAST(:feed AS TEXT), CAST(:name AS TEXT), CAST(:feed AS TEXT), "
                "MIN(agency_id), MIN(opened_at) FROM source HAVING COUNT(*) > 0"
            ).bindparams(feed=feed, name=name)
        )


def downgrade() -> None:
    for table in ("case_wait", "source"):
        feed = sa.column("feed", TEXT)
        op.execute(sa.delete(sa.table(table, feed)).where(feed.in_(_NEW_FEEDS)))
    op.drop_index("ix_event_other_person", "event")
    for table, (changed, added) in reversed(_TABLES.items()):
        change_back(table, codes=changed, added=added)
