"""Checks that wait for nothing any more."""

import datetime as dt

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session

from db.models import Action, Check


def past_reply_period(session: Session, today: dt.date, limit: int = 200) -> list[int]:
    """Checks whose reply period is over and whose moderation is done or was not drawn."""
    waiting = or_(
        Check.status == "moderated",
        and_(Check.status == "submitted", Check.moderation_why.is_(None)),
    )
    query = select(Check.id).where(
        Check.status.in_(("moderated", "submitted")), waiting, Check.reply_due_on < today
    )
    return list(session.scalars(query.order_by(Check.id).limit(limit)))


def locked(session: Session, check_id: int) -> Check:
    """The check, held for this transaction."""
    return session.scalars(select(Check).where(Check.id == check_id).with_for_update()).one()


def unfinished_actions(session: Session, check_id: int) -> int:
    """How many actions of a check are still open or not verified."""
    query = select(func.count(Action.id)).where(
        Action.check_id == check_id, Action.status.in_(("open", "done"))
    )
    return session.scalar(query) or 0
