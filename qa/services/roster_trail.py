"""Many entries of the trail at once: the same chain as `trail.record`, one locking of its head."""

from collections.abc import Iterable, Mapping
from typing import Any

from db import bulk
from db.queries import holds
from db.queries import trail as queries
from qa.domain.actor import Actor
from qa.domain.chain import as_payload, entry_hash
from qa.domain.permissions import HELD
from qa.domain.refusals import Refused
from qa.domain.words import joined
from qa.services.trail import FIELDS


def record_children(
    session: Any, actor: Actor, changes: Mapping[int, Mapping[str, Any]], act: str = "import"
) -> None:
    """One entry about each of these children (id -> {field: [old, new]}), in order of id.

    Raises Refused where a serious-incident hold locks the records of one of them.
    """
    _must_be_free(session, changes)
    about = (
        {"act": act, "noun": "child", "noun_id": i, "child_id": i, "payload": changes[i]}
        for i in sorted(changes)
    )
    _record(session, actor, about)


def _must_be_free(session: Any, changes: Mapping[int, Any]) -> None:
    held = holds.on_hold(session, holds.all_on_hold(session) & changes.keys())
    if held:
        numbers = joined([number for _id, number in held])
        raise Refused(f"{HELD} Nothing was changed. On hold: {numbers}.")


def record_teams(session: Any, actor: Actor, names: Mapping[int, str]) -> None:
    """One entry about each of these new teams."""
    about = (
        {
            "act": "create",
            "noun": "team",
            "noun_id": i,
            "team_id": i,
            "payload": {"name": [None, n]},
        }
        for i, n in names.items()
    )
    _record(session, actor, about)


def _record(session: Any, actor: Actor, entries: Iterable[dict[str, Any]]) -> None:
    previous, rows = queries.locked_head(session).hash, []
    who = {"at": actor.now, "person_id": actor.person_id or None, "who": actor.name}
    for about in entries:
        fields = {**dict.fromkeys(FIELDS), "refused": False, **who, **about}
        fields["payload"] = as_payload(fields["payload"])
        digest = entry_hash(previous, fields)
        rows.append((*(fields[name] for name in FIELDS), previous, digest))
        previous = digest
    if rows:
        bulk.insert(session, "trail_entry", (*FIELDS, "previous_hash", "hash"), rows)
        bulk.move_head(session, len(rows), previous)
