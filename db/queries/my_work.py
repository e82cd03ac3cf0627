"""What is due to one person: few, indexed statements, each limited to what a screen can show."""

import datetime as dt
from typing import Any

from sqlalchemy import Row, Select, and_, exists, func, literal, or_, select
from sqlalchemy.orm import Session

from db import scope
from db.models import (
    Action,
    Answer,
    Check,
    CheckLink,
    Child,
    Duty,
    HandoverItem,
    Person,
    Reply,
    Revision,
    Team,
)
from db.queries import filing
from db.queries.children import matching
from db.queries.settlement import past_reply_period
from qa.domain.actor import Actor
from qa.domain.children import Filter
from qa.domain.duties import MEETINGS, MIDWAYS, RUNNING
from qa.domain.urgency import Edges
from qa.domain.workflow import AGREED, DRAFT
from qa.domain.workflow import MIDWAYS as MIDWAY_CHECKS
from qa.domain.working_days import add_months

SHOWN = 50
INADEQUATE = 1
LOOK_BACK_MONTHS = 6


def _about(query: Select[Any], due: Any) -> Select[Any]:
    return query.order_by(due, Check.id).limit(SHOWN)


def _slack() -> Any:
    """The last day on which a midway review is still on time; nothing for an audit."""
    return (
        select(func.max(Duty.on_time_until))
        .where(
            Duty.child_id == Check.child_id,
            Duty.kind.in_(MIDWAYS),
            Duty.status == RUNNING,
            Duty.due_on == Check.due_on,
            Check.kind.in_(MIDWAY_CHECKS),
        )
        .scalar_subquery()
    )


def drafts(session: Session, actor: Actor) -> list[Row[Any]]:
    """Checks to fill in, with the question answered last."""
    last = (
        select(Answer.question)
        .join(Revision, Revision.id == Answer.revision_id)
        .where(Revision.check_id == Check.id, Revision.number == Check.revision)
        .order_by(Answer.saved_at.desc(), Answer.id.desc())
        .limit(1)
        .scalar_subquery()
    )
    query = (
        select(
            Check.id,
            Check.kind,
            Check.child_id,
            Check.status,
            Check.due_on,
            Check.due_explained,
            Check.due_rule,
            Check.form_id,
            Check.assignee_id,
            Check.audit_type,
            Child.case_number,
            last.label("last_question"),
            _slack().label("on_time_until"),
        )
        .join(Child, Child.id == Check.child_id)
        .where(Check.assignee_id.in_(actor.selves), Check.status.in_(DRAFT), scope.checks(actor))
    )
    return list(session.execute(_about(query, Check.due_on)))


def replies_due(session: Session, actor: Actor) -> list[Row[Any]]:
    """Shared audits whose team manager has not replied to this version yet."""
    replied = select(Reply.id).where(
        Reply.check_id == Check.id, Reply.revision == Check.revision, Reply.part == "manager"
    )
    query = (
        select(Check.id, Check.kind, Check.reply_due_on, Child.case_number, Team.name.label("team"))
        .join(Child, Child.id == Check.child_id)
        .outerjoin(Team, Team.id == Check.team_id)
        .where(
            Check.status.in_(("submitted", "moderated")),
            Check.reply_due_on >= actor.today,
            ~exists(replied),
            scope.checks(actor),
        )
    )
    return list(session.execute(_about(query, Check.reply_due_on)))


def in_line(person_id: int) -> Any:
    """Ids of everybody above and below a person in line management; a circle ends by itself."""
    above = (
        select(Person.line_manager_id.label("id"))
        .where(Person.id == person_id, Person.line_manager_id.is_not(None))
        .cte("above", recursive=True)
    )
    above = above.union(
        select(Person.line_manager_id).where(
            Person.id == above.c.id, Person.line_manager_id.is_not(None)
        )
    )
    below = select(Person.id).where(Person.line_manager_id == person_id)
    below = below.cte("below", recursive=True)
    below = below.union(select(Person.id).where(Person.line_manager_id == below.c.id))
    return select(above.c.id).union(select(below.c.id))


def to_moderate(session: Session, actor: Actor) -> list[Row[Any]]:
    """Audits that wait for a moderator, but none of the person's own line, up or down."""
    line = in_line(actor.person_id)
    query = (
        select(
            Check.id,
            Check.kind,
            Check.moderation_due_on,
            Check.moderation_why,
            Child.case_number,
            Team.name.label("team"),
        )
        .join(Child, Child.id == Check.child_id)
        .outerjoin(Team, Team.id == Check.team_id)
        .where(
            Check.status == "submitted",
            Check.moderation_why.is_not(None),
            Check.assignee_id != actor.person_id,
            Check.assignee_id.not_in(line),
            or_(Check.worker_id.is_(None), Check.worker_id.not_in(line)),
            or_(Check.manager_id.is_(None), Check.manager_id.not_in(line)),
            scope.checks(actor),
        )
    )
    return list(session.execute(_about(query, Check.moderation_due_on)))


def actions(session: Session, actor: Actor) -> list[Row[Any]]:
    """Open actions the person owns, and done ones they raised and may verify."""
    own = and_(Action.owner_id.in_(actor.selves), Action.status == "open")
    check = and_(
        Action.raised_by_id.in_(actor.selves),
        Action.status == "done",
        Action.owner_id != actor.person_id,
        Action.done_by_id != actor.person_id,
    )
    if actor.has("practice_manager", "head_of_service"):
        check = and_(
            Action.status == "done",
            Action.owner_id != actor.person_id,
            Action.done_by_id != actor.person_id,
        )
    query = (
        select(
            Action.id,
            Action.text,
            Action.status,
            Action.due_on,
            Action.done_on,
            Action.due_explained,
            Child.case_number,
        )
        .outerjoin(Child, Child.id == Action.child_id)
        .where(or_(own, check), scope.actions(actor))
        .order_by(Action.status.desc(), Action.due_on, Action.id)
        .limit(2 * SHOWN)
    )
    return list(session.execute(query))


def counts(session: Session, actor: Actor, final_before: dt.date, edges: Edges) -> Row[Any]:
    """What waits without a day of its own: how many of each, in one statement.

    `no_iro`, `no_social_worker`: as those lists of the Children screen; `not_filed`:
    as the list of what is not on the case system in time;
    `no_re_audit`: agreed Inadequate audits that no re-audit follows yet;
    `to_tell`: children not told yet that this person is their new IRO; `to_settle`: checks whose
    time for replies is over; `meetings_late`, `meetings_soon`, `midways_late`, `midways_soon`:
    reviews, conferences and midway reviews of the children they see.
    """
    return session.execute(
        select(
            _on_list(actor, "no_iro").label("no_iro"),
            _on_list(actor, "no_social_worker").label("no_social_worker"),
            _not_filed(actor, final_before).label("not_filed"),
            _to_tell(actor).label("to_tell"),
            _without_re_audit(actor).label("no_re_audit"),
            past_reply_period(actor.today).label("to_settle"),
            *_falling_due(actor, edges),
        )
    ).one()


def owed(session: Session, actor: Actor, edges: Edges) -> list[Row[Any]]:
    """Reviews, conferences and midway reviews that this IRO (or one they cover) owes, late ones
    and those due soon, the first to be late first."""
    query = (
        select(
            Duty.id,
            Duty.child_id,
            Duty.kind,
            Duty.started_on,
            Duty.until_on,
            Duty.due_on,
            Duty.on_time_until,
            Duty.rule_id,
            Duty.rule_version,
            Child.case_number,
        )
        .join(Child, Child.id == Duty.child_id)
        .where(
            Duty.status == RUNNING,
            Duty.iro_id.in_(actor.selves),
            Duty.kind.in_((*MEETINGS, *MIDWAYS)),
            or_(Duty.on_time_until < edges.soon_before, Duty.due_on <= actor.today),
            scope.children(actor),
        )
    )
    return list(session.execute(query.order_by(Duty.on_time_until, Duty.id).limit(SHOWN)))


def _falling_due(actor: Actor, edges: Edges) -> list[Any]:
    """Of other people's children: what the reader owes stands among the items."""
    if not (scope.sees_every_child(actor) or actor.has("team_manager")):
        return [literal(0).label(f"{name}_{how}") for name in ("meetings", "midways")
                for how in ("late", "soon")]  # fmt: skip
    late = Duty.on_time_until < edges.overdue_before
    soon = and_(Duty.on_time_until >= edges.overdue_before, Duty.on_time_until < edges.soon_before)
    return [
        _owed(actor, kinds, when).label(f"{name}_{how}")
        for name, kinds in (("meetings", MEETINGS), ("midways", MIDWAYS))
        for how, when in (("late", late), ("soon", soon))
    ]


def _owed(actor: Actor, kinds: tuple[str, ...], when: Any) -> Any:
    query = select(func.count(Duty.id)).where(
        Duty.status == RUNNING, Duty.kind.in_(kinds), when, scope.duties(actor)
    )
    return query.scalar_subquery()


def _on_list(actor: Actor, show: str) -> Any:
    """How many children a list of the Children screen holds: the same list, the same rule."""
    if not actor.has("practice_manager", "business_support"):
        return literal(0)
    listed = matching(actor, Filter(show=show)).subquery()
    return select(func.count()).select_from(listed).scalar_subquery()


def _not_filed(actor: Actor, final_before: dt.date) -> Any:
    if not actor.has("iro", "practice_manager", "business_support"):
        return literal(0)
    return filing.late(actor, final_before)


def _without_re_audit(actor: Actor) -> Any:
    if not actor.has("practice_manager", "head_of_service"):
        return literal(0)
    later = select(CheckLink.id).where(
        CheckLink.to_check_id == Check.id, CheckLink.kind == "re_audit"
    )
    query = select(func.count(Check.id)).where(
        Check.kind == "case_audit",
        Check.final_grade == INADEQUATE,
        Check.submitted_on > add_months(actor.today, -LOOK_BACK_MONTHS),
        Check.status.in_(AGREED),
        ~exists(later),
        scope.checks(actor),
    )
    return query.scalar_subquery()


def _to_tell(actor: Actor) -> Any:
    if not actor.has("iro"):
        return literal(0)
    query = select(func.count(HandoverItem.id)).where(
        HandoverItem.noun == "child",
        HandoverItem.child_told_on.is_(None),
        HandoverItem.noun_id.in_(scope.own_child_ids(actor)),
    )
    return query.scalar_subquery()
