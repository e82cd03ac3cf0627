"""Serious-incident holds: which children's records are locked now, and every hold there was."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.orm import Session, aliased

from db.models import Child, Hold, Person, TrailEntry


def running(session: Session, child_id: int, *, lock: bool = False) -> Hold | None:
    """The hold that locks a child's records now."""
    query = select(Hold).where(Hold.child_id == child_id, Hold.lifted_at.is_(None))
    query = query.order_by(Hold.id.desc()).limit(1)
    return session.scalars(query.with_for_update() if lock else query).first()


def on_hold(session: Session, child_ids: Iterable[int]) -> Sequence[Row[Any]]:
    """(id, case_number) of those of these children whose records are locked now, by number."""
    return session.execute(
        select(Child.id, Child.case_number)
        .where(Child.id.in_(tuple(child_ids)), Child.id.in_(_locked()))
        .order_by(Child.case_number)
    ).all()


def all_on_hold(session: Session) -> frozenset[int]:
    """Ids of every child whose records are locked now."""
    return frozenset(session.scalars(_locked()))


def _locked() -> Any:
    return select(Hold.child_id).where(Hold.lifted_at.is_(None))


def of_child(session: Session, child_id: int) -> Sequence[Row[Any]]:
    """(hold, placed by, lifted by) of every hold of a child, the latest first."""
    placer, lifter = aliased(Person), aliased(Person)
    return session.execute(
        select(Hold, placer.name, lifter.name)
        .join(placer, placer.id == Hold.placed_by_id)
        .outerjoin(lifter, lifter.id == Hold.lifted_by_id)
        .where(Hold.child_id == child_id)
        .order_by(Hold.id.desc())
    ).all()


def before(session: Session, child_id: int) -> dict[str, Any]:
    """What the trail says of the last hold of this child: the payload of placing it."""
    payload = session.scalar(
        select(TrailEntry.payload)
        .where(TrailEntry.act == "place_hold", TrailEntry.noun == "child")
        .where(TrailEntry.noun_id == child_id, TrailEntry.child_id == child_id)
        .order_by(TrailEntry.id.desc())
        .limit(1)
    )
    return payload or {}
