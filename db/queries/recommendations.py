"""Recommendations to children's homes: what was responded, where each stands, which repeat."""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, case, func, or_, select
from sqlalchemy.orm import Session, aliased

from db.models import Action, ActionResponse, ActionStatus, Check, Person, Visit
from db.queries import actions
from qa.domain.actor import Actor
from qa.domain.recommendations import NOT_ACCEPTED
from qa.domain.workflow import FINISHED

RECOMMENDATION = "recommendation"


def state(today: dt.date, last: Any = ActionResponse) -> ColumnElement[str]:
    """Where a recommendation stands today (a code of `qa.domain.recommendations.STATES`), by its
    own status and `last`, the response that came last."""
    refused = last.stance == "not_accept"
    return case(
        (Action.status == "verified", "verified"),
        (and_(Action.status == "withdrawn", refused), "not_accepted"),
        (and_(Action.status == "withdrawn", _not_accepted_at_a_visit()), "not_accepted"),
        (Action.status == "withdrawn", "withdrawn"),
        (Action.status == "done", "done"),
        (refused, "not_accepted"),
        (and_(last.stance.is_not(None), Action.due_on < today), "overdue"),
        (last.stance == "accept_part", "accepted_in_part"),
        (last.stance.is_not(None), "accepted"),
        (Action.consider_by_on < today, "response_late"),
        else_="no_response",
    )


def _not_accepted_at_a_visit() -> ColumnElement[bool]:
    said = aliased(ActionStatus)
    return (
        select(said.id).where(said.action_id == Action.id, said.status == "not_accepted").exists()
    )


def last_stance() -> ColumnElement[str]:
    """The stance of the response to an action that came last."""
    query = select(ActionResponse.stance).where(ActionResponse.action_id == Action.id)
    return query.order_by(ActionResponse.number.desc()).limit(1).correlate(Action).scalar_subquery()


def with_last_response(query: Select[Any]) -> Select[Any]:
    """A query of actions joined with the response that came last, where there is one."""
    number = (
        select(func.max(ActionResponse.number))
        .where(ActionResponse.action_id == Action.id)
        .correlate(Action)
        .scalar_subquery()
    )
    is_last = and_(ActionResponse.action_id == Action.id, ActionResponse.number == number)
    return query.outerjoin(ActionResponse, is_last)


def listed(actor: Actor) -> Select[Any]:
    """Open and settled recommendations in scope with where they stand; the caller narrows, orders
    and limits. `text` is a neutral title where the reader sees dates only."""
    visitless = actions.listed(actor).outerjoin(Visit, Visit.check_id == Action.check_id)
    return (
        with_last_response(visitless)
        .add_columns(
            Action.standard,
            Action.version,
            Visit.visited_on,
            state(actor.today).label("state"),
            ActionResponse.stance,
            ActionResponse.responded_on,
            ActionResponse.owner_name,
            ActionResponse.owner_role,
        )
        .where(Action.kind == RECOMMENDATION, Action.status != "draft")
    )


def one(session: Session, actor: Actor, action_id: int) -> Row[Any] | None:
    """One recommendation as a list shows it, if this person may see it."""
    return session.execute(listed(actor).where(Action.id == action_id)).first()


def narrowed(
    query: Select[Any],
    today: dt.date,
    *,
    home_ids: Iterable[int] = (),
    check_id: int | None = None,
    standards: Iterable[str] = (),
    states: Iterable[str] = (),
    statuses: Iterable[str] = (),
    raised_from: dt.date | None = None,
    raised_to: dt.date | None = None,
) -> Select[Any]:
    """A list narrowed by its filters."""
    conditions = [
        Action.home_id.in_(tuple(home_ids)) if home_ids else None,
        Action.check_id == check_id if check_id else None,
        Action.standard.in_(tuple(standards)) if standards else None,
        state(today).in_(tuple(states)) if states else None,
        Action.status.in_(tuple(statuses)) if statuses else None,
        Action.raised_on >= raised_from if raised_from else None,
        Action.raised_on <= raised_to if raised_to else None,
    ]
    return query.where(*(c for c in conditions if c is not None))


def newest_first(query: Select[Any]) -> Select[Any]:
    """The latest first."""
    return query.order_by(Action.raised_on.desc(), Action.id.desc())


def standards_by_visit(session: Session, home_ids: Iterable[int]) -> Sequence[Row[Any]]:
    """(home, check, standard or nothing) of every finished visit of these homes, the oldest
    first: the standards it made recommendations on. Those taken back with the version that made
    them do not count; those that ended because they were not accepted do, as in findings."""
    stands = and_(
        Action.check_id == Visit.check_id,
        Action.kind == RECOMMENDATION,
        Action.status != "draft",
        or_(
            Action.status != "withdrawn",
            last_stance() == NOT_ACCEPTED,
            _not_accepted_at_a_visit(),
        ),
    )
    query = (
        select(Visit.home_id, Visit.check_id, Action.standard)
        .join(Check, Check.id == Visit.check_id)
        .outerjoin(Action, stands)
        .where(
            Visit.home_id.in_(tuple(home_ids)),
            Check.submitted_on.is_not(None),
            Check.status.in_((*FINISHED, "correcting")),
        )
    )
    return session.execute(query.order_by(Visit.home_id, Visit.visited_on, Visit.check_id)).all()


def responses(session: Session, action_id: int) -> Sequence[Row[Any]]:
    """(response, who recorded it), the first one first."""
    query = select(ActionResponse, Person.name).join(
        Person, Person.id == ActionResponse.recorded_by_id
    )
    return session.execute(
        query.where(ActionResponse.action_id == action_id).order_by(ActionResponse.number)
    ).all()


def at_visits(session: Session, action_id: int) -> Sequence[Row[Any]]:
    """(status, day of the visit, visitor) of every later visit that looked, the oldest first."""
    query = (
        select(ActionStatus, Visit.visited_on, Person.name)
        .join(Visit, Visit.check_id == ActionStatus.check_id)
        .join(Person, Person.id == Visit.visitor_id)
        .where(ActionStatus.action_id == action_id)
    )
    return session.execute(query.order_by(Visit.visited_on, ActionStatus.id)).all()
