"""Actions: finding, owner, date, evidence, and somebody else verifies."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from db.engine import reading, writing
from db.models import Action, Check
from db.queries import actions as queries
from db.queries import checks as check_queries
from qa.domain import permissions, workflow
from qa.domain.actor import Actor
from qa.domain.refusals import NotFound, Refused
from qa.services import settlement, trail
from qa.services.facts import facts_of_action
from qa.services.records import must_be_current, said


def finish(actor: Actor, action_id: int, version: int, evidence: str, done_on: dt.date) -> None:
    """Say that an action is done, and what shows it; somebody else then verifies."""
    evidence = said(evidence, "Say what was done and where it can be seen.")
    with writing() as session:
        action = _may(session, actor, "finish_action", action_id)
        must_be_current(action, version, "This action")
        if not action.raised_on <= done_on <= actor.today:
            raise Refused("The day it was done lies between the day it was raised and today.")
        action.evidence, action.done_on, action.done_by_id = evidence, done_on, actor.person_id
        moved_action(session, actor, action, "finish", {"evidence": evidence, "done_on": done_on})


def verify(actor: Actor, action_id: int, version: int, note: str) -> None:
    """Confirm that an action is done. Never by its owner."""
    with writing() as session:
        action = _may(session, actor, "verify_action", action_id)
        must_be_current(action, version, "This action")
        action.verified_on, action.verified_by_id = actor.today, actor.person_id
        action.verified_note = note.strip() or None
        moved_action(session, actor, action, "verify", {"note": note})
        _close_check(session, actor, action)


def reject(actor: Actor, action_id: int, version: int, why: str) -> None:
    """Send an action back to its owner: it is not done yet."""
    why = said(why, "Say what is still missing.")
    with writing() as session:
        action = _may(session, actor, "verify_action", action_id)
        must_be_current(action, version, "This action")
        action.verified_note = why
        moved_action(session, actor, action, "reject", {"why": why})


def withdraw(actor: Actor, action_id: int, version: int, why: str) -> None:
    """Withdraw an open action that is no longer needed, with the reason."""
    why = said(why, "Say why it is no longer needed.")
    with writing() as session:
        action = _may(session, actor, "verify_action", action_id)
        must_be_current(action, version, "This action")
        moved_action(session, actor, action, "withdraw", {"why": why})
        _close_check(session, actor, action)


NOUNS = {"action": "Action", "recommendation": "Recommendation"}


def noun_of(kind: str) -> str:
    """What an action of this kind is called."""
    return NOUNS.get(kind, "Action")


@dataclass(frozen=True)
class ActionView:
    """An action as its page shows it, with what this person may do; without `reads_text` it holds
    a neutral title and dates only."""

    action: Action
    case_number: str | None
    names: dict[int, str]
    decisions: dict[str, permissions.Decision]
    reads_text: bool = True
    home: str | None = None

    @property
    def noun(self) -> str:
        """What it is called."""
        return noun_of(self.action.kind)


def view(actor: Actor, action_id: int) -> ActionView:
    """One action; the opening goes on the trail."""
    with reading() as session:
        action = queries.one(session, actor, action_id)
        if action is None:
            raise NotFound("action")
        facts = facts_of_action(session, action, actor.today)
        people = (action.owner_id, action.raised_by_id, action.done_by_id, action.verified_by_id)
        reads = queries.reads_text(session, actor, action_id)
        shown = ActionView(
            action if reads else queries.without_text(session, action),
            queries.case_number(session, action.child_id),
            check_queries.names(session, people),
            {a: permissions.can(actor, a, facts) for a in ("finish_action", "verify_action")},
            reads,
            queries.home_name(session, action.home_id),
        )
    trail.opened(actor, "action", action_id, child_id=action.child_id, home_id=action.home_id)
    return shown


def of_check(session: Any, check_id: int) -> list[Action]:
    """The actions of a check that were not withdrawn, oldest first."""
    return [a for a in queries.of_check(session, check_id) if a.status != "withdrawn"]


def listed(
    actor: Actor,
    *,
    statuses: tuple[str, ...] = (),
    team_ids: tuple[int, ...] = (),
    owner_ids: tuple[int, ...] = (),
    kinds: tuple[str, ...] = (),
    limit: int = 50,
    offset: int = 0,
) -> tuple[list[Any], int]:
    """One page of the actions in scope, the longest overdue first, and how many there are."""
    with reading() as session:
        query = queries.narrowed(
            queries.listed(actor), statuses=statuses, team_ids=team_ids, owner_ids=owner_ids,
            kinds=kinds,
        )  # fmt: skip
        rows = check_queries.page_of(session, queries.oldest_first(query), limit, offset)
        return rows, queries.count_of(session, query)


def held_action(session: Any, actor: Actor, action_id: int) -> Action:
    """The action, locked for this transaction, or NotFound."""
    action = queries.one(session, actor, action_id, lock=True)
    if action is None:
        raise NotFound("action")
    return action


def _may(session: Any, actor: Actor, act: str, action_id: int) -> Action:
    action = held_action(session, actor, action_id)
    permissions.require(actor, act, facts_of_action(session, action, actor.today))
    return action


def moved_action(
    session: Any, actor: Actor, action: Action, name: str, payload: dict[str, Any]
) -> None:
    """Carry out a move of the table, with its entry of the trail."""
    move = workflow.move("action", name, action.status)
    change = {"status": [action.status, move.target]}
    action.status, action.version = move.target, action.version + 1
    record_action(session, actor, name, action, {**change, **payload})


def _close_check(session: Any, actor: Actor, action: Action) -> None:
    if action.check_id:
        session.flush()
        settlement.close_if_finished(session, actor, session.get(Check, action.check_id))


def record_action(
    session: Any, actor: Actor, act: str, action: Action, payload: dict[str, Any]
) -> None:
    """One entry of the trail about an action."""
    trail.record(
        session,
        actor,
        act,
        "action",
        action.id,
        payload,
        child_id=action.child_id,
        home_id=action.home_id,
        team_id=action.team_id,
    )
