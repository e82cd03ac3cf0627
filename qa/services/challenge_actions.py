"""Actions that come of a challenge: each about one of its children, open at once."""

from db.engine import writing
from db.queries import challenges as queries
from qa.domain import permissions
from qa.domain.actor import Actor
from qa.domain.refusals import Refused
from qa.services import action_drafts
from qa.services.action_drafts import Wanted
from qa.services.actions import record_action
from qa.services.challenge_facts import facts_of_challenge
from qa.services.challenge_store import found

ACTS = ("judge_challenge", "answer_challenge")
"""Whoever acts as the raiser, and whoever answers, opens actions."""


def open_action(actor: Actor, challenge_id: int, child_id: int, wanted: Wanted) -> int:
    """An action about one child of a challenge; its id. Both show each other."""
    with writing() as session:
        challenge = found(session, actor, challenge_id, lock=True)
        facts = facts_of_challenge(session, challenge, actor.today)
        if not any(permissions.can(actor, act, facts).allowed for act in ACTS):
            permissions.require(actor, ACTS[0], facts)
        about = {c.child_id: c for c in queries.children(session, challenge_id)}
        if child_id not in about:
            raise Refused("Choose one of the children that the challenge is about.")
        action = action_drafts.new(
            session, actor, wanted, origin="challenge", challenge_id=challenge_id,
            child_id=child_id, team_id=about[child_id].team_id, raised_by_id=actor.person_id,
            status="open",
        )  # fmt: skip
        session.add(action)
        session.flush()
        kept = {"text": [None, action.text], "challenge_id": [None, challenge_id]}
        record_action(session, actor, "add", action, kept)
        return action.id
