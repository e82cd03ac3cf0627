"""Cover: a colleague acts for an absent one between two dates."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, and_, or_, select
from sqlalchemy.orm import Session, aliased

from db.models import Account, Cover, Person, RoleAssignment


def overlapping(
    session: Session, from_on: dt.date, to_on: dt.date, *person_ids: int
) -> Sequence[Cover]:
    """Covers on any of these days in which one of these people is absent or covers."""
    return session.scalars(
        select(Cover)
        .where(
            Cover.from_on <= to_on,
            Cover.to_on >= from_on,
            or_(
                Cover.ended_on.is_(None),
                and_(Cover.ended_on > from_on, Cover.ended_on > Cover.from_on),
            ),
            or_(Cover.absent_id.in_(person_ids), Cover.cover_id.in_(person_ids)),
        )
        .order_by(Cover.from_on, Cover.id)
    ).all()


def one(session: Session, cover_id: int) -> Cover | None:
    """One cover."""
    return session.get(Cover, cover_id)


def listed(session: Session, since: dt.date) -> Sequence[Row[Any]]:
    """(cover, absent's name, cover's name) of what runs or ended since a day, latest first."""
    absent, covering = aliased(Person), aliased(Person)
    return session.execute(
        select(Cover, absent.name, covering.name)
        .join(absent, absent.id == Cover.absent_id)
        .join(covering, covering.id == Cover.cover_id)
        .where(Cover.to_on >= since)
        .order_by(Cover.from_on.desc(), Cover.id.desc())
    ).all()


def account_holders(session: Session, on: dt.date) -> Sequence[Row[Any]]:
    """(id, name, job_title) of everybody who can sign in and has a role that day, by name."""
    held = select(RoleAssignment.person_id).where(
        RoleAssignment.from_on <= on,
        or_(RoleAssignment.to_on.is_(None), RoleAssignment.to_on >= on),
    )
    working = select(Account.person_id).where(Account.disabled_at.is_(None))
    return session.execute(
        select(Person.id, Person.name, Person.job_title)
        .where(Person.id.in_(held), Person.id.in_(working))
        .order_by(Person.name, Person.id)
    ).all()


def roles(session: Session, person_id: int, on: dt.date) -> frozenset[str]:
    """Roles a person holds on a day."""
    return frozenset(
        session.scalars(
            select(RoleAssignment.role).where(
                RoleAssignment.person_id == person_id,
                RoleAssignment.from_on <= on,
                or_(RoleAssignment.to_on.is_(None), RoleAssignment.to_on >= on),
            )
        )
    )
