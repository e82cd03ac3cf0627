"""The latest review on lists 7 and 8 becomes a meeting of the register, where none stands there."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from db import bulk
from db.queries import care_history as queries
from qa.domain.actor import Actor
from qa.domain.reviews import KINDS, SHORT_BREAKS
from qa.domain.words import format_date
from qa.imports.annex_a_values import AnnexA, InCare, Listed, OnPlan
from qa.services.roster_state import Comparison
from qa.services.roster_values import NewMeeting, Ref, ReviewContradiction

SOURCE = "annex_a"
CONFERENCE = "cp_review"
TYPES = {CONFERENCE: "review"}
BEFORE = "is not after the plan or care began, so it is not recorded"


def meetings(session: Any, annex: AnnexA) -> list[Any]:
    """(child_id, kind, met_on) known since the earliest review that the file names."""
    named = [day for row in annex.listed if (day := _latest(row))]
    return list(queries.meetings(session, min(named))) if named else []


def compare_reviews(state: Comparison) -> None:
    """Note the meetings that the file names and nobody has recorded, and what it contradicts."""
    known: dict[tuple[int, bool], list[dt.date]] = defaultdict(list)
    for child_id, kind, met_on in state.known.meetings:
        known[child_id, kind == CONFERENCE].append(met_on)
    for ref, row, day in _named(state):
        kind = _kind(row)
        held = known[ref, kind == CONFERENCE]
        if _is_too_early(row, kind, day):
            _contradict(state, row, f"{_said(kind, day)} {BEFORE}")
        elif day not in held:
            state.writes.meetings.append(NewMeeting(ref, kind, day))
            held.append(day)
        later = [on for on in held if day < on <= state.annex.as_at]
        if later:
            _contradict(
                state, row,
                f"{_said(kind, day)} is the latest in the file; {format_date(max(later))} is "
                "recorded here and is kept",
            )  # fmt: skip


def _is_too_early(row: Listed, kind: str, day: dt.date) -> bool:
    """Before care began; a review conference on or before the day the plan did (CIN Census)."""
    start = row.starts_on
    return start is not None and (day < start or (kind == CONFERENCE and day == start))


def write_meetings(session: Any, actor: Actor, found: Iterable[tuple[int, str, dt.date]]) -> None:
    """Write (child_id, kind, met_on), in the caller's transaction."""
    columns = ("child_id", "kind", "met_on", "conference_type", "source", "recorded_at",
               "recorded_by_id")  # fmt: skip
    same = (SOURCE, actor.now, actor.person_id or None)
    bulk.insert(session, "review", columns, ((*row, TYPES.get(row[1]), *same) for row in found))


def _named(state: Comparison) -> Iterator[tuple[Ref, Listed, dt.date]]:
    """Children who are known, or come with this file, and the latest review of their row."""
    new = {child.case_number: -n for n, child in enumerate(state.writes.new_children, start=1)}
    for row in state.annex.listed:
        day = _latest(row)
        if day is None:
            continue
        child = state.by_number.get(row.case_number)
        if child is None:
            yield new[row.case_number], row, day
        elif child.id not in state.known.on_hold:
            yield child.id, row, day


def _latest(row: Listed) -> dt.date | None:
    return row.facts.latest_review_on if isinstance(row.facts, OnPlan | InCare) else None


def _kind(row: Listed) -> str:
    if isinstance(row.facts, OnPlan):
        return CONFERENCE
    legal = row.facts.legal_status if isinstance(row.facts, InCare) else None
    return "short_break_review" if legal in SHORT_BREAKS else "cla_review"


def _said(kind: str, day: dt.date) -> str:
    return f"{KINDS[kind]} of {format_date(day)}"


def _contradict(state: Comparison, row: Listed, words: str) -> None:
    child = state.by_number.get(row.case_number)
    if child is None or child.id in state.known.in_scope:
        state.contradictions.append(ReviewContradiction(row.case_number, words))
    else:
        state.contradictions_hidden += 1
