"""People, with or without an account; their roles, teams, cover and handovers."""

import datetime as dt

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import Base, Versioned


class Team(Base):
    """A team of social workers that children are allocated to."""

    __tablename__ = "team"
    name: Mapped[str] = mapped_column(String(200), unique=True)
    closed_on: Mapped[dt.date | None]


class Person(Versioned, Base):
    """Somebody who works with children or checks that work; an account is optional."""

    __tablename__ = "person"
    name: Mapped[str] = mapped_column(String(200), index=True)
    job_title: Mapped[str | None] = mapped_column(String(200))
    email: Mapped[str | None] = mapped_column(String(254))
    full_time_equivalent: Mapped[float] = mapped_column(default=1.0)
    line_manager_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    roster_name: Mapped[str | None] = mapped_column(String(200), unique=True)
    """The name under which the roster file lists this worker."""
    left_on: Mapped[dt.date | None]


class RoleAssignment(Base):
    """A role held from a day to a day, for one team or (no team) for the service."""

    __tablename__ = "role_assignment"
    __table_args__ = (CheckConstraint("to_on IS NULL OR to_on >= from_on", "dates_in_order"),)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    role: Mapped[str] = mapped_column(String(40))
    team_id: Mapped[int | None] = mapped_column(ForeignKey("team.id"))
    from_on: Mapped[dt.date]
    to_on: Mapped[dt.date | None]


class Cover(Base):
    """A colleague acts for an absent one, between two dates (both included)."""

    __tablename__ = "cover"
    __table_args__ = (
        CheckConstraint("to_on >= from_on", "dates_in_order"),
        CheckConstraint("absent_id <> cover_id", "two_people"),
    )
    absent_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    cover_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    from_on: Mapped[dt.date]
    to_on: Mapped[dt.date]
    reason: Mapped[str]
    set_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    ended_on: Mapped[dt.date | None]


class Handover(Base):
    """One step that moves children, drafts, challenges and actions to a colleague."""

    __tablename__ = "handover"
    from_person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    to_person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    reason: Mapped[str]
    prepared_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    prepared_at: Mapped[dt.datetime]
    done_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    done_at: Mapped[dt.datetime | None]


class HandoverItem(Base):
    """One thing handed over; for a child, when the child was told of the new IRO."""

    __tablename__ = "handover_item"
    handover_id: Mapped[int] = mapped_column(ForeignKey("handover.id"), index=True)
    noun: Mapped[str] = mapped_column(String(40))
    noun_id: Mapped[int]
    child_told_on: Mapped[dt.date | None]
    child_told_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))


class Account(Versioned, Base):
    """How a person signs in. The passphrase is kept only as a bcrypt hash."""

    __tablename__ = "account"
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), unique=True)
    username: Mapped[str] = mapped_column(String(80), unique=True)
    """Kept in lower case; compared case-folded."""
    passphrase_hash: Mapped[str] = mapped_column(String(100))
    must_change: Mapped[bool] = mapped_column(default=False)
    """A one-time passphrase: the only screen is the one that changes it."""
    is_demonstration: Mapped[bool] = mapped_column(default=False)
    disabled_at: Mapped[dt.datetime | None]
    created_at: Mapped[dt.datetime]
    passphrase_changed_at: Mapped[dt.datetime]


class SignIn(Base):
    """A server-side session: the cookie's SHA-256, never the cookie."""

    __tablename__ = "sign_in"
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    cookie_hash: Mapped[str] = mapped_column(String(64), unique=True)
    begun_at: Mapped[dt.datetime]
    last_seen_at: Mapped[dt.datetime]
    ended_at: Mapped[dt.datetime | None]
    ended_why: Mapped[str | None] = mapped_column(String(40))
    address: Mapped[str | None] = mapped_column(String(64))
    browser: Mapped[str | None] = mapped_column(String(200))


class SignInTicket(Base):
    """A one-time ticket (30 seconds) that the redeeming route turns into a session cookie."""

    __tablename__ = "sign_in_ticket"
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    ticket_hash: Mapped[str] = mapped_column(String(64), unique=True)
    issued_at: Mapped[dt.datetime]
    redeemed_at: Mapped[dt.datetime | None]


class SignInAttempt(Base):
    """A failed or successful try, for throttling by account and address together."""

    __tablename__ = "sign_in_attempt"
    __table_args__ = (
        Index("ix_sign_in_attempt_username_at", "username", "at"),
        Index("ix_sign_in_attempt_address_at", "address", "at"),
    )
    username: Mapped[str] = mapped_column(String(80))
    address: Mapped[str] = mapped_column(String(64))
    at: Mapped[dt.datetime]
    succeeded: Mapped[bool]


class KnownDevice(Base):
    """A browser that has signed in to this account before: exempt from the account-wide slowing."""

    __tablename__ = "known_device"
    __table_args__ = (UniqueConstraint("account_id", "device_hash"),)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    device_hash: Mapped[str] = mapped_column(String(64))
    first_seen_at: Mapped[dt.datetime]
    last_seen_at: Mapped[dt.datetime]
