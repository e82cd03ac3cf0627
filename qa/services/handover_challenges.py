"""Challenges in a handover: who acts as the raiser, or is asked, changes; who raised it never."""

from collections.abc import Iterator
from typing import Any

from db.models import Challenge
from db.queries import challenges as records
from db.queries import handover as queries
from db.queries import notices
from qa.domain.actor import ROLES, Actor
from qa.domain.challenge_events import Event
from qa.domain.permissions import Facts
from qa.services.challenge_facts import facts_of_challenge
from qa.services.challenge_store import happen, on_trail, standing
from qa.services.handover_items import ON_HOLD, Item

RAISING = ("iro", "practice_manager")
ANSWERING = ("team_manager", "head_of_service")


def items(
    session: Any, actor: Actor, from_id: int, to_id: int, roles: frozenset[str]
) -> Iterator[Item]:
    """What moves of the giver's challenges, and what stays with why."""
    for challenge, case_number in queries.challenges(session, actor, from_id):
        facts = facts_of_challenge(session, challenge, actor.today)
        held = challenge.held_by_id == from_id
        why = _why_not(challenge, facts, held, to_id, roles)
        part = "Challenge" if held else "Answer to a challenge"
        yield Item("challenge", challenge.id, f"{part} about {case_number}", why)


def _why_not(
    challenge: Challenge, facts: Facts, held: bool, to_id: int, roles: frozenset[str]
) -> str:
    if facts.is_on_hold:
        return ON_HOLD
    if held and to_id in facts.answered_ids | {challenge.responder_id}:
        return "The colleague is asked to answer it, or has answered it."
    if not held and to_id in facts.acted_for_raiser_ids | facts.iro_ids:
        return "The colleague raised it, or is the child's IRO or chair."
    wanted = RAISING if held else ANSWERING
    if not roles & set(wanted):
        return f"The colleague does not hold the role {' or '.join(ROLES[r] for r in wanted)}."
    return ""


def move(
    session: Any, actor: Actor, ids: set[int], from_id: int, to_id: int, about: dict[str, Any]
) -> None:
    """Move these challenges of the giver to the taker, each with its entry on the trail. What
    nobody was told yet, the taker is told."""
    for challenge_id in sorted(ids):
        challenge = records.by_id(session, challenge_id)
        if challenge.held_by_id == from_id:
            challenge.held_by_id = to_id
            challenge.version += 1
            notices.readdress(session, challenge_id, from_id, to_id)
            changed = {"held_by_id": [from_id, to_id], **about}
            on_trail(session, actor, "hand_over", challenge, changed)
        else:
            event = Event("hand_over", actor.today, actor.now, actor.person_id, responder_id=to_id)
            changed = {"responder_id": [from_id, to_id], **about}
            happen(session, actor, standing(session, challenge), event, changed)
