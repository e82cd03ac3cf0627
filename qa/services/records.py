"""What every service about a check does: find it in scope, hold it, record what happened."""

from typing import Any

from db.models import Check
from db.queries import checks as queries
from qa.domain import permissions, workflow
from qa.domain.actor import Actor
from qa.domain.permissions import Facts
from qa.domain.refusals import NotFound, Refused, Stale
from qa.services import trail
from qa.services.facts import facts_of_check


def found(session: Any, actor: Actor, check_id: int) -> Check:
    """The check for reading, or NotFound."""
    check = queries.one(session, actor, check_id)
    if check is None:
        raise NotFound("audit")
    return check


def held(session: Any, actor: Actor, check_id: int) -> Check:
    """The check, locked for this transaction, or NotFound."""
    check = queries.one(session, actor, check_id, lock=True)
    if check is None:
        raise NotFound("audit")
    return check


def allowed(session: Any, actor: Actor, act: str, check: Check) -> Facts:
    """The facts of the check, after the policy has allowed the act."""
    facts = facts_of_check(session, check, actor.today)
    permissions.require(actor, act, facts)
    return facts


def must_be_current(check: Any, version: int, what: str) -> None:
    """Refuse a decision taken on an older state of the record."""
    if check.version != version:
        raise Stale(
            f"{what} was changed by somebody else after you opened it. "
            "Look at it again before you decide; what you wrote is still here.",
            None,
            check.version,
        )


def moved(check: Check, name: str) -> dict[str, list[str]]:
    """Carry out a move of the table; the change, for the trail."""
    move = workflow.move(check.kind, name, check.status)
    change = {"status": [check.status, move.target]}
    check.status, check.version = move.target, check.version + 1
    return change


def record(
    session: Any, actor: Actor, act: str, check: Check, payload: dict[str, Any] | None = None
) -> None:
    """One entry of the trail about a check."""
    trail.record(
        session,
        actor,
        act,
        "check",
        check.id,
        payload,
        child_id=check.child_id,
        home_id=check.home_id,
        team_id=check.team_id,
    )


def said(text: str | None, sentence: str) -> str:
    """The text without surrounding space, or a refusal when there is none."""
    if not (text or "").strip():
        raise Refused(sentence)
    return (text or "").strip()
