"""People who may own an action."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from sqlalchemy import Row, or_, select
from sqlalchemy.orm import Session

from db.models import ChildPerson, ChildTeam, Person, RoleAssignment


def at_work(
    session: Session, on: dt.date, team_ids: Iterable[int], also: Iterable[int]
) -> list[Row[Any]]:
    """Those who hold a role, those who work with children of these teams, and these people."""
    holders = select(RoleAssignment.person_id).where(
        RoleAssignment.role != "administrator",
        RoleAssignment.from_on <= on,
        or_(RoleAssignment.to_on.is_(None), RoleAssignment.to_on >= on),
    )
    workers = (
        select(ChildPerson.person_id)
        .join(ChildTeam, ChildTeam.child_id == ChildPerson.child_id)
        .where(
            ChildTeam.team_id.in_(tuple(team_ids)),
            ChildTeam.to_on.is_(None),
            ChildPerson.to_on.is_(None),
        )
    )
    query = select(Person.id, Person.name).where(
        or_(Person.left_on.is_(None), Person.left_on > on),
        or_(Person.id.in_(holders), Person.id.in_(workers), Person.id.in_(tuple(also))),
    )
    return list(session.execute(query.order_by(Person.name)))
