"""What the six-month pack of a home is made from: visits, recommendations, texts, in a scope."""

import datetime as dt
from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import Row, func, or_, select
from sqlalchemy.orm import Session

from db import scope
from db.models import (
    Action,
    ActionResponse,
    ActionStatus,
    Answer,
    Check,
    Person,
    Revision,
    Visit,
    VisitEvent,
    VisitStandard,
)
from qa.domain.actor import Actor
from qa.domain.workflow import REG44


def visits(
    session: Session, actor: Actor, home_id: int, first: dt.date, last: dt.date
) -> Sequence[Row[Any]]:
    """(visit, visitor's name) of the finished visits to a home in these months, oldest first."""
    query = (
        select(Visit, Person.name)
        .join(Check, Check.id == Visit.check_id)
        .join(Person, Person.id == Visit.visitor_id)
        .where(
            Check.kind == REG44,
            Check.submitted_on.is_not(None),
            Check.status != "withdrawn",
            Visit.home_id == home_id,
            Visit.month >= first,
            Visit.month <= last,
            scope.checks(actor),
        )
    )
    return session.execute(query.order_by(Visit.visited_on, Visit.check_id)).all()


def texts(
    session: Session, check_ids: Collection[int], questions: Collection[str]
) -> Sequence[Row[Any]]:
    """(check_id, question, value, evidence) of the version that was issued last, or else of the
    version submitted last."""
    last = (
        select(Revision.check_id, func.max(Revision.number).label("number"))
        .where(Revision.issued_at.is_not(None), Revision.check_id.in_(check_ids))
        .group_by(Revision.check_id)
        .subquery()
    )
    query = (
        select(Revision.check_id, Answer.question, Answer.value, Answer.evidence)
        .join(Answer, Answer.revision_id == Revision.id)
        .join(last, last.c.check_id == Revision.check_id)
        .join(Visit, Visit.check_id == Revision.check_id)
        .where(
            Revision.number == func.coalesce(Visit.issued_revision, last.c.number),
            Answer.question.in_(questions),
        )
    )
    return session.execute(query).all()


def standards(session: Session, check_ids: Collection[int]) -> Sequence[VisitStandard]:
    """How each of these visits found each standard met."""
    query = select(VisitStandard).where(VisitStandard.check_id.in_(check_ids))
    return session.scalars(query.order_by(VisitStandard.check_id)).all()


def events(session: Session, check_ids: Collection[int]) -> Sequence[VisitEvent]:
    """The events that each of these visits counted."""
    query = select(VisitEvent).where(VisitEvent.check_id.in_(check_ids))
    return session.scalars(query.order_by(VisitEvent.check_id)).all()


def recommendations(
    session: Session, actor: Actor, home_id: int, first: dt.date, last: dt.date
) -> Sequence[Row[Any]]:
    """(recommendation, last response, last status at a visit) of a home that were raised up to a
    day and not settled before another, oldest first."""
    heard, stood = _latest(ActionResponse), _latest(ActionStatus)
    query = (
        select(Action, ActionResponse, ActionStatus)
        .outerjoin(heard, heard.c.action_id == Action.id)
        .outerjoin(ActionResponse, ActionResponse.id == heard.c.id)
        .outerjoin(stood, stood.c.action_id == Action.id)
        .outerjoin(ActionStatus, ActionStatus.id == stood.c.id)
        .where(
            Action.home_id == home_id,
            Action.kind == "recommendation",
            Action.status != "draft",
            or_(Action.status != "withdrawn", Action.verified_note.is_not(None)),
            Action.raised_on <= last,
            or_(Action.raised_on >= first, Action.verified_on.is_(None),
                Action.verified_on >= first),
            or_(Action.raised_on >= first, Action.status != "withdrawn"),
            scope.actions(actor),
            scope.action_texts(actor),
        )
    )  # fmt: skip
    return session.execute(query.order_by(Action.raised_on, Action.id)).all()


def _latest(model: Any) -> Any:
    query = select(model.action_id, func.max(model.id).label("id"))
    return query.group_by(model.action_id).subquery()
