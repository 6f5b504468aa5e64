"""The tables of the case database, one module a subject."""

from casework.models.agencies import Agency, Establishment, Officer, OfficerRole, Role, Unit
from casework.models.attachments import Attachment, AttachmentContent
from casework.models.audit import AuditEvent, AuditSubject, Outcome, Verb
from casework.models.base import Base, PersonFact, TwoClocks, finish
from casework.models.custody import (
    Movement,
    PrisonAlert,
    PrisonRecord,
    ProbationRegistration,
)
from casework.models.desks import Draft, SavedView
from casework.models.events import Event, Payment
from casework.models.flags import (
    Decision,
    DecisionKind,
    Flag,
    FlagChange,
    FlagProgress,
    FlagState,
    FlagVersion,
    Told,
)
from casework.models.groups import CrimeGroup, GroupBand, GroupMembership
from casework.models.holdings import Holding, Thing
from casework.models.identity import Candidate, CandidateState, IdentityJudgement, Sameness
from casework.models.justice import (
    Charge,
    Conviction,
    ReleaseDate,
    Sentence,
)
from casework.models.management import (
    Allocation,
    Inclusion,
    ManagementLevel,
    ManagementPlan,
    Note,
    OfficerContact,
    Review,
    WatchPeriod,
)
from casework.models.nights import (
    CaseBlob,
    CaseCheck,
    CaseWait,
    Lease,
    Night,
    NightFailure,
    Rulebook,
)
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
from casework.models.sources import (
    ExchangeRate,
    ImportMapping,
    ImportReceipt,
    Source,
    SourceCompleteness,
)

PERSON_FACTS: tuple[type[PersonFact], ...] = (
    PersonName, Birth, Description, Identifier, Association, Holding, Movement,
    PrisonRecord, PrisonAlert, ProbationRegistration, Charge, Conviction, Sentence, ReleaseDate,
    CourtOrder, Provision, OrderService, OrderVariation, OrderSuspension, OrderEnding, Event,
    Payment, GroupMembership, Inclusion, WatchPeriod, ManagementLevel, ManagementPlan, Review,
    OfficerContact, Note, Allocation, Attachment,
)  # fmt: skip
"""Every kind of fact about a person. A table's name is the kind stored with the fact's id."""

finish(Base.metadata)

__all__ = [
    "PERSON_FACTS",
    "Agency",
    "Allocation",
    "Association",
    "AssociationKind",
    "Attachment",
    "AttachmentContent",
    "AuditEvent",
    "AuditSubject",
    "Base",
    "Birth",
    "Candidate",
    "CandidateState",
    "CaseBlob",
    "CaseCheck",
    "CaseWait",
    "Charge",
    "Conviction",
    "CourtOrder",
    "CrimeGroup",
    "Decision",
    "DecisionKind",
    "Description",
    "Draft",
    "EndingKind",
    "Establishment",
    "Event",
    "ExchangeRate",
    "Fact",
    "Flag",
    "FlagChange",
    "FlagProgress",
    "FlagState",
    "FlagVersion",
    "GroupBand",
    "GroupMembership",
    "Holding",
    "Identifier",
    "IdentifierScheme",
    "IdentityJudgement",
    "ImportMapping",
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
    "ProbationRegistration",
    "Provision",
    "ReleaseDate",
    "Review",
    "Role",
    "Rulebook",
    "Sameness",
    "SavedView",
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
