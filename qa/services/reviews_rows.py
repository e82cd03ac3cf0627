"""Meetings as rows for one reader: when each was due, how late it was held, and why then."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from db.models import Review
from db.queries import reviews as queries
from qa.domain.review_entry import ReviewGiven
from qa.domain.reviews import KINDS
from qa.domain.words import format_date, working_days_words
from qa.domain.working_days import Calendar, working_days_late
from qa.services import clocks, duties, reviews_store


@dataclass(frozen=True)
class Timing:
    """When a meeting was due, how late it was, in words, and the sentence of its due date."""

    words: str
    explanation: str = ""
    due_on: dt.date | None = None
    days_late: int | None = None


@dataclass(frozen=True)
class MeetingRow:
    """A meeting as this reader may see it: without texts for business support."""

    id: int
    version: int
    child_id: int
    case_number: str
    given: ReviewGiven
    timing: Timing
    recorded: str
    """'entered by hand by Ann Example', 'loaded from SSDA903'."""

    @property
    def words(self) -> str:
        """Which meeting it was: 'Statutory review of 5 November 2026'."""
        return f"{KINDS[self.given.kind]} of {format_date(self.given.met_on)}"


def rows(session: Any, found: Iterable[Any], *, with_text: bool = False) -> Iterator[MeetingRow]:
    """From (Review, child id, case number), in the same order."""
    found = list(found)
    timings = _timings(session, [review for review, *_ in found])
    names = queries.person_names(session, (review.recorded_by_id for review, *_ in found))
    made = reviews_store.decisions_of(session, [r.id for r, *_ in found]) if with_text else {}
    for review, child_id, case_number in found:
        yield MeetingRow(
            review.id,
            review.version,
            child_id,
            case_number,
            reviews_store.as_read(review, made.get(review.id, ()), with_text),
            timings[review.id],
            reviews_store.how_recorded(review, names),
        )


def _timings(session: Any, meetings: Sequence[Review]) -> dict[int, Timing]:
    owed = queries.duties_of(session, [review.id for review in meetings])
    if not owed:
        return {review.id: _untimed(review) for review in meetings}
    calendar = clocks.working_calendar(session)
    said = duties.explain(session, owed)
    found = {duty.review_id: _timing(duty, said[duty.id], calendar) for duty in owed}
    return {review.id: found.get(review.id) or _untimed(review) for review in meetings}


def _timing(duty: Any, explanation: str, calendar: Calendar) -> Timing:
    if duty.done_on <= duty.on_time_until:
        return Timing("On time", explanation, duty.due_on, 0)
    first = calendar.first
    late = working_days_late(calendar, max(duty.on_time_until, first), max(duty.done_on, first))
    words = f"{working_days_words(late)} late" if late else "Late, by days off only"
    return Timing(words, explanation, duty.due_on, late)


def _untimed(review: Review) -> Timing:
    if not review.was_held:
        return Timing("Not held")
    if review.kind == "icpc":
        return Timing("Starts the clock")
    return Timing("Not known: what came before it is not recorded")
