"""Who is to be told of what happened to a challenge: a row each, sent later, once."""

from typing import Any

from db.models import Challenge, Notice
from db.queries import notices as queries
from qa.domain.actor import Actor
from qa.domain.challenge_events import Event

ASKS = ("raise", "escalate", "bypass", "reopen", "hand_over")
ENDS = ("withdraw", "resolve")


def after(session: Any, actor: Actor, challenge: Challenge, event: Event, number: int) -> None:
    """In the event's own transaction: whoever is to be told of it, but never who did it."""
    if event.name in ASKS:
        only = "asked" if event.name == "hand_over" else None  # its deadlines stay what they are
        queries.no_longer_needed(session, challenge.id, actor.now, only)
        _responder(session, actor, challenge, "asked", number)
    elif event.name == "answer":
        queries.no_longer_needed(session, challenge.id, actor.now)
        _raiser(session, actor, challenge, "answered", number)
    elif event.name == "pause":
        queries.no_longer_needed(session, challenge.id, actor.now, "no_answer")
    elif event.name in ENDS and challenge.kind != "good_practice":
        queries.no_longer_needed(session, challenge.id, actor.now)
        _responder(session, actor, challenge, "closed", number)


def no_answer(session: Any, actor: Actor, challenge: Challenge) -> None:
    """The stage's day is over without an answer: the raiser is asked to decide, once for each
    deadline (a pause makes another)."""
    _raiser(session, actor, challenge, "no_answer", queries.deadlines(session, challenge.id))


def _raiser(session: Any, actor: Actor, challenge: Challenge, kind: str, number: int) -> None:
    if challenge.held_by_id != actor.person_id:
        session.add(
            Notice(
                challenge_id=challenge.id, kind=kind, number=number, part="raiser",
                person_id=challenge.held_by_id, made_at=actor.now,
            )
        )  # fmt: skip


def _responder(session: Any, actor: Actor, challenge: Challenge, kind: str, number: int) -> None:
    if challenge.responder_id is not None and challenge.responder_id == actor.person_id:
        return
    known = [part for part in (challenge.responder_name, challenge.responder_role) if part]
    session.add(
        Notice(
            challenge_id=challenge.id, kind=kind, number=number, part="responder",
            person_id=challenge.responder_id, made_at=actor.now,
            name=None if challenge.responder_id else ", ".join(known)[:200] or None,
        )
    )  # fmt: skip
