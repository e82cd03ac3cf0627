"""Actions: finding, owner, date, evidence, and somebody else verifies."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from db.engine import reading, writing
from db.models import Action, Check
from db.queries import actions as queries
from db.queries import checks as check_queries
from qa.domain import audits, permissions, workflow
from qa.domain.actor import Actor
from qa.domain.completion import concerns
from qa.domain.forms import Question
from qa.domain.refusals import NotFound, Refused
from qa.services import clocks, drafts, install, settlement, trail
from qa.services.facts import facts_of_action
from qa.services.records import allowed, found, held, must_be_current, said


@dataclass(frozen=True)
class Wanted:
    """What an action says: what, who, by when, how urgent, which concerns, what would show it."""

    text: str
    owner_id: int
    priority: str = "twenty_days"
    due_on: dt.date | None = None
    evidence_needed: str = ""
    questions: tuple[str, ...] = ()


def add(actor: Actor, check_id: int, wanted: Wanted) -> int:
    """Add an action to a draft check (it opens when the check is submitted). Its id."""
    with writing() as session:
        check = held(session, actor, check_id)
        allowed(session, actor, "fill_in", check)
        if check.status not in workflow.DRAFT:
            raise Refused("This check is submitted. Open a correction to add an action.")
        action = _new(session, actor, check, wanted)
        session.add(action)
        session.flush()
        _record(session, actor, "add", action, {"text": [None, action.text]})
        return action.id


def remove_draft(actor: Actor, action_id: int) -> None:
    """Take an action of an unsubmitted check away again."""
    with writing() as session:
        action = _held(session, actor, action_id)
        if action.status != "draft" or action.raised_by_id not in actor.selves:
            raise Refused("Only the person who wrote it can remove an action before submission.")
        _move(session, actor, action, "withdraw", {})


def finish(actor: Actor, action_id: int, version: int, evidence: str, done_on: dt.date) -> None:
    """Say that an action is done, and what shows it; somebody else then verifies."""
    evidence = said(evidence, "Say what was done and where it can be seen.")
    with writing() as session:
        action = _may(session, actor, "finish_action", action_id)
        must_be_current(action, version, "This action")
        if not action.raised_on <= done_on <= actor.today:
            raise Refused("The day it was done lies between the day it was raised and today.")
        action.evidence, action.done_on, action.done_by_id = evidence, done_on, actor.person_id
        _move(session, actor, action, "finish", {"evidence": evidence, "done_on": done_on})


def verify(actor: Actor, action_id: int, version: int, note: str) -> None:
    """Confirm that an action is done. Never by its owner."""
    with writing() as session:
        action = _may(session, actor, "verify_action", action_id)
        must_be_current(action, version, "This action")
        action.verified_on, action.verified_by_id = actor.today, actor.person_id
        action.verified_note = note.strip() or None
        _move(session, actor, action, "verify", {"note": note})
        _close_check(session, actor, action)


def reject(actor: Actor, action_id: int, version: int, why: str) -> None:
    """Send an action back to its owner: it is not done yet."""
    why = said(why, "Say what is still missing.")
    with writing() as session:
        action = _may(session, actor, "verify_action", action_id)
        must_be_current(action, version, "This action")
        action.verified_note = why
        _move(session, actor, action, "reject", {"why": why})


def withdraw(actor: Actor, action_id: int, version: int, why: str) -> None:
    """Withdraw an open action that is no longer needed, with the reason."""
    why = said(why, "Say why it is no longer needed.")
    with writing() as session:
        action = _may(session, actor, "verify_action", action_id)
        must_be_current(action, version, "This action")
        _move(session, actor, action, "withdraw", {"why": why})
        _close_check(session, actor, action)


@dataclass(frozen=True)
class ActionView:
    """An action as its page shows it, with what this person may do."""

    action: Action
    case_number: str | None
    names: dict[int, str]
    decisions: dict[str, permissions.Decision]


def view(actor: Actor, action_id: int) -> ActionView:
    """One action; the opening goes on the trail."""
    with reading() as session:
        action = queries.one(session, actor, action_id)
        if action is None:
            raise NotFound("action")
        facts = facts_of_action(session, action, actor.today)
        people = (action.owner_id, action.raised_by_id, action.done_by_id, action.verified_by_id)
        shown = ActionView(
            action,
            queries.case_number(session, action.child_id),
            check_queries.names(session, people),
            {a: permissions.can(actor, a, facts) for a in ("finish_action", "verify_action")},
        )
    trail.opened(actor, "action", action_id, child_id=action.child_id, home_id=action.home_id)
    return shown


def of_check(session: Any, check_id: int) -> list[Action]:
    """The actions of a check that were not withdrawn, oldest first."""
    return [a for a in queries.of_check(session, check_id) if a.status != "withdrawn"]


@dataclass(frozen=True)
class FormActions:
    """What a form shows of its actions: those so far, and the concerns that want one."""

    actions: list[Action]
    names: dict[int, str]
    concerns: list[Question]
    without_action: list[Question]


def on_form(actor: Actor, check_id: int) -> FormActions:
    """The actions of a draft and its concerns, as they stand now."""
    with reading() as session:
        check = found(session, actor, check_id)
        form = install.form(session, check.form_id)
        given = drafts.answers(session, check, form)
        raised = concerns(form, drafts.case_facts(check), given)
        wanting = [q for q in raised if q.id not in drafts.RISK_QUESTIONS]
        so_far = of_check(session, check_id)
        covered = {i for action in so_far for i in action.questions.split("|")}
        names = check_queries.names(session, [a.owner_id for a in so_far])
        return FormActions(so_far, names, wanting, [q for q in wanting if q.id not in covered])


def count(check_id: int) -> int:
    """How many actions a check has that were not withdrawn."""
    with reading() as session:
        return queries.count_of_check(session, check_id)


def listed(
    actor: Actor,
    *,
    statuses: tuple[str, ...] = (),
    team_ids: tuple[int, ...] = (),
    owner_ids: tuple[int, ...] = (),
    limit: int = 50,
    offset: int = 0,
) -> tuple[list[Any], int]:
    """One page of the actions in scope, the longest overdue first, and how many there are."""
    with reading() as session:
        query = queries.narrowed(
            queries.listed(actor), statuses=statuses, team_ids=team_ids, owner_ids=owner_ids
        )
        rows = check_queries.page_of(session, queries.oldest_first(query), limit, offset)
        return rows, queries.count_of(session, query)


def _new(session: Any, actor: Actor, check: Check, wanted: Wanted) -> Action:
    text = said(wanted.text, "Say what has to be done.")
    if not queries.is_at_work(session, wanted.owner_id, actor.today):
        raise Refused("Choose who owns the action.")
    due_on, rule, explained = _due(session, actor, wanted)
    return Action(
        origin=check.kind,
        check_id=check.id,
        questions="|".join(wanted.questions),
        child_id=check.child_id,
        home_id=check.home_id,
        team_id=check.team_id,
        text=text,
        priority=wanted.priority,
        evidence_needed=wanted.evidence_needed.strip() or None,
        owner_id=wanted.owner_id,
        raised_by_id=check.assignee_id,
        raised_on=actor.today,
        due_on=due_on,
        due_rule=rule,
        due_explained=explained,
        status="draft",
    )


def _due(session: Any, actor: Actor, wanted: Wanted) -> tuple[dt.date, str | None, str]:
    if wanted.priority not in audits.PRIORITIES:
        raise Refused("Choose how urgent the action is from the list.")
    words, rule = audits.PRIORITIES[wanted.priority]
    if rule and not wanted.due_on:
        due, _ = clocks.limit(session, rule, actor.today, actor.today)
        return due.on, rule, due.explanation
    if wanted.due_on is None:
        raise Refused("Give the day by which the action is to be done.")
    if wanted.due_on < actor.today:
        raise Refused("The day by which the action is to be done cannot be in the past.")
    return wanted.due_on, None, f"{words}: the day was agreed when the action was raised."


def _held(session: Any, actor: Actor, action_id: int) -> Action:
    action = queries.one(session, actor, action_id, lock=True)
    if action is None:
        raise NotFound("action")
    return action


def _may(session: Any, actor: Actor, act: str, action_id: int) -> Action:
    action = _held(session, actor, action_id)
    permissions.require(actor, act, facts_of_action(session, action, actor.today))
    return action


def _move(session: Any, actor: Actor, action: Action, name: str, payload: dict[str, Any]) -> None:
    move = workflow.move("action", name, action.status)
    change = {"status": [action.status, move.target]}
    action.status, action.version = move.target, action.version + 1
    _record(session, actor, name, action, {**change, **payload})


def _close_check(session: Any, actor: Actor, action: Action) -> None:
    if action.check_id:
        session.flush()
        settlement.close_if_finished(session, actor, session.get(Check, action.check_id))


def _record(session: Any, actor: Actor, act: str, action: Action, payload: dict[str, Any]) -> None:
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
