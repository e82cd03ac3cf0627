"""One child's rows against what is known of that child: the rows to write, and what changed."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from qa.domain.children import STATUSES
from qa.imports.annex_a_values import InCare, Listed
from qa.services import roster_children as said
from qa.services.roster_changes import Changes, differences, words_of
from qa.services.roster_links import relinked
from qa.services.roster_placements import compare_placement, new_placement
from qa.services.roster_state import Comparison, team, worker
from qa.services.roster_values import (
    STATUS_OF_LIST,
    NewChild,
    NewLink,
    NewStatus,
    Ref,
)

NOW_ELSEWHERE = "Now looked after or on a protection plan"
BEGAN_AGAIN = "Began again"


def compare_new(state: Comparison, number: str, rows: said.Rows) -> None:
    """A child who is not known yet."""
    writes, as_at = state.writes, state.annex.as_at
    refused = number in state.refused_numbers
    month, age, unborn = said.birth(rows)
    seen = (None, as_at) if refused else (as_at, None)
    writes.new_children.append(NewChild(number, month, age, unborn, said.died_on(rows), *seen))
    ref = -len(writes.new_children)
    for row in rows:
        if said.only_in_need(row, rows, elsewhere=False):
            writes.new_statuses.append(_new_status(ref, row))
        if isinstance(row.facts, InCare) and row.facts.placed_on:
            writes.placements.append(new_placement(ref, row, row.facts))
    name = said.named(rows, "team", state.lists_with_team).name
    if name and team(state, name) is not None:
        writes.team_links.append(NewLink(ref, name))
    if name := said.named(rows, "worker", state.lists_with_worker).name:
        worker(state, name)
        writes.worker_links.append(NewLink(ref, name))


def compare_known(state: Comparison, child: Any, rows: said.Rows, refused: bool) -> None:
    """A child who is known already: only what differs is written."""
    changes: Changes = {}
    _compare_child(state, child, rows, changes)
    for row in rows:
        _compare_status(state, child.id, row, rows, changes)
        if isinstance(row.facts, InCare) and row.facts.placed_on:
            compare_placement(state, child.id, row, row.facts, changes)
    _compare_team(state, child.id, rows, changes)
    _compare_worker(state, child.id, rows, changes)
    if changes:
        state.writes.changes[child.id] = changes
        state.changed[child.id] = ", ".join(words_of(name) for name in changes)
    else:
        state.unchanged += 1
    if not refused and child.updated_as_at != state.annex.as_at:
        state.writes.seen_again.append(child.id)


def _compare_child(state: Comparison, child: Any, rows: said.Rows, changes: Changes) -> None:
    values = {**_birth(child, rows), "died_on": child.died_on or said.died_on(rows)}
    different = differences(child, values)
    if different:
        changes.update(different)
        state.writes.children.append({"id": child.id, **values})


def _birth(child: Any, rows: said.Rows) -> dict[str, Any]:
    """What the file says of age and birth; what it leaves empty stays as it is known."""
    month, age, unborn = said.birth(rows)
    if not (month or unborn or age is not None):
        month, age, unborn = child.birth_month, child.age_years, child.is_unborn
    elif month is None and unborn == child.is_unborn:
        month = child.birth_month
    return {"birth_month": month, "age_years": None if month else age, "is_unborn": unborn}


def _compare_status(
    state: Comparison, child_id: int, row: Listed, rows: said.Rows, changes: Changes
) -> None:
    status = STATUS_OF_LIST[row.list_no]
    before = state.statuses.get((child_id, status))
    if not said.only_in_need(row, rows, _held_elsewhere(state, child_id)):
        _end_in_need(state, before, changes)
    elif before is None:
        _begin(state, child_id, row, changes)
    elif _same_period(before, row):
        _update(state, before, row, changes)
    else:
        start = max(filter(None, (before.from_on, row.starts_on)))
        if before.to_on is None or before.to_on > start:
            _end(state, before, start, BEGAN_AGAIN)
        _begin(state, child_id, row, changes)


def _same_period(before: Any, row: Listed) -> bool:
    """The same period, or one whose start was put right in the case system to an earlier day."""
    if before.from_on is None or row.starts_on is None:
        return True
    return row.starts_on <= before.from_on


def _held_elsewhere(state: Comparison, child_id: int) -> bool:
    """Known to be looked after or on a plan, by a list that is not in this file."""
    for number, status in ((7, "cp"), (8, "cla")):
        row = state.statuses.get((child_id, status))
        running = row is not None and row.to_on is None and row.off_list_on is None
        if running and number not in state.annex.lists_present:
            return True
    return False


def _begin(state: Comparison, child: Ref, row: Listed, changes: Changes) -> None:
    made = _new_status(child, row)
    state.writes.new_statuses.append(made)
    values = {"from_on": made.from_on, "to_on": made.to_on, **made.facts}
    prefix = STATUSES[made.status].lower()
    changes.update({f"{prefix}: {words_of(name)}": [None, v] for name, v in values.items() if v})


def _new_status(child: Ref, row: Listed) -> NewStatus:
    return NewStatus(
        child,
        STATUS_OF_LIST[row.list_no],
        row.starts_on,
        row.ends_on,
        said.end_reason(row),
        said.facts_of(row),
    )


def _update(state: Comparison, before: Any, row: Listed, changes: Changes) -> None:
    values = {
        "from_on": row.starts_on or before.from_on,
        "to_on": row.ends_on,
        "end_reason": said.end_reason(row),
        "facts": said.facts_of(row),
        "off_list_on": None,
    }
    different = differences(before, values)
    if not different:
        return
    state.writes.statuses.append({"id": before.id, **values})
    old, new = different.pop("facts", [{}, {}])
    for name in sorted({*old, *new}):
        if old.get(name) != new.get(name):
            different[name] = [old.get(name), new.get(name)]
    prefix = STATUSES[before.status].lower()
    changes.update({f"{prefix}: {words_of(name)}": pair for name, pair in different.items()})


def _end_in_need(state: Comparison, before: Any, changes: Changes) -> None:
    if before is None or before.to_on is not None or before.off_list_on is not None:
        return
    _end(state, before, state.annex.as_at, NOW_ELSEWHERE)
    changes[f"{STATUSES['cin'].lower()}: to"] = [None, state.annex.as_at]


def _end(state: Comparison, before: Any, to_on: dt.date, why: str) -> None:
    if before.from_on:
        to_on = max(before.from_on, to_on)
    state.writes.statuses.append(
        {
            "id": before.id,
            "from_on": before.from_on,
            "to_on": to_on,
            "end_reason": why,
            "facts": before.facts,
            "off_list_on": None,
        }
    )


def _compare_team(state: Comparison, child_id: int, rows: said.Rows, changes: Changes) -> None:
    wanted = said.named(rows, "team", state.lists_with_team)
    target = team(state, wanted.name) if wanted.name else None
    if not wanted.known or (wanted.name and target is None):
        return
    links = state.team_links.get(child_id, [])
    begins, ends = relinked(links, target, state.annex.as_at)
    state.writes.changed_team_links += ends
    if begins:
        state.writes.team_links.append(NewLink(child_id, wanted.name or ""))
    if begins or ends:
        changes["team"] = [_names(links, state.team_names), wanted.name]


def _compare_worker(state: Comparison, child_id: int, rows: said.Rows, changes: Changes) -> None:
    wanted = said.named(rows, "worker", state.lists_with_worker)
    if not wanted.known:
        return
    target = worker(state, wanted.name) if wanted.name else None
    links = state.worker_links.get(child_id, [])
    begins, ends = relinked(links, target, state.annex.as_at)
    state.writes.changed_worker_links += ends
    if begins:
        state.writes.worker_links.append(NewLink(child_id, wanted.name or ""))
    if begins or ends:
        changes["social worker"] = [_names(links, state.person_names), wanted.name]


def _names(links: Iterable[Any], names: Mapping[int, str]) -> str | None:
    return ", ".join(names.get(link.target_id, str(link.target_id)) for link in links) or None
