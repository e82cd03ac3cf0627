"""Where a looked-after child lives, by the file, against the placement that is known."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from qa.imports.annex_a_values import InCare, Listed
from qa.services import roster_children as said
from qa.services.roster_changes import Changes, differences, words_of
from qa.services.roster_links import DAY
from qa.services.roster_state import Comparison
from qa.services.roster_values import NewPlacement, Ref


def compare_placement(
    state: Comparison, child_id: int, row: Listed, facts: InCare, changes: Changes
) -> None:
    """A placement that begins ends the one before; the same one may get other values."""
    made = new_placement(child_id, row, facts)
    before = state.placements.get(child_id)
    if before is None or before.from_on < made.from_on:
        if before is not None and before.to_on is None:
            ended = {"to_on": made.from_on - DAY}
            state.writes.changed_placements.append(_placement_row(before, ended))
        state.writes.placements.append(made)
        changes["placement"] = [before and before.placement_type, made.placement_type]
    elif before.from_on == made.from_on:
        values = {"urn": made.urn, "placement_type": made.placement_type, "to_on": made.to_on}
        if different := differences(before, values):
            state.writes.changed_placements.append(_placement_row(before, values))
            changes.update({f"placement: {words_of(k)}": pair for k, pair in different.items()})


def _placement_row(before: Any, values: Mapping[str, Any]) -> dict[str, Any]:
    kept = {name: getattr(before, name) for name in ("id", "urn", "placement_type", "to_on")}
    return {**kept, **values}


def new_placement(child: Ref, row: Listed, facts: InCare) -> NewPlacement:
    """The placement that a row of list 8 gives; it ends with the period in care."""
    start: dt.date = facts.placed_on  # type: ignore[assignment]
    ended = max(start, row.ends_on) if row.ends_on else None
    return NewPlacement(child, said.placement_urn(facts), facts.placement_type, start, ended)
