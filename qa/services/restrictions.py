"""A child restricted to named people; a legal hold. Both on the child's row, with a reason."""

from collections.abc import Iterable
from typing import Any

from db.engine import reading, writing
from db.queries import child_page, holds, people
from db.queries import identities as queries
from db.queries.cover import account_holders
from qa.domain import permissions
from qa.domain.actor import Actor
from qa.domain.refusals import NotFound, Refused, Stale
from qa.domain.words import format_moment
from qa.services import trail
from qa.services.people import Colleague

KEEPERS = ("practice_manager", "head_of_service")
WHY = "Say why. The reason is shown to those who may lift this, and to nobody else."


def restrict(
    actor: Actor, child_id: int, person_ids: Iterable[int], reason: str, version: int
) -> None:
    """Let the child exist for these people only; call again to change the people or the reason.

    The actor has to be among them, so that somebody who may lift it can still find the child.
    """
    permissions.require(actor, "restrict")
    named, reason = sorted(set(person_ids)), reasoned(reason)
    if actor.person_id not in named:
        raise Refused(
            "Name yourself too. For everybody who is not named the child does not exist here, and "
            "nobody could lift the restriction."
        )
    with writing() as session:
        child = held(session, actor, child_id, version)
        if holds.running(session, child_id):
            must_leave_a_lifter(session, actor, named)
        before = [row.id for row in child_page.named_people(session, child_id)]
        payload = {
            "restricted_reason": [child.restricted_reason, reason],
            "named": [before, named],
            "restricted_at": [child.restricted_at, child.restricted_at or actor.now],
        }
        name_only(session, actor, child_id, named, reason)
        record(session, actor, "restrict", child, payload)


def name_only(
    session: Any,
    actor: Actor,
    child_id: int,
    named: Iterable[int],
    reason: str,
    by_id: int | None = None,
) -> None:
    """From now on the child, with its merged numbers, exists for these people only.

    `by_id`: who restricted it, where that is not the actor.
    """
    for each in queries.child_and_merged(session, child_id):
        each.restricted_at = each.restricted_at or actor.now
        each.restricted_reason, each.restricted_by_id = reason, by_id or actor.person_id
        queries.name_people(session, each.id, named)


def open_to_all(session: Any, child_id: int) -> None:
    """The child, with its merged numbers, exists again for everybody whose role includes it."""
    for each in queries.child_and_merged(session, child_id):
        each.restricted_at = each.restricted_reason = each.restricted_by_id = None
        queries.name_people(session, each.id, ())


def nameable(actor: Actor) -> list[Colleague]:
    """Who can be named to see a child: those who sign in with a role that reads children."""
    permissions.require(actor, "restrict")
    with reading() as session:
        roles = permissions.READS["children"]
        readers = {row.id for row in people.with_role(session, roles, actor.today)}
        found = account_holders(session, actor.today)
        return [Colleague(*row) for row in found if row.id in readers]


def must_leave_a_lifter(session: Any, actor: Actor, named: Iterable[int]) -> None:
    """Refuse where nobody named could lift a serious-incident hold."""
    heads = {row.id for row in people.with_role(session, ["head_of_service"], actor.today)}
    if not heads & set(named):
        raise Refused(
            "Name a head of service too. Only a head of service lifts a hold, and for everybody "
            "who is not named the child does not exist here."
        )


def lift(actor: Actor, child_id: int, reason: str, version: int) -> None:
    """Let the child be seen again by everybody whose role includes it."""
    permissions.require(actor, "restrict")
    reason = reasoned(reason)
    with writing() as session:
        child = held(session, actor, child_id, version)
        if child.restricted_at is None:
            raise Refused("This child is not restricted.")
        before = [row.id for row in child_page.named_people(session, child_id)]
        payload = {
            "restricted_at": [child.restricted_at, None],
            "restricted_reason": [child.restricted_reason, None],
            "named": [before, []],
            "reason": reason,
        }
        open_to_all(session, child_id)
        record(session, actor, "lift_restriction", child, payload)


def hold(actor: Actor, child_id: int, reason: str, version: int) -> None:
    """Keep everything about the child whatever its retention date says."""
    _hold(actor, child_id, reasoned(reason), version)


def end_hold(actor: Actor, child_id: int, version: int) -> None:
    """Let the retention date decide again."""
    _hold(actor, child_id, None, version)


def _hold(actor: Actor, child_id: int, reason: str | None, version: int) -> None:
    permissions.require(actor, "restrict")
    with writing() as session:
        child = held(session, actor, child_id, version)
        if reason is None and child.legal_hold_reason is None:
            raise Refused("This child is not on legal hold.")
        payload = {"legal_hold_reason": [child.legal_hold_reason, reason]}
        child.legal_hold_reason = reason
        record(session, actor, "hold" if reason else "end_hold", child, payload)


def reasoned(reason: str) -> str:
    """The reason, or a refusal where there is none."""
    if not reason.strip():
        raise Refused(WHY)
    return reason.strip()


def held(session: Any, actor: Actor, child_id: int, version: int) -> Any:
    """The child, locked, at the version that was looked at. Raises NotFound or Stale."""
    child = child_page.one(session, actor, child_id, lock=True)
    if child is None:
        raise NotFound("child")
    if child.version != version:
        raise _stale(session, child)
    return child


def _stale(session: Any, child: Any) -> Stale:
    last = queries.last_change(session, "child", child.id)
    who = f"{last.who} changed it on {format_moment(last.at)}" if last else "It was changed"
    return Stale(
        f"{who}, after you opened this page. Nothing was saved: open the page again and look.",
        None,
        child.version,
    )


def record(session: Any, actor: Actor, act: str, child: Any, payload: dict[str, Any]) -> None:
    """The next version of the child's row, and its entry on the trail."""
    child.version += 1
    trail.record(session, actor, act, "child", child.id, payload, child_id=child.id)
