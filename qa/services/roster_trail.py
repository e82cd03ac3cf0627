"""Many entries of the trail at once: the same chain as `trail.record`, one locking of its head."""

from collections.abc import Mapping
from typing import Any

from db import bulk
from db.queries import trail as queries
from qa.domain.actor import Actor
from qa.domain.chain import as_payload, entry_hash
from qa.services.trail import FIELDS


def record_children(
    session: Any, actor: Actor, changes: Mapping[int, Mapping[str, Any]], act: str = "import"
) -> None:
    """One entry about each of these children (id -> {field: [old, new]}), in order of id."""
    if not changes:
        return
    previous = queries.locked_head(session).hash
    rows = []
    for child_id in sorted(changes):
        fields = {
            "at": actor.now,
            "person_id": actor.person_id or None,
            "who": actor.name,
            "act": act,
            "noun": "child",
            "noun_id": child_id,
            "child_id": child_id,
            "home_id": None,
            "team_id": None,
            "refused": False,
            "payload": as_payload(changes[child_id]),
        }
        digest = entry_hash(previous, fields)
        rows.append((*(fields[name] for name in FIELDS), previous, digest))
        previous = digest
    bulk.insert(session, "trail_entry", (*FIELDS, "previous_hash", "hash"), rows)
    bulk.move_head(session, len(rows), previous)
