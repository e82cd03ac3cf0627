"""Care history: what is known of reviews, episodes and periods of care, for many children."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import Row, Select, delete, select
from sqlalchemy.orm import Session

from db.models import Child, ChildStatus, Episode, Review, TrailEntry

AT_ONCE = 10_000
"""Ids in one statement, rows in one reading."""
OF_CARE = ("cla_review", "short_break_review")
NOUN = "care_history"


def children(session: Session) -> Sequence[Row[Any]]:
    """Every child: (id, case_number, birth_month, age_years, is_unborn, merged_into_id)."""
    return session.execute(
        select(
            Child.id,
            Child.case_number,
            Child.birth_month,
            Child.age_years,
            Child.is_unborn,
            Child.merged_into_id,
        ).order_by(Child.id)
    ).all()


def reviews(session: Session, child_ids: Sequence[int]) -> Iterator[Sequence[Row[Any]]]:
    """(id, child_id, met_on, participation, was_held, kind, version) of reviews of these
    children, some at a time."""
    columns = (
        Review.id,
        Review.child_id,
        Review.met_on,
        Review.participation,
        Review.was_held,
        Review.kind,
        Review.version,
    )
    return _some(session, select(*columns).where(Review.kind.in_(OF_CARE)), Review, child_ids)


def episodes(session: Session, child_ids: Sequence[int]) -> Iterator[Sequence[Row[Any]]]:
    """Every column of episodes of these children, some at a time."""
    columns = (
        Episode.id,
        Episode.child_id,
        Episode.from_on,
        Episode.new_reason,
        Episode.legal_status,
        Episode.placement,
        Episode.to_on,
        Episode.end_reason,
        Episode.urn,
        Episode.as_at,
    )
    return _some(session, select(*columns), Episode, child_ids)


def periods(session: Session, child_ids: Sequence[int]) -> Iterator[Sequence[Row[Any]]]:
    """(id, child_id, from_on, to_on, off_list_on, facts) of "looked after", the earliest first."""
    columns = (
        ChildStatus.id,
        ChildStatus.child_id,
        ChildStatus.from_on,
        ChildStatus.to_on,
        ChildStatus.off_list_on,
        ChildStatus.facts,
    )
    query = select(*columns).where(ChildStatus.status == "cla").order_by(ChildStatus.id)
    return _some(session, query, ChildStatus, child_ids)


def _some(
    session: Session, query: Select[Any], model: Any, child_ids: Sequence[int]
) -> Iterator[Sequence[Row[Any]]]:
    for start in range(0, len(child_ids), AT_ONCE):
        ids = child_ids[start : start + AT_ONCE]
        found = session.execute(
            query.where(model.child_id.in_(ids)).execution_options(yield_per=AT_ONCE)
        )
        yield from found.partitions()


def meetings(session: Session, since: dt.date) -> Sequence[Row[Any]]:
    """(child_id, kind, met_on) of every review and review conference since a day."""
    kinds = (*OF_CARE, "cp_review")
    query = select(Review.child_id, Review.kind, Review.met_on)
    return session.execute(query.where(Review.kind.in_(kinds), Review.met_on >= since)).all()


def looked_after(session: Session) -> Sequence[Row[Any]]:
    """(id, case_number, birth_month, from_on, to_on) of periods of care whose start is known, of
    children who are born and not restricted."""
    return session.execute(
        select(Child.id, Child.case_number, Child.birth_month, ChildStatus.from_on,
               ChildStatus.to_on)
        .join(ChildStatus, ChildStatus.child_id == Child.id)
        .where(
            ChildStatus.status == "cla",
            ChildStatus.from_on.is_not(None),
            Child.birth_month.is_not(None),
            Child.is_unborn.is_(False),
            Child.restricted_at.is_(None),
            Child.merged_into_id.is_(None),
        )
        .order_by(Child.id, ChildStatus.from_on)
    ).all()  # fmt: skip


def forget_episodes(session: Session, ids: Iterable[int]) -> None:
    """Drop episodes that the case system no longer holds."""
    wanted = list(ids)
    for start in range(0, len(wanted), AT_ONCE):
        some = wanted[start : start + AT_ONCE]
        session.execute(delete(Episode).where(Episode.id.in_(some)))


def loads(session: Session, limit: int) -> Sequence[Row[Any]]:
    """(at, who, payload) of the last loads of care history; counts only."""
    query = select(TrailEntry.at, TrailEntry.who, TrailEntry.payload)
    wanted = (TrailEntry.noun == NOUN, TrailEntry.act == "import")
    return session.execute(query.where(*wanted).order_by(TrailEntry.id.desc()).limit(limit)).all()
