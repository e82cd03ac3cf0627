"""A serious-incident hold: a child's records do not change, and only named people see them.

What records a hold still lets through is in `permissions.UNDER_HOLD` and `trail.UNDER_HOLD`:
reading, saying that a child is at risk, recording the child as safe. Everything else about the
child is refused in words until a head of service lifts the hold.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from db.engine import reading, writing
from db.models import Hold
from db.queries import child_page
from db.queries import holds as queries
from qa.domain import permissions
from qa.domain.actor import Actor
from qa.domain.refusals import NotFound, Refused
from qa.domain.words import format_moment
from qa.services import restrictions
from qa.services.restrictions import record

WHY = (
    "Say why the records are held. The reason is shown to practice managers and heads of service, "
    "and to nobody else."
)
WHY_LIFTED = "Say why the hold is lifted. It stays on the history."


@dataclass(frozen=True)
class HoldView:
    """One hold as a child's page shows it; `lifted_at` is None while it runs."""

    reason: str
    placed_at: dt.datetime
    placed_by: str
    was_restricted: bool
    lifted_at: dt.datetime | None
    lifted_by: str
    lifted_reason: str

    @property
    def words(self) -> str:
        """The banner of the child's page and of each of its records."""
        placed = f"Placed by {self.placed_by} on {format_moment(self.placed_at)}."
        return (
            "On hold after a serious incident. Nothing about this child can be changed, and only "
            f"the people named see the child. {placed}"
        )


def place(actor: Actor, child_id: int, reason: str, person_ids: Iterable[int]) -> int:
    """Lock a child's records and restrict them to these people; the hold's id.

    The actor and a head of service have to be among them. Raises NotFound or Refused.
    """
    permissions.require(actor, "place_hold")
    named = sorted(set(person_ids))
    if not reason.strip():
        raise Refused(WHY)
    if actor.person_id not in named:
        raise Refused("Name yourself too, so that you can still see the child.")
    with writing() as session:
        child = _held(session, actor, child_id)
        if queries.running(session, child_id):
            raise Refused("This child's records are on hold already.")
        restrictions.must_leave_a_lifter(session, actor, named)
        return _place(session, actor, child, reason.strip(), named)


def _place(session: Any, actor: Actor, child: Any, reason: str, named: list[int]) -> int:
    hold = Hold(
        child_id=child.id,
        reason=reason,
        placed_at=actor.now,
        placed_by_id=actor.person_id,
        was_restricted=child.restricted_at is not None,
    )
    session.add(hold)
    session.flush()
    payload = {
        "hold": hold.id,
        "reason": reason,
        "named": [[row.id for row in child_page.named_people(session, child.id)], named],
        "restricted_reason": [child.restricted_reason, reason],
        "restricted_at": [child.restricted_at, child.restricted_at or actor.now],
        "restricted_by_id": [child.restricted_by_id, actor.person_id],
    }
    restrictions.name_only(session, actor, child.id, named, reason)
    record(session, actor, "place_hold", child, payload)
    return hold.id


def lift(actor: Actor, child_id: int, reason: str) -> None:
    """Let the records change again; a restriction from before the hold stands as it was.

    Raises NotFound or Refused.
    """
    permissions.require(actor, "lift_hold")
    if not reason.strip():
        raise Refused(WHY_LIFTED)
    with writing() as session:
        child = _held(session, actor, child_id)
        hold = queries.running(session, child_id, lock=True)
        if hold is None:
            raise Refused("This child's records are not on hold.")
        named = [row.id for row in child_page.named_people(session, child_id)]
        hold.lifted_at, hold.lifted_by_id = actor.now, actor.person_id
        hold.lifted_reason = reason.strip()
        after = _put_back(session, actor, child, hold)
        payload = {"hold": hold.id, "reason": reason.strip(), "named": [named, after]}
        record(session, actor, "lift_hold", child, payload)


def _put_back(session: Any, actor: Actor, child: Any, hold: Hold) -> list[int]:
    """The restriction as it was before the hold; ids of the people named now."""
    if not hold.was_restricted:
        restrictions.open_to_all(session, child.id)
        return []
    before = queries.before(session, child.id)
    named, why, by_id = (
        before[name][0] for name in ("named", "restricted_reason", "restricted_by_id")
    )
    restrictions.name_only(session, actor, child.id, named, why, by_id)
    return named


def _held(session: Any, actor: Actor, child_id: int) -> Any:
    child = child_page.one(session, actor, child_id, lock=True)
    if child is None:
        raise NotFound("child")
    return child


def of_child(session: Any, child_id: int) -> tuple[HoldView, ...]:
    """Every hold of a child, the latest first. The caller has seen to the reader's scope."""
    return tuple(_view(*row) for row in queries.of_child(session, child_id))


def running(session: Any, child_id: int | None) -> HoldView | None:
    """The hold that locks this child's records now. Scope as for `of_child`."""
    held = of_child(session, child_id) if child_id is not None else ()
    return next((each for each in held if each.lifted_at is None), None)


def banner(child_id: int | None) -> str:
    """The sentence that stands above each record about a child on hold; '' where there is none."""
    with reading() as session:
        found = running(session, child_id)
    return found.words if found else ""


def _view(hold: Any, placed_by: str, lifted_by: str | None) -> HoldView:
    return HoldView(
        hold.reason,
        hold.placed_at,
        placed_by,
        hold.was_restricted,
        hold.lifted_at,
        lifted_by or "",
        hold.lifted_reason or "",
    )
