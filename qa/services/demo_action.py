"""The row of one action of the demonstration."""

import datetime as dt
from typing import Any

from qa.domain import audits
from qa.domain.audits import PRIORITIES
from qa.domain.timescales import Due
from qa.services import demo_words as words
from qa.services.demo_cases import Case
from qa.services.demo_lives import Act
from qa.services.demo_people import Staff
from qa.services.demo_world import World, cycle, due_of


def action_row(world: World, who: Staff, case: Case, act: Act, number: int) -> tuple[Any, ...]:
    """An action, in the order of the columns of `demo_rows`."""
    raised = world.on(case.submitted if case.is_submitted else world.present)
    due = _due(world, act, raised)
    done = act.status in ("done", "verified")
    by = act.owner_id if who.has_account(act.owner_id) else who.named["support"]
    verified = act.status == "verified"
    note = {"verified": words.VERIFIED, "withdrawn": words.WITHDRAWN}.get(act.status)
    return (
        number, audits.KIND, case.id, act.questions, case.child_id, who.teams[case.team],
        cycle(words.ACTIONS, number), act.priority, words.EVIDENCE_NEEDED, act.owner_id,
        case.auditor_id, raised, due.on, due.rule_id or None, due.explanation, act.status,
        words.DONE if done else None, world.on(act.done) if done else None, by if done else None,
        world.on(act.finished) if verified else None,
        who.moderator_of(case.auditor_id) if verified else None, note,
    )  # fmt: skip


def _due(world: World, act: Act, raised: dt.date) -> Due:
    said, rule = PRIORITIES[act.priority]
    if rule:
        return due_of(world, rule, raised)
    on = world.on(min(act.due, len(world.days) - 1))
    return Due(on, "", 0, raised, f"{said}: the day was agreed when the action was raised.")
