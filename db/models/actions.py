"""Actions and recommendations, one table: owner, date, evidence, somebody else verifies."""

import datetime as dt

from sqlalchemy import CheckConstraint, ForeignKey, Index, SmallInteger, String
from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import Base, Retained, Versioned


class Action(Retained, Versioned, Base):
    """Something somebody must do by a day, and the record it came from."""

    __tablename__ = "action"
    __table_args__ = (
        CheckConstraint("child_id IS NOT NULL OR home_id IS NOT NULL", "has_subject"),
        Index("ix_action_status_due_on", "status", "due_on"),
        Index("ix_action_owner_id_status", "owner_id", "status"),
        Index("ix_action_team_id_status", "team_id", "status"),
    )
    kind: Mapped[str] = mapped_column(String(20), default="action")
    """action or recommendation."""
    origin: Mapped[str] = mapped_column(String(20))
    """case_audit, midway, reg44_visit, challenge or risk."""
    check_id: Mapped[int | None] = mapped_column(ForeignKey("check.id"), index=True)
    challenge_id: Mapped[int | None] = mapped_column(ForeignKey("challenge.id"), index=True)
    questions: Mapped[str] = mapped_column(String(400), default="")
    """Ids of the questions whose concern it answers, joined by '|'."""
    child_id: Mapped[int | None] = mapped_column(ForeignKey("child.id"), index=True)
    home_id: Mapped[int | None] = mapped_column(ForeignKey("home.id"), index=True)
    team_id: Mapped[int | None] = mapped_column(ForeignKey("team.id"))
    text: Mapped[str]
    standard: Mapped[str | None] = mapped_column(String(20))
    priority: Mapped[str] = mapped_column(String(20))
    evidence_needed: Mapped[str | None]
    owner_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    raised_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    raised_on: Mapped[dt.date]
    consider_by_on: Mapped[dt.date | None]
    """By when the registered person must consider a recommendation: SI 2015/541 reg 44(5)."""
    due_on: Mapped[dt.date]
    due_rule: Mapped[str | None] = mapped_column(String(20))
    """The time limit it was given; nothing where a day was agreed by hand."""
    due_explained: Mapped[str]
    status: Mapped[str] = mapped_column(String(20))
    """draft (of an unsubmitted check), open, done, verified or withdrawn."""
    evidence: Mapped[str | None]
    done_on: Mapped[dt.date | None]
    done_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    verified_on: Mapped[dt.date | None]
    verified_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    verified_note: Mapped[str | None]


class ActionStatus(Base):
    """Where an action or recommendation stood at a later check, and the evidence seen."""

    __tablename__ = "action_status"
    action_id: Mapped[int] = mapped_column(ForeignKey("action.id"), index=True)
    check_id: Mapped[int] = mapped_column(ForeignKey("check.id"), index=True)
    status: Mapped[str] = mapped_column(String(20))
    evidence: Mapped[str | None]
    recorded_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    recorded_at: Mapped[dt.datetime]


class ActionResponse(Base):
    """The registered person's (or owner's) response: accept, in part, not; why, who, by when."""

    __tablename__ = "action_response"
    action_id: Mapped[int] = mapped_column(ForeignKey("action.id"), index=True)
    number: Mapped[int] = mapped_column(SmallInteger)
    stance: Mapped[str] = mapped_column(String(20))
    reason: Mapped[str | None]
    by_name: Mapped[str | None] = mapped_column(String(200))
    by_role: Mapped[str | None] = mapped_column(String(200))
    responded_on: Mapped[dt.date | None]
    """Who responded, who has no account here, and on which day."""
    owner_name: Mapped[str | None] = mapped_column(String(200))
    owner_role: Mapped[str | None] = mapped_column(String(200))
    due_on: Mapped[dt.date | None]
    reference: Mapped[str | None] = mapped_column(String(200))
    recorded_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    recorded_at: Mapped[dt.datetime]


class ClockPause(Base):
    """Days on which a record's clock stood still, and why: shown, never hidden."""

    __tablename__ = "clock_pause"
    __table_args__ = (Index("ix_clock_pause_noun", "noun", "noun_id"),)
    noun: Mapped[str] = mapped_column(String(20))
    noun_id: Mapped[int]
    from_on: Mapped[dt.date]
    to_on: Mapped[dt.date | None]
    reason: Mapped[str]
    set_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
