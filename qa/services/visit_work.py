"""What a visitor has to do, for My work: homes to visit, reports to issue, copies to send."""

import dataclasses
from collections.abc import Iterable, Iterator
from typing import Any

from db.queries.visit_work import TO_VISIT, WAITING
from qa.domain.coverage import Life, soon_from
from qa.domain.urgency import Group
from qa.domain.visits import month_of
from qa.domain.words import format_month

SCREEN = "visits"
WHY = "At least one visit in every calendar month; CHR regulation 44(1)"
ASKS = {
    "submitted": "Have the report checked, and issue it",
    "issued": "Send the copies of the report, and close the visit",
}
WRITTEN = "Write the report of the visit"


def items(desk: Any, rows: Iterable[Any]) -> Iterator[Any]:
    """Items of the desk (`my_work._Desk`) for the rows that wait for a visitor, among those that
    `queries.my_work.drafts` read: no statement of their own."""
    for row in rows:
        if row.kind == TO_VISIT:
            yield _to_visit(desk, row)
        elif row.status in WAITING:
            address = {"id": row.id}
            yield desk.item(ASKS[row.status], row.home, row.due_on, SCREEN, address,
                            row.due_explained)  # fmt: skip


def is_ours(row: Any) -> bool:
    """Whether a row is one of these and not a form to fill in."""
    return row.kind == TO_VISIT or row.status in WAITING


def _to_visit(desk: Any, row: Any) -> Any:
    month, today = month_of(row.due_on), desk.actor.today
    cover = "" if row.assignee_id == desk.actor.person_id else " (as cover)"
    what = f"Visit for {format_month(month)}{cover}"
    made = desk.item(what, row.home, row.due_on, SCREEN, {"home": row.id}, WHY, True)
    if row.due_on < today:
        return made
    soon = soon_from(Life(closed_on=row.due_on), today, desk.calendar, desk.soon_within)
    is_soon = soon is not None and soon <= today
    return dataclasses.replace(made, group=Group.SOON if is_soon else Group.LATER)
