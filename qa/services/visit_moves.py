"""What every step after a visit does: find it held and current, move it, ask for a day."""

import datetime as dt
from typing import Any

from db.models import Check, Visit
from qa.domain import workflow
from qa.domain.actor import Actor
from qa.domain.refusals import Refused
from qa.domain.words import format_date
from qa.services.records import allowed, must_be_current
from qa.services.visits import held_visit


def may(
    session: Any, actor: Actor, act: str, check_id: int, version: int
) -> tuple[Check, Visit]:  # fmt: skip
    """The visit, held, once the policy has allowed the act and nobody has changed it meanwhile."""
    check, visit = held_visit(session, actor, check_id)
    allowed(session, actor, act, check)
    must_be_current(check, version, "This visit")
    return check, visit


def moved_by(check: Check, name: str) -> dict[str, list[str]]:
    """Carry out a move of the table, also one that leaves the status; the change, for the trail."""
    move = workflow.move(check.kind, name, check.status)
    target = move.target or check.status
    change = {} if target == check.status else {"status": [check.status, target]}
    check.status, check.version = target, check.version + 1
    return change


def day_between(
    on: dt.date | None, first: dt.date, today: dt.date, what: str, since: str
) -> dt.date:
    """The day, or a refusal in words: not given, to come, or before the day it follows."""
    if on is None:
        raise Refused(f"Give the day on which {what}.")
    if on > today:
        raise Refused(f"{format_date(on)} is in the future. Give the day on which {what}.")
    if on < first:
        raise Refused(
            f"{format_date(on)} is before {since} ({format_date(first)}). Give the day on which "
            f"{what}."
        )
    return on
