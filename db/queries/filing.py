"""What is final and not on the case system yet, the longest waiting first: checks, challenges."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, case, func, literal, select, union_all
from sqlalchemy.orm import Session, aliased

from db import scope
from db.models import Challenge, Check, Child, Home, Person, Team
from qa.domain.actor import Actor
from qa.domain.challenges import CLOSED, SHARED
from qa.domain.words import LONDON
from qa.domain.workflow import AGREED, MIDWAYS

CHECK, CHALLENGE = "check", "challenge"
FINAL_AT = func.coalesce(Check.agreed_at, Check.closed_at, Check.submitted_at)
FINAL_ON = case(
    (Challenge.cafcass_outcome_on > Challenge.closed_on, Challenge.cafcass_outcome_on),
    else_=func.coalesce(Challenge.closed_on, Challenge.raised_on),
)
"""The day a challenge became final: closed, or decided on by Cafcass after that; of good practice
the day it was shared."""


def _checks(actor: Actor) -> tuple[ColumnElement[bool], ...]:
    final = (Check.status != "submitted") | Check.kind.in_(MIDWAYS)
    stands = Check.status.in_((*AGREED, "submitted"))
    of_child = Check.child_id.is_not(None)  # reports on homes are sent out, not filed
    return (stands, final, of_child, Check.filed_on.is_(None), scope.checks(actor))


def _challenges(actor: Actor) -> tuple[ColumnElement[bool], ...]:
    final = Challenge.status.in_((*CLOSED, SHARED))
    return (final, Challenge.filed_on.is_(None), scope.challenges(actor))


def _of_checks(what: Any, actor: Actor) -> Any:
    return select(what).select_from(Check).where(*_checks(actor)).scalar_subquery()


def _of_challenges(what: Any, actor: Actor) -> Any:
    return select(what).select_from(Challenge).where(*_challenges(actor)).scalar_subquery()


def late(actor: Actor, late_before: dt.date) -> Any:
    """How many were final before a day and still wait: a part of a larger statement."""
    midnight = dt.datetime.combine(late_before, dt.time(), LONDON)
    checks = func.count(case((midnight > FINAL_AT, Check.id)))
    challenges = func.count(case((late_before > FINAL_ON, Challenge.id)))
    return _of_checks(checks, actor) + _of_challenges(challenges, actor)


def count(session: Session, actor: Actor, late_before: dt.date) -> tuple[int, int]:
    """How many wait in the reader's scope, and how many of them were final before a day."""
    every = _of_checks(func.count(), actor) + _of_challenges(func.count(), actor)
    return session.execute(select(every, late(actor, late_before))).one()


def waiting(session: Session, actor: Actor, limit: int, offset: int) -> list[tuple[str, int]]:
    """(noun, id) of those that wait, the longest waiting first."""
    day = func.date  # of a moment and of a day alike, on both databases
    every = union_all(
        select(literal(CHECK).label("noun"), Check.id, day(FINAL_AT).label("since"))
        .where(*_checks(actor)),
        select(literal(CHALLENGE), Challenge.id, day(FINAL_ON)).where(*_challenges(actor)),
    ).subquery()  # fmt: skip
    query = select(every.c.noun, every.c.id).order_by(every.c.since, every.c.noun, every.c.id)
    return [(noun, row_id) for noun, row_id in session.execute(query.limit(limit).offset(offset))]


def checks(session: Session, ids: Sequence[int]) -> Sequence[Row[Any]]:
    """(check, child's number, home, team, auditor) of checks that the list holds."""
    return session.execute(_with_names(select(Check)).where(Check.id.in_(tuple(ids)))).all()


def challenges(session: Session, ids: Sequence[int]) -> Sequence[Row[Any]]:
    """(challenge, the day it was final, team, holder) of challenges that the list holds."""
    holder = aliased(Person)
    return session.execute(
        select(
            Challenge, FINAL_ON.label("final_on"), Team.name.label("team"),
            holder.name.label("holder"),
        )
        .join(holder, holder.id == Challenge.held_by_id)
        .outerjoin(Team, Team.id == Challenge.team_id)
        .where(Challenge.id.in_(tuple(ids)))
    ).all()  # fmt: skip


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


def held_challenges(session: Session, actor: Actor, ids: Sequence[int]) -> Sequence[Challenge]:
    """Those of these challenges that the reader may know of, locked, by id."""
    query = select(Challenge).where(Challenge.id.in_(tuple(ids)), scope.challenges(actor))
    return session.scalars(query.order_by(Challenge.id).with_for_update(of=Challenge)).all()
