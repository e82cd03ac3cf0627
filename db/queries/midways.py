"""Midway reviews: the one being written, what is known of the child beside it, its history."""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Row, func, or_, select
from sqlalchemy.orm import Session, aliased

from db import scope
from db.models import (
    Check,
    Child,
    Cover,
    Duty,
    PanelDecision,
    Person,
    Placement,
    Review,
    ReviewDecision,
)
from qa.domain.actor import Actor
from qa.domain.duties import MIDWAYS as MIDWAY_DUTIES
from qa.domain.duties import RUNNING
from qa.domain.workflow import DRAFT, MIDWAYS


def being_written(session: Session, child_ids: Iterable[int]) -> dict[int, Check]:
    """The open midway review of each of these children, by child."""
    query = select(Check).where(
        Check.child_id.in_(tuple(child_ids)), Check.kind.in_(MIDWAYS), Check.status.in_(DRAFT)
    )
    return {check.child_id: check for check in session.scalars(query.order_by(Check.id.desc()))}


def running(session: Session, child_id: int) -> Sequence[Duty]:
    """What is owed about a child now, the earliest due first."""
    query = select(Duty).where(Duty.child_id == child_id, Duty.status == RUNNING)
    return session.scalars(query.order_by(Duty.due_on, Duty.id)).all()


def stopped_by(session: Session, check_id: int) -> Sequence[Duty]:
    """The clocks that a midway review stopped."""
    query = select(Duty).where(Duty.check_id == check_id, Duty.done_on.is_not(None))
    return session.scalars(query.order_by(Duty.kind)).all()


def owed_to(session: Session, child_ids: Iterable[int]) -> dict[int, dt.date]:
    """When the next midway review of each of these children is due, by child."""
    query = (
        select(Duty.child_id, func.min(Duty.due_on))
        .where(
            Duty.child_id.in_(tuple(child_ids)),
            Duty.status == RUNNING,
            Duty.kind.in_(MIDWAY_DUTIES),
        )
        .group_by(Duty.child_id)
    )
    return dict(session.execute(query).all())


def covers_one_of(session: Session, person_id: int, absent_ids: Iterable[int], on: dt.date) -> bool:
    """Whether a person covers for one of these people on a day."""
    query = select(Cover.id).where(
        Cover.cover_id == person_id,
        Cover.absent_id.in_(tuple(absent_ids)),
        Cover.from_on <= on,
        Cover.to_on >= on,
        or_(Cover.ended_on.is_(None), Cover.ended_on > on),
    )
    return session.scalar(query.limit(1)) is not None


def meetings(session: Session, child_id: int) -> Sequence[Review]:
    """Reviews and conferences that were held, the latest first."""
    query = select(Review).where(Review.child_id == child_id, Review.was_held)
    return session.scalars(query.order_by(Review.met_on.desc(), Review.id.desc())).all()


def decisions(session: Session, review_id: int) -> Sequence[ReviewDecision]:
    """The decisions of one meeting, in order."""
    query = select(ReviewDecision).where(ReviewDecision.review_id == review_id)
    return session.scalars(query.order_by(ReviewDecision.position)).all()


def placement(session: Session, child_id: int, on: dt.date) -> Placement | None:
    """Where the child is placed on a day."""
    query = select(Placement).where(
        Placement.child_id == child_id,
        Placement.from_on <= on,
        or_(Placement.to_on.is_(None), Placement.to_on >= on),
    )
    return session.scalars(query.order_by(Placement.from_on.desc(), Placement.id.desc())).first()


def last_panel(session: Session, child_id: int) -> PanelDecision | None:
    """The latest decision of the panel about the child's plan."""
    query = select(PanelDecision).where(PanelDecision.child_id == child_id)
    return session.scalars(query.order_by(PanelDecision.panel_on.desc())).first()


def siblings(session: Session, actor: Actor, child: Child) -> Sequence[Child]:
    """Brothers and sisters that the reader may see and who are not restricted."""
    if child.sibling_group_id is None:
        return []
    query = select(Child).where(
        Child.sibling_group_id == child.sibling_group_id,
        Child.id != child.id,
        Child.restricted_at.is_(None),
        scope.children(actor),
    )
    return session.scalars(query.order_by(Child.case_number)).all()


def history(session: Session, actor: Actor, child_id: int) -> Sequence[Row[Any]]:
    """(check, who did it) of the child's midway reviews that the reader may know of, the latest
    first."""
    assignee = aliased(Person)
    query = (
        select(Check, assignee.name)
        .join(assignee, assignee.id == Check.assignee_id)
        .where(Check.child_id == child_id, Check.kind.in_(MIDWAYS), scope.checks(actor))
    )
    return session.execute(query.order_by(Check.allocated_on.desc(), Check.id.desc())).all()
