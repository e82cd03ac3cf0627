"""The hash chain of the trail: each entry carries the hash of the one before."""

import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from typing import Any

FIRST = "0" * 64


def entry_hash(previous: str, fields: Mapping[str, Any]) -> str:
    """SHA-256 over the previous hash and the entry's fields in a canonical form."""
    body = json.dumps(fields, sort_keys=True, separators=(",", ":"), default=plain)
    return hashlib.sha256(f"{previous}\n{body}".encode()).hexdigest()


def plain(value: Any) -> Any:
    """Dates and moments as ISO 8601 text; anything else unknown is refused."""
    if isinstance(value, dt.datetime):
        return value.astimezone(dt.UTC).isoformat(timespec="microseconds")
    if isinstance(value, dt.date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} cannot stand in the trail")


def as_payload(fields: Mapping[str, Any]) -> dict[str, Any]:
    """The same fields as they will be stored and read back: JSON values only."""
    return json.loads(json.dumps(fields, default=plain))
