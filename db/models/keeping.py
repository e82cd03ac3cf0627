"""What the service keeps about itself: installed versions, settings, closure days, the trail."""

import datetime as dt
from typing import Any

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import Base


class InstalledVersion(Base):
    """A version of a form, a ladder or the time limits, as installed: frozen by its digest."""

    __tablename__ = "installed_version"
    __table_args__ = (UniqueConstraint("kind", "name", "number"),)
    kind: Mapped[str] = mapped_column(String(20))
    """form, ladder or rules."""
    name: Mapped[str] = mapped_column(String(60))
    number: Mapped[int]
    digest: Mapped[str] = mapped_column(String(64))
    body: Mapped[str]
    effective_from: Mapped[dt.date]
    installed_at: Mapped[dt.datetime]
    installed_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))


class Setting(Base):
    """A setting with effect from a day; the latest that has begun is in force."""

    __tablename__ = "setting"
    __table_args__ = (Index("ix_setting_key_from_on", "key", "from_on"),)
    key: Mapped[str] = mapped_column(String(60))
    value: Mapped[str]
    from_on: Mapped[dt.date]
    set_at: Mapped[dt.datetime]
    set_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))


class ClosureDay(Base):
    """A day on which the council is closed, besides bank holidays."""

    __tablename__ = "closure_day"
    on: Mapped[dt.date] = mapped_column(unique=True)
    reason: Mapped[str] = mapped_column(String(200))


class Unsent(Base):
    """What a person typed into a box and has not sent yet. No record: theirs alone, and not for
    long."""

    __tablename__ = "unsent"
    __table_args__ = (
        UniqueConstraint("person_id", "place", "field"),
        Index("ix_unsent_saved_at", "saved_at"),
    )
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    place: Mapped[str] = mapped_column(String(60))
    """The record the boxes stand on: challenge:17."""
    field: Mapped[str] = mapped_column(String(60))
    """Which of its boxes: answer/text."""
    text: Mapped[str]
    saved_at: Mapped[dt.datetime]
    version: Mapped[int]
    turn: Mapped[int]
    """How often what stood here was sent: a box that is still on its way belongs to an old turn."""


class TrailEntry(Base):
    """Who did what, when, to what; refused or not. Append-only, chained by hashes."""

    __tablename__ = "trail_entry"
    __table_args__ = (
        Index("ix_trail_entry_noun_noun_id", "noun", "noun_id"),
        Index("ix_trail_entry_opening", "person_id", "act", "noun", "noun_id", "at"),
        Index("ix_trail_entry_at", "at"),
    )
    at: Mapped[dt.datetime]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    who: Mapped[str] = mapped_column(String(200))
    """The name as it stood then ('the command line' where nobody was signed in)."""
    act: Mapped[str] = mapped_column(String(60))
    noun: Mapped[str] = mapped_column(String(40))
    noun_id: Mapped[int | None]
    child_id: Mapped[int | None] = mapped_column(ForeignKey("child.id"), index=True)
    home_id: Mapped[int | None] = mapped_column(ForeignKey("home.id"), index=True)
    team_id: Mapped[int | None] = mapped_column(ForeignKey("team.id"))
    refused: Mapped[bool] = mapped_column(default=False)
    payload: Mapped[dict[str, Any]]
    """Structured: for a write {field: [old, new]}; for a move everything needed to rebuild it."""
    previous_hash: Mapped[str] = mapped_column(String(64))
    hash: Mapped[str] = mapped_column(String(64), unique=True)


class TrailHead(Base):
    """One row: the last entry's number and hash. Locked while an entry is added."""

    __tablename__ = "trail_head"
    entries: Mapped[int]
    hash: Mapped[str] = mapped_column(String(64))
