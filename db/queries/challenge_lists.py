"""Lists of challenges in the reader's scope."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from sqlalchemy import Row, Select, case, func, select
from sqlalchemy.orm import Session, aliased

from db import scope
from db.models import Challenge, ChallengeChild, ChallengeTheme, Person, Team, Theme
from qa.domain.actor import Actor
from qa.domain.challenges import RUNNING


def about_children(actor: Actor, child_ids: Iterable[int], without: int | None) -> Select[Any]:
    """Running challenges in scope about any of these children."""
    about = select(ChallengeChild.challenge_id).where(ChallengeChild.child_id.in_(tuple(child_ids)))
    query = listed(actor).where(Challenge.id.in_(about), Challenge.status.in_(RUNNING))
    if without is not None:
        query = query.where(Challenge.id != without)
    return query.order_by(Challenge.raised_on.desc(), Challenge.id.desc()).limit(20)


def of_child(actor: Actor, child_id: int) -> Select[Any]:
    """Every challenge and alert in scope about a child, the latest first."""
    about = select(ChallengeChild.challenge_id).where(ChallengeChild.child_id == child_id)
    query = listed(actor).where(Challenge.id.in_(about))
    return query.order_by(Challenge.raised_on.desc().nulls_first(), Challenge.id.desc())


def of_check(actor: Actor, check_id: int) -> Select[Any]:
    """Every challenge and alert in scope that was raised from a check."""
    return listed(actor).where(Challenge.check_id == check_id).order_by(Challenge.id)


def listed(actor: Actor) -> Select[Any]:
    """Challenges in scope with what a list shows; the caller narrows, orders and limits."""
    holder, responder, raiser = aliased(Person), aliased(Person), aliased(Person)
    return (
        select(
            Challenge.id,
            Challenge.kind,
            Challenge.ladder_id,
            Challenge.subject,
            Challenge.status,
            Challenge.stage,
            Challenge.stage_name,
            Challenge.stage_role,
            Challenge.stage_started_on,
            Challenge.due_on,
            Challenge.answered_on,
            Challenge.cap_due_on,
            Challenge.raised_on,
            Challenge.formal_started_on,
            Challenge.paused_on,
            Challenge.paused_days,
            Challenge.cafcass_on,
            Challenge.cafcass_outcome_on,
            Challenge.closed_on,
            Challenge.outcome,
            Challenge.partner,
            Challenge.held_by_id,
            Challenge.responder_id,
            Challenge.responder_role,
            func.coalesce(responder.name, Challenge.responder_name).label("responder"),
            holder.name.label("holder"),
            raiser.name.label("raiser"),
            responder.email.label("responder_email"),
            holder.email.label("holder_email"),
            Team.name.label("team"),
        )
        .join(holder, holder.id == Challenge.held_by_id)
        .join(raiser, raiser.id == Challenge.raised_by_id)
        .outerjoin(responder, responder.id == Challenge.responder_id)
        .outerjoin(Team, Team.id == Challenge.team_id)
        .where(scope.challenges(actor))
    )


def narrowed(
    query: Select[Any],
    *,
    statuses: Iterable[str] = (),
    kinds: Iterable[str] = (),
    team_ids: Iterable[int] = (),
    themes: Iterable[str] = (),
    stages: Iterable[int] = (),
    held_by: Iterable[int] = (),
    raised_from: dt.date | None = None,
    raised_until: dt.date | None = None,
    ends_by: dt.date | None = None,
    number: int | None = None,
) -> Select[Any]:
    """A list narrowed by the filters of the screen. `ends_by`: see `next_day`."""
    themed = (
        select(ChallengeTheme.challenge_id)
        .join(Theme, Theme.id == ChallengeTheme.theme_id)
        .where(Theme.code.in_(tuple(themes)))
    )
    conditions = [
        Challenge.status.in_(tuple(statuses)) if statuses else None,
        Challenge.kind.in_(tuple(kinds)) if kinds else None,
        Challenge.team_id.in_(tuple(team_ids)) if team_ids else None,
        Challenge.id.in_(themed) if themes else None,
        Challenge.stage.in_(tuple(stages)) if stages else None,
        Challenge.held_by_id.in_(tuple(held_by)) if held_by else None,
        Challenge.raised_on >= raised_from if raised_from else None,
        Challenge.raised_on <= raised_until if raised_until else None,
        next_day() <= ends_by if ends_by else None,
        Challenge.id == number if number is not None else None,
    ]
    return query.where(*(c for c in conditions if c is not None))


def urgent_first(query: Select[Any]) -> Select[Any]:
    """Running ones first, by the earlier of the stage's day and the day the cap is over; then
    drafts; then the others, the latest first."""
    place = case((Challenge.status.in_(RUNNING), 0), (Challenge.status == "draft", 1), else_=2)
    day = case((Challenge.status.in_(RUNNING), next_day()))
    latest = Challenge.raised_on.desc().nulls_last()
    return query.order_by(place, day.nulls_last(), latest, Challenge.id.desc())


def next_day() -> Any:
    """The day that comes first: of the stage while an answer is waited for, or of the cap."""
    waits = case((Challenge.status == "open", Challenge.due_on))
    return case(
        (waits.is_(None), Challenge.cap_due_on),
        (Challenge.cap_due_on.is_(None), waits),
        (waits <= Challenge.cap_due_on, waits),
        else_=Challenge.cap_due_on,
    )


def rows(session: Session, query: Select[Any], limit: int = 50, offset: int = 0) -> list[Row[Any]]:
    """One page of a list."""
    return list(session.execute(query.limit(limit).offset(offset)))


def count_of(session: Session, query: Select[Any]) -> int:
    """How many rows a list has in all."""
    counted = query.with_only_columns(Challenge.id).order_by(None).limit(None).subquery()
    return session.scalar(select(func.count()).select_from(counted)) or 0
