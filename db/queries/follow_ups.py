"""What conclusions of midway reviews call for, always within the reader's scope."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from db import scope
from db.models import Check, FollowUp
from qa.domain.actor import Actor


def of_check(session: Session, check_id: int) -> Sequence[FollowUp]:
    """Every follow-up of a check, oldest first."""
    query = select(FollowUp).where(FollowUp.check_id == check_id)
    return session.scalars(query.order_by(FollowUp.id)).all()


def one(session: Session, actor: Actor, follow_up_id: int) -> FollowUp | None:
    """One of a check that this person may know of, locked."""
    query = (
        select(FollowUp)
        .join(Check, Check.id == FollowUp.check_id)
        .where(FollowUp.id == follow_up_id, Check.submitted_on.is_not(None), scope.checks(actor))
    )
    return session.scalars(query.with_for_update(of=FollowUp)).first()
