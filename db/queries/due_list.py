"""The due list: what runs, in segments that an index gives in order, each counted up to a limit.

Statements are made once for each shape of question; who asks, the days and the ids are values.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, bindparam, func, or_, select, union_all
from sqlalchemy.orm import Session

from db import scope
from db.models import Check, Child, Duty, Person, Team
from qa.domain.actor import Actor
from qa.domain.duties import RUNNING
from qa.domain.urgency import Edges, Group

Segment = tuple[Group, tuple[str, ...]]
"""A group and the kinds of duty wanted of it."""
_ORDER = (Duty.on_time_until, Duty.due_on, Duty.id)
_COLUMNS = (
    Duty.id,
    Duty.child_id,
    Duty.kind,
    Duty.started_on,
    Duty.until_on,
    Duty.due_on,
    Duty.on_time_until,
    Duty.rule_id,
    Duty.rule_version,
    Duty.team_id,
    Duty.iro_id,
)


@dataclass(frozen=True)
class Narrowed:
    """What the list is narrowed to; nothing in a tuple means everything."""

    team_ids: tuple[int, ...] = ()
    iro_ids: tuple[int, ...] = ()
    child_ids: tuple[int, ...] = ()

    @property
    def given(self) -> dict[str, tuple[int, ...]]:
        """What is narrowed at all, by the column's name."""
        pairs = {"team_id": self.team_ids, "iro_id": self.iro_ids, "child_id": self.child_ids}
        return {name: ids for name, ids in pairs.items() if ids}


@dataclass(frozen=True)
class Days:
    """The days at which the groups change; `slack_until`: the last day on which anything whose
    day has come may still be on time."""

    today: dt.date
    edges: Edges
    slack_until: dt.date

    @property
    def values(self) -> dict[str, dt.date]:
        """As a statement takes them."""
        return {
            "today": self.today,
            "critical_before": self.edges.critical_before,
            "overdue_before": self.edges.overdue_before,
            "soon_before": self.edges.soon_before,
            "slack_until": self.slack_until,
        }


def _in_group(group: Group) -> ColumnElement[bool]:
    """A midway review whose day has come is due soon for as long as it is still on time."""
    last, today = Duty.on_time_until, bindparam("today")
    critical, overdue = bindparam("critical_before"), bindparam("overdue_before")
    soon = bindparam("soon_before")
    if group is Group.CRITICAL:
        return last < critical
    if group is Group.OVERDUE:
        return and_(last >= critical, last < overdue)
    if group is Group.SOON:
        come = and_(last >= soon, last <= bindparam("slack_until"), Duty.due_on <= today)
        return or_(and_(last >= overdue, last < soon), come)
    return and_(last >= soon, Duty.due_on > today)


def _ids(segment: Segment, narrowed: tuple[str, ...], seen: ColumnElement[bool]) -> Select[Any]:
    group, kinds = segment
    query = select(Duty.id).where(
        Duty.status == RUNNING, Duty.kind.in_(kinds), _in_group(group), seen
    )
    for name in narrowed:
        query = query.where(getattr(Duty, name).in_(bindparam(name, expanding=True)))
    return query


def _count_all(
    segments: tuple[Segment, ...], narrowed: tuple[str, ...], seen: ColumnElement[bool]
) -> Select[Any]:
    limited = [_ids(each, narrowed, seen).limit(bindparam("at_most")) for each in segments]
    counts = [select(func.count()).select_from(each.subquery()) for each in limited]
    return select(*(count.scalar_subquery() for count in counts))


def _first_of(
    segment: Segment, narrowed: tuple[str, ...], seen: ColumnElement[bool]
) -> Select[Any]:
    """Each kind is read in the order of its own index, and no further than the page needs."""
    group, kinds = segment
    firsts = [
        _ids((group, (kind,)), narrowed, seen).order_by(*_ORDER).limit(bindparam("reach"))
        for kind in kinds
    ]
    found = union_all(*(select(each.subquery().c.id) for each in firsts))
    return (
        select(*_COLUMNS, Child.case_number, Team.name.label("team"), Person.name.label("iro"))
        .join(Child, Child.id == Duty.child_id)
        .outerjoin(Team, Team.id == Duty.team_id)
        .outerjoin(Person, Person.id == Duty.iro_id)
        .where(Duty.id.in_(found))
        .order_by(*_ORDER)
        .limit(bindparam("limit"))
        .offset(bindparam("offset"))
    )


@lru_cache(maxsize=256)
def _counts_of_all(segments: tuple[Segment, ...], narrowed: tuple[str, ...]) -> Select[Any]:
    return _count_all(segments, narrowed, scope.duties_but_hidden())


@lru_cache(maxsize=256)
def _rows_of_all(segment: Segment, narrowed: tuple[str, ...]) -> Select[Any]:
    return _first_of(segment, narrowed, scope.duties_but_hidden())


def counts(
    session: Session,
    actor: Actor,
    segments: tuple[Segment, ...],
    narrowed: Narrowed,
    days: Days,
    at_most: int,
) -> Sequence[int]:
    """How many of each segment there are, counted up to `at_most` and no further; one statement."""
    if not segments:
        return ()
    names = tuple(narrowed.given)
    if scope.sees_every_child(actor):
        statement = _counts_of_all(segments, names)
    else:
        statement = _count_all(segments, names, scope.duties(actor))
    return session.execute(statement, _values(actor, narrowed, days, at_most=at_most)).one()


def rows(
    session: Session,
    actor: Actor,
    segment: Segment,
    narrowed: Narrowed,
    days: Days,
    limit: int,
    offset: int,
) -> Sequence[Row[Any]]:
    """Duties of a segment with case number, team and IRO, the first to be late first."""
    names = tuple(narrowed.given)
    if scope.sees_every_child(actor):
        statement = _rows_of_all(segment, names)
    else:
        statement = _first_of(segment, names, scope.duties(actor))
    page = {"limit": limit, "offset": offset, "reach": limit + offset}
    return session.execute(statement, _values(actor, narrowed, days, **page)).all()


def _values(actor: Actor, narrowed: Narrowed, days: Days, **more: int) -> dict[str, Any]:
    return {"reader": actor.person_id, **days.values, **narrowed.given, **more}


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
