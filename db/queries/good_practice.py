"""Finished checks marked as good practice, within the scope of those who read them."""

import dataclasses
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, Select, func, select
from sqlalchemy.orm import Session, aliased

from db import scope
from db.models import Check, CheckDomain, Child, Person, Team
from qa.domain.actor import Actor


def _marked(actor: Actor, team_id: int | None, section: str) -> Select[Any]:
    readers = frozenset(held for held in actor.roles if held.role != "business_support")
    query = select(Check.id).where(
        Check.is_good_practice,
        Check.submitted_on.is_not(None),
        scope.checks(dataclasses.replace(actor, roles=readers)),
    )
    if team_id is not None:
        query = query.where(Check.team_id == team_id)
    if section:
        query = query.where(Check.id.in_(_all_positive().where(CheckDomain.section == section)))
    return query


def _all_positive() -> Select[Any]:
    """Sections of a check in which every answer that counts is positive."""
    return select(CheckDomain.check_id).where(
        CheckDomain.counted > 0, CheckDomain.positive == CheckDomain.counted
    )


def count(session: Session, actor: Actor, team_id: int | None, section: str) -> int:
    """How many there are."""
    marked = _marked(actor, team_id, section).subquery()
    return session.scalar(select(func.count()).select_from(marked)) or 0


def page(
    session: Session, actor: Actor, team_id: int | None, section: str, limit: int, offset: int
) -> Sequence[Row[Any]]:
    """(check, child's number, team, auditor), the latest first."""
    assignee = aliased(Person)
    return session.execute(
        select(Check, Child.case_number, Team.name, assignee.name)
        .join(assignee, assignee.id == Check.assignee_id)
        .outerjoin(Child, Child.id == Check.child_id)
        .outerjoin(Team, Team.id == Check.team_id)
        .where(Check.id.in_(_marked(actor, team_id, section)))
        .order_by(Check.submitted_on.desc(), Check.id.desc())
        .limit(limit)
        .offset(offset)
    ).all()


def strong_sections(session: Session, check_ids: Sequence[int]) -> Sequence[Row[Any]]:
    """(check_id, section) where every answer that counts is positive, in the form's order."""
    query = select(CheckDomain.check_id, CheckDomain.section).where(
        CheckDomain.check_id.in_(tuple(check_ids)),
        CheckDomain.counted > 0,
        CheckDomain.positive == CheckDomain.counted,
    )
    return session.execute(query.order_by(CheckDomain.section)).all()
