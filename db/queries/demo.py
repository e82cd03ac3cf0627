"""What the demonstration reads back of what it put in: the midway reviews that are owed."""

import datetime as dt
from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import Duty
from qa.domain.duties import MIDWAYS


def owed_midways(session: Session, since: dt.date, limit: int) -> Sequence[Duty]:
    """Midway reviews due from a day on whose child had an IRO or chair, the latest first."""
    query = (
        select(Duty)
        .where(
            Duty.kind.in_(MIDWAYS),
            Duty.due_on >= since,
            Duty.status != "ended",
            Duty.iro_id.is_not(None),
        )
        .order_by(Duty.due_on.desc(), Duty.child_id, Duty.kind)
        .limit(limit)
    )
    return session.scalars(query).all()
