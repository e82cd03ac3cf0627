"""The due list: what runs, in segments that an index gives in order, each counted up to a limit."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, func, or_, select, union_all
from sqlalchemy.orm import Session

from db import scope
from db.models import Check, Child, Duty, Person, Team
from qa.domain.actor import Actor
from qa.domain.duties import RUNNING
from qa.domain.urgency import Edges, Group

_ORDER = (Duty.on_time_until, Duty.due_on, Duty.id)


@dataclass(frozen=True)
class Asked:
    """What the list is narrowed to; nothing in a tuple means everything."""

    kinds: tuple[str, ...]
    team_ids: tuple[int, ...] = ()
    iro_ids: tuple[int, ...] = ()
    child_ids: tuple[int, ...] = ()


def _narrowed(query: Select[Any], actor: Actor, asked: Asked) -> Select[Any]:
    query = query.where(Duty.status == RUNNING, Duty.kind.in_(asked.kinds), scope.duties(actor))
    for column, wanted in (
        (Duty.team_id, asked.team_ids),
        (Duty.iro_id, asked.iro_ids),
        (Duty.child_id, asked.child_ids),
    ):
        if wanted:
            query = query.where(column.in_(wanted))
    return query


@dataclass(frozen=True)
class Days:
    """The days at which the groups change; `slack_until`: the last day on which anything whose
    day has come may still be on time."""

    today: dt.date
    edges: Edges
    slack_until: dt.date


def _in_group(group: Group, days: Days) -> ColumnElement[bool]:
    """A midway review whose day has come is due soon for as long as it is still on time."""
    edges, today = days.edges, days.today
    last = Duty.on_time_until
    if group is Group.CRITICAL:
        return last < edges.critical_before
    if group is Group.OVERDUE:
        return and_(last >= edges.critical_before, last < edges.overdue_before)
    if group is Group.SOON:
        come = and_(last >= edges.soon_before, last <= days.slack_until, Duty.due_on <= today)
        return or_(and_(last >= edges.overdue_before, last < edges.soon_before), come)
    return and_(last >= edges.soon_before, Duty.due_on > today)


def counts(
    session: Session,
    actor: Actor,
    segments: Sequence[tuple[Group, Asked]],
    days: Days,
    at_most: int,
) -> Sequence[int]:
    """How many of each segment there are, counted up to `at_most` and no further; one statement."""
    parts = [
        select(func.count())
        .select_from(
            _narrowed(select(Duty.id), actor, asked)
            .where(_in_group(group, days))
            .limit(at_most)
            .subquery()
        )
        .scalar_subquery()
        for group, asked in segments
    ]
    return session.execute(select(*parts)).one() if parts else ()


def rows(
    session: Session,
    actor: Actor,
    group: Group,
    asked: Asked,
    days: Days,
    limit: int,
    offset: int,
) -> Sequence[Row[Any]]:
    """Duties of a group with case number, team and IRO, the first to be late first.

    Each kind is read in the order of its own index and no further than the page needs.
    """
    first = [
        _narrowed(select(Duty.id), actor, replace(asked, kinds=(kind,)))
        .where(_in_group(group, days))
        .order_by(*_ORDER)
        .limit(limit + offset)
        .subquery()
        for kind in asked.kinds
    ]
    found = union_all(*(select(each.c.id) for each in first))
    query = (
        select(Duty, Child.case_number, Team.name.label("team"), Person.name.label("iro"))
        .join(Child, Child.id == Duty.child_id)
        .outerjoin(Team, Team.id == Duty.team_id)
        .outerjoin(Person, Person.id == Duty.iro_id)
        .where(Duty.id.in_(found))
        .order_by(*_ORDER)
    )
    return session.execute(query.limit(limit).offset(offset)).all()


def drafts(
    session: Session, actor: Actor, child_ids: Iterable[int], kinds: Iterable[str], open_in: Any
) -> dict[int, Row[Any]]:
    """(child_id, id, assignee_id) of midway reviews being written, by child."""
    query = select(Check.child_id, Check.id, Check.assignee_id).where(
        Check.child_id.in_(tuple(child_ids)),
        Check.kind.in_(tuple(kinds)),
        Check.status.in_(tuple(open_in)),
        scope.checks(actor),
    )
    return {row.child_id: row for row in session.execute(query.order_by(Check.id))}
