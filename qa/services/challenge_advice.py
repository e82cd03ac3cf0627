"""The IRO's independent legal advice about a challenge: read and written by the IRO alone."""

from db.engine import reading, writing
from db.models import LegalAdvice
from db.queries import challenges as queries
from qa.domain import permissions
from qa.domain.actor import Actor
from qa.domain.answers import checks as given
from qa.domain.refusals import Stale
from qa.services import trail
from qa.services.challenge_facts import facts_of_challenge
from qa.services.challenge_store import allowed, found, on_trail

ACT = "legal_advice"


def read(actor: Actor, challenge_id: int) -> tuple[str, int]:
    """The advice and its version ('' and 0: none yet). Raises NotFound, Refused."""
    with reading() as session:
        challenge = found(session, actor, challenge_id)
        permissions.require(actor, ACT, facts_of_challenge(session, challenge, actor.today))
        kept = queries.advice(session, challenge_id)
        return (kept.text, kept.version) if kept else ("", 0)


def save(actor: Actor, challenge_id: int, text: str, version: int) -> int:
    """Keep the advice; its new version. The trail says that it was saved, never what it says.

    Under a serious-incident hold it is read on, and not written, on a draft neither.
    """
    with writing() as session:
        challenge = found(session, actor, challenge_id, lock=True)
        allowed(session, actor, ACT, challenge)
        for child in queries.children(session, challenge_id):
            trail.must_be_free(session, child.child_id)
        kept = queries.advice(session, challenge_id)
        if (kept.version if kept else 0) != version:
            sentence = "This was saved elsewhere meanwhile. Both texts are on screen: choose one."
            raise Stale(sentence, kept.text if kept else "", kept.version if kept else 0)
        if kept is None:
            kept = LegalAdvice(challenge_id=challenge_id, version=0, text="")
            session.add(kept)
        kept.text, kept.version = given.text(text) or "", version + 1
        kept.saved_at, kept.saved_by_id = actor.now, actor.person_id
        session.flush()
        if challenge.status != "draft":
            on_trail(session, actor, "legal_advice", challenge, {"version": kept.version})
        return kept.version
