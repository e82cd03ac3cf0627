"""Challenges that wait for one person: few, indexed statements."""

from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, case, false, func, or_, select
from sqlalchemy.orm import Session

from db import scope
from db.models import Challenge, ChallengeChild, Child
from qa.domain.actor import Actor

SHOWN = 50
TO_DECIDE = ("answered", "satisfied", "dissatisfied")


def waiting(session: Session, actor: Actor) -> list[Row[Any]]:
    """What waits for the person, one statement: `answers` tells what they are to answer from what
    they hold (or a colleague they cover) and have to decide on, own drafts included."""
    decides, answers = _to_decide(actor), _to_answer(actor)
    query = _shown(actor).add_columns(case((answers, True), else_=False).label("answers"))
    ordered = query.where(or_(decides, answers))
    ordered = ordered.order_by(Challenge.due_on.nulls_last(), Challenge.id)
    return list(session.execute(ordered.limit(2 * SHOWN)))


def own(actor: Actor) -> ColumnElement[bool]:
    """What nobody but this person can be called about: asked of them, or answered and theirs to
    decide on."""
    asked = and_(Challenge.status == "open", Challenge.responder_id.in_(actor.selves))
    held = and_(Challenge.status.in_(TO_DECIDE), Challenge.held_by_id.in_(actor.selves))
    return or_(asked, held, _to_answer(actor))


def _to_decide(actor: Actor) -> ColumnElement[bool]:
    if not actor.has("iro", "practice_manager"):
        return false()
    held = Challenge.held_by_id.in_(actor.selves)
    late = and_(Challenge.status == "open", Challenge.due_on < actor.today)
    own_draft = and_(Challenge.status == "draft", Challenge.held_by_id == actor.person_id)
    return or_(and_(held, or_(Challenge.status.in_(TO_DECIDE), late)), own_draft)


def _to_answer(actor: Actor) -> ColumnElement[bool]:
    """Asked by name, or at their stage where nobody is; never one they raised."""
    roles = [role for role in ("team_manager", "head_of_service") if actor.has(role)]
    if not roles:
        return false()
    unnamed = and_(Challenge.responder_id.is_(None), Challenge.responder_name.is_(None))
    asked = or_(
        Challenge.responder_id.in_(actor.selves), and_(unnamed, Challenge.stage_role.in_(roles))
    )
    own = or_(Challenge.raised_by_id == actor.person_id, Challenge.held_by_id == actor.person_id)
    return and_(Challenge.status == "open", asked, ~own)


def _shown(actor: Actor) -> Select[Any]:
    first = (
        select(func.min(Child.case_number))
        .join(ChallengeChild, ChallengeChild.child_id == Child.id)
        .where(ChallengeChild.challenge_id == Challenge.id, ChallengeChild.position == 0)
        .correlate(Challenge)
        .scalar_subquery()
    )
    children = (
        select(func.count(ChallengeChild.id))
        .where(ChallengeChild.challenge_id == Challenge.id)
        .correlate(Challenge)
        .scalar_subquery()
    )
    return select(
        Challenge.id,
        Challenge.status,
        Challenge.stage_name,
        Challenge.due_on,
        Challenge.cap_due_on,
        Challenge.wanted_by_on,
        first.label("case_number"),
        children.label("children"),
    ).where(scope.challenges(actor))
