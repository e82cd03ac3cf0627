"""What follows by itself: an audit is agreed once moderated (where drawn) and replied to.

Silence for the whole reply period is recorded as such and never blocks. Nothing here needs a
timer: it is asked whenever somebody looks at their work, and once by `python -m qa housekeeping`.
"""

import dataclasses
from typing import Any

from db.engine import reading, writing
from db.models import Check, Reply
from db.queries import checks as queries
from db.queries import settlement as due_queries
from qa.domain.actor import Actor
from qa.services.records import moved, record

PARTS = ("worker", "manager")
PROGRAM = "the program"


def due(actor: Actor) -> int:
    """Settle every check whose reply period has passed; how many were settled."""
    with reading() as session:
        waiting = due_queries.to_settle(session, actor.today)
    return sum(_settle_one(actor, check_id) for check_id in waiting)


def _settle_one(actor: Actor, check_id: int) -> bool:
    program = dataclasses.replace(actor, person_id=0, name=PROGRAM)
    with writing() as session:
        check = due_queries.locked(session, check_id)
        return settle(session, program, check)


def settle(session: Any, actor: Actor, check: Check) -> bool:
    """Agree the check in the caller's transaction if nothing is waited for any more."""
    if not _moderation_is_done(check):
        return False
    given = {r.part for r in queries.replies(session, check.id) if r.revision == check.revision}
    silent = [part for part in PARTS if part not in given]
    if silent and (check.reply_due_on is None or actor.today <= check.reply_due_on):
        return False
    for part in silent:
        _record_silence(session, actor, check, part)
    check.agreed_at = actor.now
    has_actions = due_queries.unfinished_actions(session, check.id) > 0
    change = moved(check, "agree" if has_actions else "close")
    check.closed_at = None if has_actions else actor.now
    record(session, actor, "agree", check, {**change, "silent": silent})
    return True


def close_if_finished(session: Any, actor: Actor, check: Check) -> None:
    """Close an agreed check whose last action was verified or withdrawn."""
    if check.status == "actions_open" and not due_queries.unfinished_actions(session, check.id):
        check.closed_at = actor.now
        record(session, actor, "close", check, moved(check, "close"))


def _moderation_is_done(check: Check) -> bool:
    return check.status == "moderated" or (
        check.status == "submitted" and check.moderation_why is None
    )


def _record_silence(session: Any, actor: Actor, check: Check, part: str) -> None:
    person_id = check.worker_id if part == "worker" else check.manager_id
    session.add(
        Reply(
            check_id=check.id,
            revision=check.revision,
            part=part,
            person_id=person_id,
            stance="silence",
            recorded_at=actor.now,
        )
    )
