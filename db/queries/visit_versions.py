"""What the trail holds of a visit's recommendations, consents and alerts, version by version."""

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import Row, and_, false, or_, select
from sqlalchemy.orm import Session

from db.models import TrailEntry

OF_VISIT = ("submit", "consent", "tell")
OF_ACTION = ("add", "withdraw")


def entries(session: Session, check_id: int, action_ids: Collection[int]) -> Sequence[Row[Any]]:
    """(at, act, noun, noun_id, payload) of every version finished, every consent and alert, and
    of recommendations written and taken back, in the order of the trail."""
    of_visit = and_(
        TrailEntry.noun == "check", TrailEntry.noun_id == check_id, TrailEntry.act.in_(OF_VISIT)
    )
    of_action = and_(
        TrailEntry.noun == "action",
        TrailEntry.noun_id.in_(action_ids),
        TrailEntry.act.in_(OF_ACTION),
    )
    query = select(
        TrailEntry.at, TrailEntry.act, TrailEntry.noun, TrailEntry.noun_id, TrailEntry.payload
    ).where(or_(of_visit, of_action), TrailEntry.refused == false())
    return session.execute(query.order_by(TrailEntry.id)).all()
