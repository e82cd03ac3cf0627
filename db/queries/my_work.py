"""What is due to one person: few, indexed statements, each limited to what a screen can show."""

from typing import Any

from sqlalchemy import Row, Select, and_, exists, func, literal, or_, select, union_all
from sqlalchemy.orm import Session

from db import scope
from db.models import (
    Action,
    Answer,
    Check,
    Child,
    Duty,
    Home,
    Person,
    Reply,
    Revision,
    Team,
    Visit,
)
from db.queries import visit_work
from qa.domain.actor import Actor
from qa.domain.duties import MEETINGS, MIDWAYS, RUNNING
from qa.domain.urgency import Edges
from qa.domain.workflow import DRAFT
from qa.domain.workflow import MIDWAYS as MIDWAY_CHECKS

SHOWN = 50


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
    """Checks to fill in, with the question answered last; for a visitor also homes to visit and
    finished visits of which something is still to do (see `visit_work`)."""
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
            visit_work.status().label("status"),
            visit_work.due_on().label("due_on"),
            Check.due_explained,
            Check.form_id,
            Check.assignee_id,
            Check.audit_type,
            Child.case_number,
            Home.name.label("home"),
            last.label("last_question"),
            _slack().label("on_time_until"),
        )
        .outerjoin(Child, Child.id == Check.child_id)
        .outerjoin(Home, Home.id == Check.home_id)
        .outerjoin(Visit, Visit.check_id == Check.id)
        .where(
            Check.assignee_id.in_(actor.selves),
            or_(Check.status.in_(DRAFT), visit_work.is_waiting()),
            scope.checks(actor),
        )
    )
    others = visit_work.to_visit(actor)
    if not others:
        return list(session.execute(_about(query, visit_work.due_on())))
    every = union_all(query, *others).subquery()
    first = select(every).order_by(every.c.due_on, every.c.id).limit(SHOWN)
    return list(session.execute(first))


def to_answer(session: Session, actor: Actor) -> list[Row[Any]]:
    """Audits that wait for a reply (`part` is "reply") or for a moderator ("moderate"), by the
    roles of the person: one statement, none for whoever does neither."""
    parts = []
    if actor.has("team_manager"):
        parts.append(_replies_due(actor))
    if actor.has("practice_manager", "head_of_service"):
        parts.append(_to_moderate(actor))
    if not parts:
        return []
    every = union_all(*(select(part.subquery()) for part in parts)).subquery()
    return list(session.execute(select(every).order_by(every.c.due_on, every.c.id)))


def _audits(part: str, due: Any) -> Select[Any]:
    return _about(
        select(
            literal(part).label("part"),
            Check.id,
            Check.kind,
            due.label("due_on"),
            Check.moderation_why,
            Child.case_number,
            Team.name.label("team"),
        )
        .join(Child, Child.id == Check.child_id)
        .outerjoin(Team, Team.id == Check.team_id),
        due,
    )


def _replies_due(actor: Actor) -> Select[Any]:
    """Shared audits whose team manager has not replied to this version yet."""
    replied = select(Reply.id).where(
        Reply.check_id == Check.id, Reply.revision == Check.revision, Reply.part == "manager"
    )
    return _audits("reply", Check.reply_due_on).where(
        Check.status.in_(("submitted", "moderated")),
        Check.reply_due_on >= actor.today,
        ~exists(replied),
        scope.checks(actor),
    )


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


def _to_moderate(actor: Actor) -> Select[Any]:
    """Audits drawn for moderation, but none of the person's own line, up or down."""
    line = in_line(actor.person_id)
    return _audits("moderate", Check.moderation_due_on).where(
        Check.status == "submitted",
        Check.moderation_why.is_not(None),
        Check.assignee_id != actor.person_id,
        Check.assignee_id.not_in(line),
        or_(Check.worker_id.is_(None), Check.worker_id.not_in(line)),
        or_(Check.manager_id.is_(None), Check.manager_id.not_in(line)),
        scope.checks(actor),
    )


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
            Home.name.label("home"),
        )
        .outerjoin(Child, Child.id == Action.child_id)
        .outerjoin(Home, Home.id == Action.home_id)
        .where(or_(own, check), scope.actions(actor))
        .order_by(Action.status.desc(), Action.due_on, Action.id)
        .limit(2 * SHOWN)
    )
    return list(session.execute(query))


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
