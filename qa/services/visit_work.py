"""What a visitor has to do, for My work: homes to visit, reports to issue, copies to send."""

import dataclasses
from collections.abc import Iterator, Sequence
from typing import Any

from db.queries.visit_work import NOT_SAID, SAID_NO, TO_VISIT, WAITING
from qa.domain.coverage import Life, soon_from
from qa.domain.urgency import Group
from qa.domain.visits import month_of
from qa.domain.words import format_month
from qa.services import independence

SCREEN = "visits"
WHY = "At least one visit in every calendar month; CHR regulation 44(1)"
ASKS = {
    "submitted": "Have the report checked, and issue it",
    "issued": "Send the copies of the report, and close the visit",
}
MAY_NOT = (
    "You may not visit it today. {} Tell a practice manager or head of service now, so that the "
    "home is visited in time."
)
SAID = (
    "You said on a visit in this month that you are not independent of this home, so that visit "
    "does not count. Tell a practice manager or head of service now, so that somebody else visits "
    "the home in time."
)
NOT_COUNTED = (
    "The visit is begun and does not count for its month yet: it does once its visitor says that "
    "they are independent of the home."
)
BEGUN = (
    "A colleague has begun a visit in this month. It does not count as long as they do not say "
    "that they are independent of the home."
)
WITHDRAW = "Withdraw the visit"
WHY_WITHDRAW = (
    "You said that you are not independent of this home; CHR regulation 43(3). Where the conflict "
    "came to light only after the visit, say so in the report instead."
)
WRITTEN = "Write the report of the visit"


def items(session: Any, desk: Any, rows: Sequence[Any]) -> Iterator[Any]:
    """Items of the desk (`my_work._Desk`) for the rows that wait for a visitor, among those that
    `queries.my_work.drafts` read: one statement, none where no home is to be visited."""
    homes = {row.id for row in rows if row.kind == TO_VISIT}
    actor = desk.actor
    barred = independence.refusals(session, homes, actor.person_id, actor.today)
    for row in rows:
        if row.kind == TO_VISIT:
            yield _to_visit(desk, row, _against(row, barred))
        elif row.status == SAID_NO:
            yield desk.item(WITHDRAW, row.home, actor.today, SCREEN, {"id": row.id}, WHY_WITHDRAW)
        elif row.status == NOT_SAID:
            own = desk.item(WRITTEN + _as_cover(desk, row), row.home, row.due_on, SCREEN,
                            {"id": row.id}, row.due_explained)  # fmt: skip
            yield dataclasses.replace(own, against=NOT_COUNTED)
        elif row.status in WAITING:
            address = {"id": row.id}
            yield desk.item(ASKS[row.status], row.home, row.due_on, SCREEN, address,
                            row.due_explained)  # fmt: skip


def is_ours(row: Any) -> bool:
    """Whether a row is one of these and not a form to fill in."""
    return row.kind == TO_VISIT or row.status in (*WAITING, SAID_NO, NOT_SAID)


def _against(row: Any, barred: dict[int, str]) -> str:
    if row.status == SAID_NO:
        return SAID
    if row.id in barred:
        return MAY_NOT.format(barred[row.id])
    return BEGUN if row.status == NOT_SAID else ""


def _as_cover(desk: Any, row: Any) -> str:
    return "" if row.assignee_id == desk.actor.person_id else " (as cover)"


def _to_visit(desk: Any, row: Any, against: str) -> Any:
    month, today = month_of(row.due_on), desk.actor.today
    what = f"Visit for {format_month(month)}{_as_cover(desk, row)}"
    made = desk.item(what, row.home, row.due_on, SCREEN, {"home": row.id}, WHY, True)
    made = dataclasses.replace(made, against=against)
    if row.due_on < today:
        return made
    soon = soon_from(Life(closed_on=row.due_on), today, desk.calendar, desk.soon_within)
    is_soon = soon is not None and soon <= today
    return dataclasses.replace(made, group=Group.SOON if is_soon else Group.LATER)
