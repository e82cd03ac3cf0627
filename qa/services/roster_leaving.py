"""Children whom the file does not show: who has left a list, who was refused, who never came in."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from qa.domain.children import STATUSES
from qa.domain.words import format_date, plural
from qa.imports.annex_a_columns import annex_lists
from qa.services.roster_state import Comparison
from qa.services.roster_values import STATUS_OF_LIST


@dataclass
class Left:
    """Statuses whose list no longer holds the child, and what was known of each list before."""

    rows: list[tuple[int, Any]] = field(default_factory=list)
    known: dict[int, int] = field(default_factory=lambda: defaultdict(int))
    leaving: dict[int, int] = field(default_factory=lambda: defaultdict(int))


def held_lists(state: Comparison) -> tuple[int, ...]:
    """Lists with a refused row that could be anybody's: nobody is marked as having left them."""
    return tuple(sorted({r.list_no for r in state.annex.refused_rows if r.case_number is None}))


def leaving(state: Comparison) -> Left:
    """Compare each list that is in the file with the statuses that ran before it."""
    held, left = held_lists(state), Left()
    shown = _shown(state)
    lists = {STATUS_OF_LIST[number]: number for number in state.annex.lists_present}
    for row in state.known.statuses:
        number = lists.get(row.status)
        child = state.by_id[row.child_id]
        if number is None or child.id != row.child_id or not _runs(row, state):
            continue
        if child.id in state.known.on_hold:
            if row.child_id not in shown[number]:
                state.on_hold[child.id] = child.case_number
            continue
        left.known[number] += 1
        if row.child_id not in shown[number] and number not in held:
            left.leaving[number] += 1
            left.rows.append((number, row))
    return left


def _runs(row: Any, state: Comparison) -> bool:
    return row.off_list_on is None and (row.to_on is None or row.to_on > state.annex.as_at)


def _shown(state: Comparison) -> dict[int, set[int]]:
    """Ids of the children on each list of the file, refused rows included."""
    shown: dict[int, set[int]] = defaultdict(set)
    on_lists: Iterable[Any] = (*state.annex.listed, *state.annex.refused_rows)
    for row in on_lists:
        child = state.by_number.get(row.case_number)
        if child is not None:
            shown[row.list_no].add(child.id)
    return shown


def mark_left(state: Comparison, left: Left) -> None:
    """Write that these lists no longer hold these children."""
    for _number, row in left.rows:
        state.writes.off_list.append(row.id)
        changes = state.writes.changes.setdefault(row.child_id, {})
        changes[f"{STATUSES[row.status].lower()}: off the list"] = [None, state.annex.as_at]


def mark_refused(state: Comparison) -> list[Any]:
    """Known children with a refused row keep their values and are marked; which children."""
    as_at = state.annex.as_at
    children = {
        child.id: child
        for number in state.refused_numbers
        if (child := state.by_number.get(number)) is not None
        and child.id not in state.known.on_hold
    }
    state.writes.not_updated += [
        child.id for child in children.values() if child.not_updated_as_at != as_at
    ]
    return sorted(children.values(), key=lambda child: child.case_number)


def not_loaded(state: Comparison) -> list[tuple[str, int, str]]:
    """Refused rows of children who stay unknown, with their reasons; what is written for them."""
    arriving = {child.case_number for child in state.writes.new_children}
    reasons: dict[tuple[int, int], list[str]] = defaultdict(list)
    for cell in state.annex.refusals:
        reasons[state.annex.list_of_sheet[cell.sheet], cell.row].append(
            f"{cell.column}: {cell.reason}"
        )
    wanted = {
        (row.case_number, row.list_no): " ".join(reasons[row.list_no, row.row])
        for row in state.annex.refused_rows
        if row.case_number
        and row.case_number not in state.by_number
        and row.case_number not in arriving
    }
    _write_not_loaded(state, wanted, arriving)
    return [(*key, reason) for key, reason in sorted(wanted.items())]


def _write_not_loaded(
    state: Comparison, wanted: dict[tuple[str, int], str], arriving: set[str]
) -> None:
    before = {(number, list_no): reason for number, list_no, reason in state.known.not_loaded}
    here = state.annex.lists_present
    gone = [
        key
        for key, reason in before.items()
        if (key[1] in here and wanted.get(key) != reason)
        or key[0] in arriving
        or key[0] in state.by_number
    ]
    state.writes.loaded_after_all += gone
    state.writes.not_loaded += [
        (*key, reason) for key, reason in wanted.items() if before.get(key) != reason
    ]


def question(state: Comparison, left: Left, share: float) -> str:
    """What to confirm when more than this share of a list leaves at once; '' when not."""
    parts = [
        f"{plural(gone, 'child', 'children')} of {left.known[number]:,} on list {number} "
        f"({annex_lists()[number].title}) are not in this file"
        for number, gone in sorted(left.leaving.items())
        if gone > share * left.known[number]
    ]
    if not parts:
        return ""
    return (
        f"{'; '.join(parts)}. They would be marked as no longer on the list from "
        f"{format_date(state.annex.as_at)}: their clocks stop, nothing is deleted. "
        "Confirm that the file is complete."
    )
