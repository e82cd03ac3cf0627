"""Midway reviews: begun by the child's IRO or chair, one at a time for each child."""

import datetime as dt
from typing import Any

from db.engine import writing
from db.models import Check, Child, Revision
from db.queries import checks as check_queries
from db.queries import child_page
from db.queries import midways as queries
from qa.domain import duties as duty_words
from qa.domain import midways, permissions
from qa.domain.actor import Actor
from qa.domain.permissions import Facts
from qa.domain.refusals import NotFound, Refused
from qa.domain.words import format_date
from qa.services import duties, install, pinned
from qa.services.facts import facts_of_child
from qa.services.records import allowed, held, moved, record, said

NO_CLOCK = (
    "No due date runs: no review or conference from which it could be counted is recorded. It is "
    "taken as due on {day}, the day it was begun."
)
ACT = "start_midway"


def begin(actor: Actor, child_id: int) -> int:
    """Begin the child's midway review, or find the one that is begun; its id.

    Raises NotFound, or Refused in words: not their child, a child on hold, a child who has no
    midway review, one that somebody else is writing.
    """
    with writing() as session:
        child = locked_child(session, actor, child_id)
        facts = facts_of_child(session, child.id, actor.today)
        permissions.require(actor, ACT, facts)
        written = queries.being_written(session, [child.id]).get(child.id)
        if written is not None:
            return _carried_on(session, actor, written, facts)
        return begun(session, actor, child, facts).id


def locked_child(session: Any, actor: Actor, child_id: int) -> Child:
    """The child, held for this transaction, so that of two who begin at once one wins."""
    child = child_page.one(session, actor, child_id, lock=True)
    if child is None:
        raise NotFound("child")
    return child


def begun(session: Any, actor: Actor, child: Child, facts: Facts) -> Check:
    """A new checklist for the child, with its due date pinned, in the caller's transaction."""
    kind = kind_of(session, child.id, actor.today)
    form_id, _form = install.form_in_force(session, midways.FORMS[kind], actor.today)
    check = Check(
        kind=kind,
        form_id=form_id,
        **pinned.of_child(session, child, facts, actor.today),
        assignee_id=actor.person_id,
        allocated_by_id=actor.person_id,
        allocated_on=actor.today,
        **_due(session, actor, child.id, kind),
        status="in_progress",
        started_at=actor.now,
    )
    session.add(check)
    session.flush()
    opened = {"kind": "first", "opened_by_id": actor.person_id, "opened_at": actor.now}
    session.add(Revision(check_id=check.id, number=1, **opened))
    record(session, actor, "start", check, _payload(actor, check, facts))
    return check


def kind_of(session: Any, child_id: int, on: dt.date) -> str:
    """The kind of midway review the child has on a day. Raises Refused where there is none."""
    held_now = check_queries.statuses_of(session, child_id, on)
    return midways.kind_for((row.status, row.facts or {}) for row in held_now)


def _due(session: Any, actor: Actor, child_id: int, kind: str) -> dict[str, Any]:
    """The due date of the clock that runs (of two the earlier one), with what explains it."""
    owed = [d for d in queries.running(session, child_id) if kind in done_by(d.kind)]
    if not owed:
        version, _rules = install.rules_in_force(session, actor.today)
        rule_id = duty_words.KINDS["midway_cp" if kind == "midway_cp" else "midway_cla"].rule_ids[0]
        said_so = NO_CLOCK.format(day=format_date(actor.today))
        return _pinned_due(actor.today, rule_id, version, said_so)
    explained = duties.explain(session, owed)
    first = owed[0]
    sentences = ". ".join(explained[duty.id] for duty in owed)
    return _pinned_due(first.due_on, first.rule_id, first.rule_version, sentences)


def done_by(duty_kind: str) -> tuple[str, ...]:
    """The kinds of midway review that do what is owed."""
    return duty_words.DONE_BY.get(duty_kind, ())


def _pinned_due(on: Any, rule_id: str, version: str, explained: str) -> dict[str, Any]:
    return {
        "due_on": on,
        "due_rule": rule_id,
        "due_rule_version": version,
        "due_explained": explained,
    }


def _payload(actor: Actor, check: Check, facts: Facts) -> dict[str, Any]:
    names = ("kind", "form_id", "assignee_id", "team_id", "case_types", "age_years", "due_on",
             "status")  # fmt: skip
    payload = {name: [None, getattr(check, name)] for name in names}
    absent = sorted(actor.selves & facts.iro_ids - {actor.person_id})
    covering = actor.person_id not in facts.iro_ids and bool(absent)
    return {**payload, "absent_id": absent[0]} if covering else payload


def _carried_on(session: Any, actor: Actor, check: Check, facts: Facts) -> int:
    """The id of the one begun; taken over where who began it no longer acts for the child."""
    if check.assignee_id in actor.selves:
        return check.id
    if _still_acts(session, actor, check.assignee_id, facts):
        name = check_queries.names(session, [check.assignee_id])[check.assignee_id]
        raise Refused(
            f"{name} began this child's midway review on {format_date(check.allocated_on)} and is "
            "writing it. There is one at a time for each child."
        )
    before, check.assignee_id = check.assignee_id, actor.person_id
    check.version += 1
    reason = "Who began it is no longer the child's IRO or chair, nor covers for them."
    payload = {"assignee_id": [before, actor.person_id], "reason": reason}
    record(session, actor, "reallocate", check, payload)
    return check.id


def _still_acts(session: Any, actor: Actor, person_id: int, facts: Facts) -> bool:
    return person_id in facts.iro_ids or queries.covers_one_of(
        session, person_id, facts.iro_ids, actor.today
    )


def withdraw(actor: Actor, check_id: int, reason: str) -> None:
    """Withdraw a midway review that is not finished; what is written is kept."""
    reason = said(reason, "Say why, so that colleagues can see it later.")
    with writing() as session:
        check = held(session, actor, check_id)
        allowed(session, actor, "fill_in", check)
        record(session, actor, "withdraw", check, {**moved(check, "withdraw"), "reason": reason})
