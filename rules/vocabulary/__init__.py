"""The code lists every part of casework shares. Each value is written here and nowhere else."""

from rules.vocabulary.flags import Feed, FlagKind, Recipient, Severity
from rules.vocabulary.law import (
    Counting,
    Court,
    DutyKind,
    Nation,
    OrderKind,
    ServiceMethod,
    StartCondition,
    Unit,
)
from rules.vocabulary.lives import (
    AllocationKind,
    CustodyBasis,
    EventKind,
    MovementKind,
    Register,
    ReleaseDateKind,
    Stage,
)
from rules.vocabulary.things import HoldingKind, HoldingRole, ItemKind, Notifiable, TransactionKind

__all__ = [
    "AllocationKind",
    "Counting",
    "Court",
    "CustodyBasis",
    "DutyKind",
    "EventKind",
    "Feed",
    "FlagKind",
    "HoldingKind",
    "HoldingRole",
    "ItemKind",
    "MovementKind",
    "Nation",
    "Notifiable",
    "OrderKind",
    "Recipient",
    "Register",
    "ReleaseDateKind",
    "ServiceMethod",
    "Severity",
    "Stage",
    "StartCondition",
    "TransactionKind",
    "Unit",
]
