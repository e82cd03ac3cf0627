"""Reading settings, closure days and installed versions."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, literal, select, union_all
from sqlalchemy.orm import Session

from db.models import ClosureDay, InstalledVersion, Person, Setting


def setting_history(session: Session, key: str) -> Sequence[Row[Any]]:
    """(from_on, value) of a setting, the earliest first; of two from one day the later one."""
    query = select(Setting.from_on, Setting.value).where(Setting.key == key)
    rows = session.execute(query.order_by(Setting.from_on, Setting.id)).all()
    return list({row.from_on: row for row in rows}.values())


def settings_on(session: Session, on: dt.date) -> dict[str, str]:
    """Every setting in force on a day: the latest that has begun, the later entry winning."""
    rows = session.execute(
        select(Setting.key, Setting.value)
        .where(Setting.from_on <= on)
        .order_by(Setting.from_on, Setting.id)
    )
    return {row.key: row.value for row in rows}


def closure_days(session: Session) -> frozenset[dt.date]:
    """The council's own closure days."""
    return frozenset(session.scalars(select(ClosureDay.on)))


def holds_today(session: Session, on: dt.date) -> tuple[dict[str, str], frozenset[dt.date]]:
    """`settings_on` a day and `closure_days`, in one statement."""
    set_to = select(Setting.key, Setting.value, Setting.from_on, Setting.id)
    closed = select(literal(""), literal(""), ClosureDay.on, ClosureDay.id)
    rows = session.execute(union_all(set_to.where(Setting.from_on <= on), closed)).all()
    begun = sorted((row for row in rows if row.key), key=lambda row: (row.from_on, row.id))
    days = frozenset(row.from_on for row in rows if not row.key)
    return {row.key: row.value for row in begun}, days


def version_in_force(
    session: Session, kind: str, name: str, on: dt.date
) -> InstalledVersion | None:
    """The highest version of a form, ladder or the rules that has begun by a day."""
    return session.scalars(
        select(InstalledVersion)
        .where(
            InstalledVersion.kind == kind,
            InstalledVersion.name == name,
            InstalledVersion.effective_from <= on,
        )
        .order_by(InstalledVersion.number.desc())
        .limit(1)
    ).first()


def version(session: Session, kind: str, name: str, number: int) -> InstalledVersion | None:
    """One installed version."""
    return session.scalars(
        select(InstalledVersion).where(
            InstalledVersion.kind == kind,
            InstalledVersion.name == name,
            InstalledVersion.number == number,
        )
    ).first()


def versions(session: Session, kind: str) -> list[InstalledVersion]:
    """Every installed version of a kind, by name and number."""
    return list(
        session.scalars(
            select(InstalledVersion)
            .where(InstalledVersion.kind == kind)
            .order_by(InstalledVersion.name, InstalledVersion.number)
        )
    )


def version_stamps(session: Session, kind: str) -> list[Row]:
    """Every installed version of a kind without its text (name, number, effective_from, digest),
    in the order in which they come into force, those of one day by name and number."""
    stamp = (
        InstalledVersion.name,
        InstalledVersion.number,
        InstalledVersion.effective_from,
        InstalledVersion.digest,
    )
    return list(
        session.execute(
            select(*stamp)
            .where(InstalledVersion.kind == kind)
            .order_by(
                InstalledVersion.effective_from, InstalledVersion.name, InstalledVersion.number
            )
        )
    )


def version_bodies(session: Session, kind: str) -> dict[str, str]:
    """The texts of every installed version of a kind, by digest."""
    rows = session.execute(
        select(InstalledVersion.digest, InstalledVersion.body).where(InstalledVersion.kind == kind)
    )
    return {row.digest: row.body for row in rows}


def versions_by_whom(session: Session, kind: str, name: str) -> list[Row]:
    """Every installed version of one thing with who installed it, the last installed first:
    (number, body, effective_from, installed_at, who)."""
    return list(
        session.execute(
            select(
                InstalledVersion.number,
                InstalledVersion.body,
                InstalledVersion.effective_from,
                InstalledVersion.installed_at,
                Person.name.label("who"),
            )
            .outerjoin(Person, Person.id == InstalledVersion.installed_by_id)
            .where(InstalledVersion.kind == kind, InstalledVersion.name == name)
            .order_by(InstalledVersion.number.desc())
        )
    )


def closure_day_rows(session: Session) -> list[ClosureDay]:
    """Every closure day, the latest first."""
    return list(session.scalars(select(ClosureDay).order_by(ClosureDay.on.desc())))
