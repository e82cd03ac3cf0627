"""Checks that wait for nothing any more."""

import datetime as dt
from typing import Any

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session

from db.models import Action, Check, Hold


def _over(today: dt.date) -> Any:
    waiting = or_(
        Check.status == "moderated",
        and_(Check.status == "submitted", Check.moderation_why.is_(None)),
    )
    is_over = and_(
        Check.status.in_(("moderated", "submitted")), waiting, Check.reply_due_on < today
    )
    locked = select(Hold.child_id).where(Hold.lifted_at.is_(None))
    return and_(is_over, or_(Check.child_id.is_(None), Check.child_id.not_in(locked)))


def past_reply_period(today: dt.date) -> Any:
    """How many checks wait for nothing but that somebody looks: a part of a larger statement."""
    return select(func.count(Check.id)).where(_over(today)).scalar_subquery()


def to_settle(session: Session, today: dt.date, limit: int = 200) -> list[int]:
    """Checks whose time for replies is over, moderation done or not drawn."""
    return list(
        session.scalars(select(Check.id).where(_over(today)).order_by(Check.id).limit(limit))
    )


def locked(session: Session, check_id: int) -> Check:
    """The check, held for this transaction."""
    return session.scalars(select(Check).where(Check.id == check_id).with_for_update()).one()


def unfinished_actions(session: Session, check_id: int) -> int:
    """How many actions of a check are still open or not verified."""
    query = select(func.count(Action.id)).where(
        Action.check_id == check_id, Action.status.in_(("open", "done"))
    )
    return session.scalar(query) or 0
