"""Findings across homes, counted in SQL: one statement each, whatever their number.

Only submitted visits count, with the figures of the version submitted last. Narrow rows of
standards and events exist of submitted visits alone, so that they need no second look.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, case, exists, func, or_, select
from sqlalchemy.orm import Session

from db import scope
from db.models import (
    Action,
    ActionResponse,
    ActionStatus,
    Check,
    Home,
    Visit,
    VisitEvent,
    VisitStandard,
)
from db.queries import recommendations
from qa.domain import findings, visits
from qa.domain.actor import Actor
from qa.domain.findings import Asked
from qa.domain.recommendations import ACCEPT, IN_PART, NOT_ACCEPTED, RUN
from qa.domain.workflow import REG44

EVERY_HOME = ("practice_manager", "head_of_service")
ACCEPTS = (ACCEPT, IN_PART)


def homes(session: Session, actor: Actor) -> Sequence[Row[Any]]:
    """(id, name) of every home in scope, by name."""
    query = select(Home.id, Home.name).where(scope.homes(actor)).order_by(Home.name, Home.id)
    return session.connection().execute(query).all()


def of_visits(session: Session, actor: Actor, asked: Asked) -> Sequence[Row[Any]]:
    """home_id, month, safeguarded, wellbeing, visits, asked, offered, accepted: visits that count;
    asked are those that say how many children were offered a private conversation."""
    keys = (Visit.home_id, Visit.month, Visit.safeguarded, Visit.wellbeing)
    sums = (
        func.count(Visit.offered).label("asked"),
        func.sum(Visit.offered).label("offered"),
        func.sum(Visit.accepted).label("accepted"),
    )
    query = select(*keys, func.count().label("visits"), *sums)
    where = counted(actor, asked)
    return session.connection().execute(_of_checks(query).where(*where).group_by(*keys)).all()


def of_standards(
    session: Session, actor: Actor, asked: Asked, home_ids: Iterable[int]
) -> Sequence[Row[Any]]:
    """home_id, month, met, partly, not met: standards looked at in each home's month."""
    row = VisitStandard
    sums = [
        func.sum(case((row.met == code, 1), else_=0))
        for code in (findings.MET, findings.PARTLY, findings.NOT_MET)
    ]
    where = _narrow(row, actor, asked, home_ids)
    if asked.standard:
        where.append(row.standard == asked.standard)
    query = select(row.home_id, row.month, *sums).where(*where)
    return session.connection().execute(query.group_by(row.home_id, row.month)).all()


def of_events(
    session: Session, actor: Actor, asked: Asked, home_ids: Iterable[int]
) -> Sequence[Row[Any]]:
    """home_id, month, events, children: of one kind of event in each home's month, of the months
    of the chart of events."""
    row, longer = VisitEvent, replace(asked, first=asked.events_from)
    where = [*_narrow(row, actor, longer, home_ids), row.event == asked.event]
    query = select(row.home_id, row.month, func.sum(row.events), func.sum(row.children))
    query = query.where(*where).group_by(row.home_id, row.month)
    return session.connection().execute(query).all()


def of_recommendations(
    session: Session, actor: Actor, asked: Asked, today: dt.date
) -> Sequence[Row[Any]]:
    """standard, state, n, accepted: recommendations raised at visits of the period, by where they
    stand (`qa.domain.recommendations.STATES`)."""
    states = _of_actions(
        select(
            Action.standard, recommendations.state(today).label("state"),
            ActionResponse.stance.label("stance"),
        )
    )  # fmt: skip
    each = states.where(*recommended(actor, asked)).subquery().c
    accepted = func.sum(case((each.stance.in_(ACCEPTS), 1), else_=0))
    query = select(each.standard, each.state, func.count(), accepted)
    return session.connection().execute(query.group_by(each.standard, each.state)).all()


def repeated(session: Session, actor: Actor, asked: Asked) -> Sequence[Row[Any]]:
    """home_id, standard, run, check_id, visited_on, is_latest (1 where no later visit of the home
    counts) of each visit of a run of `RUN` or more at which one standard was recommended
    again, where the run ends within the period; in order."""
    ordered = {"partition_by": Visit.home_id, "order_by": (Visit.visited_on, Visit.check_id)}
    place = func.row_number().over(**ordered)
    after = func.lead(Visit.check_id).over(**ordered)
    seen = select(
        Visit.check_id, Visit.home_id, Visit.month, Visit.visited_on,
        place.label("place"), case((after.is_(None), 1), else_=0).label("is_latest"),
    )  # fmt: skip
    where = counted(actor, asked, since_ever=True)
    visit = _of_checks(seen).where(*where).cte("counted_visit")
    raised = (
        select(visit, Action.standard)
        .join(Action, Action.check_id == visit.c.check_id)
        .where(*_is_raised(), *_of_standard(asked))
        .distinct()
        .cte("raised")
    )
    of_run = func.row_number().over(
        partition_by=(raised.c.home_id, raised.c.standard), order_by=raised.c.place
    )
    runs = select(raised, (raised.c.place - of_run).label("run")).cte("run")
    same = (runs.c.home_id, runs.c.standard, runs.c.run)
    long = select(
        runs,
        func.count().over(partition_by=same).label("visits"),
        func.max(runs.c.month).over(partition_by=same).label("until"),
    ).subquery()
    query = select(
        long.c.home_id, long.c.standard, long.c.run, long.c.check_id, long.c.visited_on,
        long.c.is_latest,
    ).where(long.c.visits >= RUN, long.c.until >= asked.first)  # fmt: skip
    order = (long.c.home_id, long.c.standard, long.c.run, long.c.place)
    return session.connection().execute(query.order_by(*order)).all()


def counted(actor: Actor, asked: Asked, *, since_ever: bool = False) -> list[ColumnElement[bool]]:
    """The conditions on `Visit` and its `Check`: submitted, in scope, of the months and home."""
    found = [
        Check.submitted_on.is_not(None),
        Check.status != "withdrawn",
        Visit.month <= asked.last if since_ever else Visit.month.between(asked.first, asked.last),
    ]
    if asked.home_id is not None:
        found.append(Visit.home_id == asked.home_id)
    if not actor.has(*EVERY_HOME):
        found.append(scope.checks(actor))
    return found


def recommended(actor: Actor, asked: Asked) -> list[ColumnElement[bool]]:
    """The conditions on `Action`, its visit and its check."""
    return [*counted(actor, asked), *_is_raised(), *_of_standard(asked)]


def _of_standard(asked: Asked) -> list[ColumnElement[bool]]:
    return [Action.standard == asked.standard] if asked.standard else []


def _is_raised() -> list[ColumnElement[bool]]:
    """One that was taken back while its visit was changed was never raised; one that ended because
    the registered person did not accept it was."""
    seen = exists().where(
        ActionStatus.action_id == Action.id, ActionStatus.status == visits.REFUSED
    )
    refused = or_(recommendations.last_stance() == NOT_ACCEPTED, seen)
    return [
        Action.kind == "recommendation",
        Action.origin == REG44,
        Action.status != "draft",
        or_(Action.status != "withdrawn", refused),
    ]


def _narrow(
    row: Any, actor: Actor, asked: Asked, home_ids: Iterable[int]
) -> list[ColumnElement[bool]]:
    ids = [asked.home_id] if asked.home_id is not None else list(home_ids)
    found = [row.home_id.in_(ids), row.month.between(asked.first, asked.last)]
    if not actor.has(*EVERY_HOME):
        found.append(row.check_id.in_(select(Check.id).where(scope.checks(actor))))
    return found


def _of_checks(query: Select[Any]) -> Select[Any]:
    return query.join_from(Visit, Check, Check.id == Visit.check_id)


def _of_actions(query: Select[Any]) -> Select[Any]:
    joined = query.select_from(Action).join(Visit, Visit.check_id == Action.check_id)
    return recommendations.with_last_response(joined.join(Check, Check.id == Visit.check_id))


def behind(actor: Actor, asked: Asked, *more: ColumnElement[bool]) -> Select[Any]:
    """Visits that count, with what a list shows of them, the latest first."""
    query = select(
        Check.id, Home.name.label("home"), Visit.visited_on, Visit.safeguarded, Visit.wellbeing,
        Visit.offered, Visit.accepted,
    ).join_from(Visit, Check, Check.id == Visit.check_id)  # fmt: skip
    query = query.join(Home, Home.id == Visit.home_id).where(*counted(actor, asked), *more)
    return query.order_by(Visit.visited_on.desc(), Check.id.desc())


def said(opinion: str, code: str) -> ColumnElement[bool]:
    """Visits with this answer to one of the two opinions."""
    return {"safeguarded": Visit.safeguarded, "wellbeing": Visit.wellbeing}[opinion] == code


def asked_to_talk() -> ColumnElement[bool]:
    """Visits that say how many children were offered a private conversation."""
    return Visit.offered.is_not(None)


def events_behind(actor: Actor, asked: Asked) -> Select[Any]:
    """The same with events and children of the kind asked for."""
    query = behind(actor, asked, VisitEvent.event == asked.event)
    return query.add_columns(VisitEvent.events, VisitEvent.children).join(
        VisitEvent, VisitEvent.check_id == Visit.check_id
    )


def recommendations_behind(
    actor: Actor, asked: Asked, states: Iterable[str], today: dt.date
) -> Select[Any]:
    """The same, a row for each recommendation in one of these states: its text, its state, the
    days by which it is considered and done."""
    state = recommendations.state(today)
    query = behind(actor, asked, *recommended(actor, asked), state.in_(tuple(states)))
    query = query.add_columns(
        Action.text, state.label("state"), Action.consider_by_on, Action.due_on
    )
    return recommendations.with_last_response(query.join(Action, Action.check_id == Visit.check_id))
