"""Agencies, their officers, and prisons."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from casework.models.base import Base, OfficerId, PrimaryKey, coded


class Role(StrEnum):
    """What an officer is here to do; it decides what the gate permits."""

    OFFENDER_MANAGER = "offender_manager"
    PRISON_INTELLIGENCE_OFFICER = "prison_intelligence_officer"
    INTELLIGENCE_SUPERVISOR = "intelligence_supervisor"
    SUPERVISOR = "supervisor"
    COUNTER_CORRUPTION_OFFICER = "counter_corruption_officer"
    AUDITOR = "auditor"
    ADMINISTRATOR = "administrator"
    NIGHTLY_CHECK = "nightly_check"


class Agency(Base):
    """A police force, regional unit, prison service or other owner of facts."""

    __tablename__ = "agency"

    id: Mapped[PrimaryKey]
    code: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]


class Unit(Base):
    """A team within an agency."""

    __tablename__ = "unit"

    id: Mapped[PrimaryKey]
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"))
    name: Mapped[str]


class Establishment(Base):
    """A prison, as the register describes it; its status may change."""

    __tablename__ = "establishment"

    id: Mapped[PrimaryKey]
    code: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    types: Mapped[str | None] = mapped_column(comment="such as HMP|YOI")
    categories: Mapped[str | None]
    sex: Mapped[str | None]
    conditions: Mapped[str | None] = mapped_column(comment="open or closed conditions")
    status: Mapped[str | None]
    operators: Mapped[str | None]
    town: Mapped[str | None]
    postcode: Mapped[str | None]
    closed_on: Mapped[date | None]


class Officer(Base):
    """Someone, or the nightly check, who can sit at the desk."""

    __tablename__ = "officer"

    id: Mapped[PrimaryKey]
    login: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"))
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    closed_at: Mapped[datetime | None] = mapped_column(comment="when the account was closed")


class OfficerRole(Base):
    """A role an officer holds for a time."""

    __tablename__ = "officer_role"

    id: Mapped[PrimaryKey]
    officer_id: Mapped[OfficerId] = mapped_column(index=True)
    role: Mapped[Role] = coded(Role)
    since: Mapped[date]
    until: Mapped[date | None]
