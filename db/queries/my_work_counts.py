"""What waits for a person without a day of its own: how many of each, in one statement."""

import datetime as dt
from typing import Any

from sqlalchemy import Row, and_, exists, func, literal, select
from sqlalchemy.orm import Session

from db import scope
from db.models import Challenge, Check, CheckLink, Duty, HandoverItem
from db.queries import challenge_behind, filing, notices
from db.queries.children import matching
from db.queries.settlement import past_reply_period
from qa.domain.actor import Actor
from qa.domain.children import Filter
from qa.domain.duties import MEETINGS, MIDWAYS, RUNNING
from qa.domain.urgency import Edges
from qa.domain.workflow import AGREED
from qa.domain.working_days import add_months

INADEQUATE = 1
LOOK_BACK_MONTHS = 6


def counts(
    session: Session, actor: Actor, final_before: dt.date, edges: Edges, *, by_mail: bool
) -> Row[Any]:
    """What waits without a day of its own: how many of each, in one statement.

    `no_iro`, `no_social_worker`: as those lists of the Children screen; `not_filed`:
    as the list of what is not on the case system in time;
    `no_re_audit`: agreed Inadequate audits that no re-audit follows yet;
    `to_tell`: children not told yet that this person is their new IRO; `to_settle`: checks whose
    time for replies is over; `meetings_late`, `meetings_soon`, `midways_late`, `midways_soon`:
    reviews, conferences and midway reviews of the children they see; `calls`: challenges whose day
    is today or over, as Escalations lists them; `to_send`: notices that somebody sends by hand
    (`by_mail`: there is a mail server for the others).
    """
    return session.execute(
        select(
            _on_list(actor, "no_iro").label("no_iro"),
            _on_list(actor, "no_social_worker").label("no_social_worker"),
            _not_filed(actor, final_before).label("not_filed"),
            _to_tell(actor).label("to_tell"),
            _without_re_audit(actor).label("no_re_audit"),
            past_reply_period(actor.today).label("to_settle"),
            _calls(actor).label("calls"),
            _to_send(actor, by_mail=by_mail).label("to_send"),
            *_falling_due(actor, edges),
        )
    ).one()


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


def _calls(actor: Actor) -> Any:
    """The same challenges as "Who must act today" of Escalations."""
    if not actor.has("practice_manager", "head_of_service"):
        return literal(0)
    due = challenge_behind.ending(actor, (), dt.date.min, actor.today)
    listed = due.with_only_columns(Challenge.id).order_by(None).subquery()
    return select(func.count()).select_from(listed).scalar_subquery()


def _to_send(actor: Actor, *, by_mail: bool) -> Any:
    if not actor.has("practice_manager", "business_support"):
        return literal(0)
    return notices.count_by_hand(actor, by_mail)


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
