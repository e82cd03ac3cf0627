"""The records behind the marks of the charts of timeliness, within what the reader may read."""

from typing import Any

from sqlalchemy import ColumnElement, Select, bindparam, select

from db import scope
from db.metrics import Slice
from db.models import Child, ChildStatus, Duty, Review, Team
from db.timeliness import (
    CRITICAL,
    STATE,
    TEAM_NOW,
    TEAM_THEN,
    of_duties,
    of_late,
    of_meetings,
    of_plans,
    outcomes,
    plan_band,
)
from qa.domain.actor import Actor


def duties_behind(
    actor: Actor, what: Slice, kinds: tuple[str, ...], state: str, no_team: bool
) -> Select[Any]:
    """(Duty, case_number, team) of what was due and ended so, the latest due first."""
    where = [*of_duties(what.shape), Duty.kind.in_(kinds), bindparam("state") == STATE]
    query = _duties(actor, where, no_team).order_by(Duty.due_on.desc(), Duty.id.desc())
    return query.params(state=state)


def late_behind(
    actor: Actor, what: Slice, kinds: tuple[str, ...], critical: bool, no_team: bool
) -> Select[Any]:
    """(Duty, case_number, team) of what is late today, the longest late first."""
    where = [*of_late(what.shape), Duty.kind.in_(kinds), CRITICAL if critical else ~CRITICAL]
    return _duties(actor, where, no_team).order_by(Duty.on_time_until, Duty.due_on, Duty.id)


def meetings_behind(
    actor: Actor, what: Slice, kinds: tuple[str, ...], measure: str, place: int, no_team: bool
) -> Select[Any]:
    """(Review, case_number, team) of meetings held in a state of a measure, the latest first."""
    where = [
        *of_meetings(what.shape),
        Review.kind.in_(kinds),
        outcomes(Review.__table__.c)[measure][place],
        scope.children(actor),
    ]
    if no_team:
        where.append(TEAM_THEN.is_(None))
    return (
        select(Review, Child.case_number, Team.name.label("team"))
        .join(Child, Child.id == Review.child_id)
        .outerjoin(Team, Team.id == TEAM_THEN)
        .where(*where)
        .order_by(Review.met_on.desc(), Review.id.desc())
    )


def plans_behind(actor: Actor, what: Slice, band: int) -> Select[Any]:
    """(ChildStatus, case_number, team) of open plans of a band, the longest open first."""
    return (
        select(ChildStatus, Child.case_number, Team.name.label("team"))
        .join(Child, Child.id == ChildStatus.child_id)
        .outerjoin(Team, Team.id == TEAM_NOW)
        .where(*of_plans(what.shape), plan_band() == bindparam("band", band), scope.children(actor))
        .order_by(ChildStatus.from_on, ChildStatus.id)
    )


def _duties(actor: Actor, where: list[ColumnElement[bool]], no_team: bool) -> Select[Any]:
    if no_team:
        where.append(Duty.team_id.is_(None))
    return (
        select(Duty, Child.case_number, Team.name.label("team"))
        .join(Child, Child.id == Duty.child_id)
        .outerjoin(Team, Team.id == Duty.team_id)
        .where(*where, scope.children(actor))
    )
