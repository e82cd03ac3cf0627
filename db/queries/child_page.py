"""One child with everything that hangs on it, within the reader's scope."""

import dataclasses
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.orm import Session, aliased

from db import scope
from db.models import (
    Action,
    Check,
    Child,
    ChildAccess,
    ChildPerson,
    ChildStatus,
    ChildTeam,
    Person,
    RiskFlag,
    Team,
)
from qa.domain.actor import Actor


def one(session: Session, actor: Actor, child_id: int, *, lock: bool = False) -> Child | None:
    """The child, if this person may see it."""
    query = select(Child).where(Child.id == child_id, scope.children(actor))
    return session.scalars(query.with_for_update(of=Child) if lock else query).first()


def several(session: Session, actor: Actor, child_ids: Iterable[int]) -> Sequence[Child]:
    """Those of these children that this person may see, locked, by id."""
    query = select(Child).where(Child.id.in_(tuple(child_ids)), scope.children(actor))
    return session.scalars(query.order_by(Child.id).with_for_update(of=Child)).all()


def seen_among(session: Session, actor: Actor, child_ids: Iterable[int]) -> frozenset[int]:
    """Ids of those of these children whose page this person may open."""
    query = select(Child.id).where(Child.id.in_(tuple(child_ids)), scope.children(actor))
    return frozenset(session.scalars(query))


def reads_more_than_dates(session: Session, actor: Actor, child_id: int) -> bool:
    """Whether a role other than business support opens this child to the reader."""
    others = frozenset(held for held in actor.roles if held.role != "business_support")
    as_other = dataclasses.replace(actor, roles=others)
    query = select(Child.id).where(Child.id == child_id, scope.children(as_other))
    return session.scalar(query) is not None


def statuses(session: Session, child_id: int) -> Sequence[ChildStatus]:
    """Every status, the latest first."""
    return session.scalars(
        select(ChildStatus)
        .where(ChildStatus.child_id == child_id)
        .order_by(ChildStatus.from_on.desc(), ChildStatus.id.desc())
    ).all()


def teams(session: Session, child_id: int) -> Sequence[Row[Any]]:
    """(name, from_on, to_on) of every team, the latest first."""
    return session.execute(
        select(Team.name, ChildTeam.from_on, ChildTeam.to_on)
        .join(Team, Team.id == ChildTeam.team_id)
        .where(ChildTeam.child_id == child_id)
        .order_by(ChildTeam.from_on.desc(), ChildTeam.id.desc())
    ).all()


def people(session: Session, child_id: int) -> Sequence[Row[Any]]:
    """(id, part, name, from_on, to_on) of everybody ever linked, the latest first."""
    return session.execute(
        select(
            ChildPerson.id, ChildPerson.part, Person.name, ChildPerson.from_on, ChildPerson.to_on
        )
        .join(Person, Person.id == ChildPerson.person_id)
        .where(ChildPerson.child_id == child_id)
        .order_by(ChildPerson.from_on.desc(), ChildPerson.id.desc())
    ).all()


def checks(session: Session, actor: Actor, child_id: int) -> Sequence[Row[Any]]:
    """Checks about the child that the reader may know of, the latest first."""
    assignee = aliased(Person)
    return session.execute(
        select(Check, assignee.name.label("assignee"))
        .join(assignee, assignee.id == Check.assignee_id)
        .where(Check.child_id == child_id, scope.checks(actor))
        .order_by(Check.allocated_on.desc(), Check.id.desc())
    ).all()


def actions(session: Session, actor: Actor, child_id: int) -> Sequence[Row[Any]]:
    """Actions about the child that the reader may see, the earliest due first."""
    owner = aliased(Person)
    return session.execute(
        select(Action, owner.name.label("owner"))
        .join(owner, owner.id == Action.owner_id)
        .where(Action.child_id == child_id, scope.actions(actor))
        .order_by(Action.due_on, Action.id)
    ).all()


def risk_flags(session: Session, actor: Actor, child_id: int) -> Sequence[Row[Any]]:
    """Risk flags about the child that the reader may see, those not yet safe first."""
    raiser = aliased(Person)
    return session.execute(
        select(RiskFlag, raiser.name.label("raiser"))
        .join(raiser, raiser.id == RiskFlag.raised_by_id)
        .where(RiskFlag.child_id == child_id, scope.risk_flags(actor))
        .order_by(RiskFlag.safe_at.is_not(None), RiskFlag.raised_at.desc())
    ).all()


def siblings(session: Session, actor: Actor, child: Child) -> Sequence[Row[Any]]:
    """(id, case_number) of brothers and sisters that the reader may see."""
    if child.sibling_group_id is None:
        return []
    return session.execute(
        select(Child.id, Child.case_number)
        .where(
            Child.sibling_group_id == child.sibling_group_id,
            Child.id != child.id,
            scope.children(actor),
        )
        .order_by(Child.case_number)
    ).all()


def merged_numbers(session: Session, child_id: int) -> Sequence[Row[Any]]:
    """(id, case_number) of the numbers that were merged into this one."""
    return session.execute(
        select(Child.id, Child.case_number)
        .where(Child.merged_into_id == child_id)
        .order_by(Child.case_number)
    ).all()


def named_people(session: Session, child_id: int) -> Sequence[Row[Any]]:
    """(id, name) of the people named for a restricted child."""
    return session.execute(
        select(Person.id, Person.name)
        .join(ChildAccess, ChildAccess.person_id == Person.id)
        .where(ChildAccess.child_id == child_id)
        .order_by(Person.name, Person.id)
    ).all()
