"""Regulation 44 visits: what a check about a home carries beside its answers (SI 2015/541)."""

import datetime as dt

from sqlalchemy import CheckConstraint, ForeignKey, Index, SmallInteger, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import Base


class Visit(Base):
    """The visit of one check: when, how, what was concluded, what became of its report.

    Begun with the check. Its figures and opinions are those of the version submitted last; the
    report that stands is `issued_revision`.
    """

    __tablename__ = "visit"
    __table_args__ = (
        Index("ix_visit_home_id_month", "home_id", "month"),
        Index("ix_visit_visited_on", "visited_on"),
    )
    check_id: Mapped[int] = mapped_column(ForeignKey("check.id"), unique=True)
    home_id: Mapped[int] = mapped_column(ForeignKey("home.id"))
    visitor_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    month: Mapped[dt.date]
    """The first day of the calendar month the visit counts for: that of its own day."""
    visited_on: Mapped[dt.date]
    arrived: Mapped[str | None] = mapped_column(String(5))
    """24-hour clock, '14:05'."""
    left: Mapped[str | None] = mapped_column(String(5))
    announced: Mapped[str | None] = mapped_column(String(20))
    """announced, unannounced or part."""
    on_roll: Mapped[int | None] = mapped_column(SmallInteger)
    present: Mapped[int | None] = mapped_column(SmallInteger)
    offered: Mapped[int | None] = mapped_column(SmallInteger)
    accepted: Mapped[int | None] = mapped_column(SmallInteger)
    """Children offered a private conversation, and who accepted."""
    safeguarded: Mapped[str | None] = mapped_column(String(1))
    wellbeing: Mapped[str | None] = mapped_column(String(1))
    """The two opinions of reg 44(4): Y yes, C yes with concerns, N no."""
    is_conflict_found: Mapped[bool] = mapped_column(default=False)
    """A conflict of interest came to light after the visit: reg 44(6)."""
    basis: Mapped[str | None]
    """The visitor's basis of independence on the day, pinned."""
    report_due_on: Mapped[dt.date]
    report_due_rule: Mapped[str] = mapped_column(String(20))
    report_due_rule_version: Mapped[str] = mapped_column(String(20))
    report_due_explained: Mapped[str]
    accuracy_sent_on: Mapped[dt.date | None]
    accuracy_sent_to: Mapped[str | None] = mapped_column(String(200))
    accuracy_revision: Mapped[int | None] = mapped_column(SmallInteger)
    """The version that was sent for the factual-accuracy check."""
    accuracy_returned_on: Mapped[dt.date | None]
    accuracy_by: Mapped[str | None] = mapped_column(String(200))
    accuracy_role: Mapped[str | None] = mapped_column(String(200))
    accuracy_comments: Mapped[str | None]
    issued_on: Mapped[dt.date | None]
    """The day of the first issue; later versions are in VisitIssue."""
    issued_revision: Mapped[int | None] = mapped_column(SmallInteger)
    closed_on: Mapped[dt.date | None]


class VisitIssue(Base):
    """One issue of the report: the first, or a later version with its reason."""

    __tablename__ = "visit_issue"
    __table_args__ = (UniqueConstraint("check_id", "revision"),)
    check_id: Mapped[int] = mapped_column(ForeignKey("check.id"))
    revision: Mapped[int] = mapped_column(SmallInteger)
    issued_on: Mapped[dt.date]
    issued_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    reason: Mapped[str | None]


class VisitSending(Base):
    """One copy of one issued version sent to one recipient: reg 44(7)."""

    __tablename__ = "visit_sending"
    check_id: Mapped[int] = mapped_column(ForeignKey("check.id"), index=True)
    revision: Mapped[int] = mapped_column(SmallInteger)
    recipient: Mapped[str] = mapped_column(String(30))
    """ofsted, placing_authorities, provider, manager, responsible_individual or host_authority."""
    name: Mapped[str | None] = mapped_column(String(200))
    """Which authority, or who; never a child."""
    sent_on: Mapped[dt.date | None]
    """Nothing where there is no such recipient (`method` none)."""
    method: Mapped[str] = mapped_column(String(20))
    """email, portal, post, by_hand or none."""
    reference: Mapped[str | None] = mapped_column(String(200))
    recorded_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    recorded_at: Mapped[dt.datetime]


class VisitConsent(Base):
    """A child whose case records were opened at a visit, with both consents: reg 44(2)(b)."""

    __tablename__ = "visit_consent"
    __table_args__ = (UniqueConstraint("check_id", "resident_id"),)
    check_id: Mapped[int] = mapped_column(ForeignKey("check.id"))
    resident_id: Mapped[int] = mapped_column(ForeignKey("home_resident.id"))
    child_agreed_on: Mapped[dt.date]
    authority_agreed_on: Mapped[dt.date]
    authority_by: Mapped[str] = mapped_column(String(200))
    """Who agreed for the placing authority."""
    recorded_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    recorded_at: Mapped[dt.datetime]


class VisitAlert(Base):
    """Who was told at once of a 'No' to an opinion, or of a child at risk at a visit."""

    __tablename__ = "visit_alert"
    __table_args__ = (UniqueConstraint("check_id", "question"),)
    check_id: Mapped[int] = mapped_column(ForeignKey("check.id"))
    question: Mapped[str] = mapped_column(String(20))
    """V4.1, V4.2, or 'risk'."""
    told_individual: Mapped[str] = mapped_column(String(200))
    """Who was told for the provider: the responsible individual, by name."""
    told_individual_at: Mapped[dt.datetime]
    told_head: Mapped[str] = mapped_column(String(200))
    told_head_at: Mapped[dt.datetime]
    lado: Mapped[str] = mapped_column(String(10))
    """told, not_needed: the designated officer for allegations."""
    lado_at: Mapped[dt.datetime | None]
    reg40: Mapped[str] = mapped_column(String(10))
    """notified, asked (the home was asked to notify) or not_needed: reg 40."""
    reg40_at: Mapped[dt.datetime | None]
    note: Mapped[str | None]
    recorded_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    recorded_at: Mapped[dt.datetime]


class VisitStandard(Base):
    """One narrow row per submitted visit and quality standard: what the heatmap counts."""

    __tablename__ = "visit_standard"
    __table_args__ = (
        UniqueConstraint("check_id", "standard"),
        Index("ix_visit_standard_home_id_month", "home_id", "month", "standard", "met"),
    )
    check_id: Mapped[int] = mapped_column(ForeignKey("check.id"))
    home_id: Mapped[int] = mapped_column(ForeignKey("home.id"))
    month: Mapped[dt.date]
    standard: Mapped[str] = mapped_column(String(10))
    """'6' to '14': the regulation of the quality standard."""
    met: Mapped[str] = mapped_column(String(2))
    """The code of `met4`."""


class VisitEvent(Base):
    """One narrow row per submitted visit and kind of event since the visit before."""

    __tablename__ = "visit_event"
    __table_args__ = (
        UniqueConstraint("check_id", "event"),
        Index("ix_visit_event_home_id_month", "home_id", "month", "event"),
    )
    check_id: Mapped[int] = mapped_column(ForeignKey("check.id"))
    home_id: Mapped[int] = mapped_column(ForeignKey("home.id"))
    month: Mapped[dt.date]
    event: Mapped[str] = mapped_column(String(20))
    events: Mapped[int] = mapped_column(SmallInteger)
    children: Mapped[int] = mapped_column(SmallInteger)


class HomeResident(Base):
    """A child's stay in a home under one letter: A, B, C; nobody else's while they stay.

    A child of this council by the roster; a child of another authority by hand, without anything
    that identifies them but the authority.
    """

    __tablename__ = "home_resident"
    __table_args__ = (
        UniqueConstraint("home_id", "letter"),
        CheckConstraint("to_on IS NULL OR to_on >= from_on", "dates_in_order"),
    )
    home_id: Mapped[int] = mapped_column(ForeignKey("home.id"))
    letter: Mapped[str] = mapped_column(String(4))
    child_id: Mapped[int | None] = mapped_column(ForeignKey("child.id"), index=True)
    placing_authority: Mapped[str] = mapped_column(String(200))
    from_on: Mapped[dt.date]
    to_on: Mapped[dt.date | None]
    added_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))


class HomeTie(Base):
    """What ties a person to a home and bars them from visiting it: reg 43(3)."""

    __tablename__ = "home_tie"
    __table_args__ = (CheckConstraint("to_on IS NULL OR to_on >= from_on", "dates_in_order"),)
    home_id: Mapped[int] = mapped_column(ForeignKey("home.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    kind: Mapped[str] = mapped_column(String(30))
    """manages, funds, employed, financial, responsible_individual or connection."""
    from_on: Mapped[dt.date]
    to_on: Mapped[dt.date | None]
    note: Mapped[str | None]
