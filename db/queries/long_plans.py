"""Protection plans open for months, with the panel's marker that comes next: within a scope."""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, case, func, or_, select
from sqlalchemy.orm import Session

from db import scope
from db.models import (
    Child,
    ChildPerson,
    ChildStatus,
    ChildTeam,
    Duty,
    PanelDecision,
    Person,
    Team,
)
from db.queries.children import holds, runs
from qa.domain.actor import Actor

Clause = ColumnElement[bool]
OPEN = and_(Duty.child_id == ChildStatus.child_id, Duty.kind == "panel", Duty.status == "running")


def _plans(actor: Actor) -> Select[Any]:
    """Plans that run today, of children in scope, with the marker that is due next, if one is."""
    duty = (Duty.id, Duty.kind, Duty.started_on, Duty.until_on, Duty.due_on, Duty.on_time_until,
            Duty.rule_id, Duty.rule_version)  # fmt: skip
    return (
        select(
            ChildStatus.child_id,
            Child.case_number,
            ChildStatus.from_on,
            ChildStatus.facts,
            *(column.label(f"duty_{column.name}") for column in duty),
        )
        .join(Child, Child.id == ChildStatus.child_id)
        .outerjoin(Duty, OPEN)
        .where(
            ChildStatus.status == "cp",
            ChildStatus.from_on.is_not(None),
            runs(actor.today),
            scope.children(actor),
        )
    )


def long_ones(actor: Actor, long_from: dt.date, until: dt.date) -> Select[Any]:
    """Plans that began by `long_from`, and those whose next marker is due by `until`."""
    return _plans(actor).where(or_(ChildStatus.from_on <= long_from, Duty.due_on <= until))


def narrowed(
    query: Select[Any],
    actor: Actor,
    *,
    began: tuple[dt.date | None, dt.date | None] = (None, None),
    due: tuple[dt.date | None, dt.date | None] = (None, None),
    none_due: bool = False,
    team_ids: Iterable[int] = (),
    iro_ids: Iterable[int] = (),
) -> Select[Any]:
    """Narrowed to plans that began after the first of `began` and by its second, whose marker is
    due from the first of `due` and before its second, of these teams, of these chairs."""
    teams, iros = tuple(team_ids), tuple(iro_ids)
    parts = [
        ChildStatus.from_on > began[0] if began[0] else None,
        ChildStatus.from_on <= began[1] if began[1] else None,
        Duty.due_on >= due[0] if due[0] else None,
        Duty.due_on < due[1] if due[1] else None,
        Duty.id.is_(None) if none_due else None,
        Child.id.in_(scope.team_child_ids(actor, frozenset(teams))) if teams else None,
        Child.id.in_(_chaired(actor, iros)) if iros else None,
    ]
    return query.where(*(part for part in parts if part is not None))


def _chaired(actor: Actor, iro_ids: tuple[int, ...]) -> Select[Any]:
    return select(ChildPerson.child_id).where(
        ChildPerson.part == "iro",
        ChildPerson.person_id.in_(iro_ids),
        holds(ChildPerson, actor.today),
    )


def page(session: Session, query: Select[Any], limit: int, offset: int) -> Sequence[Row[Any]]:
    """One page, the longest overdue marker first; plans without one come last, oldest first."""
    order = (Duty.due_on.is_(None), Duty.due_on, ChildStatus.from_on, ChildStatus.child_id)
    return session.execute(query.order_by(*order).limit(limit).offset(offset)).all()


def count(session: Session, query: Select[Any]) -> int:
    """How many there are."""
    counted = query.with_only_columns(ChildStatus.id).order_by(None).subquery()
    return session.scalar(select(func.count()).select_from(counted)) or 0


def spread(
    session: Session, query: Select[Any], edges: Sequence[tuple[str, Clause]]
) -> dict[str, int]:
    """How many plans of a list fall under each condition."""
    columns = [func.sum(case((found, 1), else_=0)).label(name) for name, found in edges]
    row = session.execute(query.with_only_columns(*columns).order_by(None)).one()
    return {name: int(getattr(row, name) or 0) for name, _ in edges}


def began_by(day: dt.date) -> Clause:
    """Plans that began by a day."""
    return ChildStatus.from_on <= day


def due_before(first: dt.date | None, before: dt.date | None) -> Clause:
    """Plans whose marker is due from a day and before another."""
    parts = [Duty.id.is_not(None)]
    parts += [Duty.due_on >= first] if first else []
    parts += [Duty.due_on < before] if before else []
    return and_(*parts)


def all_open(actor: Actor) -> Select[Any]:
    """Every plan that runs today in scope."""
    return _plans(actor)


def plan_of(session: Session, actor: Actor, child_id: int) -> Row[Any] | None:
    """The plan of one child in scope that runs today (the latest), with its next marker."""
    query = _plans(actor).where(ChildStatus.child_id == child_id)
    return session.execute(query.order_by(ChildStatus.from_on.desc()).limit(1)).first()


def panels(session: Session, child_ids: Iterable[int]) -> Sequence[Row[tuple[PanelDecision, str]]]:
    """What was decided about these children, by plan and marker, and who recorded it."""
    query = (
        select(PanelDecision, Person.name)
        .join(Person, Person.id == PanelDecision.recorded_by_id)
        .where(PanelDecision.child_id.in_(list(child_ids)))
        .order_by(PanelDecision.plan_from_on, PanelDecision.months)
    )
    return session.execute(query).all()


def panel(
    session: Session, child_id: int, plan_from_on: dt.date, months: int
) -> PanelDecision | None:
    """The decision at one marker, locked for this transaction."""
    return session.scalars(
        select(PanelDecision)
        .where(
            PanelDecision.child_id == child_id,
            PanelDecision.plan_from_on == plan_from_on,
            PanelDecision.months == months,
        )
        .with_for_update()
    ).first()


def teams(session: Session, ids: Iterable[int], on: dt.date) -> dict[int, str]:
    """The team of each child today, by the child's id."""
    query = (
        select(ChildTeam.child_id, Team.name)
        .join(Team, Team.id == ChildTeam.team_id)
        .where(ChildTeam.child_id.in_(list(ids)), holds(ChildTeam, on))
    )
    return dict(session.execute(query).all())


def chairs(session: Session, ids: Iterable[int], on: dt.date) -> dict[int, str]:
    """The chair of each child today, by the child's id."""
    query = (
        select(ChildPerson.child_id, Person.name)
        .join(Person, Person.id == ChildPerson.person_id)
        .where(
            ChildPerson.child_id.in_(list(ids)), ChildPerson.part == "iro", holds(ChildPerson, on)
        )
    )
    return dict(session.execute(query).all())


def chairs_in_scope(session: Session, actor: Actor) -> dict[int, str]:
    """Everybody who chairs a plan of a child in scope today, by name."""
    on = actor.today
    plans = _plans(actor).with_only_columns(ChildStatus.child_id)
    query = (
        select(Person.id, Person.name)
        .join(ChildPerson, ChildPerson.person_id == Person.id)
        .where(ChildPerson.part == "iro", holds(ChildPerson, on), ChildPerson.child_id.in_(plans))
        .distinct()
        .order_by(Person.name)
    )
    return dict(session.execute(query).all())


def restricted(session: Session, ids: Iterable[int]) -> frozenset[int]:
    """Which of these children are restricted to named people."""
    query = select(Child.id).where(Child.id.in_(list(ids)), Child.restricted_at.is_not(None))
    return frozenset(session.scalars(query))
