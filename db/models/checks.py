"""Checks: a form version answered about one child or one home, by a person, by a date."""

import datetime as dt

from sqlalchemy import CheckConstraint, ForeignKey, Index, SmallInteger, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import Base, Retained, Versioned

ONE_SUBJECT = "(child_id IS NULL) <> (home_id IS NULL)"


class Check(Retained, Versioned, Base):
    """A case-file audit, a midway review or a Regulation 44 visit; `kind` tells which.

    Carries the columns trends group by. Grades: 4 Outstanding to 1 Inadequate. The auditor's,
    the moderated and the final grade are three columns; trends use the final one.
    """

    __tablename__ = "check"
    __table_args__ = (
        CheckConstraint(ONE_SUBJECT, "one_subject"),
        Index(
            "ix_check_trend",
            "kind",
            "submitted_on",
            "team_id",
            "audit_type",
            "final_grade",
            "form_id",
            "status",
        ),
        Index("ix_check_assignee_id_status", "assignee_id", "status"),
        Index("ix_check_kind_status", "kind", "status"),
        Index("ix_check_status_reply_due_on", "status", "reply_due_on"),
        Index("ix_check_filed_on_status_submitted_on", "filed_on", "status", "submitted_on"),
        Index("ix_check_team_id_status", "team_id", "status"),
    )
    kind: Mapped[str] = mapped_column(String(20))
    form_id: Mapped[int] = mapped_column(ForeignKey("installed_version.id"))
    child_id: Mapped[int | None] = mapped_column(ForeignKey("child.id"), index=True)
    home_id: Mapped[int | None] = mapped_column(ForeignKey("home.id"), index=True)
    team_id: Mapped[int | None] = mapped_column(ForeignKey("team.id"))
    """The child's team when the check was allocated: pinned."""
    case_types: Mapped[str] = mapped_column(String(80), default="")
    """Pinned at allocation, codes joined by '|': CIN, CP, CLA, CARE_LEAVER."""
    age_years: Mapped[int | None] = mapped_column(SmallInteger)
    """Pinned at allocation; -1 unborn."""
    worker_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    manager_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    """Whose work is judged: pinned at allocation."""
    assignee_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    allocated_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    allocated_on: Mapped[dt.date]
    due_on: Mapped[dt.date]
    due_rule: Mapped[str] = mapped_column(String(20))
    due_rule_version: Mapped[str] = mapped_column(String(20))
    due_explained: Mapped[str]
    audit_type: Mapped[str | None] = mapped_column(String(20))
    sample_route: Mapped[str | None] = mapped_column(String(20))
    period_from_on: Mapped[dt.date | None]
    period_to_on: Mapped[dt.date | None]
    status: Mapped[str] = mapped_column(String(20))
    revision: Mapped[int] = mapped_column(SmallInteger, default=1)
    right_child_at: Mapped[dt.datetime | None]
    """When the person filling in confirmed 'this is the right child'."""
    started_at: Mapped[dt.datetime | None]
    submitted_at: Mapped[dt.datetime | None]
    submitted_on: Mapped[dt.date | None]
    """The day of the first submission: the day the check counts under."""
    reply_due_on: Mapped[dt.date | None]
    moderation_due_on: Mapped[dt.date | None]
    moderation_why: Mapped[str | None] = mapped_column(String(20))
    """inadequate, outstanding, override, sample, or nothing: not drawn."""
    agreed_at: Mapped[dt.datetime | None]
    closed_at: Mapped[dt.datetime | None]
    auditor_grade: Mapped[int | None] = mapped_column(SmallInteger)
    moderated_grade: Mapped[int | None] = mapped_column(SmallInteger)
    final_grade: Mapped[int | None] = mapped_column(SmallInteger)
    conclusion: Mapped[str | None] = mapped_column(String(1))
    """Of a midway review: G on track, A delay, R drift."""
    next_step: Mapped[str | None] = mapped_column(String(30))
    """Of a midway review: the code of the form's next step."""
    override_reason: Mapped[str | None]
    override_outcome: Mapped[str | None] = mapped_column(String(20))
    """claimed, confirmed or refused; nothing where no cap was overridden."""
    is_good_practice: Mapped[bool] = mapped_column(default=False)
    good_practice_note: Mapped[str | None]
    filed_on: Mapped[dt.date | None]
    filed_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))


class Revision(Base):
    """A version of a check's answers: first draft, returned, corrected or reissued."""

    __tablename__ = "revision"
    __table_args__ = (UniqueConstraint("check_id", "number"),)
    check_id: Mapped[int] = mapped_column(ForeignKey("check.id"))
    number: Mapped[int] = mapped_column(SmallInteger)
    kind: Mapped[str] = mapped_column(String(20))
    """first, returned, corrected or reissued."""
    reason: Mapped[str | None]
    opened_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    opened_at: Mapped[dt.datetime]
    issued_at: Mapped[dt.datetime | None]
    """When it was submitted: from then on its answers are locked."""


class Answer(Base):
    """One answer of one revision, with its own lock version."""

    __tablename__ = "answer"
    __table_args__ = (UniqueConstraint("revision_id", "question"),)
    revision_id: Mapped[int] = mapped_column(ForeignKey("revision.id"))
    question: Mapped[str] = mapped_column(String(20))
    value: Mapped[str | None]
    grade: Mapped[int | None] = mapped_column(SmallInteger)
    evidence: Mapped[str | None]
    version: Mapped[int] = mapped_column(default=1)
    saved_at: Mapped[dt.datetime]
    saved_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    saved_in: Mapped[int | None] = mapped_column(ForeignKey("sign_in.id"))
    """The sign-in it was saved from: a value re-sent by that browser may win, another's may not."""


class AnswerRow(Base):
    """One row of a composite answer."""

    __tablename__ = "answer_row"
    answer_id: Mapped[int] = mapped_column(ForeignKey("answer.id", ondelete="CASCADE"), index=True)
    position: Mapped[int] = mapped_column(SmallInteger)
    key: Mapped[str] = mapped_column(String(60))
    number: Mapped[float | None]
    text: Mapped[str | None]
    on: Mapped[dt.date | None]
    reference: Mapped[str | None] = mapped_column(String(200))


class CheckLink(Base):
    """How two checks belong together: re-audit, blind second audit, copied from."""

    __tablename__ = "check_link"
    __table_args__ = (UniqueConstraint("from_check_id", "to_check_id", "kind"),)
    from_check_id: Mapped[int] = mapped_column(ForeignKey("check.id"), index=True)
    to_check_id: Mapped[int] = mapped_column(ForeignKey("check.id"), index=True)
    kind: Mapped[str] = mapped_column(String(20))


class Reply(Base):
    """What the worker or team manager said of a shared audit; silence is a reply too."""

    __tablename__ = "reply"
    check_id: Mapped[int] = mapped_column(ForeignKey("check.id"), index=True)
    revision: Mapped[int] = mapped_column(SmallInteger)
    part: Mapped[str] = mapped_column(String(20))
    """worker, manager, or family (with consent, in a collaborative audit)."""
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    stance: Mapped[str] = mapped_column(String(20))
    """agree, disagree, comment or silence."""
    comments: Mapped[str | None]
    consent: Mapped[bool | None]
    recorded_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    recorded_at: Mapped[dt.datetime]


class Moderation(Base):
    """One moderator's decision on one revision."""

    __tablename__ = "moderation"
    check_id: Mapped[int] = mapped_column(ForeignKey("check.id"), index=True)
    revision: Mapped[int] = mapped_column(SmallInteger)
    moderator_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    outcome: Mapped[str] = mapped_column(String(20))
    """agreed, changed or returned."""
    grade: Mapped[int | None] = mapped_column(SmallInteger)
    override: Mapped[str | None] = mapped_column(String(20))
    reasons: Mapped[str | None]
    decided_at: Mapped[dt.datetime]


class RiskFlag(Base):
    """A child may be at risk now: who was told, what they will do, who found the child safe."""

    __tablename__ = "risk_flag"
    __table_args__ = (
        CheckConstraint(ONE_SUBJECT, "one_subject"),
        Index("ix_risk_flag_safe_at", "safe_at"),
    )
    child_id: Mapped[int | None] = mapped_column(ForeignKey("child.id"))
    home_id: Mapped[int | None] = mapped_column(ForeignKey("home.id"))
    check_id: Mapped[int | None] = mapped_column(ForeignKey("check.id"), index=True)
    team_id: Mapped[int | None] = mapped_column(ForeignKey("team.id"))
    raised_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    raised_at: Mapped[dt.datetime]
    worry: Mapped[str]
    told_whom: Mapped[str | None]
    told_at: Mapped[dt.datetime | None]
    will_do: Mapped[str | None]
    safe_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    safe_at: Mapped[dt.datetime | None]
    safe_note: Mapped[str | None]


class CheckDomain(Base):
    """One narrow row per submitted check and section: what the heatmap counts.

    `positive` counts Yes and Good or better as 1 and Partly as 0.5; `counted` leaves
    'not applicable' out. Kept in the same transaction as submission and correction.
    """

    __tablename__ = "check_domain"
    __table_args__ = (
        UniqueConstraint("check_id", "section"),
        Index(
            "ix_check_domain_trend",
            "kind",
            "section",
            "team_id",
            "submitted_on",
            "audit_type",
            "positive",
            "counted",
            "check_id",
        ),
    )
    check_id: Mapped[int] = mapped_column(ForeignKey("check.id"))
    kind: Mapped[str] = mapped_column(String(20))
    section: Mapped[str] = mapped_column(String(20))
    submitted_on: Mapped[dt.date]
    team_id: Mapped[int | None] = mapped_column(ForeignKey("team.id"))
    audit_type: Mapped[str | None] = mapped_column(String(20))
    positive: Mapped[float]
    counted: Mapped[int] = mapped_column(SmallInteger)


class CheckConcern(Base):
    """One narrow row per concern of a submitted check (a critical question answered No)."""

    __tablename__ = "check_concern"
    __table_args__ = (
        UniqueConstraint("check_id", "question"),
        Index(
            "ix_check_concern_trend",
            "kind",
            "question",
            "submitted_on",
            "team_id",
            "audit_type",
            "check_id",
        ),
    )
    check_id: Mapped[int] = mapped_column(ForeignKey("check.id"))
    kind: Mapped[str] = mapped_column(String(20))
    question: Mapped[str] = mapped_column(String(20))
    submitted_on: Mapped[dt.date]
    team_id: Mapped[int | None] = mapped_column(ForeignKey("team.id"))
    audit_type: Mapped[str | None] = mapped_column(String(20))
    is_capping: Mapped[bool]
