"""Lists of children, narrowed and paged in SQL, always within the reader's scope."""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, exists, func, or_, select
from sqlalchemy.orm import Session, aliased

from db import scope
from db.models import Child, ChildPerson, ChildStatus, ChildTeam, NotLoaded, Person, Team
from qa.domain.actor import Actor
from qa.domain.children import NEEDS_IRO, Filter

Clause = ColumnElement[bool]


def runs(on: dt.date) -> Clause:
    """A status runs on a day and its list still holds the child."""
    return and_(
        or_(ChildStatus.from_on.is_(None), ChildStatus.from_on <= on),
        or_(ChildStatus.to_on.is_(None), ChildStatus.to_on > on),
        ChildStatus.off_list_on.is_(None),
    )


def holds(link: Any, on: dt.date) -> Clause:
    """A dated link holds on a day."""
    return and_(link.from_on <= on, or_(link.to_on.is_(None), link.to_on >= on))


def _has_status(on: dt.date, codes: Iterable[str] | None = None) -> Clause:
    found = select(ChildStatus.id).where(ChildStatus.child_id == Child.id, runs(on))
    if codes is not None:
        found = found.where(ChildStatus.status.in_(tuple(codes)))
    return exists(found)


def _lacks(part: str, on: dt.date) -> Clause:
    linked = select(ChildPerson.id).where(
        ChildPerson.child_id == Child.id, ChildPerson.part == part, holds(ChildPerson, on)
    )
    return ~exists(linked)


def _shown(show: str, on: dt.date) -> Clause | None:
    not_updated = and_(
        Child.not_updated_as_at.is_not(None),
        or_(Child.updated_as_at.is_(None), Child.not_updated_as_at > Child.updated_as_at),
    )
    lists = {
        "current": lambda: _has_status(on),
        "no_iro": lambda: and_(_has_status(on, NEEDS_IRO), _lacks("iro", on)),
        "no_social_worker": lambda: and_(_has_status(on), _lacks("social_worker", on)),
        "no_team_manager": lambda: and_(_has_status(on), _lacks("team_manager", on)),
        "off_list": lambda: ~_has_status(on),
        "not_updated": lambda: not_updated,
    }
    return lists[show]() if show in lists else None


def _numbered(text: str) -> Clause:
    """By case number, a number that was merged into this one included."""
    merged = aliased(Child)
    other = select(merged.id).where(
        merged.merged_into_id == Child.id, merged.case_number.icontains(text, autoescape=True)
    )
    return or_(Child.case_number.icontains(text, autoescape=True), exists(other))


def matching(actor: Actor, wanted: Filter) -> Select[Any]:
    """Ids of the children in scope that a filter keeps."""
    on = actor.today
    query = select(Child.id).where(scope.children(actor))
    if wanted.search.strip():
        query = query.where(_numbered(wanted.search.strip()))
    if wanted.status:
        query = query.where(_has_status(on, [wanted.status]))
    if wanted.team_id is not None:
        query = query.where(Child.id.in_(scope.team_child_ids(actor, frozenset({wanted.team_id}))))
    shown = _shown(wanted.show, on)
    return query if shown is None else query.where(shown)


def count(session: Session, actor: Actor, wanted: Filter) -> int:
    """How many children a filter keeps."""
    return session.scalar(select(func.count()).select_from(matching(actor, wanted).subquery())) or 0


def page(
    session: Session, actor: Actor, wanted: Filter, limit: int, offset: int
) -> Sequence[Child]:
    """One page of the children that a filter keeps, by case number."""
    query = select(Child).where(Child.id.in_(matching(actor, wanted)))
    return session.scalars(
        query.order_by(Child.case_number, Child.id).limit(limit).offset(offset)
    ).all()


def ids(session: Session, actor: Actor, wanted: Filter, limit: int) -> list[int]:
    """Ids of the children that a filter keeps, at most `limit`."""
    return list(session.scalars(matching(actor, wanted).order_by(Child.id).limit(limit)))


def running_statuses(
    session: Session, ids: Iterable[int], on: dt.date
) -> Sequence[Row[tuple[int, str]]]:
    """(child_id, status) of what runs on a day."""
    return session.execute(
        select(ChildStatus.child_id, ChildStatus.status)
        .where(ChildStatus.child_id.in_(tuple(ids)), runs(on))
        .order_by(ChildStatus.status)
    ).all()


def current_teams(
    session: Session, ids: Iterable[int], on: dt.date
) -> Sequence[Row[tuple[int, str]]]:
    """(child_id, team name) of a day."""
    return session.execute(
        select(ChildTeam.child_id, Team.name)
        .join(Team, Team.id == ChildTeam.team_id)
        .where(ChildTeam.child_id.in_(tuple(ids)), holds(ChildTeam, on))
        .order_by(Team.name)
    ).all()


def current_people(
    session: Session, ids: Iterable[int], on: dt.date
) -> Sequence[Row[tuple[int, str, str]]]:
    """(child_id, part, name) of a day."""
    return session.execute(
        select(ChildPerson.child_id, ChildPerson.part, Person.name)
        .join(Person, Person.id == ChildPerson.person_id)
        .where(ChildPerson.child_id.in_(tuple(ids)), holds(ChildPerson, on))
        .order_by(Person.name)
    ).all()


def not_loaded(session: Session, search: str, limit: int, offset: int) -> Sequence[NotLoaded]:
    """Rows of the last file that could not be read, about children not known here."""
    query = select(NotLoaded).where(_not_loaded_numbered(search))
    return session.scalars(
        query.order_by(NotLoaded.case_number, NotLoaded.list_number).limit(limit).offset(offset)
    ).all()


def count_not_loaded(session: Session, search: str) -> int:
    """How many there are."""
    return session.scalar(select(func.count(NotLoaded.id)).where(_not_loaded_numbered(search))) or 0


def _not_loaded_numbered(search: str) -> Clause:
    return NotLoaded.case_number.icontains(search.strip(), autoescape=True)


def teams_of_children(session: Session, actor: Actor) -> Sequence[Row[tuple[int, str]]]:
    """(id, name) of the teams that children in scope are in today, by name."""
    held = select(ChildTeam.team_id).where(
        holds(ChildTeam, actor.today),
        ChildTeam.child_id.in_(select(Child.id).where(scope.children(actor))),
    )
    return session.execute(
        select(Team.id, Team.name).where(Team.id.in_(held)).order_by(Team.name)
    ).all()
