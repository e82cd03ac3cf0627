"""What a file says of each child: its rows of several lists brought together."""

import datetime as dt
from collections.abc import Mapping, Sequence
from itertools import groupby
from operator import attrgetter
from typing import Any, NamedTuple

from qa.imports.annex_a_columns import code_label
from qa.imports.annex_a_values import AnnexA, CareLeaver, InCare, InNeed, Listed

BY_WEIGHT = (8, 7, 9, 6)
"""Where lists differ about a child, the first of these that says anything is believed."""
LONGEST_URN = 10
PLACEMENT = ("placed_on", "placement_type", "placement_urn")
NOW_ELSEWHERE = frozenset({"looked_after", "child_protection"})
LIST_NO = attrgetter("list_no")
DIED = frozenset({"E2", "RC2"})

Rows = Sequence[Listed]


class Said(NamedTuple):
    """Whether the file says anything (its column is there), and what; None is nobody."""

    known: bool
    name: str | None


def rows_by_child(annex: AnnexA) -> dict[str, list[Listed]]:
    """Good rows of each child, the weightiest list first."""
    by_list = {number: list(rows) for number, rows in groupby(annex.listed, LIST_NO)}
    found: dict[str, list[Listed]] = {}
    for number in BY_WEIGHT:
        for row in by_list.get(number, ()):
            rows = found.get(row.case_number)
            if rows is None:
                found[row.case_number] = [row]
            else:
                rows.append(row)
    return found


def lists_with(annex: AnnexA, header: str) -> frozenset[int]:
    """The lists of the file that have this column."""
    missing = {note.list_no for note in annex.missing_columns if note.column == header}
    return frozenset(annex.lists_present) - missing


def named(rows: Rows, field: str, lists: frozenset[int]) -> Said:
    """The team or worker that the rows name, among the lists that have the column."""
    known = False
    for row in rows:
        if row.list_no in lists:
            known = True
            if name := getattr(row, field):
                return Said(True, name)
    return Said(known, None)


def birth(rows: Rows) -> tuple[dt.date | None, int | None, bool]:
    """(birth_month or expected month, age_years where no month is known, is_unborn)."""
    month = age = None
    unborn = False
    for row in rows:
        unborn = unborn or row.unborn
        month = month or row.birth_month
        age = row.age_years if age is None else age
    return month, None if month or unborn else age, unborn


def died_on(rows: Rows) -> dt.date | None:
    """The day a period ended because the child died."""
    for row in rows:
        if row.ends_on:
            why = getattr(row.facts, "end_reason", None) or getattr(
                row.facts, "closure_reason", None
            )
            if why in DIED:
                return row.ends_on
    return None


def only_in_need(row: Listed, rows: Rows, elsewhere: bool) -> bool:
    """Whether a row of list 6 is a status of its own.

    List 6 repeats children who are looked after or on a plan (its "Case status" says so); they
    are not in need besides, as long as list 7 or 8, or what was known before, holds them.
    """
    facts = row.facts
    if not isinstance(facts, InNeed) or facts.case_status not in NOW_ELSEWHERE:
        return True
    return not (elsewhere or any(other.list_no in (7, 8) and not other.ends_on for other in rows))


def end_reason(row: Listed) -> str | None:
    """Why the period ended, in Ofsted's words."""
    facts = row.facts
    if row.ends_on is None or isinstance(facts, CareLeaver):
        return None
    if isinstance(facts, InNeed):
        return code_label("closure", facts.closure_reason) or None
    if isinstance(facts, InCare):
        return code_label("care_end", facts.end_reason) or None
    return None


def facts_of(row: Listed) -> dict[str, Any]:
    """What the list says besides, by field name; dates as 2026-11-05, empty cells left out.

    A placement whose start is known is kept as a placement, not here.
    """
    facts = {
        name: value.isoformat() if type(value) is dt.date else value
        for name, value in zip(row.facts._fields, row.facts, strict=True)
        if value is not None
    }
    if "placed_on" in facts:
        for name in PLACEMENT:
            facts.pop(name, None)
    return facts


def placement_urn(facts: InCare) -> str | None:
    """Ofsted's number of the home, where the cell can be one."""
    urn = facts.placement_urn
    return urn if urn and len(urn) <= LONGEST_URN else None


def survivors(children: Sequence[Any]) -> tuple[Mapping[str, Any], Mapping[int, Any]]:
    """Children by case number and by id; a merged number leads to the child it was merged into."""
    by_id = {child.id: child for child in children}

    def last(child: Any) -> Any:
        for _step in range(10):
            if child.merged_into_id is None:
                return child
            child = by_id[child.merged_into_id]
        return child

    merged = {child.id: last(child) for child in children if child.merged_into_id is not None}
    by_number = {child.case_number: merged.get(child.id, child) for child in children}
    return by_number, {**by_id, **merged}
