"""What a person has to do about challenges, for My work: to answer, to decide, to finish."""

from collections.abc import Iterator
from typing import Any

from db.queries import challenge_work as queries

ASKS = {
    "open": "Decide on a challenge: no answer in time",
    "answered": "Say whether an answer to your challenge is enough",
    "satisfied": "Close your challenge: what changed for the child?",
    "dissatisfied": "Decide on a challenge: the answer was not enough",
    "draft": "Finish or discard a draft challenge",
}
SCREEN = "challenges"


def items(session: Any, desk: Any) -> Iterator[Any]:
    """Items of the desk (`my_work._Desk`): one read, none for whoever has no part in them."""
    if not desk.actor.has("iro", "practice_manager", "team_manager", "head_of_service"):
        return
    for row in queries.waiting(session, desk.actor):
        if row.answers:
            yield _item(desk, f"Answer a challenge: {row.stage_name}", row, row.due_on)
        else:
            due = row.due_on if row.status == "open" else row.cap_due_on
            yield _item(desk, ASKS[row.status], row, due)


def _item(desk: Any, what: str, row: Any, due_on: Any) -> Any:
    about = f"Child {row.case_number}" + (" and others" if row.children > 1 else "")
    due = due_on or row.wanted_by_on or desk.actor.today
    why = "" if due_on else "No limit runs: the day by which it is wanted."
    return desk.item(what, about, due, SCREEN, {"id": row.id}, why, row.cap_due_on is not None)
