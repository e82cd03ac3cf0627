"""The days by which running challenges are due, worked out anew when the calendar changes."""

from typing import Any

from db.queries import challenges as queries
from qa.domain.actor import Actor
from qa.services.challenge_store import standing, summarise


def refresh_running(session: Any, actor: Actor) -> int:
    """Keep what follows from the events under the calendar as it now is; how many run."""
    running = queries.running(session)
    for challenge in running:
        at = standing(session, challenge)
        summarise(session, actor, challenge, at.state, at.ladder, at.calendar)
    session.flush()
    return len(running)
