"""What duties are worked out from, read for some children at a time, and the duties themselves.

A child whose number was merged into another counts as that other child throughout.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, delete, func, or_, select
from sqlalchemy.orm import Session

from db import bulk
from db.models import (
    Check,
    Child,
    ChildPerson,
    ChildStatus,
    ChildTeam,
    Duty,
    Episode,
    PanelDecision,
    Placement,
    Review,
)

COLUMNS = ("child_id", "kind", "started_on", "until_on", "due_on", "on_time_until", "rule_id",
           "rule_version", "status", "done_on", "review_id", "check_id", "ended_on", "team_id",
           "iro_id")  # fmt: skip
_KNOWN_AS: Any = func.coalesce(Child.merged_into_id, Child.id)


def child_ids(session: Session, after: int, limit: int) -> Sequence[int]:
    """Ids of children, merged numbers left out, the lowest above `after` first."""
    query = select(Child.id).where(Child.id > after, Child.merged_into_id.is_(None))
    return session.scalars(query.order_by(Child.id).limit(limit)).all()


def known_as(session: Session, ids: Iterable[int]) -> Sequence[int]:
    """The children these are known as, where their numbers were merged into another."""
    query = select(_KNOWN_AS).where(Child.id.in_(list(ids))).distinct()
    return session.scalars(query.order_by(_KNOWN_AS)).all()


def _about(model: Any, ids: Sequence[int], *columns: Any) -> Select[Any]:
    known = or_(Child.id.in_(ids), Child.merged_into_id.in_(ids))
    query = select(_KNOWN_AS.label("child_id"), *columns)
    return query.join(Child, Child.id == model.child_id).where(known)


def statuses(session: Session, ids: Sequence[int]) -> Sequence[Row[Any]]:
    """(child_id, status, from_on, to_on, facts) of statuses that meetings are owed for."""
    columns = (ChildStatus.status, ChildStatus.from_on, ChildStatus.to_on, ChildStatus.facts)
    query = _about(ChildStatus, ids, *columns).where(
        ChildStatus.status.in_(("cla", "cp")), ChildStatus.from_on.is_not(None)
    )
    return session.execute(query.order_by(ChildStatus.id)).all()


def meetings(session: Session, ids: Sequence[int]) -> Sequence[Row[Any]]:
    """(child_id, kind, conference_type, met_on, was_held, is_quorate, id, source), the earliest
    first."""
    columns = (Review.kind, Review.conference_type, Review.met_on, Review.was_held,
               Review.is_quorate, Review.id, Review.source)  # fmt: skip
    query = _about(Review, ids, *columns).order_by(Review.met_on, Review.id)
    return session.execute(query).all()


def midways(session: Session, ids: Sequence[int], kinds: Iterable[str]) -> Sequence[Row[Any]]:
    """(child_id, kind, submitted_on, id) of submitted midway reviews, the earliest first."""
    query = _about(Check, ids, Check.kind, Check.submitted_on, Check.id).where(
        Check.kind.in_(tuple(kinds)), Check.submitted_on.is_not(None), Check.status != "withdrawn"
    )
    return session.execute(query.order_by(Check.submitted_on, Check.id)).all()


def episodes(session: Session, ids: Sequence[int]) -> Sequence[Row[Any]]:
    """(child_id, from_on, to_on, end_reason, new_reason, legal_status), by child and day."""
    columns = (Episode.from_on, Episode.to_on, Episode.end_reason, Episode.new_reason,
               Episode.legal_status)  # fmt: skip
    query = _about(Episode, ids, *columns).order_by(_KNOWN_AS, Episode.from_on)
    return session.execute(query).all()


def teams(session: Session, ids: Sequence[int]) -> Sequence[Row[Any]]:
    """(child_id, from_on, to_on, id) of every team they were in."""
    columns = (ChildTeam.from_on, ChildTeam.to_on, ChildTeam.team_id)
    return session.execute(_about(ChildTeam, ids, *columns)).all()


def iros(session: Session, ids: Sequence[int]) -> Sequence[Row[Any]]:
    """(child_id, from_on, to_on, id) of every IRO or chair they had."""
    columns = (ChildPerson.from_on, ChildPerson.to_on, ChildPerson.person_id)
    query = _about(ChildPerson, ids, *columns).where(ChildPerson.part == "iro")
    return session.execute(query).all()


def panels(session: Session, ids: Sequence[int]) -> Sequence[Row[Any]]:
    """(child_id, plan_from_on, months) of every marker a panel has decided on."""
    columns = (PanelDecision.plan_from_on, PanelDecision.months)
    return session.execute(_about(PanelDecision, ids, *columns)).all()


def placements(session: Session, ids: Sequence[int], on: dt.date) -> Sequence[Row[Any]]:
    """(child_id, from_on) of the placements of a day, the latest last."""
    holds = (Placement.from_on <= on) & or_(Placement.to_on.is_(None), Placement.to_on >= on)
    query = _about(Placement, ids, Placement.from_on).where(holds)
    return session.execute(query.order_by(Placement.from_on)).all()


def births(session: Session, ids: Sequence[int]) -> Sequence[Row[Any]]:
    """(id, birth_month, is_unborn, age_years)."""
    columns = (Child.id, Child.birth_month, Child.is_unborn, Child.age_years)
    return session.execute(select(*columns).where(Child.id.in_(ids))).all()


def replace(session: Session, ids: Sequence[int], rows: Iterable[Sequence[Any]]) -> None:
    """Put these duties in the place of whatever the children had."""
    session.execute(delete(Duty).where(_of(ids)))
    bulk.insert(session, "duty", COLUMNS, rows)


def _of(ids: Sequence[int]) -> ColumnElement[bool]:
    merged = select(Child.id).where(Child.merged_into_id.in_(ids))
    return or_(Duty.child_id.in_(ids), Duty.child_id.in_(merged))


def of_child(session: Session, child_id: int) -> Sequence[Duty]:
    """Every duty of a child, what runs first, then the latest."""
    return session.scalars(
        select(Duty)
        .where(Duty.child_id == child_id)
        .order_by(Duty.status != "running", Duty.due_on.desc(), Duty.kind)
    ).all()


def running(session: Session, child_id: int, kinds: Iterable[str]) -> Sequence[Duty]:
    """What runs for a child, of these kinds, the earliest due first."""
    return session.scalars(
        select(Duty)
        .where(Duty.child_id == child_id, Duty.status == "running", Duty.kind.in_(tuple(kinds)))
        .order_by(Duty.due_on, Duty.kind)
    ).all()
