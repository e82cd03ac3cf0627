"""Children, known by their case-system number only; homes and placements; the roster."""

import datetime as dt
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import Base, Retained, Versioned

DATES_IN_ORDER = "to_on IS NULL OR to_on >= from_on"


class SiblingGroup(Base):
    """Brothers and sisters, known to be so; carries no name."""

    __tablename__ = "sibling_group"
    made_on: Mapped[dt.date]


class Child(Retained, Versioned, Base):
    """A child, an unborn child or a care leaver to 25. No name, no address, no NHS number."""

    __tablename__ = "child"
    case_number: Mapped[str] = mapped_column(String(60), unique=True)
    birth_month: Mapped[dt.date | None]
    """The first of the month of birth (or of the expected birth)."""
    age_years: Mapped[int | None]
    """As the roster gave it; used only where the month of birth is not known."""
    is_unborn: Mapped[bool] = mapped_column(default=False)
    sibling_group_id: Mapped[int | None] = mapped_column(ForeignKey("sibling_group.id"))
    merged_into_id: Mapped[int | None] = mapped_column(ForeignKey("child.id"))
    restricted_at: Mapped[dt.datetime | None] = mapped_column(index=True)
    restricted_reason: Mapped[str | None]
    restricted_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    died_on: Mapped[dt.date | None]
    updated_as_at: Mapped[dt.date | None]
    """The 'as at' date of the last roster that updated this child."""
    not_updated_as_at: Mapped[dt.date | None]
    """The 'as at' date of a later roster whose row for this child was refused."""


class ChildAccess(Base):
    """A person named for a restricted child: for everybody else the child does not exist."""

    __tablename__ = "child_access"
    __table_args__ = (UniqueConstraint("child_id", "person_id"),)
    child_id: Mapped[int] = mapped_column(ForeignKey("child.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)


class ChildStatus(Base):
    """A status from a day to a day: several may run at once (looked after and on a plan)."""

    __tablename__ = "child_status"
    __table_args__ = (
        CheckConstraint(DATES_IN_ORDER, "dates_in_order"),
        Index("ix_child_status_child_id_status", "child_id", "status"),
        Index("ix_child_status_status_to_on", "status", "to_on"),
    )
    child_id: Mapped[int] = mapped_column(ForeignKey("child.id"))
    status: Mapped[str] = mapped_column(String(20))
    """cin, cp, cla or care_leaver."""
    from_on: Mapped[dt.date | None]
    to_on: Mapped[dt.date | None]
    end_reason: Mapped[str | None] = mapped_column(String(200))
    as_at: Mapped[dt.date]
    facts: Mapped[dict[str, Any]]
    """What the list said besides (category, legal status, last visit …), by field name."""
    off_list_on: Mapped[dt.date | None]
    """The 'as at' date of the first roster whose list no longer held the child."""


class ChildTeam(Base):
    """The team a child is allocated to, from a day to a day."""

    __tablename__ = "child_team"
    __table_args__ = (
        CheckConstraint(DATES_IN_ORDER, "dates_in_order"),
        Index("ix_child_team_child_id_to_on", "child_id", "to_on"),
        Index("ix_child_team_team_id_to_on", "team_id", "to_on"),
    )
    child_id: Mapped[int] = mapped_column(ForeignKey("child.id"))
    team_id: Mapped[int] = mapped_column(ForeignKey("team.id"))
    from_on: Mapped[dt.date]
    to_on: Mapped[dt.date | None]


class ChildPerson(Base):
    """Who is the child's social worker, team manager or IRO (or chair), from a day to a day."""

    __tablename__ = "child_person"
    __table_args__ = (
        CheckConstraint(DATES_IN_ORDER, "dates_in_order"),
        Index("ix_child_person_child_id_part", "child_id", "part", "to_on"),
        Index("ix_child_person_person_id_part", "person_id", "part", "to_on"),
    )
    child_id: Mapped[int] = mapped_column(ForeignKey("child.id"))
    part: Mapped[str] = mapped_column(String(20))
    """social_worker, team_manager or iro."""
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    from_on: Mapped[dt.date]
    to_on: Mapped[dt.date | None]


class Home(Retained, Versioned, Base):
    """A children's home, by Ofsted URN."""

    __tablename__ = "home"
    name: Mapped[str] = mapped_column(String(200))
    urn: Mapped[str | None] = mapped_column(String(10), unique=True)
    provider: Mapped[str | None] = mapped_column(String(200))
    provider_kind: Mapped[str] = mapped_column(String(20), default="council")
    """council (our own), other_council, private or voluntary."""
    registered_manager: Mapped[str | None] = mapped_column(String(200))
    manager_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    """The registered manager as a person without an account, who owns recommendations."""
    responsible_individual: Mapped[str | None] = mapped_column(String(200))
    capacity: Mapped[int | None]
    opened_on: Mapped[dt.date | None]
    closed_on: Mapped[dt.date | None]
    is_visited: Mapped[bool] = mapped_column(default=True)
    """Whether this service provides the home's independent person."""
    host_authority: Mapped[str | None] = mapped_column(String(200))
    """The authority in whose area the home is, where that is not this council."""


class HomeVisitor(Base):
    """A visitor's appointment to a home and the basis of independence (SI 2015/541 reg 43)."""

    __tablename__ = "home_visitor"
    __table_args__ = (CheckConstraint(DATES_IN_ORDER, "dates_in_order"),)
    home_id: Mapped[int] = mapped_column(ForeignKey("home.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    basis_kind: Mapped[str] = mapped_column(String(20), default="no_tie")
    """no_tie (none of reg 43(3)) or scrutiny (employed solely to scrutinise: reg 43(4))."""
    basis: Mapped[str]
    from_on: Mapped[dt.date]
    to_on: Mapped[dt.date | None]
    independent_until_on: Mapped[dt.date | None]
    """The last day for which independence was confirmed."""


class Placement(Base):
    """Where a looked-after child lives, from a day to a day; never an address."""

    __tablename__ = "placement"
    __table_args__ = (
        CheckConstraint(DATES_IN_ORDER, "dates_in_order"),
        Index("ix_placement_child_id_to_on", "child_id", "to_on"),
    )
    child_id: Mapped[int] = mapped_column(ForeignKey("child.id"))
    home_id: Mapped[int | None] = mapped_column(ForeignKey("home.id"), index=True)
    urn: Mapped[str | None] = mapped_column(String(10), index=True)
    placement_type: Mapped[str | None] = mapped_column(String(120))
    from_on: Mapped[dt.date]
    to_on: Mapped[dt.date | None]


class RosterLoad(Base):
    """One roster file loaded: when, as at which day, by whom, and what came of it."""

    __tablename__ = "roster_load"
    as_at: Mapped[dt.date] = mapped_column(index=True)
    file_digest: Mapped[str] = mapped_column(String(64))
    loaded_at: Mapped[dt.datetime]
    loaded_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    report: Mapped[dict[str, Any]]
    """Counts only: loaded, changed, unchanged, left, refused."""


class NotLoaded(Base):
    """A child of the latest roster whose row was refused and who is not known to us yet."""

    __tablename__ = "not_loaded"
    __table_args__ = (UniqueConstraint("case_number", "list_number"),)
    roster_load_id: Mapped[int] = mapped_column(ForeignKey("roster_load.id"))
    case_number: Mapped[str] = mapped_column(String(60))
    list_number: Mapped[int]
    reason: Mapped[str]
