"""The trail: who did what, when, refused or not. Append-only, chained, checked by `verify`."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from db.engine import reading, writing
from db.models import TrailEntry
from db.queries import holds
from db.queries import trail as queries
from qa.domain.actor import Actor
from qa.domain.chain import FIRST, as_payload, entry_hash
from qa.domain.permissions import HELD
from qa.domain.refusals import Refused

ONE_OPENING = dt.timedelta(minutes=30)
UNDER_HOLD = frozenset({"open", "export", "restrict", "hold", "place_hold", "lift_hold"})
"""Acts that a serious-incident hold on the child does not stop: none changes what is recorded."""
NOUNS_UNDER_HOLD = frozenset({"risk"})
"""A child's safety comes first: who was told and that the child is safe can still be recorded."""
FIELDS = (
    "at",
    "person_id",
    "who",
    "act",
    "noun",
    "noun_id",
    "child_id",
    "home_id",
    "team_id",
    "refused",
    "payload",
)


def record(
    session: Any,
    actor: Actor,
    act: str,
    noun: str,
    noun_id: int | None = None,
    payload: Mapping[str, Any] | None = None,
    *,
    child_id: int | None = None,
    home_id: int | None = None,
    team_id: int | None = None,
    refused: bool = False,
) -> None:
    """Add one entry in the caller's transaction; the head of the chain is locked meanwhile.

    Raises Refused for a change to a child whose records a serious-incident hold locks: whatever
    writes comes past here, so nothing about the child is changed meanwhile.
    """
    entry = TrailEntry(
        at=actor.now,
        person_id=actor.person_id or None,
        who=actor.name,
        act=act,
        noun=noun,
        noun_id=noun_id,
        child_id=child_id,
        home_id=home_id,
        team_id=team_id,
        refused=refused,
        payload=as_payload(payload or {}),
    )
    head = queries.locked_head(session)
    if not refused and act not in UNDER_HOLD and noun not in NOUNS_UNDER_HOLD:
        must_be_free(session, child_id)
    entry.previous_hash = head.hash
    entry.hash = entry_hash(head.hash, _fields(entry))
    session.add(entry)
    head.hash, head.entries = entry.hash, head.entries + 1
    session.flush()


def must_be_free(session: Any, child_id: int | None) -> None:
    """Refuse where a serious-incident hold locks the records of this child."""
    if child_id is not None and holds.running(session, child_id):
        raise Refused(HELD)


def changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, list[Any]]:
    """What changed, as {field: [old, new]}: the payload of a write."""
    return {k: [before.get(k), v] for k, v in after.items() if before.get(k) != v}


def opened(actor: Actor, noun: str, noun_id: int, **about: int | None) -> None:
    """Record that a child-level record was opened: once per person, record and half hour."""
    since = actor.now - ONE_OPENING
    with reading() as session:
        if queries.opened_since(session, actor.person_id, noun, noun_id, since):
            return
    with writing() as session:
        record(session, actor, "open", noun, noun_id, **about)


def refused(actor: Actor, act: str, noun: str, noun_id: int | None, why: str) -> None:
    """Record that something was refused (in a transaction of its own)."""
    with writing() as session:
        record(session, actor, act, noun, noun_id, {"why": why}, refused=True)


@dataclass(frozen=True)
class Verdict:
    """Whether the chain holds; the first entry that does not, and why."""

    holds: bool
    entries: int
    first_wrong: int | None = None
    why: str = ""


def verify(progress: Callable[[int], None] | None = None) -> Verdict:
    """Walk the whole chain and compare every hash, the order and the head."""
    with reading() as session:
        return verify_in(session, progress)


def verify_in(session: Any, progress: Callable[[int], None] | None = None) -> Verdict:
    """The same for the store that a session reads."""
    previous, seen = FIRST, 0
    for entry in queries.in_order(session):
        seen += 1
        if entry.previous_hash != previous:
            return Verdict(False, seen, entry.id, "an entry before it is missing or changed")
        if entry_hash(previous, _fields(entry)) != entry.hash:
            return Verdict(False, seen, entry.id, "its contents were changed")
        previous = entry.hash
        if progress and not seen % 1000:
            progress(seen)
    head = queries.head(session)
    if (head.hash, head.entries) != (previous, seen):
        return Verdict(False, seen, seen + 1, "entries are missing at the end")
    return Verdict(True, seen)


def _fields(entry: TrailEntry) -> dict[str, Any]:
    return {name: getattr(entry, name) for name in FIELDS}
