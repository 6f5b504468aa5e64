"""Code lists of things: what is held, found, notified or dealt in."""

from enum import StrEnum


class HoldingKind(StrEnum):
    """The things a person can hold, use or be reached at."""

    ADDRESS = "address"
    PHONE = "phone"
    SIM = "sim"
    COMPUTER = "computer"
    EMAIL = "email"
    VEHICLE = "vehicle"
    ACCOUNT = "account"
    PREMISES = "premises"
    DOCUMENT = "document"
    COMPANY = "company"
    EMPLOYMENT = "employment"
    ASSET = "asset"


class HoldingRole(StrEnum):
    """What a person is to a thing."""

    OWNER = "owner"
    USER = "user"
    KEEPER = "keeper"
    OCCUPIER = "occupier"
    DIRECTOR = "director"
    SECRETARY = "secretary"
    CONTROLLER = "controller"
    """In control of a company without being its director, as a person of significant control."""
    SIGNATORY = "signatory"
    EMPLOYEE = "employee"


class ItemKind(StrEnum):
    """What was found or seized, by the headings under which orders forbid things."""

    PHONE = "phone"
    SIM = "sim"
    COMPUTER = "computer"
    ENCRYPTED_DEVICE = "encrypted_device"
    SIGNAL_BLOCKER = "signal_blocker"
    COUNTER_SURVEILLANCE = "counter_surveillance"
    IDENTITY_DOCUMENT = "identity_document"
    IDENTITY_SOFTWARE = "identity_software"
    BANK_CARD = "bank_card"
    CASH = "cash"
    DRUGS = "drugs"
    CUTTING_AGENT = "cutting_agent"
    PRESS = "press"
    FIREARM = "firearm"
    IMITATION_FIREARM = "imitation_firearm"
    WEAPON = "weapon"
    VEHICLE = "vehicle"
    OTHER = "other"


class Notifiable(StrEnum):
    """What a duty to notify can be about: a holding of that kind, or an undertaking."""

    ADDRESS = "address"
    PHONE = "phone"
    SIM = "sim"
    COMPUTER = "computer"
    EMAIL = "email"
    VEHICLE = "vehicle"
    ACCOUNT = "account"
    PREMISES = "premises"
    DOCUMENT = "document"
    COMPANY = "company"
    ASSET = "asset"
    NAME = "name"
    USER_NAME = "user_name"
    EMPLOYMENT = "employment"
    FOREIGN_TRAVEL = "foreign_travel"


class TransactionKind(StrEnum):
    """The dealings a transaction limit is about."""

    TRANSFER = "transfer"
    BORROWING = "borrowing"
    LENDING = "lending"
    GIFT = "gift"
