"""Restrictions, merged numbers, brothers and sisters: what changes on the child's own row."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import delete, func, or_, select, update
from sqlalchemy.orm import Session, aliased

from db.models import (
    Action,
    ChallengeChild,
    Check,
    Child,
    ChildAccess,
    RiskFlag,
    SiblingGroup,
    TrailEntry,
)

MOVED: dict[str, Any] = {
    "check": Check,
    "action": Action,
    "risk_flag": RiskFlag,
    "challenge_child": ChallengeChild,
}
"""Records that go along when two numbers are merged, by noun."""


def child_and_merged(session: Session, child_id: int) -> Sequence[Child]:
    """The child's row and those of the numbers merged into it."""
    return session.scalars(
        select(Child)
        .where(or_(Child.id == child_id, Child.merged_into_id == child_id))
        .order_by(Child.id)
    ).all()


def name_people(session: Session, child_id: int, person_ids: Iterable[int]) -> None:
    """Put these people in place of those named for a restricted child."""
    session.execute(delete(ChildAccess).where(ChildAccess.child_id == child_id))
    session.add_all(
        ChildAccess(child_id=child_id, person_id=person_id) for person_id in sorted(set(person_ids))
    )


def records_of(session: Session, child_id: int) -> dict[str, list[int]]:
    """Ids of the records about a child, by noun."""
    return {
        noun: list(
            session.scalars(select(model.id).where(model.child_id == child_id).order_by(model.id))
        )
        for noun, model in MOVED.items()
    }


def move_records(session: Session, records: dict[str, list[int]], from_id: int, to_id: int) -> None:
    """Let these records be about another number, as far as they are still about `from_id`.

    A challenge about both numbers is about the other one already.
    """
    other = aliased(ChallengeChild)
    about_both = select(other.challenge_id).where(other.child_id == to_id)
    for noun, ids in records.items():
        model = MOVED[noun]
        moving = update(model).where(model.id.in_(tuple(ids)), model.child_id == from_id)
        if model is ChallengeChild:
            moving = moving.where(ChallengeChild.challenge_id.not_in(about_both))
        session.execute(moving.values(child_id=to_id).execution_options(synchronize_session=False))


def last_merge(session: Session, child_id: int) -> dict[str, Any] | None:
    """What the trail says of the last merge of this number: the payload."""
    return session.scalar(
        select(TrailEntry.payload)
        .where(TrailEntry.act == "merge", TrailEntry.noun == "child")
        .where(TrailEntry.noun_id == child_id)
        .order_by(TrailEntry.id.desc())
        .limit(1)
    )


def last_change(session: Session, noun: str, noun_id: int) -> TrailEntry | None:
    """The last entry about a record that was not just an opening or an export."""
    return session.scalars(
        select(TrailEntry)
        .where(
            TrailEntry.noun == noun,
            TrailEntry.noun_id == noun_id,
            TrailEntry.refused.is_(False),
            TrailEntry.act.not_in(("open", "export")),
        )
        .order_by(TrailEntry.id.desc())
        .limit(1)
    ).first()


def new_group(session: Session, on: Any) -> int:
    """A new group of brothers and sisters; its id."""
    group = SiblingGroup(made_on=on)
    session.add(group)
    session.flush()
    return group.id


def in_groups(session: Session, group_ids: Iterable[int]) -> Sequence[Child]:
    """Every child of these groups."""
    return session.scalars(
        select(Child).where(Child.sibling_group_id.in_(tuple(group_ids))).order_by(Child.id)
    ).all()


def group_size(session: Session, group_id: int) -> int:
    """How many children a group holds."""
    return (
        session.scalar(select(func.count(Child.id)).where(Child.sibling_group_id == group_id)) or 0
    )
