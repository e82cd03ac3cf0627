"""Reading and keeping challenges, always within the reader's scope."""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Row, exists, func, or_, select, union
from sqlalchemy.orm import Session

from db import scope
from db.models import (
    Action,
    Challenge,
    ChallengeChild,
    ChallengeEvent,
    ChallengeStage,
    ChallengeTheme,
    Check,
    Child,
    ChildPerson,
    ChildStatus,
    ClockPause,
    FollowUp,
    LegalAdvice,
    Review,
    RoleAssignment,
    Team,
    TrailEntry,
)
from qa.domain.actor import Actor
from qa.domain.challenges import KIND, RUNNING


def one(
    session: Session, actor: Actor, challenge_id: int, *, lock: bool = False
) -> Challenge | None:
    """The challenge, if this person may know of it."""
    query = select(Challenge).where(Challenge.id == challenge_id, scope.challenges(actor))
    return session.scalars(query.with_for_update(of=Challenge) if lock else query).first()


def by_id(session: Session, challenge_id: int) -> Challenge:
    """One challenge whatever its reader may see; for work that is nobody's."""
    return session.scalars(select(Challenge).where(Challenge.id == challenge_id)).one()


def running(session: Session) -> Sequence[Challenge]:
    """Every challenge that runs, whoever may read it."""
    query = select(Challenge).where(Challenge.status.in_(RUNNING))
    return session.scalars(query.order_by(Challenge.id)).all()


def events(session: Session, challenge_id: int) -> Sequence[ChallengeEvent]:
    """Everything that happened to a challenge, in order."""
    query = select(ChallengeEvent).where(ChallengeEvent.challenge_id == challenge_id)
    return session.scalars(query.order_by(ChallengeEvent.number)).all()


def last_event(session: Session, challenge_id: int) -> ChallengeEvent | None:
    """What happened to a challenge last."""
    query = select(ChallengeEvent).where(ChallengeEvent.challenge_id == challenge_id)
    return session.scalars(query.order_by(ChallengeEvent.number.desc()).limit(1)).first()


def last_change(session: Session, challenge_id: int, acts: Iterable[str]) -> TrailEntry | None:
    """The last of these acts upon a challenge that the trail holds; a filing or a handover is no
    event of its own."""
    query = select(TrailEntry).where(
        TrailEntry.noun == KIND,
        TrailEntry.noun_id == challenge_id,
        TrailEntry.act.in_(tuple(acts)),
        TrailEntry.refused.is_(False),
    )
    return session.scalars(query.order_by(TrailEntry.id.desc()).limit(1)).first()


def acted(
    session: Session, ids: Iterable[int]
) -> tuple[dict[int, frozenset[int]], dict[int, frozenset[int]]]:
    """Of each of these challenges, by id: everybody who raised it or decided something as its
    raiser or for them; and everybody who answered it or recorded an answer."""
    ids = tuple(ids)
    answer = ChallengeEvent.name == "answer"
    query = select(ChallengeEvent.challenge_id, ChallengeEvent.by_id, answer).distinct()
    query = query.where(ChallengeEvent.challenge_id.in_(ids), ChallengeEvent.name != "hand_over")
    found: tuple[dict[int, set[int]], ...] = ({i: set() for i in ids}, {i: set() for i in ids})
    for challenge_id, person_id, is_answer in session.execute(query):
        found[bool(is_answer)][challenge_id].add(person_id)
    raised, answered = ({i: frozenset(people) for i, people in each.items()} for each in found)
    return raised, answered


def children(session: Session, challenge_id: int) -> Sequence[ChallengeChild]:
    """The children of a challenge, in order."""
    query = select(ChallengeChild).where(ChallengeChild.challenge_id == challenge_id)
    return session.scalars(query.order_by(ChallengeChild.position, ChallengeChild.id)).all()


def linked_children(session: Session, challenge: Challenge) -> frozenset[int]:
    """Ids of the children of the check and the review that it was raised from."""
    checks = select(Check.child_id).where(
        Check.id == challenge.check_id, Check.child_id.is_not(None)
    )
    reviews = select(Review.child_id).where(Review.id == challenge.review_id)
    return frozenset(session.scalars(union(checks, reviews)))


def child_ids_of(session: Session, ids: Iterable[int], on: dt.date) -> Sequence[Row[Any]]:
    """(challenge_id, child_id, is_looked_after) of these challenges, the last as on a day."""
    in_care = select(ChildStatus.id).where(
        ChildStatus.child_id == ChallengeChild.child_id,
        ChildStatus.status == "cla",
        or_(ChildStatus.from_on.is_(None), ChildStatus.from_on <= on),
        or_(ChildStatus.to_on.is_(None), ChildStatus.to_on > on),
        ChildStatus.off_list_on.is_(None),
    )
    return session.execute(
        select(
            ChallengeChild.challenge_id,
            ChallengeChild.child_id,
            exists(in_care).label("is_looked_after"),
        )
        .where(ChallengeChild.challenge_id.in_(tuple(ids)))
        .order_by(ChallengeChild.challenge_id, ChallengeChild.position, ChallengeChild.id)
    ).all()


def was_looked_after(
    session: Session, challenge_id: int, first_on: dt.date, last_on: dt.date
) -> bool:
    """Whether a child of a challenge was looked after on a day of these, from the first to the
    last."""
    over_on = func.coalesce(ChildStatus.to_on, ChildStatus.off_list_on)
    query = (
        select(ChildStatus.id)
        .join(ChallengeChild, ChallengeChild.child_id == ChildStatus.child_id)
        .where(
            ChallengeChild.challenge_id == challenge_id,
            ChildStatus.status == "cla",
            or_(ChildStatus.from_on.is_(None), ChildStatus.from_on <= last_on),
            or_(over_on.is_(None), over_on > first_on),
        )
    )
    return session.execute(query.limit(1)).first() is not None


def children_of(session: Session, ids: Iterable[int]) -> Sequence[Row[Any]]:
    """(challenge_id, child_id, case_number, team, outcome, changed) of these challenges."""
    return session.execute(
        select(
            ChallengeChild.challenge_id,
            ChallengeChild.child_id,
            Child.case_number,
            Team.name.label("team"),
            ChallengeChild.outcome,
            ChallengeChild.changed,
        )
        .join(Child, Child.id == ChallengeChild.child_id)
        .outerjoin(Team, Team.id == ChallengeChild.team_id)
        .where(ChallengeChild.challenge_id.in_(tuple(ids)))
        .order_by(ChallengeChild.challenge_id, ChallengeChild.position, ChallengeChild.id)
    ).all()


def judged(session: Session, ids: Sequence[int]) -> dict[int, str]:
    """What was said of the answer at the latest stage of each challenge where anything was."""
    if not ids:
        return {}
    query = (
        select(ChallengeStage.challenge_id, ChallengeStage.judged)
        .where(ChallengeStage.challenge_id.in_(ids))
        .order_by(ChallengeStage.challenge_id, ChallengeStage.number)
    )
    return {row.challenge_id: row.judged for row in session.execute(query) if row.judged}


def stages(session: Session, challenge_id: int) -> Sequence[ChallengeStage]:
    """The stages as they were climbed, in order."""
    query = select(ChallengeStage).where(ChallengeStage.challenge_id == challenge_id)
    return session.scalars(query.order_by(ChallengeStage.number)).all()


def pauses(session: Session, challenge_id: int) -> Sequence[ClockPause]:
    """The pauses of its clock, in order."""
    query = select(ClockPause).where(
        ClockPause.noun == "challenge", ClockPause.noun_id == challenge_id
    )
    return session.scalars(query.order_by(ClockPause.from_on, ClockPause.id)).all()


def themes(session: Session, challenge_id: int) -> Sequence[ChallengeTheme]:
    """The themes of a challenge."""
    query = select(ChallengeTheme).where(ChallengeTheme.challenge_id == challenge_id)
    return session.scalars(query.order_by(ChallengeTheme.id)).all()


def advice(session: Session, challenge_id: int) -> LegalAdvice | None:
    """The IRO's independent legal advice; the caller has asked the policy."""
    query = select(LegalAdvice).where(LegalAdvice.challenge_id == challenge_id)
    return session.scalars(query).first()


def follow_up(session: Session, challenge_id: int) -> FollowUp | None:
    """The follow-up of a midway review that it was raised from."""
    return session.scalars(select(FollowUp).where(FollowUp.challenge_id == challenge_id)).first()


def actions(session: Session, actor: Actor, challenge_id: int) -> Sequence[Action]:
    """The actions that came of a challenge, in the reader's scope, oldest first."""
    query = select(Action).where(Action.challenge_id == challenge_id, scope.actions(actor))
    return session.scalars(query.order_by(Action.id)).all()


def holders(session: Session, role: str, on: dt.date) -> list[int]:
    """Ids of everybody who holds a role for the whole service on a day."""
    query = select(RoleAssignment.person_id).where(
        RoleAssignment.role == role,
        RoleAssignment.team_id.is_(None),
        RoleAssignment.from_on <= on,
        or_(RoleAssignment.to_on.is_(None), RoleAssignment.to_on >= on),
    )
    return sorted(set(session.scalars(query)))


def managers_of(session: Session, child_id: int, on: dt.date) -> list[int]:
    """Ids of the child's team managers on a day."""
    query = select(ChildPerson.person_id).where(
        ChildPerson.child_id == child_id,
        ChildPerson.part == "team_manager",
        ChildPerson.from_on <= on,
        or_(ChildPerson.to_on.is_(None), ChildPerson.to_on >= on),
    )
    return sorted(set(session.scalars(query)))


def remove_draft(session: Session, challenge: Challenge) -> None:
    """Delete a draft with its children, themes and legal advice."""
    for row in (*children(session, challenge.id), *themes(session, challenge.id)):
        session.delete(row)
    if (kept := advice(session, challenge.id)) is not None:
        session.delete(kept)
    session.flush()
    session.delete(challenge)
