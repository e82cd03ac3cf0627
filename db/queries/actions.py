"""Reading actions, always within the reader's scope."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from sqlalchemy import Select, case, func, select
from sqlalchemy.orm import Session, aliased

from db import scope
from db.models import Account, Action, Child, Home, Person, Team
from qa.domain.actor import Actor
from qa.domain.check_kinds import ACTION_TITLES, action_title


def one(session: Session, actor: Actor, action_id: int, *, lock: bool = False) -> Action | None:
    """The action, if this person may see it."""
    query = select(Action).where(Action.id == action_id, scope.actions(actor))
    return session.scalars(query.with_for_update(of=Action) if lock else query).first()


def of_check(session: Session, check_id: int) -> list[Action]:
    """Every action of a check, oldest first."""
    return list(
        session.scalars(select(Action).where(Action.check_id == check_id).order_by(Action.id))
    )


def has_account(session: Session, person_id: int) -> bool:
    """Whether this person can sign in."""
    query = select(Account.id).where(Account.person_id == person_id, Account.disabled_at.is_(None))
    return session.scalars(query).first() is not None


def reads_text(session: Session, actor: Actor, action_id: int) -> bool:
    """Whether this person reads what an action in their scope says, not its dates only."""
    query = select(Action.id).where(Action.id == action_id, scope.action_texts(actor))
    return session.scalar(query) is not None


def without_text(session: Session, action: Action) -> Action:
    """The action with a neutral title and no other word, cut off from the store for reading."""
    session.expunge(action)
    action.text, action.questions = action_title(action.origin), ""
    action.evidence_needed = action.evidence = action.verified_note = None
    return action


def _told(actor: Actor) -> Any:
    neutral = case(ACTION_TITLES, value=Action.origin, else_=action_title(""))
    return case((scope.action_texts(actor), Action.text), else_=neutral)


def listed(actor: Actor) -> Select[Any]:
    """Actions in scope with what a list shows of them; the caller narrows, orders and limits.

    `text` is a neutral title where the reader sees dates only.
    """
    owner = aliased(Person)
    return (
        select(
            Action.id,
            Action.kind,
            Action.origin,
            _told(actor).label("text"),
            Action.priority,
            Action.status,
            Action.due_on,
            Action.raised_on,
            Action.done_on,
            Action.verified_on,
            Action.owner_id,
            Action.raised_by_id,
            Action.done_by_id,
            Action.check_id,
            Action.child_id,
            Action.home_id,
            Action.consider_by_on,
            Child.case_number,
            Home.name.label("home"),
            Team.name.label("team"),
            owner.name.label("owner"),
        )
        .join(owner, owner.id == Action.owner_id)
        .outerjoin(Child, Child.id == Action.child_id)
        .outerjoin(Home, Home.id == Action.home_id)
        .outerjoin(Team, Team.id == Action.team_id)
        .where(scope.actions(actor))
    )


def narrowed(
    query: Select[Any],
    *,
    statuses: Iterable[str] = (),
    team_ids: Iterable[int] = (),
    owner_ids: Iterable[int] = (),
    kinds: Iterable[str] = (),
) -> Select[Any]:
    """A list narrowed by the filters of the screen."""
    conditions = [
        Action.status.in_(tuple(statuses)) if statuses else None,
        Action.team_id.in_(tuple(team_ids)) if team_ids else None,
        Action.owner_id.in_(tuple(owner_ids)) if owner_ids else None,
        Action.kind.in_(tuple(kinds)) if kinds else None,
    ]
    return query.where(*(c for c in conditions if c is not None))


def oldest_first(query: Select[Any]) -> Select[Any]:
    """By due date, the longest overdue first."""
    return query.order_by(Action.due_on, Action.id)


def count_of(session: Session, query: Select[Any]) -> int:
    """How many rows a list has in all."""
    counted = query.with_only_columns(Action.id).order_by(None).subquery()
    return session.scalar(select(func.count()).select_from(counted)) or 0


def case_number(session: Session, child_id: int | None) -> str | None:
    """The case number of the child a record is about."""
    return session.scalar(select(Child.case_number).where(Child.id == child_id))


def home_name(session: Session, home_id: int | None) -> str | None:
    """The name of the children's home a recommendation is made to."""
    return session.scalar(select(Home.name).where(Home.id == home_id))


def is_at_work(session: Session, person_id: int, on: dt.date) -> bool:
    """Whether this is somebody who has not left."""
    person = session.get(Person, person_id)
    return person is not None and (person.left_on is None or person.left_on > on)


def count_of_check(session: Session, check_id: int) -> int:
    """How many actions of a check were not withdrawn."""
    query = select(func.count(Action.id)).where(
        Action.check_id == check_id, Action.status != "withdrawn"
    )
    return session.scalar(query) or 0
