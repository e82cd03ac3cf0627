"""Challenges and good-practice alerts: events, and the columns that lists and charts read."""

import datetime as dt
from typing import Any

from sqlalchemy import ForeignKey, Index, SmallInteger, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import Base, Retained, Versioned


class Challenge(Retained, Versioned, Base):
    """A challenge up a ladder, or a good-practice alert; what it says and where it stands.

    `status` to `closed_on` are a summary of its events, kept in the same transaction, so that
    lists and charts are plain SQL; `qa.domain.challenges.replay` makes them.
    """

    __tablename__ = "challenge"
    __table_args__ = (
        Index("ix_challenge_status_due_on", "status", "due_on", "cap_due_on", "team_id"),
        Index("ix_challenge_raised_on", "raised_on", "kind", "team_id", "status"),
        Index("ix_challenge_closed_on", "closed_on", "formal_started_on", "cap_due_on", "team_id"),
        Index("ix_challenge_held_by_id_status", "held_by_id", "status"),
        Index("ix_challenge_responder_id_status", "responder_id", "status"),
    )
    kind: Mapped[str] = mapped_column(String(20))
    """informal, formal (once a formal stage has begun) or good_practice."""
    subject: Mapped[str] = mapped_column(String(10))
    """cla, cp, both or other."""
    ladder_id: Mapped[int] = mapped_column(ForeignKey("installed_version.id"))
    """The version it was raised under; pinned anew each day while it is a draft."""
    partner: Mapped[str | None] = mapped_column(String(120))
    """The partner agency that is challenged; nothing where it is the council itself."""
    raised_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    """Who wrote it: never changes."""
    held_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    """Who acts as its raiser now: they, or their successor."""
    drafted_at: Mapped[dt.datetime]
    source: Mapped[str | None] = mapped_column(String(20))
    """review, midway, audit, conference, contact or complaint."""
    found_on: Mapped[dt.date | None]
    """The day the concern, or the good practice, was found."""
    check_id: Mapped[int | None] = mapped_column(ForeignKey("check.id"), index=True)
    review_id: Mapped[int | None] = mapped_column(ForeignKey("review.id", ondelete="SET NULL"))
    team_id: Mapped[int | None] = mapped_column(ForeignKey("team.id"))
    """The first child's team when it was raised: pinned."""
    what_is_wrong: Mapped[str | None]
    """Of good practice: what was done well."""
    child_impact: Mapped[str | None]
    wanted: Mapped[str | None]
    wanted_by_on: Mapped[dt.date | None]
    is_child_told: Mapped[bool | None]
    child_told_note: Mapped[str | None]
    is_advocate_offered: Mapped[bool | None]
    difference: Mapped[str | None]
    """Of good practice: what made the difference."""
    may_share: Mapped[bool | None]
    """Of good practice: whether those named agree that it is shared."""
    told_whom: Mapped[str | None]
    """Of good practice: who was told."""
    status: Mapped[str] = mapped_column(String(20))
    stage: Mapped[int | None] = mapped_column(SmallInteger)
    """0 informal, 1 the first formal one, and so on; where it stands or stood last."""
    stage_name: Mapped[str | None] = mapped_column(String(120))
    stage_role: Mapped[str | None] = mapped_column(String(40))
    """The role that answers at this stage; nothing where it is answered for by others."""
    stage_started_on: Mapped[dt.date | None]
    due_on: Mapped[dt.date | None]
    """When the stage's answer is due, paused days left out; nothing: no limit."""
    answered_on: Mapped[dt.date | None]
    """Of this stage."""
    responder_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    responder_name: Mapped[str | None] = mapped_column(String(200))
    responder_role: Mapped[str | None] = mapped_column(String(200))
    raised_on: Mapped[dt.date | None]
    issue_due_on: Mapped[dt.date | None]
    formal_started_on: Mapped[dt.date | None]
    cap_due_on: Mapped[dt.date | None]
    """When the working days in all are over, paused days left out."""
    paused_on: Mapped[dt.date | None]
    """Since when the clock stands still."""
    paused_days: Mapped[int] = mapped_column(SmallInteger, default=0)
    cafcass_on: Mapped[dt.date | None]
    cafcass_outcome_on: Mapped[dt.date | None]
    reopened: Mapped[int] = mapped_column(SmallInteger, default=0)
    closed_on: Mapped[dt.date | None]
    outcome: Mapped[str | None] = mapped_column(String(20))
    """A key of OUTCOMES, or withdrawn."""
    filed_on: Mapped[dt.date | None]
    filed_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))


class ChallengeChild(Base):
    """A child a challenge is about, with an outcome of their own and what changed for them."""

    __tablename__ = "challenge_child"
    __table_args__ = (UniqueConstraint("challenge_id", "child_id"),)
    challenge_id: Mapped[int] = mapped_column(ForeignKey("challenge.id", ondelete="CASCADE"))
    child_id: Mapped[int] = mapped_column(ForeignKey("child.id"), index=True)
    position: Mapped[int] = mapped_column(SmallInteger)
    team_id: Mapped[int | None] = mapped_column(ForeignKey("team.id"))
    outcome: Mapped[str | None] = mapped_column(String(20))
    changed: Mapped[str | None]


class Theme(Base):
    """A theme of the council's list. One that was removed stays readable where it is in use."""

    __tablename__ = "theme"
    code: Mapped[str] = mapped_column(String(40), unique=True)
    words: Mapped[str] = mapped_column(String(120))
    position: Mapped[int] = mapped_column(SmallInteger)
    removed_on: Mapped[dt.date | None]


class ChallengeTheme(Base):
    """A theme of a challenge."""

    __tablename__ = "challenge_theme"
    __table_args__ = (UniqueConstraint("challenge_id", "theme_id"),)
    challenge_id: Mapped[int] = mapped_column(ForeignKey("challenge.id", ondelete="CASCADE"))
    theme_id: Mapped[int] = mapped_column(ForeignKey("theme.id"), index=True)


class ChallengeEvent(Base):
    """One move of a challenge with everything needed to rebuild its state; never changed."""

    __tablename__ = "challenge_event"
    __table_args__ = (UniqueConstraint("challenge_id", "number"),)
    challenge_id: Mapped[int] = mapped_column(ForeignKey("challenge.id"))
    number: Mapped[int] = mapped_column(SmallInteger)
    name: Mapped[str] = mapped_column(String(20))
    on: Mapped[dt.date]
    at: Mapped[dt.datetime]
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    by_name: Mapped[str] = mapped_column(String(200))
    payload: Mapped[dict[str, Any]]
    """As `qa.domain.challenge_events.payload` makes it."""


class ChallengeStage(Base):
    """One stage as it was climbed: a summary of the events, for charts in SQL."""

    __tablename__ = "challenge_stage"
    __table_args__ = (
        UniqueConstraint("challenge_id", "number"),
        Index("ix_challenge_stage_due_on", "due_on", "answered_on", "stage", "challenge_id"),
    )
    challenge_id: Mapped[int] = mapped_column(ForeignKey("challenge.id"))
    number: Mapped[int] = mapped_column(SmallInteger)
    """1, 2, 3 … in the order in which they were climbed."""
    stage: Mapped[int] = mapped_column(SmallInteger)
    name: Mapped[str] = mapped_column(String(120))
    started_on: Mapped[dt.date]
    limit_days: Mapped[int | None] = mapped_column(SmallInteger)
    due_on: Mapped[dt.date | None]
    answered_on: Mapped[dt.date | None]
    ended_on: Mapped[dt.date | None]
    judged: Mapped[str | None] = mapped_column(String(20))
    paused_days: Mapped[int] = mapped_column(SmallInteger)
    responder_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    responder_name: Mapped[str | None] = mapped_column(String(200))
    responder_role: Mapped[str | None] = mapped_column(String(200))


class LegalAdvice(Versioned, Base):
    """The IRO's independent legal advice about a challenge: apart, so nothing else reads it."""

    __tablename__ = "legal_advice"
    challenge_id: Mapped[int] = mapped_column(ForeignKey("challenge.id"), unique=True)
    text: Mapped[str]
    saved_at: Mapped[dt.datetime]
    saved_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))


class Notice(Base):
    """Something a person is to be told of once: by e-mail, or by business support."""

    __tablename__ = "notice"
    __table_args__ = (
        UniqueConstraint("challenge_id", "kind", "number", "part"),
        Index("ix_notice_sent_at", "sent_at"),
    )
    challenge_id: Mapped[int] = mapped_column(ForeignKey("challenge.id", ondelete="CASCADE"))
    kind: Mapped[str] = mapped_column(String(20))
    """asked, answered, no_answer or closed: a key of qa.domain.notices.KINDS."""
    number: Mapped[int] = mapped_column(SmallInteger)
    """Of the event it follows from; of a deadline, which one of the challenge it was."""
    part: Mapped[str] = mapped_column(String(20))
    """responder or raiser."""
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    name: Mapped[str | None] = mapped_column(String(200))
    """Where nobody with a record of their own is asked: who is to be told."""
    made_at: Mapped[dt.datetime]
    sent_at: Mapped[dt.datetime | None]
    sent_how: Mapped[str | None] = mapped_column(String(20))
    """email, by_hand, or not_needed (it was over before it was sent); not sent and refused: the
    mail server did not take the address."""
    sent_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
