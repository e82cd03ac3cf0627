"""Who lives in a home: letters given, and what the roster says of its placements."""

import datetime as dt
from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from db import scope
from db.models import Child, Home, HomeResident, Placement
from db.queries.homes import SAME_CHILD
from qa.domain.actor import Actor


def lock_home(session: Session, home_id: int) -> Home | None:
    """The home, locked: letters are given one at a time."""
    return session.scalars(select(Home).where(Home.id == home_id).with_for_update(of=Home)).first()


def letters(session: Session, home_id: int) -> Sequence[Row[Any]]:
    """(resident, child_id) of everybody ever given a letter, in that order; a child under two
    numbers has the one it was merged into."""
    return session.execute(
        select(HomeResident, SAME_CHILD.label("child_id"))
        .outerjoin(Child, Child.id == HomeResident.child_id)
        .where(HomeResident.home_id == home_id)
        .order_by(HomeResident.id)
    ).all()


def placements(session: Session, home_id: int) -> Sequence[Row[Any]]:
    """(child_id, from_on, to_on) of every placement in the home; merged numbers as one child."""
    return session.execute(
        select(SAME_CHILD.label("child_id"), Placement.from_on, Placement.to_on)
        .join(Child, Child.id == Placement.child_id)
        .where(Placement.home_id == home_id)
        .order_by(Placement.from_on, Placement.id)
    ).all()


def one(session: Session, resident_id: int) -> HomeResident | None:
    """One stay under a letter, locked."""
    return session.scalars(
        select(HomeResident).where(HomeResident.id == resident_id).with_for_update(of=HomeResident)
    ).first()


def by_hand_from_after(session: Session, home_id: int, day: dt.date) -> Sequence[dt.date]:
    """First days, after a day, of children who were entered by hand, the earliest first."""
    query = select(HomeResident.from_on).where(
        HomeResident.home_id == home_id,
        HomeResident.child_id.is_(None),
        HomeResident.from_on > day,
    )
    return session.scalars(query.order_by(HomeResident.from_on, HomeResident.id)).all()


def existing_for(session: Session, actor: Actor, child_ids: Collection[int]) -> set[int]:
    """Those of these children that are not restricted from the reader."""
    query = select(Child.id).where(Child.id.in_(child_ids), scope.not_restricted(actor, Child.id))
    return set(session.scalars(query))


def numbers(session: Session, actor: Actor, child_ids: Collection[int]) -> dict[int, str]:
    """Case numbers of those of these children that the reader may see."""
    query = select(Child.id, Child.case_number).where(
        Child.id.in_(child_ids), scope.children(actor)
    )
    return {row.id: row.case_number for row in session.execute(query)}
