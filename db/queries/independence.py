"""What may stand against a person as a home's independent person, on a day."""

import datetime as dt
from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import Row, and_, func, or_, select
from sqlalchemy.orm import Session

from db.models import Child, ChildPerson, ChildTeam, Home, HomeTie, HomeVisitor, Person, Placement


def _on(link: Any, on: dt.date) -> Any:
    return and_(link.from_on <= on, or_(link.to_on.is_(None), link.to_on >= on))


_SAME_CHILD = func.coalesce(Child.merged_into_id, Child.id)


def homes(session: Session, home_ids: Collection[int]) -> Sequence[Home]:
    """These homes."""
    return session.scalars(select(Home).where(Home.id.in_(home_ids)).order_by(Home.id)).all()


def person(session: Session, person_id: int) -> Person | None:
    """The person."""
    return session.get(Person, person_id)


def appointments(
    session: Session, home_ids: Collection[int], person_id: int, on: dt.date
) -> Sequence[HomeVisitor]:
    """The person's appointments to these homes that run on the day."""
    return session.scalars(
        select(HomeVisitor)
        .where(
            HomeVisitor.home_id.in_(home_ids),
            HomeVisitor.person_id == person_id,
            _on(HomeVisitor, on),
        )
        .order_by(HomeVisitor.id)
    ).all()


def ties(
    session: Session, home_ids: Collection[int], person_id: int, on: dt.date
) -> Sequence[Row[Any]]:
    """(home_id, kind) of the person's ties to these homes that day."""
    return session.execute(
        select(HomeTie.home_id, HomeTie.kind)
        .where(HomeTie.home_id.in_(home_ids), HomeTie.person_id == person_id, _on(HomeTie, on))
        .order_by(HomeTie.id)
    ).all()


def managed(session: Session, person_id: int) -> set[int]:
    """Everybody below a person in line management, however far."""
    first = select(Person.id).where(Person.line_manager_id == person_id)
    below = first.cte("below", recursive=True)
    further = select(Person.id).join(below, Person.line_manager_id == below.c.id)
    return set(session.scalars(select(below.union(further).c.id)))


def placed(session: Session, home_ids: Collection[int], on: dt.date) -> Sequence[Row[Any]]:
    """(home_id, child_id, restricted) of who lives in these homes by the roster; one child under
    two numbers has one id."""
    return session.execute(
        select(Placement.home_id, _SAME_CHILD, Child.restricted_at.is_not(None))
        .join(Child, Child.id == Placement.child_id)
        .where(Placement.home_id.in_(home_ids), _on(Placement, on))
        .order_by(Placement.id)
    ).all()


def works_with(session: Session, person_ids: Collection[int], on: dt.date) -> Sequence[Row[Any]]:
    """(child_id, part, person_id) of the children these people are linked to that day."""
    return session.execute(
        select(_SAME_CHILD, ChildPerson.part, ChildPerson.person_id)
        .join(Child, Child.id == ChildPerson.child_id)
        .where(ChildPerson.person_id.in_(person_ids), _on(ChildPerson, on))
        .order_by(ChildPerson.id)
    ).all()


def in_teams(session: Session, team_ids: Collection[int], on: dt.date) -> set[int]:
    """Children of these teams that day."""
    found = select(_SAME_CHILD).join(ChildTeam, ChildTeam.child_id == Child.id)
    return set(session.scalars(found.where(ChildTeam.team_id.in_(team_ids), _on(ChildTeam, on))))
