"""What the conclusion of a midway review calls for, until somebody has seen to it."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from db.engine import reading, writing
from db.models import Check, FollowUp
from db.queries import checks as check_queries
from db.queries import follow_ups as queries
from qa.domain import permissions
from qa.domain.actor import Actor
from qa.domain.midways import Conclusion
from qa.domain.permissions import Decision
from qa.domain.refusals import NotFound, Refused
from qa.services import action_drafts, trail
from qa.services.action_drafts import Wanted
from qa.services.facts import facts_of_check
from qa.services.records import said

NO_LONGER = "The review was corrected and no longer calls for it."
ACT = "raise_challenge"
"""Whoever may raise a challenge about the child sees to what a midway review calls for."""


@dataclass(frozen=True)
class FollowUpView:
    """What is to be done, or was, about a conclusion; the action it was turned into, if it was."""

    id: int
    kind: str
    note: str
    made_on: dt.date
    made_by: str
    done_on: dt.date | None
    done_note: str
    action_id: int | None
    challenge_id: int | None


def open_for(session: Any, actor: Actor, check: Check, concluded: Conclusion) -> None:
    """In the submission's own transaction: the follow-up of the next step, pre-filled with the
    view and advice. One that a correction no longer calls for is closed."""
    kept = False
    for before in queries.of_check(session, check.id):
        if before.kind == concluded.next_step:
            kept, before.note = True, concluded.view
        elif before.done_on is None:
            before.done_on, before.done_note = actor.today, NO_LONGER
    if concluded.calls_for_more and not kept:
        made = FollowUp(
            check_id=check.id,
            child_id=check.child_id,
            kind=concluded.next_step,
            note=concluded.view,
            made_on=actor.today,
            made_by_id=actor.person_id,
        )
        session.add(made)
        session.flush()
        _record(session, actor, "raise", check, made, {"kind": [None, made.kind]})


def of_check(actor: Actor, check_id: int) -> tuple[list[FollowUpView], Decision]:
    """The follow-ups of a submitted check, and whether this person may see to them.

    The caller has opened the check for its reader.
    """
    with reading() as session:
        check = check_queries.one(session, actor, check_id)
        if check is None:
            raise NotFound("midway review")
        found = queries.of_check(session, check_id)
        names = check_queries.names(session, [row.made_by_id for row in found])
        may = permissions.can(actor, ACT, facts_of_check(session, check, actor.today))
        return [_view(row, names) for row in found], may


def _view(row: FollowUp, names: dict[int, str]) -> FollowUpView:
    return FollowUpView(
        row.id, row.kind, row.note or "", row.made_on, names.get(row.made_by_id, ""),
        row.done_on, row.done_note or "", row.action_id,
        row.challenge_id,
    )  # fmt: skip


def finish(actor: Actor, follow_up_id: int, note: str) -> None:
    """Record that it has been seen to, and how."""
    note = said(note, "Say what was done.")
    with writing() as session:
        found, check = _held(session, actor, follow_up_id)
        found.done_on, found.done_note = actor.today, note
        payload = {"done_on": [None, actor.today], "done_note": [None, note]}
        _record(session, actor, "finish", check, found, payload)


def into_action(actor: Actor, follow_up_id: int, wanted: Wanted) -> int:
    """Turn it into an action with an owner and a day, open at once; the action's id."""
    with writing() as session:
        found, check = _held(session, actor, follow_up_id)
        action = action_drafts.open_now(session, actor, check, wanted)
        found.action_id, found.done_on = action.id, actor.today
        found.done_note = "Turned into an action."
        _record(session, actor, "turn_into_action", check, found, {"action": [None, action.id]})
        return action.id


def _held(session: Any, actor: Actor, follow_up_id: int) -> tuple[FollowUp, Check]:
    found = queries.one(session, actor, follow_up_id)
    if found is None:
        raise NotFound("record")
    check = check_queries.by_id(session, found.check_id)
    permissions.require(actor, ACT, facts_of_check(session, check, actor.today))
    if found.done_on is not None:
        raise Refused("This has been seen to already.")
    return found, check


def _record(
    session: Any, actor: Actor, act: str, check: Check, row: FollowUp, payload: dict[str, Any]
) -> None:
    about = {"child_id": check.child_id, "team_id": check.team_id}
    trail.record(session, actor, act, "follow_up", row.id, payload, **about)
