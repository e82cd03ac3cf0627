"""Children looked after or on a plan, by their IRO or chair: counted in SQL, within a scope."""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, String, and_, case, cast, func, or_, select
from sqlalchemy.orm import Session, aliased

from db import scope
from db.models import (
    Child,
    ChildPerson,
    ChildStatus,
    ChildTeam,
    Cover,
    Duty,
    Person,
    RoleAssignment,
    Team,
)
from db.queries.children import holds, runs
from qa.domain.actor import Actor
from qa.domain.children import NEEDS_IRO

SHORT_BREAKS = ("V3", "V4")


def _needing(on: dt.date) -> Any:
    """Children who need an IRO or chair today, one row each: which statuses they hold."""
    short = ChildStatus.facts["legal_status"].as_string().in_(SHORT_BREAKS)

    def any_of(found: ColumnElement[bool]) -> Any:
        return func.max(case((found, 1), else_=0))

    return (
        select(
            ChildStatus.child_id.label("child_id"),
            any_of(ChildStatus.status == "cla").label("cla"),
            any_of(ChildStatus.status == "cp").label("cp"),
            any_of(and_(ChildStatus.status == "cla", short)).label("short"),
            func.min(ChildStatus.from_on).label("since"),
        )
        .where(ChildStatus.status.in_(NEEDS_IRO), runs(on))
        .group_by(ChildStatus.child_id)
        .subquery()
    )


def by_person(session: Session, actor: Actor) -> Sequence[Row[Any]]:
    """(person_id, cla, cp, short, children): how many children in scope each person reviews,
    by the statuses they hold."""
    need = _needing(actor.today)
    kinds = (need.c.cla, need.c.cp, need.c.short)
    query = (
        select(ChildPerson.person_id, *kinds, func.count(func.distinct(need.c.child_id)))
        .join(need, need.c.child_id == ChildPerson.child_id)
        .join(Child, Child.id == ChildPerson.child_id)
        .where(ChildPerson.part == "iro", holds(ChildPerson, actor.today), scope.children(actor))
        .group_by(ChildPerson.person_id, *kinds)
    )
    return session.execute(query).all()


def _without(actor: Actor, *columns: Any) -> Select[Any]:
    need, link = _needing(actor.today), aliased(ChildPerson)
    linked = select(link.id).where(
        link.child_id == Child.id, link.part == "iro", holds(link, actor.today)
    )
    chosen = columns or (Child.id, Child.case_number, need.c.cla, need.c.cp, need.c.since)
    return (
        select(*chosen)
        .join(need, need.c.child_id == Child.id)
        .where(~linked.exists(), Child.merged_into_id.is_(None))
    )


def unallocated(session: Session, actor: Actor) -> Sequence[Row[Any]]:
    """(id, case_number, cla, cp, since) of children in scope whom nobody reviews, the longest
    first."""
    query = _without(actor).where(scope.children(actor))
    return sorted(session.execute(query).all(), key=lambda r: (r.since or dt.date.min, r.id))


def count_unallocated(session: Session, actor: Actor) -> int:
    """How many there are in the service, children restricted to others left out."""
    query = _without(actor, func.count(Child.id)).where(scope.child_unrestricted(actor))
    return session.scalar(query) or 0


def team_names(session: Session, ids: Iterable[int], on: dt.date) -> dict[int, str]:
    """The team of each child today, by the child's id."""
    query = (
        select(ChildTeam.child_id, Team.name)
        .join(Team, Team.id == ChildTeam.team_id)
        .where(ChildTeam.child_id.in_(list(ids)), holds(ChildTeam, on))
    )
    return dict(session.execute(query).all())


def reviewers(session: Session, ids: Iterable[int], on: dt.date) -> Sequence[Row[Any]]:
    """(id, name, hours, left_on) of everybody who holds the role today, and of these people."""
    held = select(RoleAssignment.person_id).where(
        RoleAssignment.role == "iro",
        RoleAssignment.from_on <= on,
        or_(RoleAssignment.to_on.is_(None), RoleAssignment.to_on >= on),
    )
    still = and_(Person.id.in_(held), or_(Person.left_on.is_(None), Person.left_on > on))
    columns = (Person.id, Person.name, Person.full_time_equivalent.label("hours"), Person.left_on)
    query = select(*columns).where(or_(still, Person.id.in_(list(ids))))
    return session.execute(query.order_by(Person.name, Person.id)).all()


def covers(session: Session, on: dt.date) -> Sequence[Row[Any]]:
    """(absent_id, absent, cover_id, cover, to_on) of the cover that runs today."""
    absent, cover = aliased(Person), aliased(Person)
    query = (
        select(
            Cover.absent_id,
            absent.name.label("absent"),
            Cover.cover_id,
            cover.name.label("cover"),
            Cover.to_on,
        )
        .join(absent, absent.id == Cover.absent_id)
        .join(cover, cover.id == Cover.cover_id)
        .where(
            Cover.from_on <= on,
            Cover.to_on >= on,
            or_(Cover.ended_on.is_(None), Cover.ended_on > on),
        )
    )
    return session.execute(query.order_by(Cover.to_on)).all()


def due(session: Session, actor: Actor, kinds: Iterable[str], until: dt.date) -> Sequence[Row[Any]]:
    """(iro_id, kind, overdue, soon) of what runs about children in scope: how many are past the
    last day that counts as on time, and how many are due from today until a day."""
    late = case((Duty.on_time_until < actor.today, 1), else_=0)
    soon = case(
        (and_(Duty.on_time_until >= actor.today, Duty.due_on <= until), 1),
        else_=0,
    )
    query = (
        select(
            Duty.iro_id, Duty.kind, func.sum(late).label("overdue"), func.sum(soon).label("soon")
        )
        .join(Child, Child.id == Duty.child_id)
        .where(
            Duty.status == "running",
            Duty.due_on <= until,
            Duty.kind.in_(tuple(kinds)),
            Duty.iro_id.is_not(None),
            scope.children(actor),
        )
        .group_by(Duty.iro_id, Duty.kind)
    )
    return session.execute(query).all()


def contacts(session: Session, actor: Actor) -> Sequence[Row[Any]]:
    """(iro_id, children, contacted): looked-after children in scope whose review clock runs, and
    how many of them the IRO was in contact with since it began (the last review as held)."""
    contact = ChildStatus.facts["last_iro_contact_on"].as_string()
    since = case((contact >= cast(Duty.started_on, String), 1), else_=0)
    query = (
        select(Duty.iro_id, func.count(Duty.id), func.sum(since))
        .join(ChildStatus, ChildStatus.child_id == Duty.child_id)
        .join(Child, Child.id == Duty.child_id)
        .where(
            Duty.kind == "cla_review",
            Duty.status == "running",
            Duty.iro_id.is_not(None),
            ChildStatus.status == "cla",
            runs(actor.today),
            scope.children(actor),
        )
        .group_by(Duty.iro_id)
    )
    return session.execute(query).all()


def on_day(session: Session, actor: Actor, on: dt.date) -> Sequence[Row[Any]]:
    """(person_id, hours, children) as they were on a day: children in scope then looked after or
    on a plan, by their IRO or chair of that day; the hours are today's."""
    query = (
        select(
            Person.id,
            Person.full_time_equivalent,
            func.count(func.distinct(ChildPerson.child_id)),
        )
        .join(ChildPerson, ChildPerson.person_id == Person.id)
        .join(ChildStatus, ChildStatus.child_id == ChildPerson.child_id)
        .join(Child, Child.id == ChildPerson.child_id)
        .where(
            ChildPerson.part == "iro",
            holds(ChildPerson, on),
            ChildStatus.status.in_(NEEDS_IRO),
            runs(on),
            scope.children(actor),
        )
        .group_by(Person.id, Person.full_time_equivalent)
    )
    return session.execute(query).all()
