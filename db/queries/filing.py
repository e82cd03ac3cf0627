"""Agreed checks that are not on the case system yet, the longest waiting first."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, case, func, select
from sqlalchemy.orm import Session, aliased

from db import scope
from db.models import Check, Child, Home, Person, Team
from qa.domain.actor import Actor
from qa.domain.words import LONDON
from qa.domain.workflow import AGREED, MIDWAYS

FINAL_AT = func.coalesce(Check.agreed_at, Check.closed_at, Check.submitted_at)


def _waiting(actor: Actor) -> tuple[ColumnElement[bool], ...]:
    final = (Check.status != "submitted") | Check.kind.in_(MIDWAYS)
    stands = Check.status.in_((*AGREED, "submitted"))
    of_child = Check.child_id.is_not(None)  # reports on homes are sent out, not filed
    return (stands, final, of_child, Check.filed_on.is_(None), scope.checks(actor))


def late(actor: Actor, late_before: dt.date) -> Any:
    """How many were final before a day and still wait: a part of a larger statement."""
    midnight = dt.datetime.combine(late_before, dt.time(), LONDON)
    query = select(func.count(Check.id)).where(*_waiting(actor), midnight > FINAL_AT)
    return query.scalar_subquery()


def count(session: Session, actor: Actor, late_before: dt.date) -> tuple[int, int]:
    """How many wait in the reader's scope, and how many of them were final before a day."""
    midnight = dt.datetime.combine(late_before, dt.time(), LONDON)
    late = func.count(case((midnight > FINAL_AT, Check.id)))
    query = select(func.count(Check.id), late).where(*_waiting(actor))
    return session.execute(query).one()


def waiting(session: Session, actor: Actor, limit: int, offset: int) -> Sequence[Row[Any]]:
    """(check, child's number, home, team, auditor) that wait, the longest waiting first."""
    return session.execute(
        _with_names(select(Check))
        .where(*_waiting(actor))
        .order_by(FINAL_AT, Check.id)
        .limit(limit)
        .offset(offset)
    ).all()


def _with_names(query: Select[Any]) -> Select[Any]:
    assignee = aliased(Person)
    return (
        query.join(assignee, assignee.id == Check.assignee_id)
        .outerjoin(Child, Child.id == Check.child_id)
        .outerjoin(Home, Home.id == Check.home_id)
        .outerjoin(Team, Team.id == Check.team_id)
        .add_columns(
            Child.case_number,
            Home.name.label("home"),
            Team.name.label("team"),
            assignee.name.label("assignee"),
        )
    )


def held(session: Session, actor: Actor, ids: Sequence[int]) -> Sequence[Check]:
    """Those of these checks that the reader may know of, locked, by id."""
    query = select(Check).where(Check.id.in_(tuple(ids)), scope.checks(actor))
    return session.scalars(query.order_by(Check.id).with_for_update(of=Check)).all()
