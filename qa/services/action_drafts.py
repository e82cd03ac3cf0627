"""The actions of a draft: written beside the concern they answer, opened when it is submitted."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from db.engine import reading, writing
from db.models import Action, Check
from db.queries import actions as queries
from db.queries import checks as check_queries
from qa.domain import audits, workflow
from qa.domain.actor import Actor
from qa.domain.forms import Question
from qa.domain.refusals import Refused
from qa.services import clocks, concerns, drafts, install
from qa.services.actions import held_action, moved_action, of_check, record_action
from qa.services.records import allowed, found, held, said


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
        return _added(session, actor, _new(session, actor, check, wanted)).id


def open_now(session: Any, actor: Actor, check: Check, wanted: Wanted) -> Action:
    """An action about a submitted check, open at once, raised by this person."""
    action = _new(session, actor, check, wanted)
    action.status, action.raised_by_id = "open", actor.person_id
    return _added(session, actor, action)


def _added(session: Any, actor: Actor, action: Action) -> Action:
    session.add(action)
    session.flush()
    record_action(session, actor, "add", action, {"text": [None, action.text]})
    return action


def remove_draft(actor: Actor, action_id: int) -> None:
    """Take an action of an unsubmitted check away again."""
    with writing() as session:
        action = held_action(session, actor, action_id)
        if action.status != "draft" or action.raised_by_id not in actor.selves:
            raise Refused("Only the person who wrote it can remove an action before submission.")
        moved_action(session, actor, action, "withdraw", {})


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
        so_far = of_check(session, check_id)
        names = check_queries.names(session, [a.owner_id for a in so_far])
        without = concerns.unanswered(session, check, form, given)
        return FormActions(so_far, names, concerns.raised(check, form, given), without)


def count(check_id: int) -> int:
    """How many actions a check has that were not withdrawn."""
    with reading() as session:
        return queries.count_of_check(session, check_id)


def _new(session: Any, actor: Actor, check: Check, wanted: Wanted) -> Action:
    return new(
        session,
        actor,
        wanted,
        origin=check.kind,
        check_id=check.id,
        child_id=check.child_id,
        home_id=check.home_id,
        team_id=check.team_id,
        raised_by_id=check.assignee_id,
        status="draft",
    )


def new(session: Any, actor: Actor, wanted: Wanted, **about: Any) -> Action:
    """An action as wanted, with its due date, about a record; not stored yet. Raises Refused."""
    text = said(wanted.text, "Say what has to be done.")
    if not queries.is_at_work(session, wanted.owner_id, actor.today):
        raise Refused("Choose who owns the action.")
    due_on, rule, explained = _due(session, actor, wanted)
    return Action(
        questions="|".join(wanted.questions),
        text=text,
        priority=wanted.priority,
        evidence_needed=wanted.evidence_needed.strip() or None,
        owner_id=wanted.owner_id,
        raised_on=actor.today,
        due_on=due_on,
        due_rule=rule,
        due_explained=explained,
        **about,
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
