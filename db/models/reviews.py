"""Reviews and conferences, what falls due between them, panels, holds."""

import datetime as dt

from sqlalchemy import CheckConstraint, ForeignKey, Index, SmallInteger, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import Base, Retained, Versioned
from db.models.children import DATES_IN_ORDER


class Review(Retained, Versioned, Base):
    """A statutory review or a child protection conference, held or called off."""

    __tablename__ = "review"
    __table_args__ = (
        Index("ix_review_child_id_met_on", "child_id", "met_on"),
        Index("ix_review_kind_met_on", "kind", "met_on"),
    )
    child_id: Mapped[int] = mapped_column(ForeignKey("child.id"))
    kind: Mapped[str] = mapped_column(String(20))
    """cla_review, short_break_review, icpc (initial conference) or cp_review."""
    conference_type: Mapped[str | None] = mapped_column(String(20))
    """Of a conference: initial, pre_birth, transfer_in, review, early or reconvened."""
    met_on: Mapped[dt.date]
    was_held: Mapped[bool] = mapped_column(default=True)
    is_quorate: Mapped[bool | None]
    not_quorate_reason: Mapped[str | None]
    """Why it went ahead, or what the chair decided, without enough agencies."""
    participation: Mapped[str | None] = mapped_column(String(3))
    """PN0 to PN7."""
    was_seen_alone: Mapped[bool | None]
    """Whether the IRO or chair spoke with the child alone beforehand."""
    not_alone_reason: Mapped[str | None]
    views_by: Mapped[str | None] = mapped_column(String(20))
    """How the child's views came: in_person, advocate, other or none."""
    views_note: Mapped[str | None]
    child_told_on: Mapped[dt.date | None]
    """When the child was told the outcome."""
    source: Mapped[str] = mapped_column(String(20))
    """hand, annex_a or ssda903."""
    recorded_at: Mapped[dt.datetime]
    recorded_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))


class ReviewDecision(Base):
    """One decision of a review or conference."""

    __tablename__ = "review_decision"
    review_id: Mapped[int] = mapped_column(ForeignKey("review.id", ondelete="CASCADE"), index=True)
    position: Mapped[int] = mapped_column(SmallInteger)
    text: Mapped[str]
    by_on: Mapped[dt.date | None]
    done_on: Mapped[dt.date | None]


class Episode(Base):
    """One SSDA903 episode: a stretch of being looked after without a change."""

    __tablename__ = "episode"
    __table_args__ = (
        UniqueConstraint("child_id", "from_on"),
        CheckConstraint(DATES_IN_ORDER, "dates_in_order"),
    )
    child_id: Mapped[int] = mapped_column(ForeignKey("child.id"))
    from_on: Mapped[dt.date]
    """DECOM."""
    new_reason: Mapped[str | None] = mapped_column(String(4))
    """RNE."""
    legal_status: Mapped[str | None] = mapped_column(String(4))
    """LS; V3 and V4 are short breaks."""
    placement: Mapped[str | None] = mapped_column(String(4))
    to_on: Mapped[dt.date | None]
    """DEC."""
    end_reason: Mapped[str | None] = mapped_column(String(6))
    """REC; X1: the next episode follows at once."""
    urn: Mapped[str | None] = mapped_column(String(10))
    as_at: Mapped[dt.date]


class Duty(Base):
    """Something due about a child by a statutory or local clock: worked out, never typed.

    A summary of children, reviews, conferences and submitted midway reviews, kept in the same
    transaction as they are and rebuilt by `python -m qa housekeeping`.
    """

    __tablename__ = "duty"
    __table_args__ = (
        UniqueConstraint("child_id", "kind", "started_on"),
        Index("ix_duty_status_kind", "status", "kind", "on_time_until", "due_on", "child_id"),
        Index("ix_duty_status_iro_id", "status", "iro_id", "on_time_until"),
        Index("ix_duty_status_team_id", "status", "team_id", "on_time_until"),
        Index(
            "ix_duty_kind_due_on",
            "kind",
            "due_on",
            "status",
            "team_id",
            "done_on",
            "on_time_until",
            "child_id",
        ),
    )
    child_id: Mapped[int] = mapped_column(ForeignKey("child.id"))
    kind: Mapped[str] = mapped_column(String(20))
    """A key of qa.domain.duties.KINDS."""
    started_on: Mapped[dt.date]
    until_on: Mapped[dt.date | None]
    """Of a midway review: when the next meeting is due."""
    due_on: Mapped[dt.date]
    on_time_until: Mapped[dt.date]
    """The last day that counts as on time: `due_on` and the tolerance, if it has one."""
    rule_id: Mapped[str] = mapped_column(String(20))
    rule_version: Mapped[str] = mapped_column(String(20))
    status: Mapped[str] = mapped_column(String(10))
    """running, done, missed or ended (no longer owed, not counted)."""
    done_on: Mapped[dt.date | None]
    review_id: Mapped[int | None] = mapped_column(ForeignKey("review.id", ondelete="SET NULL"))
    """The meeting it ended with; of a done midway review nothing."""
    check_id: Mapped[int | None] = mapped_column(ForeignKey("check.id"))
    """The midway review it was done by."""
    ended_on: Mapped[dt.date | None]
    team_id: Mapped[int | None] = mapped_column(ForeignKey("team.id"))
    iro_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    """The child's team and IRO or chair: now if it is running, else on the day it ended."""


class PanelDecision(Versioned, Base):
    """What the 9-months-plus panel decided about a plan that has been open so long."""

    __tablename__ = "panel_decision"
    __table_args__ = (UniqueConstraint("child_id", "plan_from_on", "months"),)
    child_id: Mapped[int] = mapped_column(ForeignKey("child.id"))
    plan_from_on: Mapped[dt.date]
    months: Mapped[int] = mapped_column(SmallInteger)
    """The marker it answers: 9, 12, 15, 18, 21 or 24."""
    panel_on: Mapped[dt.date]
    decision: Mapped[str]
    recorded_at: Mapped[dt.datetime]
    recorded_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))


class Hold(Base):
    """A serious-incident hold: the child's records do not change until it is lifted."""

    __tablename__ = "hold"
    child_id: Mapped[int] = mapped_column(ForeignKey("child.id"), index=True)
    reason: Mapped[str]
    placed_at: Mapped[dt.datetime]
    placed_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    was_restricted: Mapped[bool]
    """Whether the child was restricted before: lifting the hold leaves that as it was."""
    lifted_at: Mapped[dt.datetime | None]
    lifted_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    lifted_reason: Mapped[str | None]


class FollowUp(Base):
    """What a midway review's conclusion calls for, until it has been seen to."""

    __tablename__ = "follow_up"
    __table_args__ = (UniqueConstraint("check_id", "kind"),)
    check_id: Mapped[int] = mapped_column(ForeignKey("check.id"))
    child_id: Mapped[int] = mapped_column(ForeignKey("child.id"), index=True)
    kind: Mapped[str] = mapped_column(String(30))
    """A code of the form's next step: informal_challenge, formal_challenge, early_review …"""
    note: Mapped[str | None]
    made_on: Mapped[dt.date]
    made_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    done_on: Mapped[dt.date | None]
    done_note: Mapped[str | None]
    action_id: Mapped[int | None] = mapped_column(ForeignKey("action.id"))
    """The action it was turned into."""
    challenge_id: Mapped[int | None] = mapped_column(ForeignKey("challenge.id"), index=True)
    """The challenge it was turned into, from its draft on."""
