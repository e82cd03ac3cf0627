"""What a handover would move and what stays, with why; and moving it."""

import dataclasses
import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from db.models import ChildPerson
from db.queries import cover, holds, links
from db.queries import handover as queries
from qa.domain import permissions
from qa.domain.actor import ROLES, Actor
from qa.domain.permissions import Facts
from qa.domain.workflow import REG44
from qa.services import handover_challenges, handover_visits, trail
from qa.services.facts import facts_of_checks, facts_of_children
from qa.services.handover_items import ON_HOLD, Item

DAY = dt.timedelta(days=1)


@dataclass(frozen=True)
class Plan:
    """What moves, and what stays with why."""

    moves: tuple[Item, ...]
    stays: tuple[Item, ...]

    def count(self, noun: str) -> int:
        """How many of a noun move."""
        return sum(item.noun == noun for item in self.moves)


def plan_of(session: Any, actor: Actor, from_id: int, to_id: int) -> Plan:
    """The plan as things stand today, for what this actor may see."""
    roles = cover.roles(session, to_id, actor.today)
    items = [
        *_children(session, actor, from_id, to_id, roles),
        *_drafts(session, actor, from_id, to_id, roles),
        *_actions(session, actor, from_id),
        *handover_challenges.items(session, actor, from_id, to_id, roles),
        *handover_visits.items(session, actor, from_id),
    ]
    moving = [item.noun_id for item in items if item.noun == "child" and not item.why]
    items += _own_audits(session, to_id, moving)
    return Plan(
        tuple(item for item in items if not item.why), tuple(item for item in items if item.why)
    )


def _children(
    session: Any, actor: Actor, from_id: int, to_id: int, roles: frozenset[str]
) -> Iterator[Item]:
    found = queries.children(session, actor, from_id)
    facts = facts_of_children(session, (link.child_id for link, _number in found), actor.today)
    for link, case_number in found:
        why = _why_not_iro(actor, link, facts[link.child_id], to_id, roles)
        yield Item("child", link.child_id, f"Child {case_number}", why)


def _why_not_iro(
    actor: Actor, link: ChildPerson, facts: Facts, to_id: int, roles: frozenset[str]
) -> str:
    if facts.is_on_hold:
        return ON_HOLD
    if "iro" not in roles:
        return f"The colleague does not hold the role {ROLES['iro']}."
    if to_id in facts.worker_ids | facts.manager_ids | facts.line:
        return "The colleague works on the case or is in its line management."
    if link.from_on >= actor.today:
        return "The link begins today or later: change it on the child's page."
    return ""


def _drafts(
    session: Any, actor: Actor, from_id: int, to_id: int, roles: frozenset[str]
) -> Iterator[Item]:
    found = queries.drafts(session, actor, from_id)
    facts = facts_of_checks(session, [check for check, _number in found], actor.today)
    for check, case_number in found:
        if check.kind == REG44:
            continue  # stays with its visitor: handover_visits
        about = f"Unfinished form about {case_number or 'a home'}"
        why = "" if "iro" in roles else f"The colleague does not hold the role {ROLES['iro']}."
        if not why and check.child_id is not None:
            handed = _as_handed(facts[check.id], from_id, to_id)
            why = ON_HOLD if handed.is_on_hold else permissions.conflict_with_case(to_id, handed)
        yield Item("check", check.id, about, why)


def _as_handed(facts: Facts, from_id: int, to_id: int) -> Facts:
    """The facts as they will stand once the giver's children are the taker's."""
    if from_id not in facts.iro_ids:
        return facts
    return dataclasses.replace(facts, iro_ids=facts.iro_ids | {to_id})


def _actions(session: Any, actor: Actor, from_id: int) -> Iterator[Item]:
    held = holds.all_on_hold(session)
    for action, case_number in queries.actions(session, actor, from_id):
        if action.kind == "recommendation":
            continue  # stays with the home's manager: handover_visits
        why = ON_HOLD if action.child_id in held else ""
        yield Item("action", action.id, f"Action about {case_number or 'a home'}", why)


def _own_audits(session: Any, to_id: int, child_ids: list[int]) -> list[Item]:
    """Audits the taker holds about children they now review: to be allocated to somebody else."""
    why = "The colleague now reviews this child: allocate the audit to somebody else."
    return [
        Item("check", check.id, f"Audit of {case_number} that the colleague holds", why)
        for check, case_number in queries.about_children(session, to_id, child_ids)
        if check.kind == "case_audit"
    ]


def carry_out(session: Any, actor: Actor, handover: Any, plan: Plan) -> None:
    """Move what the plan moves; one entry on the trail for each record."""
    moving = {(item.noun, item.noun_id) for item in plan.moves}
    from_id, to_id = handover.from_person_id, handover.to_person_id
    people = links.names(session, [from_id, to_id])
    pair, by_name = [from_id, to_id], [people[from_id], people[to_id]]
    about = {"handover_id": handover.id}
    for link, _number in queries.children(session, actor, from_id):
        if ("child", link.child_id) in moving:
            _move_child(session, actor, link, to_id, {"iro": by_name, "person_id": pair, **about})
    for check, _number in queries.drafts(session, actor, from_id):
        if ("check", check.id) in moving:
            check.assignee_id, check.version = to_id, check.version + 1
            _record(session, actor, "check", check, {"assignee_id": pair, **about})
    for action, _number in queries.actions(session, actor, from_id):
        if ("action", action.id) in moving:
            action.owner_id, action.version = to_id, action.version + 1
            _record(session, actor, "action", action, {"owner_id": pair, **about})
    ids = {noun_id for noun, noun_id in moving if noun == "challenge"}
    handover_challenges.move(session, actor, ids, from_id, to_id, about)


def _move_child(
    session: Any, actor: Actor, link: ChildPerson, to_id: int, payload: dict[str, Any]
) -> None:
    ends_on = link.to_on
    link.to_on = actor.today - DAY
    session.add(
        ChildPerson(
            child_id=link.child_id, part="iro", person_id=to_id, from_on=actor.today, to_on=ends_on
        )
    )
    payload = {**payload, "from_on": actor.today}
    trail.record(
        session, actor, "hand_over", "child", link.child_id, payload, child_id=link.child_id
    )


def _record(session: Any, actor: Actor, noun: str, row: Any, payload: dict[str, Any]) -> None:
    trail.record(
        session,
        actor,
        "hand_over",
        noun,
        row.id,
        payload,
        child_id=row.child_id,
        home_id=row.home_id,
        team_id=row.team_id,
    )
