"""Risk flags: a child may be at risk now."""

from typing import Any

from sqlalchemy import Row, or_, select
from sqlalchemy.orm import Session, aliased

from db import scope
from db.models import Child, Home, Person, RiskFlag, Team
from qa.domain.actor import Actor


def one(session: Session, actor: Actor, flag_id: int, *, lock: bool = False) -> RiskFlag | None:
    """The flag, if this person may see it."""
    query = select(RiskFlag).where(RiskFlag.id == flag_id, scope.risk_flags(actor))
    return session.scalars(query.with_for_update(of=RiskFlag) if lock else query).first()


def of_check(session: Session, check_id: int) -> list[RiskFlag]:
    """Every flag raised on a check, oldest first."""
    return list(
        session.scalars(select(RiskFlag).where(RiskFlag.check_id == check_id).order_by(RiskFlag.id))
    )


def untold(session: Session, check_id: int) -> bool:
    """Whether a flag of this check does not say yet who was told, when and what they will do."""
    gap = or_(RiskFlag.told_whom.is_(None), RiskFlag.told_at.is_(None), RiskFlag.will_do.is_(None))
    query = select(RiskFlag.id).where(RiskFlag.check_id == check_id, gap).limit(1)
    return session.scalars(query).first() is not None


def still_open(session: Session, actor: Actor) -> list[Row[Any]]:
    """Flags in scope of children not yet recorded safe, the oldest first."""
    raiser = aliased(Person)
    query = (
        select(
            RiskFlag.id,
            RiskFlag.check_id,
            RiskFlag.child_id,
            RiskFlag.home_id,
            RiskFlag.raised_by_id,
            RiskFlag.raised_at,
            RiskFlag.told_whom,
            RiskFlag.told_at,
            Child.case_number,
            Home.name.label("home"),
            Team.name.label("team"),
            raiser.name.label("raised_by"),
        )
        .join(raiser, raiser.id == RiskFlag.raised_by_id)
        .outerjoin(Child, Child.id == RiskFlag.child_id)
        .outerjoin(Home, Home.id == RiskFlag.home_id)
        .outerjoin(Team, Team.id == RiskFlag.team_id)
        .where(RiskFlag.safe_at.is_(None), scope.risk_flags(actor))
        .order_by(RiskFlag.raised_at)
    )
    return list(session.execute(query))
