"""Dated links against what a file says: who is linked from its day on, and which links end."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

DAY = dt.timedelta(days=1)


def by_child(links: Sequence[Any]) -> dict[int, list[Any]]:
    """Links of each child."""
    found: dict[int, list[Any]] = {}
    for link in links:
        found.setdefault(link.child_id, []).append(link)
    return found


def relinked(
    links: Sequence[Any], target_id: int | None, as_at: dt.date
) -> tuple[bool, list[dict[str, Any]]]:
    """Whether a new link begins on `as_at`, and the ends (id, to_on) of the links before.

    `links` are those of one child and part that hold on `as_at` or later. A link that somebody
    began after `as_at` is newer than the file: then nothing changes. `target_id` None: nobody;
    below nought: somebody who is not known yet.
    """
    if any(link.from_on > as_at for link in links):
        return False, []
    stays = next((link for link in links if link.target_id == target_id), None)
    ends = []
    for link in links:
        to_on = None if link is stays else max(link.from_on, as_at - DAY)
        if link.to_on != to_on:
            ends.append({"id": link.id, "to_on": to_on})
    return stays is None and target_id is not None, ends
