"""Marking a challenge as filed on the case system: by whom and when."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from db.engine import writing
from db.models import Challenge
from db.queries import challenges as queries
from qa.domain.actor import Actor
from qa.domain.challenges import RUNNING
from qa.domain.refusals import Refused
from qa.domain.words import format_date
from qa.services.challenge_store import allowed, day_of, found, must_be_current, on_trail

SCREEN = "challenges"
NOT_CLOSED = "It is not closed yet. It is filed once it is final."
FILED_ALREADY = (
    "One of these was marked as filed already, on {}. Nothing was changed; look at the list again."
)


def is_final(status: str) -> bool:
    """Whether a record is filed as it stands: resolved, withdrawn or shared (a draft says so)."""
    return status not in RUNNING


def mark_filed(actor: Actor, challenge_id: int, version: int, on: dt.date | None = None) -> None:
    """Record that the timeline was filed that day (today unless given); again after a change.

    Raises Refused in words, also for one that still runs."""
    with writing() as session:
        challenge = found(session, actor, challenge_id, lock=True)
        allowed(session, actor, "file", challenge)
        must_be_current(session, actor, challenge, version)
        if not is_final(challenge.status):
            raise Refused(NOT_CLOSED)
        _file(session, actor, challenge, on)


def mark_final(session: Any, actor: Actor, challenge: Challenge, on: dt.date) -> None:
    """The same from the list of what is not filed, in the caller's transaction, once it is final.

    Raises Refused in words; the caller holds the row.
    """
    allowed(session, actor, "file", challenge)
    if not is_final(challenge.status):
        raise Refused("One of these is not closed yet. It is filed once it is final.")
    if challenge.filed_on is not None:
        raise Refused(FILED_ALREADY.format(format_date(challenge.filed_on)))
    _file(session, actor, challenge, on)


def _file(session: Any, actor: Actor, challenge: Challenge, on: dt.date | None) -> None:
    on = day_of(actor, on)
    if challenge.raised_on is None:
        raise Refused("A draft is not filed: raise it first.")
    since = challenge.closed_on or challenge.raised_on
    if on < since:
        done = "closed" if challenge.closed_on else "raised"
        raise Refused(f"It was {done} on {format_date(since)}, after that day.")
    before = challenge.filed_on
    challenge.filed_on, challenge.filed_by_id = on, actor.person_id
    challenge.version += 1
    on_trail(session, actor, "file", challenge, {"filed_on": [before, on]})


def words(kind: str) -> str:
    """What it is called in a sentence of a list."""
    return "good-practice alert" if kind == "good_practice" else "challenge"


def children_words(session: Any, challenges: Sequence[Challenge]) -> dict[int, str]:
    """'Child C-1' or 'Children C-1, C-2' of each of these challenges, by id."""
    numbers: dict[int, list[str]] = {challenge.id: [] for challenge in challenges}
    for row in queries.children_of(session, numbers):
        numbers[row.challenge_id].append(row.case_number)
    return {
        row_id: f"{'Child' if len(each) == 1 else 'Children'} {', '.join(each)}"
        for row_id, each in numbers.items()
    }
