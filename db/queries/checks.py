"""Reading checks and what hangs on them, always within the reader's scope."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from sqlalchemy import Row, Select, and_, func, or_, select
from sqlalchemy.orm import Session, aliased

from db import scope
from db.models import (
    Check,
    CheckLink,
    Child,
    ChildStatus,
    Home,
    Moderation,
    Person,
    Reply,
    Revision,
    Team,
)
from qa.domain.actor import Actor
from qa.domain.workflow import DRAFT


def one(session: Session, actor: Actor, check_id: int, *, lock: bool = False) -> Check | None:
    """The check, if this person may know of it."""
    query = select(Check).where(Check.id == check_id, scope.checks(actor))
    return session.scalars(query.with_for_update(of=Check) if lock else query).first()


def revision(session: Session, check_id: int, number: int) -> Revision:
    """One revision of a check."""
    return session.scalars(
        select(Revision).where(Revision.check_id == check_id, Revision.number == number)
    ).one()


def revisions(session: Session, check_id: int) -> list[Revision]:
    """Every revision, oldest first."""
    return list(
        session.scalars(
            select(Revision).where(Revision.check_id == check_id).order_by(Revision.number)
        )
    )


def replies(session: Session, check_id: int) -> list[Reply]:
    """Every reply, oldest first."""
    return list(session.scalars(select(Reply).where(Reply.check_id == check_id).order_by(Reply.id)))


def moderations(session: Session, check_id: int) -> list[Moderation]:
    """Every moderation decision, oldest first."""
    return list(
        session.scalars(
            select(Moderation).where(Moderation.check_id == check_id).order_by(Moderation.id)
        )
    )


def links(session: Session, actor: Actor, check_id: int) -> list[Row[Any]]:
    """Checks this one is linked with that the reader may know of: how, and of the other its
    grade, child and days."""
    other = aliased(Check)
    visible = select(Check.id).where(scope.checks(actor))
    return list(
        session.execute(
            select(
                CheckLink.kind,
                CheckLink.from_check_id,
                CheckLink.to_check_id,
                other.final_grade,
                other.submitted_on,
                other.allocated_on,
                Child.case_number,
            )
            .join(
                other,
                or_(
                    and_(CheckLink.to_check_id == check_id, other.id == CheckLink.from_check_id),
                    and_(CheckLink.from_check_id == check_id, other.id == CheckLink.to_check_id),
                ),
            )
            .join(Child, Child.id == other.child_id)
            .where(other.id.in_(visible))
            .order_by(CheckLink.id)
        )
    )


def names(session: Session, ids: Iterable[int | None]) -> dict[int, str]:
    """Names of people by id."""
    wanted = {i for i in ids if i}
    rows = session.execute(select(Person.id, Person.name).where(Person.id.in_(wanted)))
    return {row.id: row.name for row in rows}


def statuses_of(session: Session, child_id: int, on: dt.date) -> list[ChildStatus]:
    """The statuses a child holds on a day."""
    return list(
        session.scalars(
            select(ChildStatus)
            .where(
                ChildStatus.child_id == child_id,
                or_(ChildStatus.from_on.is_(None), ChildStatus.from_on <= on),
                or_(ChildStatus.to_on.is_(None), ChildStatus.to_on > on),
                ChildStatus.off_list_on.is_(None),
            )
            .order_by(ChildStatus.status)
        )
    )


def listed(actor: Actor) -> Select[Any]:
    """Checks in scope with what a list shows of them; the caller narrows, orders and limits."""
    assignee = aliased(Person)
    return (
        select(
            Check.id,
            Check.kind,
            Check.status,
            Check.due_on,
            Check.submitted_on,
            Check.moderation_due_on,
            Check.moderation_why,
            Check.reply_due_on,
            Check.audit_type,
            Check.final_grade,
            Check.auditor_grade,
            Check.moderated_grade,
            Check.conclusion,
            Check.filed_on,
            Check.assignee_id,
            Check.child_id,
            Check.home_id,
            Check.worker_id,
            Check.manager_id,
            Child.case_number,
            Team.name.label("team"),
            assignee.name.label("assignee"),
        )
        .join(Child, Child.id == Check.child_id)
        .join(assignee, assignee.id == Check.assignee_id)
        .outerjoin(Team, Team.id == Check.team_id)
        .where(scope.checks(actor))
    )


def page_of(session: Session, query: Select[Any], limit: int, offset: int = 0) -> list[Row[Any]]:
    """One page of a list."""
    return list(session.execute(query.limit(limit).offset(offset)))


def count_of(session: Session, query: Select[Any]) -> int:
    """How many rows a list has in all."""
    counted = query.with_only_columns(Check.id).order_by(None).subquery()
    return session.scalar(select(func.count()).select_from(counted)) or 0


def narrowed(
    query: Select[Any],
    *,
    kinds: Iterable[str] = (),
    statuses: Iterable[str] = (),
    team_ids: Iterable[int] = (),
    assignee_ids: Iterable[int] = (),
    audit_type: str | None = None,
    grade: int | None = None,
    conclusion: str | None = None,
    case_number: str | None = None,
) -> Select[Any]:
    """A list narrowed by the filters of the screen."""
    conditions = [
        Check.kind.in_(tuple(kinds)) if kinds else None,
        Check.status.in_(tuple(statuses)) if statuses else None,
        Check.team_id.in_(tuple(team_ids)) if team_ids else None,
        Check.assignee_id.in_(tuple(assignee_ids)) if assignee_ids else None,
        Check.audit_type == audit_type if audit_type else None,
        Check.final_grade == grade if grade else None,
        Check.conclusion == conclusion if conclusion else None,
        func.lower(Child.case_number).startswith(case_number.lower(), autoescape=True)
        if case_number
        else None,
    ]
    return query.where(*(c for c in conditions if c is not None))


def newest_first(query: Select[Any]) -> Select[Any]:
    """Drafts by due date first, then finished ones, the latest first."""
    return query.order_by(
        Check.submitted_on.is_not(None), Check.submitted_on.desc(), Check.due_on, Check.id
    )


def finished_audits(session: Session, actor: Actor, child_id: int, kind: str) -> list[Check]:
    """The child's submitted checks of a kind, the latest first."""
    query = select(Check).where(
        Check.child_id == child_id,
        Check.kind == kind,
        Check.submitted_on.is_not(None),
        scope.checks(actor),
    )
    return list(session.scalars(query.order_by(Check.submitted_on.desc(), Check.id.desc())))


def unfinished(session: Session, child_id: int, kind: str) -> list[tuple[str, dt.date]]:
    """(who, due) of a child's unfinished checks of a kind."""
    query = (
        select(Person.name, Check.due_on)
        .join(Person, Person.id == Check.assignee_id)
        .where(Check.child_id == child_id, Check.kind == kind, Check.status.in_(DRAFT))
        .order_by(Check.due_on, Check.id)
    )
    return [(row.name, row.due_on) for row in session.execute(query)]


def team_name(session: Session, team_id: int | None) -> str | None:
    """The name of a team."""
    return session.scalar(select(Team.name).where(Team.id == team_id))


def open_for_child(session: Session, child_id: int, kind: str, assignee_id: int) -> bool:
    """Whether this person already has an unfinished check of this kind for the child."""
    query = select(Check.id).where(
        Check.child_id == child_id,
        Check.kind == kind,
        Check.assignee_id == assignee_id,
        Check.status.in_(DRAFT),
    )
    return session.scalars(query.limit(1)).first() is not None


def by_id(session: Session, check_id: int | None) -> Check | None:
    """The check itself, for rules; never for showing: that is `one`."""
    return session.get(Check, check_id) if check_id else None


def waiting_for_moderation(query: Select[Any]) -> Select[Any]:
    """A list narrowed to what waits for a moderator, the first due first."""
    return query.where(Check.status == "submitted", Check.moderation_why.is_not(None)).order_by(
        Check.moderation_due_on, Check.id
    )


def subject(session: Session, check: Check) -> tuple[Child | None, Home | None, str | None]:
    """The child or home a check is about, and the name of the team pinned on it."""
    child = session.get(Child, check.child_id) if check.child_id else None
    home = session.get(Home, check.home_id) if check.home_id else None
    return child, home, (team_name(session, check.team_id) if check.team_id else None)
