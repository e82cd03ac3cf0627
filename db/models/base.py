"""What every table shares: names of constraints, moments in UTC, retention, versions."""

import datetime as dt
from typing import Any

from sqlalchemy import JSON, DateTime, MetaData, String, TypeDecorator
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class UtcMoment(TypeDecorator[dt.datetime]):
    """A moment: aware in Python, naive UTC in the table, the same on both databases."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: dt.datetime | None, dialect: Dialect) -> Any:
        """Refuse a naive moment; store UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment must carry its time zone")
        return value.astimezone(dt.UTC).replace(tzinfo=None)

    def process_result_value(
        self, value: dt.datetime | None, dialect: Dialect
    ) -> dt.datetime | None:
        """Give back an aware moment in UTC."""
        return value.replace(tzinfo=dt.UTC) if value else None


class Base(DeclarativeBase):
    """The declarative base of every model."""

    metadata = MetaData(naming_convention=NAMES)
    type_annotation_map = {  # noqa: RUF012 - SQLAlchemy reads it from the class
        dt.datetime: UtcMoment,
        dict[str, Any]: JSON,
    }

    id: Mapped[int] = mapped_column(primary_key=True, sort_order=-1)


class Retained:
    """Retention class, the day it is reviewed, and a legal hold: on every record."""

    retention_class: Mapped[str] = mapped_column(String(40), default="qa_working_paper")
    retention_review_on: Mapped[dt.date | None]
    legal_hold_reason: Mapped[str | None]


class Versioned:
    """A lock version: a save names the version it was typed on, and a stale one is refused."""

    version: Mapped[int] = mapped_column(default=1)
