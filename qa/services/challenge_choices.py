"""What the form of a challenge offers: brothers and sisters, who can be asked, who can act."""

from typing import Any

from db.engine import reading
from db.models import Child
from db.queries import challenges as queries
from db.queries import child_page
from db.queries import owners as owner_queries
from qa.domain import permissions
from qa.domain.actor import Actor
from qa.services import people
from qa.services.challenge_facts import facts_of_challenge
from qa.services.challenge_store import found
from qa.services.facts import facts_of_children
from qa.services.owners import Owner

RAISE = "raise_challenge"
ANSWERERS = ("team_manager", "head_of_service", "practice_manager")


def children(actor: Actor, challenge_id: int) -> dict[int, str]:
    """Case numbers by id: the first child of the challenge, then brothers and sisters in scope."""
    with reading() as session:
        found(session, actor, challenge_id)
        about = {
            row.child_id: row.case_number for row in queries.children_of(session, [challenge_id])
        }
        others = {
            sibling.id: sibling.case_number
            for child_id in about
            if (child := child_page.one(session, actor, child_id)) is not None
            for sibling in _siblings(session, actor, child)
        }
    return about | others


def _siblings(session: Any, actor: Actor, child: Child) -> list[Any]:
    return list(child_page.siblings(session, actor, child))


def may_raise(actor: Actor, child_id: int) -> bool:
    """Whether this person may raise a challenge or share good practice about a child."""
    with reading() as session:
        facts = facts_of_children(session, [child_id], actor.today)
    return child_id in facts and permissions.can(actor, RAISE, facts[child_id]).allowed


def to_ask(actor: Actor) -> dict[int, str]:
    """Names by id of everybody whose role may answer, but the person themselves."""
    listed = people.with_role(*ANSWERERS, on=actor.today)
    return {each.id: each.label for each in listed if each.id not in actor.selves}


def owners(actor: Actor, challenge_id: int) -> list[Owner]:
    """Who can own an action of a challenge: those around the child first, then by name."""
    with reading() as session:
        challenge = found(session, actor, challenge_id)
        facts = facts_of_challenge(session, challenge, actor.today)
        near = {
            **dict.fromkeys(facts.iro_ids, "IRO or chair"),
            **dict.fromkeys(facts.manager_ids, "team manager"),
            **dict.fromkeys(facts.worker_ids, "social worker"),
        }
        at_work = owner_queries.at_work(session, actor.today, facts.child_team_ids, near)
    listed = sorted(at_work, key=lambda row: (row.id not in near, row.name))
    return [
        Owner(row.id, row.name + (f" (this child's {near[row.id]})" if row.id in near else ""))
        for row in listed
    ]
