"""What a person still holds, and moving it: children as their IRO or chair, drafts, actions,
challenges; how many homes they visit."""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, func, or_, select, union
from sqlalchemy.orm import Session, aliased

from db import scope
from db.models import (
    Account,
    Action,
    Challenge,
    ChallengeChild,
    Check,
    Child,
    ChildPerson,
    Handover,
    HandoverItem,
    HomeVisitor,
    Person,
)
from db.queries.handover_visits import appointed
from qa.domain.actor import Actor
from qa.domain.challenges import RUNNING
from qa.domain.workflow import DRAFT

OPEN_ACTIONS = ("draft", "open")
HELD_CHALLENGES = or_(
    Challenge.status.in_(("draft", *RUNNING)),
    and_(Challenge.cafcass_on.is_not(None), Challenge.cafcass_outcome_on.is_(None)),
)
"""What its raiser has still to do something about: one that is closed too, until what Cafcass
decided is recorded."""
ASKED = ("open", "paused")


def _iro_links(person_ids: Any, on: dt.date) -> ColumnElement[bool]:
    return and_(
        ChildPerson.part == "iro",
        ChildPerson.person_id.in_(person_ids),
        or_(ChildPerson.to_on.is_(None), ChildPerson.to_on >= on),
    )


def _drafts(person_ids: Any) -> ColumnElement[bool]:
    return and_(Check.assignee_id.in_(person_ids), Check.status.in_(DRAFT))


def _open_actions(person_ids: Any) -> ColumnElement[bool]:
    return and_(Action.owner_id.in_(person_ids), Action.status.in_(OPEN_ACTIONS))


def _challenges(person_ids: Any) -> ColumnElement[bool]:
    held = and_(Challenge.held_by_id.in_(person_ids), HELD_CHALLENGES)
    asked = and_(Challenge.responder_id.in_(person_ids), Challenge.status.in_(ASKED))
    return or_(held, asked)


def counts(session: Session, person_ids: Iterable[int], on: dt.date) -> dict[int, list[int]]:
    """For each person how many children, drafts, open actions, challenges (held as their
    raiser) and homes to visit they hold, everyone's."""
    ids = tuple(person_ids)
    found: dict[int, list[int]] = {person_id: [0, 0, 0, 0, 0] for person_id in ids}
    children = func.count(ChildPerson.child_id.distinct())
    for place, query in enumerate(
        (
            _per(ChildPerson.person_id, children).where(_iro_links(ids, on)),
            _per(Check.assignee_id, func.count(Check.id)).where(_drafts(ids)),
            _per(Action.owner_id, func.count(Action.id)).where(_open_actions(ids)),
            _per(Challenge.held_by_id, func.count(Challenge.id)).where(
                Challenge.held_by_id.in_(ids), HELD_CHALLENGES
            ),
            _per(HomeVisitor.person_id, func.count(HomeVisitor.home_id.distinct())).where(
                HomeVisitor.person_id.in_(ids), appointed(on)
            ),
        )
    ):
        for person_id, count in session.execute(query):
            found[person_id][place] = count
    return found


def _per(person: Any, count: Any) -> Select[Any]:
    return select(person, count).group_by(person)


def children(session: Session, actor: Actor, person_id: int) -> Sequence[Row[Any]]:
    """(link, case_number) of the children in scope whose IRO or chair the person is."""
    return session.execute(
        select(ChildPerson, Child.case_number)
        .join(Child, Child.id == ChildPerson.child_id)
        .where(_iro_links([person_id], actor.today), scope.children(actor))
        .order_by(Child.case_number, ChildPerson.id)
    ).all()


def drafts(session: Session, actor: Actor, person_id: int) -> Sequence[Row[Any]]:
    """(check, case_number) of the unfinished checks in scope that the person holds."""
    return session.execute(
        select(Check, Child.case_number)
        .outerjoin(Child, Child.id == Check.child_id)
        .where(_drafts([person_id]), _check_exists(actor))
        .order_by(Check.due_on, Check.id)
    ).all()


def _check_exists(actor: Actor) -> ColumnElement[bool]:
    """Whoever hands work over knows that a draft exists, unless its child is restricted."""
    return or_(Check.child_id.is_(None), scope.not_restricted(actor, Check.child_id))


def about_children(
    session: Session, person_id: int, child_ids: Iterable[int]
) -> Sequence[Row[Any]]:
    """(check, case_number) of unfinished checks that a person holds about these children."""
    return session.execute(
        select(Check, Child.case_number)
        .join(Child, Child.id == Check.child_id)
        .where(_drafts([person_id]), Check.child_id.in_(tuple(child_ids)))
        .order_by(Child.case_number, Check.id)
    ).all()


def actions(session: Session, actor: Actor, person_id: int) -> Sequence[Row[Any]]:
    """(action, case_number) of the open actions that the person owns."""
    return session.execute(
        select(Action, Child.case_number)
        .outerjoin(Child, Child.id == Action.child_id)
        .where(
            _open_actions([person_id]),
            or_(Action.child_id.is_(None), scope.not_restricted(actor, Action.child_id)),
        )
        .order_by(Action.due_on, Action.id)
    ).all()


def challenges(session: Session, actor: Actor, person_id: int) -> Sequence[Row[Any]]:
    """(challenge, case_number of its first child) that the person holds as its raiser, or is
    asked to answer; none about a child who is restricted."""
    restricted = select(ChallengeChild.challenge_id).where(
        ~scope.not_restricted(actor, ChallengeChild.child_id)
    )
    return session.execute(
        select(Challenge, Child.case_number)
        .join(ChallengeChild, ChallengeChild.challenge_id == Challenge.id)
        .join(Child, Child.id == ChallengeChild.child_id)
        .where(
            _challenges([person_id]), ChallengeChild.position == 0, Challenge.id.not_in(restricted)
        )
        .order_by(Challenge.raised_on, Challenge.id)
    ).all()


def one(session: Session, handover_id: int) -> Handover | None:
    """The handover, locked for this transaction."""
    return session.scalars(
        select(Handover).where(Handover.id == handover_id).with_for_update()
    ).first()


def waiting(session: Session) -> Sequence[Row[Any]]:
    """(handover, from, to, prepared by) that nobody has confirmed yet, the oldest first."""
    giver, taker, preparer = aliased(Person), aliased(Person), aliased(Person)
    return session.execute(
        select(Handover, giver.name, taker.name, preparer.name)
        .join(giver, giver.id == Handover.from_person_id)
        .join(taker, taker.id == Handover.to_person_id)
        .join(preparer, preparer.id == Handover.prepared_by_id)
        .where(Handover.done_at.is_(None))
        .order_by(Handover.id)
    ).all()


def waiting_between(session: Session, from_id: int) -> bool:
    """Whether a handover of this person's work waits already."""
    query = select(Handover.id).where(
        Handover.from_person_id == from_id, Handover.done_at.is_(None)
    )
    return session.scalars(query).first() is not None


def not_told(session: Session, actor: Actor, child_id: int | None) -> Sequence[Row[Any]]:
    """(item, new IRO's id, child_id, number, new IRO, since) of children in scope not told."""
    taker = aliased(Person)
    return session.execute(
        select(HandoverItem, taker.id, Child.id, Child.case_number, taker.name, Handover.done_at)
        .join(Handover, Handover.id == HandoverItem.handover_id)
        .join(taker, taker.id == Handover.to_person_id)
        .join(Child, Child.id == HandoverItem.noun_id)
        .where(
            HandoverItem.noun == "child",
            HandoverItem.child_told_on.is_(None),
            scope.children(actor),
            *([Child.id == child_id] if child_id is not None else ()),
        )
        .order_by(Handover.done_at, Child.case_number)
    ).all()


def item(session: Session, actor: Actor, item_id: int) -> Row[Any] | None:
    """(item, child_id, done on, to_person_id) of a child handed over, in scope."""
    return session.execute(
        select(HandoverItem, Child.id, Handover.done_at, Handover.to_person_id)
        .join(Handover, Handover.id == HandoverItem.handover_id)
        .join(Child, Child.id == HandoverItem.noun_id)
        .where(HandoverItem.id == item_id, HandoverItem.noun == "child", scope.children(actor))
    ).one_or_none()


def holders(session: Session, on: dt.date) -> Sequence[Row[Any]]:
    """(id, name, job_title) of everybody who holds any of these, by name."""
    held = union(
        select(ChildPerson.person_id).where(
            ChildPerson.part == "iro", or_(ChildPerson.to_on.is_(None), ChildPerson.to_on >= on)
        ),
        select(Check.assignee_id).where(Check.status.in_(DRAFT)),
        select(Action.owner_id).where(Action.status.in_(OPEN_ACTIONS)),
        select(Challenge.held_by_id).where(HELD_CHALLENGES),
        select(Challenge.responder_id).where(
            Challenge.status.in_(ASKED), Challenge.responder_id.is_not(None)
        ),
        select(HomeVisitor.person_id).where(appointed(on)),
    )
    return session.execute(
        select(Person.id, Person.name, Person.job_title)
        .where(Person.id.in_(held))
        .order_by(Person.name, Person.id)
    ).all()


def gone(session: Session, on: dt.date) -> Sequence[Row[Any]]:
    """(id, name) of everybody who has left or whose account is disabled, by name."""
    disabled = select(Account.person_id).where(Account.disabled_at.is_not(None))
    return session.execute(
        select(Person.id, Person.name)
        .where(or_(Person.left_on <= on, Person.id.in_(disabled)))
        .order_by(Person.name, Person.id)
    ).all()
