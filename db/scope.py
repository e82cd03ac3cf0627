"""Who may read: one WHERE clause per noun, shared by lists and single reads.

What you may not see does not exist. The scopes are those of `permissions.READS`.
"""

import dataclasses
from typing import Any

from sqlalchemy import ColumnElement, and_, bindparam, exists, false, or_, select, true
from sqlalchemy.orm import aliased

from db.models import (
    Action,
    Challenge,
    ChallengeChild,
    Check,
    Child,
    ChildAccess,
    ChildPerson,
    ChildTeam,
    Duty,
    Home,
    HomeVisitor,
    RiskFlag,
    TrailEntry,
)
from qa.domain.actor import Actor
from qa.domain.due_calendar import last_of
from qa.domain.workflow import DRAFT, FINISHED, REG44
from qa.domain.working_days import add_months

Clause = ColumnElement[bool]
DATES_ONLY = ("business_support", "administrator")
"""Roles that open what is due and where it stands, never what was written."""


def current(link: Any, actor: Actor) -> Clause:
    """A dated link holds today."""
    return and_(link.from_on <= actor.today, or_(link.to_on.is_(None), link.to_on >= actor.today))


def not_restricted(actor: Actor, child_id: Any) -> Clause:
    """The child is not restricted, or this person is named for it."""
    return open_to(child_id, actor.person_id)


def open_to(child_id: Any, person_id: Any) -> Clause:
    """The same for one person's id, or a parameter that stands for it."""
    other = aliased(Child)  # the query around may hold children already
    hidden = select(other.id).where(other.id == child_id, other.restricted_at.is_not(None))
    named = select(ChildAccess.id).where(
        ChildAccess.child_id == child_id, ChildAccess.person_id == person_id
    )
    return or_(~exists(hidden), exists(named))


def child_unrestricted(actor: Actor) -> Clause:
    """The same for queries that already hold the child's row."""
    named = select(ChildAccess.id).where(
        ChildAccess.child_id == Child.id, ChildAccess.person_id == actor.person_id
    )
    return or_(Child.restricted_at.is_(None), exists(named))


def own_child_ids(actor: Actor) -> Any:
    """Children whose IRO or chair the person (or one they cover) is today."""
    link = aliased(ChildPerson)
    return select(link.child_id).where(
        link.part == "iro", link.person_id.in_(actor.selves), current(link, actor)
    )


def allocated_child_ids(actor: Actor) -> Any:
    """Children of an open check allocated to the person (or to one they cover)."""
    given = aliased(Check)
    return select(given.child_id).where(
        given.assignee_id.in_(actor.selves), given.status.in_(DRAFT), given.child_id.is_not(None)
    )


def team_child_ids(actor: Actor, teams: frozenset[int]) -> Any:
    """Children who are in one of these teams today."""
    link = aliased(ChildTeam)
    return select(link.child_id).where(link.team_id.in_(teams), current(link, actor))


def own_home_ids(actor: Actor) -> Any:
    """Homes the person (or one they cover) is appointed to visit today."""
    return select(HomeVisitor.home_id).where(
        HomeVisitor.person_id.in_(actor.selves), current(HomeVisitor, actor)
    )


def near_home_ids(actor: Actor) -> Any:
    """Homes the person (or one they cover) was appointed to visit on a day of last month, is this
    month, or will be next month: those of whose months they answer for."""
    this_month = actor.today.replace(day=1)
    return select(HomeVisitor.home_id).where(
        HomeVisitor.person_id.in_(actor.selves),
        HomeVisitor.from_on <= last_of(add_months(this_month, 1)),
        or_(HomeVisitor.to_on.is_(None), HomeVisitor.to_on >= add_months(this_month, -1)),
    )


def homes(actor: Actor) -> Clause:
    """Children's homes this person may see: a visitor those they are appointed to, from the month
    before until the month after, or wrote of."""
    if actor.has("practice_manager", "head_of_service", "business_support"):
        return true()
    if not actor.has("reg44_visitor"):
        return false()
    written = select(Check.home_id).where(Check.assignee_id.in_(actor.selves))
    return or_(Home.id.in_(near_home_ids(actor)), Home.id.in_(written))


def _teams_of(actor: Actor) -> frozenset[int] | None:
    return actor.teams("team_manager") if actor.has("team_manager") else frozenset()


def _in_team(actor: Actor, child_id: Any) -> Clause:
    teams = _teams_of(actor)
    return true() if teams is None else child_id.in_(team_child_ids(actor, teams))


def children(actor: Actor) -> Clause:
    """Children this person may see at all."""
    if sees_every_child(actor):
        seen: Clause = true()
    else:
        parts: list[Clause] = []
        if actor.has("iro"):
            parts += [
                Child.id.in_(own_child_ids(actor)),
                Child.id.in_(allocated_child_ids(actor)),
            ]
        if actor.has("team_manager"):
            parts.append(_in_team(actor, Child.id))
        seen = or_(false(), *parts)
    return and_(seen, Child.merged_into_id.is_(None), child_unrestricted(actor))


def duties(actor: Actor) -> Clause:
    """What falls due about the children this person may see; without reading their rows where
    they may see all but the restricted ones. A merged number owes nothing of its own."""
    if sees_every_child(actor):
        return duties_but_hidden(actor.person_id)
    return Duty.child_id.in_(select(Child.id).where(children(actor)))


def sees_every_child(actor: Actor) -> bool:
    """Whether a role opens every child but the restricted ones to them."""
    return actor.has("practice_manager", "head_of_service", "business_support")


def duties_but_hidden(reader_id: int | None = None) -> Clause:
    """Duties of all but restricted children; the reader's id is a value of the statement, named
    'reader', to be given when it runs unless it is given here."""
    reader = bindparam("reader", reader_id, required=reader_id is None)
    named = select(ChildAccess.child_id).where(ChildAccess.person_id == reader)
    hidden = select(Child.id).where(Child.restricted_at.is_not(None), Child.id.not_in(named))
    return Duty.child_id.not_in(hidden)


def checks(actor: Actor) -> Clause:
    """Checks this person may know of: for some only that they exist (`read_check` decides)."""
    parts: list[Clause] = []
    if actor.has("iro", "reg44_visitor"):
        parts.append(Check.assignee_id.in_(actor.selves))
    if actor.has("iro"):
        parts.append(and_(Check.status.in_(FINISHED), Check.child_id.in_(own_child_ids(actor))))
    if actor.has("reg44_visitor"):  # a report being changed stays what it was until it is issued
        parts.append(and_(Check.submitted_on.is_not(None), Check.home_id.in_(own_home_ids(actor))))
    if actor.has("practice_manager", "business_support"):
        parts.append(true())
    if actor.has("head_of_service"):  # that a visit was made is in their coverage already
        parts.append(or_(Check.submitted_on.is_not(None), Check.kind == REG44))
    if actor.has("team_manager"):
        of_team = and_(Check.child_id.is_not(None), _in_team(actor, Check.child_id))
        parts.append(and_(Check.submitted_on.is_not(None), of_team))  # of a home there is no team
    return and_(or_(false(), *parts), _subject_unrestricted(actor, Check))


def _subject_unrestricted(actor: Actor, model: Any) -> Clause:
    return or_(model.child_id.is_(None), not_restricted(actor, model.child_id))


def actions(actor: Actor) -> Clause:
    """Actions this person may see: their own, those they raised, those of records they read."""
    parts: list[Clause] = [
        Action.owner_id.in_(actor.selves),
        Action.raised_by_id.in_(actor.selves),
    ]
    opened = Action.status != "draft"
    if actor.has("iro"):
        parts.append(and_(opened, Action.child_id.in_(own_child_ids(actor))))
    if actor.has("reg44_visitor"):
        parts.append(and_(opened, Action.home_id.in_(own_home_ids(actor))))
    if actor.has("practice_manager", "head_of_service", "business_support"):
        parts.append(opened)
    if actor.has("team_manager"):
        parts.append(and_(opened, Action.child_id.is_not(None), _in_team(actor, Action.child_id)))
    return and_(or_(false(), *parts), _subject_unrestricted(actor, Action))


def challenges(actor: Actor) -> Clause:
    """Challenges and good practice this person may know of; a draft is for its raiser alone.

    For business support only the dates (`read_challenge` decides). One about several children
    does not exist for somebody from whom one of them is restricted.
    """
    raised = Challenge.status != "draft"
    parts: list[Clause] = []
    if actor.has("iro", "practice_manager"):
        own_draft = and_(Challenge.status == "draft", Challenge.held_by_id == actor.person_id)
        parts += [own_draft, and_(raised, Challenge.held_by_id.in_(actor.selves))]
    if actor.has("iro"):
        parts.append(and_(raised, Challenge.id.in_(_challenges_about(own_child_ids(actor)))))
    if actor.has("practice_manager", "head_of_service", "business_support"):
        parts.append(raised)
    if actor.has("team_manager"):
        teams = _teams_of(actor)
        parts.append(and_(raised, Challenge.responder_id.in_(actor.selves)))
        parts.append(
            raised
            if teams is None
            else and_(raised, Challenge.id.in_(_challenges_about(team_child_ids(actor, teams))))
        )
    return and_(or_(false(), *parts), no_child_restricted(actor))


def _challenges_about(child_ids: Any) -> Any:
    return select(ChallengeChild.challenge_id).where(ChallengeChild.child_id.in_(child_ids))


def no_child_restricted(actor: Actor) -> Clause:
    child, about = aliased(Child), aliased(ChallengeChild)
    named = select(ChildAccess.id).where(
        ChildAccess.child_id == child.id, ChildAccess.person_id == actor.person_id
    )
    hidden = (
        select(about.id)
        .join(child, child.id == about.child_id)
        .where(about.challenge_id == Challenge.id, child.restricted_at.is_not(None), ~exists(named))
    )
    return ~exists(hidden)


def action_texts(actor: Actor) -> Clause:
    """Actions whose text this person reads, of those they may see: all of them, but for business
    support their own and those that another role opens to them."""
    if not actor.has("business_support"):
        return true()
    others = frozenset(held for held in actor.roles if held.role not in DATES_ONLY)
    if not others:
        return Action.owner_id.in_(actor.selves)
    return actions(dataclasses.replace(actor, roles=others))


def risk_flags(actor: Actor) -> Clause:
    """Risk flags this person may see, drafts of others included: a child's safety comes first."""
    parts: list[Clause] = [RiskFlag.raised_by_id.in_(actor.selves)]
    if actor.has("practice_manager", "head_of_service"):
        parts.append(true())
    if actor.has("team_manager"):
        parts.append(_in_team(actor, RiskFlag.child_id))
    if actor.has("iro"):
        parts.append(RiskFlag.child_id.in_(own_child_ids(actor)))
    if actor.has("reg44_visitor"):
        parts.append(RiskFlag.home_id.in_(own_home_ids(actor)))
    return and_(or_(false(), *parts), _subject_unrestricted(actor, RiskFlag))


def trail(actor: Actor) -> Clause:
    """Entries of the trail this person may see (the administrator sees them without values)."""
    unrestricted = or_(TrailEntry.child_id.is_(None), not_restricted(actor, TrailEntry.child_id))
    if actor.has("practice_manager", "head_of_service", "administrator"):
        return unrestricted
    parts: list[Clause] = [TrailEntry.person_id == actor.person_id]
    if actor.has("iro", "team_manager"):
        parts.append(TrailEntry.child_id.in_(select(Child.id).where(children(actor))))
    if actor.has("reg44_visitor"):
        parts.append(TrailEntry.home_id.in_(own_home_ids(actor)))
    return and_(or_(*parts), unrestricted)
