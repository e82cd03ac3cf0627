"""Dated links of children to their social worker, team manager and IRO or chair."""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Row, or_, select
from sqlalchemy.orm import Session

from db.models import ChildPerson, Person


def running_or_later(
    session: Session, child_ids: Iterable[int], part: str, on: dt.date
) -> Sequence[ChildPerson]:
    """Links of a part that hold on a day or begin after it, the earliest first."""
    return session.scalars(
        select(ChildPerson)
        .where(
            ChildPerson.child_id.in_(tuple(child_ids)),
            ChildPerson.part == part,
            or_(ChildPerson.to_on.is_(None), ChildPerson.to_on >= on),
        )
        .order_by(ChildPerson.from_on, ChildPerson.id)
    ).all()


def one(session: Session, link_id: int) -> ChildPerson | None:
    """One link."""
    return session.get(ChildPerson, link_id)


def person_at_work(session: Session, person_id: int, on: dt.date) -> Person | None:
    """The person, unless they have left by that day."""
    return session.scalar(
        select(Person).where(
            Person.id == person_id, or_(Person.left_on.is_(None), Person.left_on > on)
        )
    )


def people_at_work(session: Session, on: dt.date) -> Sequence[Row[Any]]:
    """(id, name, job_title) of everybody who has not left by that day, by name."""
    return session.execute(
        select(Person.id, Person.name, Person.job_title)
        .where(or_(Person.left_on.is_(None), Person.left_on > on))
        .order_by(Person.name, Person.id)
    ).all()


def names(session: Session, ids: Iterable[int]) -> dict[int, str]:
    """Names of people by id."""
    rows = session.execute(select(Person.id, Person.name).where(Person.id.in_(tuple(ids))))
    return dict(rows.all())
