"""What the trends page reads besides its metrics: teams, forms, the data's version, records."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, func, select
from sqlalchemy.orm import Session

from db import scope
from db.metrics import Shape, Slice, counted, of_actions
from db.models import (
    Action,
    Check,
    CheckConcern,
    CheckDomain,
    Child,
    InstalledVersion,
    Team,
    TrailEntry,
)
from qa.domain.actor import Actor

CHANGES_NO_FIGURE = ("open", "export", "sign in", "sign out", "end session", "refused sign in")


LAST_ENTRY = select(func.max(TrailEntry.__table__.c.id))  # asked on every rerun: built once


def last_entry(session: Session) -> int:
    """The number of the trail's last entry, 0 for none."""
    return session.connection().execute(LAST_ENTRY).scalar() or 0


def last_change(session: Session, after: int) -> int | None:
    """The last entry after this one that a figure could rest on, if there is one."""
    return session.scalar(
        select(TrailEntry.id)
        .where(
            TrailEntry.id > after,
            TrailEntry.refused.is_(False),
            TrailEntry.act.not_in(CHANGES_NO_FIGURE),
        )
        .order_by(TrailEntry.id.desc())
        .limit(1)
    )


def teams(session: Session) -> Sequence[Row[Any]]:
    """(id, name) of every team, by name."""
    return session.execute(select(Team.id, Team.name).order_by(Team.name, Team.id)).all()


def form_ids(session: Session) -> Sequence[int]:
    """Ids of the installed forms, the latest version first."""
    return session.scalars(
        select(InstalledVersion.id)
        .where(InstalledVersion.kind == "form")
        .order_by(InstalledVersion.number.desc(), InstalledVersion.id)
    ).all()


def checks_behind(
    actor: Actor,
    what: Slice,
    *,
    grade: int | None = None,
    section: str | None = None,
    question: str | None = None,
    no_team: bool = False,
) -> Select[Any]:
    """Submitted audits behind a mark that the reader may know of, the latest first:
    check_id, case_number, team, submitted_on, audit_type, final_grade."""
    where = [*counted(Check, what.shape, Check.id), scope.checks(actor)]
    if grade is not None:
        where.append(Check.final_grade == grade)
    if no_team:
        where.append(Check.team_id.is_(None))
    if section is not None:
        where.append(_in(CheckDomain, what.shape, CheckDomain.section == section))
    if question is not None:
        where.append(_in(CheckConcern, what.shape, CheckConcern.question == question))
    return (
        select(
            Check.id,
            Child.case_number,
            Team.name.label("team"),
            Check.submitted_on,
            Check.audit_type,
            Check.final_grade,
        )
        .join(Child, Child.id == Check.child_id)
        .outerjoin(Team, Team.id == Check.team_id)
        .where(*where)
        .order_by(Check.submitted_on.desc(), Check.id.desc())
        .params(what.values)
    )


def actions_behind(
    actor: Actor, what: Slice, first: dt.date | None, before: dt.date | None
) -> Select[Any]:
    """Open actions due from `first` up to, not including, `before`, the longest overdue first:
    check_id, case_number, team, due_on, priority."""
    where = [*of_actions(what.shape), scope.actions(actor)]
    if first is not None:
        where.append(Action.due_on >= first)
    if before is not None:
        where.append(Action.due_on < before)
    return (
        select(
            Action.check_id,
            Child.case_number,
            Team.name.label("team"),
            Action.due_on,
            Action.priority,
        )
        .join(Child, Child.id == Action.child_id)
        .outerjoin(Team, Team.id == Action.team_id)
        .where(*where)
        .order_by(Action.due_on, Action.id)
        .params(what.values)
    )


def page_of(session: Session, query: Select[Any], limit: int) -> tuple[Sequence[Row[Any]], int]:
    """The first rows of a list, and how many it has in all."""
    total = session.scalar(select(func.count()).select_from(query.order_by(None).subquery()))
    return session.execute(query.limit(limit)).all(), total or 0


def _in(model: Any, shape: Shape, condition: ColumnElement[bool]) -> ColumnElement[bool]:
    return Check.id.in_(
        select(model.check_id).where(condition, *counted(model, shape, model.check_id))
    )
