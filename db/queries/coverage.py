"""Homes, their visits and their visitors by month: rows for the grid and the plan."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Row,
    Select,
    and_,
    case,
    exists,
    false,
    func,
    or_,
    select,
    true,
)
from sqlalchemy.orm import Session

from db import scope
from db.models import Answer, Check, Home, HomeVisitor, Person, Revision, TrailEntry, Visit
from qa.domain.actor import Actor
from qa.domain.coverage import STARTED, WITHDRAWN
from qa.domain.visits import INDEPENDENT

NOUNS = ("home", "check")
WHOLE = ("add", "record")
"""Acts whose entry says everything of a home, not only what changed."""


def homes_of(session: Session, person_id: int, first: dt.date, last: dt.date) -> set[int]:
    """Homes that somebody was appointed to visit on a day between two days."""
    query = select(HomeVisitor.home_id).where(
        HomeVisitor.person_id == person_id, _overlaps(HomeVisitor, first, last)
    )
    return set(session.scalars(query))


def _appointed(person_id: int, first: dt.date, last: dt.date) -> ColumnElement[bool]:
    ids = select(HomeVisitor.home_id).where(
        HomeVisitor.person_id == person_id, _overlaps(HomeVisitor, first, last)
    )
    return Home.id.in_(ids)


def _overlaps(link: Any, first: dt.date, last: dt.date) -> ColumnElement[bool]:
    return and_(link.from_on <= last, or_(link.to_on.is_(None), link.to_on >= first))


def _of_grid(
    actor: Actor, first: dt.date, last: dt.date, home_id: int | None, visitor_id: int | None
) -> ColumnElement[bool]:
    parts = [
        Home.is_visited,
        scope.homes(actor),
        or_(Home.opened_on.is_(None), Home.opened_on <= last),
        or_(Home.closed_on.is_(None), Home.closed_on >= first),
    ]
    if home_id is not None:
        parts.append(Home.id == home_id)
    if visitor_id is not None:
        parts.append(_appointed(visitor_id, first, last))
    return and_(*parts)


def homes(
    session: Session, actor: Actor, first: dt.date, last: dt.date,
    home_id: int | None = None, visitor_id: int | None = None,
) -> list[Row[Any]]:  # fmt: skip
    """Homes in scope that this service visits and that were open between two days, by name."""
    query = select(Home.id, Home.name, Home.opened_on, Home.closed_on)
    query = query.where(_of_grid(actor, first, last, home_id, visitor_id))
    return session.connection().execute(query.order_by(Home.name, Home.id)).all()


def visits(
    session: Session, actor: Actor, first: dt.date, last: dt.date,
    home_id: int | None = None, visitor_id: int | None = None,
) -> list[Row[Any]]:  # fmt: skip
    """Visits of those homes in a month between two days that were not withdrawn, in no order. That
    a visit was made is known to whoever sees the home; `opens` says whether they may open its
    record too, `independent` what the visitor of one that is begun says of that (VH.7)."""
    query = (
        select(
            Visit.home_id,
            Visit.month,
            Visit.check_id,
            Visit.visited_on,
            Visit.announced,
            Check.status,
            Visit.report_due_on,
            Visit.issued_on,
            _opens(actor).label("opens"),
            case((Check.status == STARTED, _independence()), else_="Y").label("independent"),
        )
        .join(Check, Check.id == Visit.check_id)
        .join(Home, Home.id == Visit.home_id)
        .where(
            Visit.month.between(first, last),
            Check.status != WITHDRAWN,
            _of_grid(actor, first, last, home_id, visitor_id),
        )
    )
    return session.connection().execute(query).all()


def counts() -> ColumnElement[bool]:
    """Whether a visit counts for its month: `qa.domain.coverage.counts`."""
    is_begun = Check.status == STARTED
    return and_(Check.status != WITHDRAWN, or_(~is_begun, says_of_independence("Y")))


def says_of_independence(*codes: str) -> ColumnElement[bool]:
    """Whether its visitor's answer on being independent (VH.7) is one of these."""
    return exists(_answered(Answer.id).where(Answer.value.in_(codes)))


def _independence() -> Any:
    """That answer: "Y", "N" or nothing."""
    return _answered(Answer.value).limit(1).scalar_subquery()


def _answered(column: Any) -> Select[Any]:
    return (
        select(column)
        .join(Revision, Revision.id == Answer.revision_id)
        .where(
            Revision.check_id == Check.id,
            Revision.number == Check.revision,
            Answer.question == INDEPENDENT,
        )
        .correlate(Check)
    )


def _opens(actor: Actor) -> ColumnElement[bool]:
    every = actor.has("practice_manager", "business_support")
    return true() if every else scope.checks(actor)


def appointments(
    session: Session, actor: Actor, first: dt.date, last: dt.date,
    home_id: int | None = None, visitor_id: int | None = None,
) -> list[Row[Any]]:  # fmt: skip
    """Who is appointed to which home in scope on a day between two days."""
    query = (
        select(
            HomeVisitor.home_id,
            HomeVisitor.person_id,
            HomeVisitor.from_on,
            HomeVisitor.to_on,
            HomeVisitor.independent_until_on,
            Person.name,
        )
        .join(Person, Person.id == HomeVisitor.person_id)
        .join(Home, Home.id == HomeVisitor.home_id)
        .where(
            _overlaps(HomeVisitor, first, last),
            _of_grid(actor, first, last, home_id, visitor_id),
        )
        .order_by(Person.name, HomeVisitor.from_on, HomeVisitor.id)
    )
    return list(session.execute(query))


def made(
    session: Session, actor: Actor, first: dt.date, last: dt.date,
    home_id: int | None = None, visitor_id: int | None = None,
) -> list[Row[Any]]:  # fmt: skip
    """Visits made between two days in homes in scope: how many, by visitor, month and how they
    were announced (those that count for their month); of one home or by one visitor if asked."""
    in_scope = select(Home.id).where(Home.is_visited, scope.homes(actor))
    if home_id is not None:
        in_scope = in_scope.where(Home.id == home_id)
    query = (
        select(
            Visit.visitor_id, Person.name, Visit.home_id, Visit.month, Visit.announced,
            func.count().label("visits"),
        )
        .join(Check, Check.id == Visit.check_id)
        .join(Person, Person.id == Visit.visitor_id)
        .where(
            Visit.visited_on.between(first, last),
            counts(),
            Visit.home_id.in_(in_scope),
            true() if visitor_id is None else Visit.visitor_id == visitor_id,
        )
        .group_by(Visit.visitor_id, Person.name, Visit.home_id, Visit.month, Visit.announced)
    )  # fmt: skip
    return list(session.execute(query))


def visitor_names(session: Session, actor: Actor) -> list[Row[Any]]:
    """Everybody who is or was appointed to a home in scope, by name."""
    query = select(Person.id, Person.name).where(
        Person.id.in_(
            select(HomeVisitor.person_id)
            .join(Home, Home.id == HomeVisitor.home_id)
            .where(Home.is_visited, scope.homes(actor))
        )
    )
    return list(session.execute(query.order_by(Person.name, Person.id)))


def entries(
    session: Session, actor: Actor, since: dt.datetime, until: dt.datetime
) -> list[Row[Any]]:
    """What the trail held until a moment about homes in scope, and since another about their
    visits, in order."""
    anybody = actor.has("practice_manager", "head_of_service", "business_support")
    seen = (
        TrailEntry.home_id.is_not(None)
        if anybody
        else TrailEntry.home_id.in_(select(Home.id).where(scope.homes(actor)))
    )
    query = select(
        TrailEntry.at,
        TrailEntry.act,
        TrailEntry.noun,
        TrailEntry.noun_id,
        TrailEntry.home_id,
        TrailEntry.payload,
    ).where(
        seen,
        TrailEntry.noun.in_(NOUNS),
        TrailEntry.act.not_in(("open", "export")),
        TrailEntry.refused == false(),
        TrailEntry.at < until,
        or_(TrailEntry.noun == "home", TrailEntry.at >= since),
    )
    return list(session.execute(query.order_by(TrailEntry.id)))


def opened_by(session: Session, actor: Actor, check_ids: Iterable[int]) -> set[int]:
    """Which of these visits the reader may open today."""
    query = select(Check.id).where(Check.id.in_(list(check_ids)), scope.checks(actor))
    return set(session.scalars(query))


def unrecorded_homes(session: Session) -> list[Home]:
    """Homes of which the trail does not hold how they stood: kept before it recorded homes."""
    known = select(TrailEntry.noun_id).where(
        TrailEntry.noun == "home", TrailEntry.noun_id.is_not(None), TrailEntry.act.in_(WHOLE)
    )
    return list(session.scalars(select(Home).where(Home.id.not_in(known)).order_by(Home.id)))
