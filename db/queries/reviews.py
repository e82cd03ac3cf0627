"""Reviews and conferences, always within the reader's scope of children."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, delete, func, or_, select
from sqlalchemy.orm import Session, aliased

from db import scope
from db.models import (
    Child,
    ChildStatus,
    ChildTeam,
    Duty,
    Episode,
    Person,
    Review,
    ReviewDecision,
)
from db.queries.children import holds
from qa.domain.actor import Actor
from qa.domain.duties import MEETINGS, RUNNING
from qa.domain.review_list import Wanted
from qa.domain.reviews import KINDS

Clause = ColumnElement[bool]


_known = aliased(Child)


def _with_child(query: Select[Any]) -> Select[Any]:
    """Joined with the child that a meeting's number is known as: numbers may have been merged."""
    known_as = func.coalesce(_known.merged_into_id, _known.id)
    return query.join(_known, _known.id == Review.child_id).join(Child, Child.id == known_as)


def _about(child_id: int) -> Clause:
    merged = select(Child.id).where(Child.merged_into_id == child_id)
    return or_(Review.child_id == child_id, Review.child_id.in_(merged))


def child_id_of(session: Session, actor: Actor, review_id: int) -> int | None:
    """The child a meeting is about, if this person may see it."""
    query = _with_child(select(Child.id).select_from(Review))
    return session.scalar(query.where(Review.id == review_id, scope.children(actor)))


def one(session: Session, actor: Actor, review_id: int) -> Review | None:
    """The meeting, if this person may see the child."""
    query = _with_child(select(Review))
    return session.scalars(query.where(Review.id == review_id, scope.children(actor))).first()


def of_child(session: Session, child_id: int) -> Sequence[Review]:
    """Every meeting about a child, the latest first."""
    return session.scalars(
        select(Review).where(_about(child_id)).order_by(Review.met_on.desc(), Review.id.desc())
    ).all()


def last_held(session: Session, child_id: int, kinds: Iterable[str]) -> Review | None:
    """The last meeting of these kinds that was held."""
    query = select(Review).where(
        _about(child_id), Review.kind.in_(tuple(kinds)), Review.was_held.is_(True)
    )
    return session.scalars(query.order_by(Review.met_on.desc(), Review.id.desc()).limit(1)).first()


def decisions(session: Session, review_ids: Iterable[int]) -> Sequence[ReviewDecision]:
    """The decisions of these meetings, in the order in which they were made."""
    return session.scalars(
        select(ReviewDecision)
        .where(ReviewDecision.review_id.in_(tuple(review_ids)))
        .order_by(ReviewDecision.review_id, ReviewDecision.position)
    ).all()


def counted_decisions(session: Session, review_id: int) -> tuple[int, int]:
    """How many decisions a meeting made, and how many of them are done."""
    made, done = session.execute(
        select(func.count(ReviewDecision.id), func.count(ReviewDecision.done_on)).where(
            ReviewDecision.review_id == review_id
        )
    ).one()
    return made, done


def drop_decisions(session: Session, review_id: int) -> None:
    """Take the decisions of a meeting away, before others are put in their place."""
    session.execute(delete(ReviewDecision).where(ReviewDecision.review_id == review_id))


def drop(session: Session, review: Review) -> None:
    """Take a meeting away with its decisions."""
    drop_decisions(session, review.id)
    session.delete(review)
    session.flush()


def statuses(session: Session, child_id: int) -> Sequence[ChildStatus]:
    """The times a child was looked after or on a plan."""
    merged = select(Child.id).where(Child.merged_into_id == child_id)
    of_child = or_(ChildStatus.child_id == child_id, ChildStatus.child_id.in_(merged))
    return session.scalars(
        select(ChildStatus).where(of_child, ChildStatus.status.in_(("cla", "cp")))
    ).all()


def episodes(session: Session, child_id: int) -> Sequence[Episode]:
    """The SSDA903 episodes of a child."""
    merged = select(Child.id).where(Child.merged_into_id == child_id)
    of_child = or_(Episode.child_id == child_id, Episode.child_id.in_(merged))
    return session.scalars(select(Episode).where(of_child).order_by(Episode.from_on)).all()


def person_names(session: Session, ids: Iterable[int | None]) -> dict[int, str]:
    """Names of these people, by id."""
    known = {each for each in ids if each is not None}
    rows = session.execute(select(Person.id, Person.name).where(Person.id.in_(known)))
    return {row.id: row.name for row in rows}


def duties_of(session: Session, review_ids: Iterable[int]) -> Sequence[Duty]:
    """What was owed until each of these meetings was held."""
    return session.scalars(
        select(Duty).where(Duty.review_id.in_(tuple(review_ids)), Duty.kind.in_(MEETINGS))
    ).all()


def running_duties(session: Session, child_id: int, kinds: Iterable[str]) -> Sequence[Duty]:
    """What runs for a child now, the earliest due first."""
    return session.scalars(
        select(Duty)
        .where(Duty.child_id == child_id, Duty.status == RUNNING, Duty.kind.in_(tuple(kinds)))
        .order_by(Duty.due_on, Duty.id)
    ).all()


def past_duties(
    session: Session, child_id: int, kinds: Iterable[str], statuses: Iterable[str]
) -> Sequence[Duty]:
    """What was owed without a meeting that ended it, the latest first."""
    return session.scalars(
        select(Duty)
        .where(
            Duty.child_id == child_id, Duty.kind.in_(tuple(kinds)), Duty.status.in_(tuple(statuses))
        )
        .order_by(Duty.due_on.desc(), Duty.id)
    ).all()


MISSING: dict[str, Any] = {
    "code": lambda: _held(
        Review.kind == "cla_review", Review.participation.is_(None), Child.is_unborn.is_(False)
    ),
    "told": lambda: _held(Review.child_told_on.is_(None), Child.is_unborn.is_(False)),
    "quorate": lambda: [Review.is_quorate.is_(False)],
    "quorate_unknown": lambda: _held(
        Review.kind.in_(("icpc", "cp_review")), Review.is_quorate.is_(None)
    ),
    "held": lambda: [Review.was_held.is_(False)],
}
"""The clauses of each filter by what is missing."""


def _held(*clauses: Clause) -> list[Clause]:
    return [Review.was_held.is_(True), *clauses]


def listed(actor: Actor, wanted: Wanted) -> Select[Any]:
    """Meetings in scope that a filter keeps, the latest first: (Review, child_id, case_number)."""
    return (
        _with_child(select(Review, Child.id.label("child_id"), Child.case_number))
        .where(scope.children(actor), *_narrowed(actor, wanted))
        .order_by(Review.met_on.desc(), Child.case_number, Review.id)
    )


def _narrowed(actor: Actor, wanted: Wanted) -> list[Clause]:
    clauses: list[Clause] = list(MISSING[wanted.missing]()) if wanted.missing else []
    kinds = (wanted.kind,) if wanted.kind else tuple(KINDS)
    clauses.append(Review.kind.in_(kinds))  # every kind, named: the index is by kind, then day
    if wanted.from_on:
        clauses.append(Review.met_on >= wanted.from_on)
    if wanted.to_on:
        clauses.append(Review.met_on <= wanted.to_on)
    if wanted.search.strip():
        clauses.append(Child.case_number.icontains(wanted.search.strip(), autoescape=True))
    if wanted.team_id is not None:
        clauses.append(Child.id.in_(_team(actor, wanted.team_id)))
    return clauses


def _team(actor: Actor, team_id: int) -> Select[Any]:
    return select(ChildTeam.child_id).where(
        ChildTeam.team_id == team_id, holds(ChildTeam, actor.today)
    )


def page(
    session: Session, actor: Actor, wanted: Wanted, limit: int, offset: int
) -> Sequence[Row[Any]]:
    """One page of them."""
    return session.execute(listed(actor, wanted).limit(limit).offset(offset)).all()


def count(session: Session, actor: Actor, wanted: Wanted) -> int:
    """How many a filter keeps."""
    ids = listed(actor, wanted).with_only_columns(Review.id).order_by(None)
    return session.scalar(select(func.count()).select_from(ids.subquery())) or 0
