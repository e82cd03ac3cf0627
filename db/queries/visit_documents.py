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
from db.queries import visit_history
from db.queries.recommendations import RECOMMENDATION, state
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


def to_be_reissued(session: Session, check_ids: Collection[int]) -> Sequence[Check]:
    """Those of these visits that have a version finished after the one that was issued last."""
    later = (
        select(Revision.check_id)
        .join(Visit, Visit.check_id == Revision.check_id)
        .where(
            Revision.check_id.in_(check_ids),
            Revision.issued_at.is_not(None),
            Revision.number > Visit.issued_revision,
        )
    )
    return session.scalars(select(Check).where(Check.id.in_(later)).order_by(Check.id)).all()


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
    """(recommendation, last response, last status at a visit, day of the visit it is from, where
    it stands today) of a home that were made at a visit up to a day, whenever that was typed in,
    and not settled before another; oldest first."""
    heard, stood = visit_history.latest_response(), visit_history.last_status()
    made_on = func.coalesce(Visit.visited_on, Action.raised_on)
    query = (
        select(
            Action, ActionResponse, ActionStatus, Visit.visited_on,
            state(actor.today).label("state"),
        )
        .outerjoin(Visit, Visit.check_id == Action.check_id)
        .outerjoin(heard, heard.c.action_id == Action.id)
        .outerjoin(ActionResponse, ActionResponse.id == heard.c.id)
        .outerjoin(stood, stood.c.action_id == Action.id)
        .outerjoin(ActionStatus, ActionStatus.id == stood.c.id)
        .where(
            Action.home_id == home_id,
            Action.kind == RECOMMENDATION,
            Action.status != "draft",
            or_(Action.status != "withdrawn", Action.verified_note.is_not(None)),
            made_on <= last,
            or_(made_on >= first, Action.verified_on.is_(None), Action.verified_on >= first),
            or_(made_on >= first, Action.status != "withdrawn"),
            scope.actions(actor),
            scope.action_texts(actor),
        )
    )  # fmt: skip
    return session.execute(query.order_by(made_on, Action.id)).all()
