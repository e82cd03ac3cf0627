"""Everything that happened to some children, kind by kind, each in one read for all of them.

`ids` are the children with the numbers merged into them. The caller has seen to it that the
reader may see the children; what has a scope of its own is read within it here.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Integer,
    Row,
    Select,
    String,
    cast,
    func,
    literal,
    null,
    or_,
    select,
)
from sqlalchemy.orm import Session, aliased

from db import scope
from db.models import (
    Action,
    Check,
    Child,
    ChildPerson,
    ChildStatus,
    ChildTeam,
    Duty,
    Episode,
    FollowUp,
    Handover,
    HandoverItem,
    Hold,
    Moderation,
    PanelDecision,
    Person,
    Reply,
    Review,
    ReviewDecision,
    Revision,
    RiskFlag,
    RosterLoad,
    Team,
    TrailEntry,
)
from qa.domain.actor import Actor
from qa.domain.duties import RUNNING

Ids = Sequence[int]


def known_as(session: Session, ids: Iterable[int]) -> dict[int, int]:
    """Each number's id and the child it is known as, merged numbers with the children."""
    wanted = tuple(ids)
    found = session.execute(
        select(Child.id, func.coalesce(Child.merged_into_id, Child.id))
        .where(or_(Child.id.in_(wanted), Child.merged_into_id.in_(wanted)))
        .order_by(Child.id)
    )
    return dict(found.all())


def _all(session: Session, model: Any, *which: ColumnElement[bool]) -> Sequence[Any]:
    return session.scalars(select(model).where(*which).order_by(model.id)).all()


def statuses(session: Session, ids: Ids) -> Sequence[ChildStatus]:
    """Every status."""
    return _all(session, ChildStatus, ChildStatus.child_id.in_(ids))


def episodes(session: Session, ids: Ids) -> Sequence[Episode]:
    """Every SSDA903 episode."""
    return _all(session, Episode, Episode.child_id.in_(ids))


def teams(session: Session, ids: Ids) -> Sequence[Row[Any]]:
    """(id, child_id, part, name, from_on, to_on, person_id) of every team."""
    link = ChildTeam
    about = (link.id, link.child_id, _text("team"), Team.name, link.from_on, link.to_on, _none())
    query = select(*about).join(Team, Team.id == link.team_id)
    return session.execute(query.where(link.child_id.in_(ids)).order_by(link.id)).all()


def people(session: Session, ids: Ids) -> Sequence[Row[Any]]:
    """(id, child_id, part, name, from_on, to_on, person_id) of everybody ever linked."""
    link = ChildPerson
    about = (link.id, link.child_id, link.part, Person.name, link.from_on, link.to_on, Person.id)
    query = select(*about).join(Person, Person.id == link.person_id)
    return session.execute(query.where(link.child_id.in_(ids)).order_by(link.id)).all()


def _text(word: str) -> Any:
    return cast(literal(word), String).label("part")


def _none() -> Any:
    return cast(null(), Integer).label("person_id")


def reviews(session: Session, ids: Ids) -> Sequence[Review]:
    """Every review and conference."""
    return _all(session, Review, Review.child_id.in_(ids))


def decisions(session: Session, review_ids: Ids) -> Sequence[ReviewDecision]:
    """The decisions of these reviews, in their order."""
    return session.scalars(
        select(ReviewDecision)
        .where(ReviewDecision.review_id.in_(review_ids))
        .order_by(ReviewDecision.review_id, ReviewDecision.position)
    ).all()


def checks(session: Session, actor: Actor, ids: Ids) -> Sequence[Check]:
    """Audits and midway reviews that the reader may know of."""
    return _all(session, Check, Check.child_id.in_(ids), scope.checks(actor))


def issued(session: Session, check_ids: Ids) -> Sequence[Revision]:
    """Every version of these checks that was submitted."""
    of = Revision.check_id.in_(check_ids)
    return _all(session, Revision, of, Revision.issued_at.is_not(None))


def replies(session: Session, check_ids: Ids) -> Sequence[Reply]:
    """Every reply to these checks."""
    return _all(session, Reply, Reply.check_id.in_(check_ids))


def moderations(session: Session, check_ids: Ids) -> Sequence[Moderation]:
    """Every decision of a moderator on these checks."""
    return _all(session, Moderation, Moderation.check_id.in_(check_ids))


def actions(session: Session, actor: Actor, ids: Ids) -> Sequence[Action]:
    """Actions in scope, drafts left out."""
    opened = Action.status != "draft"
    return _all(session, Action, Action.child_id.in_(ids), opened, scope.actions(actor))


def risk_flags(session: Session, actor: Actor, ids: Ids) -> Sequence[RiskFlag]:
    """Flags of a child at risk in scope."""
    return _all(session, RiskFlag, RiskFlag.child_id.in_(ids), scope.risk_flags(actor))


def follow_ups(session: Session, actor: Actor, ids: Ids) -> Sequence[FollowUp]:
    """What midway reviews in scope called for."""
    read = select(Check.id).where(Check.child_id.in_(ids), scope.checks(actor))
    return _all(session, FollowUp, FollowUp.child_id.in_(ids), FollowUp.check_id.in_(read))


def panels(session: Session, ids: Ids) -> Sequence[PanelDecision]:
    """Every decision of the panel on long plans."""
    return _all(session, PanelDecision, PanelDecision.child_id.in_(ids))


def holds(session: Session, ids: Ids) -> Sequence[Hold]:
    """Every serious-incident hold."""
    return _all(session, Hold, Hold.child_id.in_(ids))


def told(session: Session, ids: Ids) -> Sequence[Row[Any]]:
    """(child_id, child_told_on, new IRO's name, told by) of every child told of a new IRO."""
    taker, teller = aliased(Person), aliased(Person)
    return session.execute(
        select(HandoverItem.noun_id, HandoverItem.child_told_on, taker.name, teller.name)
        .join(Handover, Handover.id == HandoverItem.handover_id)
        .join(taker, taker.id == Handover.to_person_id)
        .outerjoin(teller, teller.id == HandoverItem.child_told_by_id)
        .where(HandoverItem.noun == "child", HandoverItem.noun_id.in_(ids))
        .where(HandoverItem.child_told_on.is_not(None))
        .order_by(HandoverItem.id)
    ).all()


def everybody(session: Session) -> dict[int, str]:
    """Names by id."""
    return dict(session.execute(select(Person.id, Person.name)).all())


def in_scope(session: Session, actor: Actor, ids: Iterable[int]) -> frozenset[int]:
    """Those of these children that the reader may see."""
    query = select(Child.id).where(Child.id.in_(tuple(ids)), scope.children(actor))
    return frozenset(session.scalars(query))


def running(session: Session, child_id: int) -> Sequence[Duty]:
    """The clocks that run for a child, the earliest due first."""
    return session.scalars(
        select(Duty)
        .where(Duty.child_id == child_id, Duty.status == RUNNING)
        .order_by(Duty.due_on, Duty.kind)
    ).all()


def loads(session: Session) -> dict[dt.date, dt.datetime]:
    """When the first children list of each day was loaded, by the day it shows."""
    query = select(RosterLoad.as_at, func.min(RosterLoad.loaded_at)).group_by(RosterLoad.as_at)
    return dict(session.execute(query).all())


def _trail(ids: Ids) -> Select[Any]:
    return (
        select(TrailEntry)
        .where(TrailEntry.child_id.in_(ids), TrailEntry.refused.is_(False))
        .order_by(TrailEntry.id)
    )


def recorded(session: Session, ids: Ids) -> Sequence[TrailEntry]:
    """What the trail holds of these children but who opened and exported, in order."""
    return session.scalars(_trail(ids).where(TrailEntry.act.not_in(("open", "export")))).all()


def openings(session: Session, actor: Actor, ids: Ids, until: dt.datetime) -> Sequence[TrailEntry]:
    """Who opened or exported a record of these children up to a moment, in order."""
    query = _trail(ids).where(TrailEntry.act.in_(("open", "export")), TrailEntry.at <= until)
    return session.scalars(query.where(scope.trail(actor))).all()
