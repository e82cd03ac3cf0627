"""What falls due from a day to a day, within the reader's scope: counted, listed, for a file."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, case, func, or_, select
from sqlalchemy.orm import Session

from db import scope
from db.models import Child, ChildPerson, Duty, Person, Team
from qa.domain.actor import Actor
from qa.domain.due_calendar import ORDER
from qa.domain.duties import DONE, MISSED, RUNNING


@dataclass(frozen=True)
class Span:
    """Both days included; no team or person given means all of them."""

    from_on: dt.date
    to_on: dt.date
    kinds: tuple[str, ...]
    team_id: int | None = None
    iro_ids: frozenset[int] = frozenset()
    running_only: bool = False


def counts(session: Session, actor: Actor, span: Span) -> Sequence[Row[Any]]:
    """(due_on, kind, is_late, iro_id, n), in no order; late: still owed, past the last day that
    was on time."""
    late = and_(Duty.status == RUNNING, Duty.on_time_until < actor.today)
    keys = (Duty.due_on, Duty.kind, case((late, 1), else_=0).label("is_late"), Duty.iro_id)
    query = select(*keys, func.count().label("n")).join(Child, Child.id == Duty.child_id)
    return session.execute(query.where(*_within(actor, span)).group_by(*keys)).all()


def listed(
    session: Session, actor: Actor, span: Span, limit: int, offset: int = 0
) -> Sequence[Row[Any]]:
    """(Duty, case_number, iro, team) by day, what the law asks for first."""
    query = _entries(actor, span)
    return session.execute(query.limit(limit).offset(offset)).all()


def iros(session: Session, actor: Actor) -> Sequence[Row[Any]]:
    """(id, name, children) of the IROs and chairs of the children in scope today, by name."""
    return session.execute(
        select(Person.id, Person.name, func.count(ChildPerson.child_id.distinct()).label("n"))
        .join(ChildPerson, ChildPerson.person_id == Person.id)
        .join(Child, Child.id == ChildPerson.child_id)
        .where(ChildPerson.part == "iro", scope.current(ChildPerson, actor), scope.children(actor))
        .group_by(Person.id, Person.name)
        .order_by(Person.name, Person.id)
    ).all()


def names(session: Session, person_ids: frozenset[int]) -> dict[int, str]:
    """People's names by id."""
    query = select(Person.id, Person.name).where(Person.id.in_(person_ids))
    return {row.id: row.name for row in session.execute(query)}


def _entries(actor: Actor, span: Span) -> Select[Any]:
    place = case({kind: n for n, kind in enumerate(ORDER)}, value=Duty.kind, else_=len(ORDER))
    return (
        select(Duty, Child.case_number, Person.name.label("iro"), Team.name.label("team"))
        .join(Child, Child.id == Duty.child_id)
        .outerjoin(Person, Person.id == Duty.iro_id)
        .outerjoin(Team, Team.id == Duty.team_id)
        .where(*_within(actor, span))
        .order_by(Duty.due_on, place, Child.case_number, Duty.id)
    )


def _within(actor: Actor, span: Span) -> list[ColumnElement[bool]]:
    """What is still owed, and of the days gone by also how it ended."""
    owed = Duty.status == RUNNING
    ended = and_(Duty.status.in_((DONE, MISSED)), Duty.due_on < actor.today)
    found = [
        Duty.kind.in_(span.kinds),
        Duty.due_on.between(span.from_on, span.to_on),
        owed if span.running_only else or_(owed, ended),
        scope.children(actor),
    ]
    if span.team_id is not None:
        found.append(Duty.team_id == span.team_id)
    if span.iro_ids:
        found.append(Duty.iro_id.in_(span.iro_ids))
    return found
