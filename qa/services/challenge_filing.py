"""Marking a challenge as filed on the case system: by whom and when."""

import datetime as dt

from db.engine import writing
from qa.domain.actor import Actor
from qa.domain.refusals import Refused
from qa.domain.words import format_date
from qa.services.challenge_store import allowed, day_of, found, must_be_current, on_trail


def mark_filed(actor: Actor, challenge_id: int, version: int, on: dt.date | None = None) -> None:
    """Record that the timeline was filed that day (today unless given); again after a change."""
    on = day_of(actor, on)
    with writing() as session:
        challenge = found(session, actor, challenge_id, lock=True)
        allowed(session, actor, "file", challenge)
        must_be_current(session, challenge, version)
        if challenge.raised_on is None:
            raise Refused("A draft is not filed: raise it first.")
        if on < challenge.raised_on:
            raise Refused(f"It was raised on {format_date(challenge.raised_on)}, after that day.")
        before = challenge.filed_on
        challenge.filed_on, challenge.filed_by_id = on, actor.person_id
        challenge.version += 1
        on_trail(session, actor, "file", challenge, {"filed_on": [before, on]})
