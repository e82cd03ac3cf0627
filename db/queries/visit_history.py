"""What came before a visit to a home: earlier recommendations and visits, and what they said."""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Row, func, or_, select
from sqlalchemy.orm import Session

from db.models import (
    Action,
    ActionResponse,
    ActionStatus,
    Answer,
    AnswerRow,
    Check,
    Revision,
    Visit,
    VisitEvent,
    VisitStandard,
)

MOST_EARLIER = 24
"""Earlier visits that a visit looks back on: two a month for a year."""
UNFINISHED = ("open", "done")
"""Recommendations that the next visit follows up."""


def earlier_recommendations(
    session: Session, home_id: int, check_id: int, until: dt.date
) -> Sequence[Row[Any]]:
    """(action, last status, its evidence, day of the visit it is from) of the home's
    recommendations that are not settled, of other visits up to a day, the oldest first."""
    last = last_status(_came_before(check_id, until))
    query = (
        select(Action, ActionStatus.status, ActionStatus.evidence, Visit.visited_on)
        .outerjoin(Visit, Visit.check_id == Action.check_id)
        .outerjoin(last, last.c.action_id == Action.id)
        .outerjoin(ActionStatus, ActionStatus.id == last.c.id)
        .where(
            Action.home_id == home_id,
            Action.kind == "recommendation",
            Action.status.in_(UNFINISHED),
            or_(
                func.coalesce(Visit.visited_on, Action.raised_on) < until,
                (Visit.visited_on == until) & (Visit.check_id < check_id),
            ),
        )
    )
    return session.execute(query.order_by(Action.raised_on, Action.id)).all()


def followed_up(
    session: Session, action_ids: Iterable[int], check_id: int, until: dt.date
) -> Sequence[Row[Any]]:
    """(action, status and evidence at the last visit before this one, which is of the day `until`,
    last response, day of the visit it is from) of recommendations."""
    ids = tuple(action_ids)
    last = last_status(_came_before(check_id, until))
    heard = latest_response()
    query = (
        select(Action, ActionStatus.status, ActionStatus.evidence, ActionResponse, Visit.visited_on)
        .outerjoin(Visit, Visit.check_id == Action.check_id)
        .outerjoin(last, last.c.action_id == Action.id)
        .outerjoin(ActionStatus, ActionStatus.id == last.c.id)
        .outerjoin(heard, heard.c.action_id == Action.id)
        .outerjoin(ActionResponse, ActionResponse.id == heard.c.id)
        .where(Action.id.in_(ids))
    )
    return session.execute(query.order_by(Action.raised_on, Action.id)).all()


def _came_before(check_id: int, until: dt.date) -> ColumnElement[bool]:
    """A visit before another; on the same day the one whose record was begun first."""
    same_day = (Visit.visited_on == until) & (Visit.check_id < check_id)
    return (Visit.visited_on < until) | same_day


def last_status(*conditions: ColumnElement[bool]) -> Any:
    """(action_id, id) of what the last of these visits that looked said of each action: by the day
    of the visit, since one may be typed in, or changed, after a later one."""
    place = func.row_number().over(
        partition_by=ActionStatus.action_id,
        order_by=(Visit.visited_on.desc(), Visit.check_id.desc()),
    )
    looked = (
        select(ActionStatus.action_id, ActionStatus.id, place.label("place"))
        .join(Visit, Visit.check_id == ActionStatus.check_id)
        .where(*conditions)
        .subquery()
    )
    return select(looked.c.action_id, looked.c.id).where(looked.c.place == 1).subquery()


def latest_response() -> Any:
    """(action_id, id) of the response to each action that came last."""
    query = select(ActionResponse.action_id, func.max(ActionResponse.id).label("id"))
    return query.group_by(ActionResponse.action_id).subquery()


def row_keys(session: Session, check_id: int, revision: int, question: str) -> list[str]:
    """The keys of the rows of one stored answer, in order."""
    query = (
        select(AnswerRow.key)
        .join(Answer, Answer.id == AnswerRow.answer_id)
        .join(Revision, Revision.id == Answer.revision_id)
        .where(
            Revision.check_id == check_id,
            Revision.number == revision,
            Answer.question == question,
        )
    )
    return list(session.scalars(query.order_by(AnswerRow.position)))


def statuses(session: Session, check_id: int) -> Sequence[ActionStatus]:
    """What a visit said of earlier recommendations."""
    query = select(ActionStatus).where(ActionStatus.check_id == check_id)
    return session.scalars(query.order_by(ActionStatus.id)).all()


def was_said(session: Session, action_id: int, status: str) -> bool:
    """Whether some visit said this of a recommendation."""
    query = select(ActionStatus.id).where(
        ActionStatus.action_id == action_id, ActionStatus.status == status
    )
    return session.scalars(query.limit(1)).first() is not None


def recommendation(session: Session, home_id: int | None, action_id: int) -> Action | None:
    """A recommendation to this home, held for this transaction."""
    query = select(Action).where(
        Action.id == action_id, Action.home_id == home_id, Action.kind == "recommendation"
    )
    return session.scalars(query.with_for_update(of=Action)).first()


def earlier_visits(
    session: Session, home_id: int, check_id: int, until: dt.date
) -> Sequence[Visit]:
    """The last visits to a home up to a day that were submitted, the latest first."""
    query = (
        select(Visit)
        .join(Check, Check.id == Visit.check_id)
        .where(
            Visit.home_id == home_id,
            Visit.check_id != check_id,
            Visit.visited_on <= until,
            Check.submitted_on.is_not(None),
            Check.status != "withdrawn",
        )
    )
    latest = query.order_by(Visit.visited_on.desc(), Visit.id.desc())
    return session.scalars(latest.limit(MOST_EARLIER)).all()


def events_of(session: Session, check_ids: Iterable[int]) -> Sequence[VisitEvent]:
    """The events that these visits counted."""
    query = select(VisitEvent).where(VisitEvent.check_id.in_(tuple(check_ids)))
    return session.scalars(query).all()


def standards_of(session: Session, check_id: int) -> Sequence[VisitStandard]:
    """How a visit found each standard met."""
    query = select(VisitStandard).where(VisitStandard.check_id == check_id)
    return session.scalars(query).all()


def last_response_on(session: Session, check_id: int) -> dt.date | None:
    """When the registered person last responded to a recommendation of a visit."""
    query = (
        select(func.max(ActionResponse.responded_on))
        .join(Action, Action.id == ActionResponse.action_id)
        .where(Action.check_id == check_id)
    )
    return session.scalar(query)
