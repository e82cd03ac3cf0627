"""The recommendations of a visit being written: what, which standard, how urgent, and by when the
registered person must consider it (SI 2015/541 regulation 44(5))."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from db.engine import writing
from db.models import Action, Check
from db.queries import visits as queries
from qa.domain import visits
from qa.domain.actor import Actor
from qa.domain.refusals import Refused
from qa.domain.words import format_date
from qa.services import homes_manager, trail
from qa.services.actions import held_action, moved_action, record_action
from qa.services.records import said
from qa.services.visits import draft

EXPLAINED = "By this day the registered person must consider it: regulation 44(5)."
LONGEST = dt.timedelta(days=730)
FIELDS = ("text", "standard", "priority", "consider_by_on")


@dataclass(frozen=True)
class Recommended:
    """A recommendation as it is written. `standard`: '6' to '14'; `priority`: high, medium, low."""

    text: str
    standard: str
    priority: str
    consider_by_on: dt.date | None


def add(actor: Actor, check_id: int, given: Recommended) -> int:
    """Add a recommendation to a draft; it opens when the visit is submitted. Its id. The home's
    registered manager owns it, or its responsible individual while that post is vacant. Raises
    Refused in words."""
    values = _checked(actor, given)
    with writing() as session:
        check, _visit = draft(session, actor, check_id)
        _same, home = queries.of_check(session, check_id)
        owner_id = homes_manager.answerable(session, actor, home)
        action = _new(actor, check, owner_id, values)
        session.add(action)
        session.flush()
        record_action(session, actor, "add", action, {n: [None, values[n]] for n in FIELDS})
        return action.id


def change(actor: Actor, action_id: int, given: Recommended) -> None:
    """Change a recommendation of a visit that is not submitted. Raises Refused in words."""
    values = _checked(actor, given)
    with writing() as session:
        action = _own(session, actor, action_id)
        if action.status != "draft":
            raise Refused(
                "This recommendation is open: withdraw it with a reason, and add another."
            )
        before = {name: getattr(action, name) for name in FIELDS}
        for name, value in values.items():
            setattr(action, name, value)
        action.version += 1
        kept = {name: values[name] for name in FIELDS}
        record_action(session, actor, "change", action, trail.changes(before, kept))


def remove(actor: Actor, action_id: int, reason: str = "") -> None:
    """Take a recommendation away: of a first version just so; one that is open already, while
    its visit is changed as a new version, with a reason."""
    with writing() as session:
        action = _own(session, actor, action_id)
        why = reason.strip()
        if action.status != "draft":
            why = said(reason, "This recommendation is open. Say why it is withdrawn.")
        moved_action(session, actor, action, "withdraw", {"why": why} if why else {})


def _own(session: Any, actor: Actor, action_id: int) -> Action:
    """A recommendation of a draft that this person writes. Raises NotFound or Refused."""
    action = held_action(session, actor, action_id)
    if action.kind != "recommendation" or action.check_id is None:
        raise Refused("This is no recommendation of a visit.")
    draft(session, actor, action.check_id)
    return action


def _new(actor: Actor, check: Check, owner_id: int | None, values: dict[str, Any]) -> Action:
    if owner_id is None:
        raise Refused(
            "Nobody is recorded as the home's registered manager, who owns its recommendations, or "
            "as its responsible individual. Business support or a practice manager records who it "
            "is on Children's homes."
        )
    return Action(
        kind="recommendation",
        origin=check.kind,
        check_id=check.id,
        home_id=check.home_id,
        owner_id=owner_id,
        raised_by_id=check.assignee_id,
        raised_on=actor.today,
        due_explained=EXPLAINED,
        status="draft",
        **values,
    )


def _checked(actor: Actor, given: Recommended) -> dict[str, Any]:
    text = said(given.text, "Say what you recommend.")
    if given.standard not in visits.STANDARDS:
        raise Refused("Choose the quality standard that the recommendation is about.")
    if given.priority not in visits.PRIORITIES:
        raise Refused("Choose how urgent the recommendation is.")
    by = given.consider_by_on
    if by is None:
        raise Refused(
            "Give the day by which the registered person must consider this: regulation 44(5)."
        )
    if by < actor.today:
        raise Refused(
            f"{format_date(by)} is in the past. Give a day by which it can still be considered."
        )
    if by > actor.today + LONGEST:
        raise Refused(f"{format_date(by)} is more than two years ahead. Check the year.")
    return {
        "text": text,
        "standard": given.standard,
        "priority": given.priority,
        "consider_by_on": by,
        "due_on": by,
        "questions": "|".join(visits.answers_concerns(given.standard)),
    }
