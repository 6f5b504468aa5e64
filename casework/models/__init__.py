"""The tables of the case database, one module a subject."""

from casework.models.agencies import Agency, Establishment, Officer, OfficerRole, Role, Unit
from casework.models.attachments import Attachment, AttachmentContent
from casework.models.audit import AuditEvent, AuditSubject, Outcome, Verb
from casework.models.base import Base, PersonFact, TwoClocks, finish
from casework.models.custody import Movement, PrisonAlert, PrisonRecord
from casework.models.events import Event, Payment
from casework.models.flags import (
    Decision,
    DecisionKind,
    Flag,
    FlagChange,
    FlagState,
    FlagVersion,
    Told,
)
from casework.models.groups import CrimeGroup, GroupBand, GroupMembership
from casework.models.holdings import Holding, HoldingRole, Thing
from casework.models.justice import (
    Charge,
    Conviction,
    ReleaseDate,
    Sentence,
)
from casework.models.management import (
    Allocation,
    AllocationKind,
    Inclusion,
    ManagementLevel,
    ManagementPlan,
    Note,
    OfficerContact,
    Review,
    WatchPeriod,
)
from casework.models.nights import CaseCheck, CaseWait, Lease, Night, NightFailure, Rulebook
from casework.models.orders import (
    CourtOrder,
    EndingKind,
    OrderEnding,
    OrderService,
    OrderSuspension,
    OrderVariation,
    Provision,
)
from casework.models.people import (
    Association,
    AssociationKind,
    Birth,
    Description,
    Fact,
    Identifier,
    IdentifierScheme,
    NameKind,
    Person,
    PersonName,
)
from casework.models.sources import ImportReceipt, Source, SourceCompleteness

PERSON_FACTS: tuple[type[PersonFact], ...] = (
    PersonName, Birth, Description, Identifier, Association, Holding, Movement,
    PrisonRecord, PrisonAlert, Charge, Conviction, Sentence, ReleaseDate, CourtOrder,
    Provision, OrderService, OrderVariation, OrderSuspension, OrderEnding, Event, Payment,
    GroupMembership, Inclusion, WatchPeriod, ManagementLevel, ManagementPlan, Review,
    OfficerContact, Note, Allocation, Attachment,
)  # fmt: skip
"""Every kind of fact about a person. A table's name is the kind stored with the fact's id."""

finish(Base.metadata)

__all__ = [
    "PERSON_FACTS",
    "Agency",
    "Allocation",
    "AllocationKind",
    "Association",
    "AssociationKind",
    "Attachment",
    "AttachmentContent",
    "AuditEvent",
    "AuditSubject",
    "Base",
    "Birth",
    "CaseCheck",
    "CaseWait",
    "Charge",
    "Conviction",
    "CourtOrder",
    "CrimeGroup",
    "Decision",
    "DecisionKind",
    "Description",
    "EndingKind",
    "Establishment",
    "Event",
    "Fact",
    "Flag",
    "FlagChange",
    "FlagState",
    "FlagVersion",
    "GroupBand",
    "GroupMembership",
    "Holding",
    "HoldingRole",
    "Identifier",
    "IdentifierScheme",
    "ImportReceipt",
    "Inclusion",
    "Lease",
    "ManagementLevel",
    "ManagementPlan",
    "Movement",
    "NameKind",
    "Night",
    "NightFailure",
    "Note",
    "Officer",
    "OfficerContact",
    "OfficerRole",
    "OrderEnding",
    "OrderService",
    "OrderSuspension",
    "OrderVariation",
    "Outcome",
    "Payment",
    "Person",
    "PersonFact",
    "PersonName",
    "PrisonAlert",
    "PrisonRecord",
    "Provision",
    "ReleaseDate",
    "Review",
    "Role",
    "Rulebook",
    "Sentence",
    "Source",
    "SourceCompleteness",
    "Thing",
    "Told",
    "TwoClocks",
    "Unit",
    "Verb",
    "WatchPeriod",
    "finish",
]
