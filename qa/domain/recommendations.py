"""Recommendations of visits: what the registered person said, where each stands, which repeat."""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from qa.domain.words import format_date

ACCEPT, IN_PART, NOT_ACCEPTED = "accept", "accept_part", "not_accept"
STATES = {
    "no_response": "No response yet",
    "response_late": "Response late",
    "accepted": "Accepted",
    "accepted_in_part": "Accepted in part",
    "overdue": "Accepted, overdue",
    "not_accepted": "Not accepted",
    "done": "Done, not verified",
    "verified": "Done and verified",
    "withdrawn": "Withdrawn",
}
"""Where a recommendation stands, in words."""
RUN = 3
"""Visits in a row with a recommendation on the same standard that make it a repeated one."""


def state_words(state: str, consider_by_on: dt.date | None, due_on: dt.date) -> str:
    """Where it stands, with the day that matters: 'Response late: it was to be considered by 3
    November 2026'."""
    words = STATES[state]
    if state == "no_response" and consider_by_on:
        return f"{words}: to be considered by {format_date(consider_by_on)}"
    if state == "response_late" and consider_by_on:
        return f"{words}: it was to be considered by {format_date(consider_by_on)}"
    if state in ("accepted", "accepted_in_part"):
        return f"{words}, to be done by {format_date(due_on)}"
    if state == "overdue":
        return f"{words}: it was to be done by {format_date(due_on)}"
    return words


def repeated(visits: Iterable[tuple[Any, Sequence[str]]], run: int = RUN) -> set[tuple[Any, str]]:
    """(visit, standard) of recommendations on a standard that the visits just before it, `run`
    in all, recommended on as well. `visits`: of one home, the oldest first, each with the
    standards it made recommendations on."""
    found, streaks = set(), {}
    for visit, standards in visits:
        streaks = {standard: streaks.get(standard, 0) + 1 for standard in set(standards)}
        found |= {(visit, standard) for standard, length in streaks.items() if length >= run}
    return found
