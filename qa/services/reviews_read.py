"""Reading the register of reviews and conferences: the list, a child's register, the last meeting.

Business support reads dates and codes; what the IRO or chair wrote is left out for them.
"""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from db.engine import reading, writing
from db.models import Review, ReviewDecision
from db.queries import child_page, subjects
from db.queries import reviews as queries
from qa.domain import permissions
from qa.domain.actor import Actor
from qa.domain.duties import KINDS as DUTY_KINDS
from qa.domain.duties import MEETINGS, MIDWAYS, MISSED
from qa.domain.refusals import NotFound, Refused
from qa.domain.review_entry import SERIES
from qa.domain.review_list import Wanted
from qa.domain.reviews import KINDS
from qa.domain.spreadsheet_safety import csv_bytes
from qa.domain.urgency import lateness_words
from qa.domain.words import format_date
from qa.domain.working_days import Calendar
from qa.services import children, clocks, duties, trail
from qa.services.facts import facts_of_child
from qa.services.reviews_rows import MeetingRow, rows

PAGE, AT_ONCE, MOST = 25, 2_000, 50_000
HEADER = (
    "Child", "Meeting", "Held on", "Held", "Quorate", "Participation code", "Child told on",
    "Was due", "Working days late", "How recorded",
)  # fmt: skip


@dataclass(frozen=True)
class Owed:
    """What is or was due, and why then."""

    kind: str
    words: str
    due_on: dt.date
    lateness: str
    explanation: str


@dataclass(frozen=True)
class Register:
    """Everything the register holds of a child, for one reader; the latest meeting first."""

    child_id: int
    case_number: str
    age: str
    is_unborn: bool
    reads_text: bool
    may_keep: permissions.Decision
    siblings: tuple[tuple[int, str], ...]
    meetings: tuple[MeetingRow, ...]
    running: tuple[Owed, ...]
    missed: tuple[Owed, ...]


@dataclass(frozen=True)
class ReviewList:
    """One page of meetings, and how many there are in all."""

    rows: tuple[MeetingRow, ...]
    total: int


def listed(actor: Actor, wanted: Wanted, limit: int = PAGE, offset: int = 0) -> ReviewList:
    """One page of the meetings in scope that a filter keeps, the latest first, without texts."""
    with reading() as session:
        total = queries.count(session, actor, wanted)
        found = queries.page(session, actor, wanted, limit, offset)
        return ReviewList(tuple(rows(session, found)), total)


def of_child(actor: Actor, child_id: int) -> Register:
    """The child's register for this reader; the opening goes on the trail. Raises NotFound."""
    made = summary(actor, child_id)
    trail.opened(actor, "child", child_id, child_id=child_id)
    return made


def summary(actor: Actor, child_id: int) -> Register:
    """The same for a part of another page, which has put its own opening on the trail."""
    with reading() as session:
        child = child_page.one(session, actor, child_id)
        if child is None:
            raise NotFound("child")
        return _register(session, actor, child)


def _register(session: Any, actor: Actor, child: Any) -> Register:
    reads_text = child_page.reads_more_than_dates(session, actor, child.id)
    found = [(r, child.id, child.case_number) for r in queries.of_child(session, child.id)]
    facts = facts_of_child(session, child.id, actor.today)
    return Register(
        child_id=child.id,
        case_number=child.case_number,
        age=children.age(child, actor),
        is_unborn=child.is_unborn,
        reads_text=reads_text,
        may_keep=permissions.can(actor, "keep_reviews", facts),
        siblings=tuple((r.id, r.case_number) for r in child_page.siblings(session, actor, child)),
        meetings=tuple(rows(session, found, with_text=reads_text)),
        running=running(session, child.id, actor.today),
        missed=_missed(session, child.id),
    )


def running(session: Any, child_id: int, today: dt.date) -> tuple[Owed, ...]:
    """What meetings and midway reviews are due now about a child, the earliest first."""
    kinds = (*MEETINGS, *MIDWAYS, "reconvene")
    found = queries.running_duties(session, child_id, kinds)
    calendar = clocks.working_calendar(session)
    return _owed(session, found, lambda row: _lateness(row, today, calendar))


def _lateness(row: Any, today: dt.date, calendar: Calendar) -> str:
    if row.due_on < today <= row.on_time_until:
        return f"due since {format_date(row.due_on)}, still on time"
    last = row.due_on if today <= row.due_on else row.on_time_until
    return lateness_words(last, today, calendar)


def _missed(session: Any, child_id: int) -> tuple[Owed, ...]:
    found = queries.past_duties(session, child_id, MEETINGS, (MISSED,))
    return _owed(session, found, lambda row: f"none was held by {format_date(row.ended_on)}")


def _owed(session: Any, found: Sequence[Any], lateness: Callable[[Any], str]) -> tuple[Owed, ...]:
    said = duties.explain(session, found) if found else {}
    return tuple(
        Owed(row.kind, DUTY_KINDS[row.kind].words, row.due_on, lateness(row), said[row.id])
        for row in found
    )


def last_meeting(session: Any, child_id: int, series: str) -> Review | None:
    """The last meeting of a series that was held: 'cla_review', 'short_break_review' or
    'cp_review' (the initial conference included)."""
    return queries.last_held(session, child_id, SERIES[series])


def open_decisions(session: Any, review_id: int) -> Sequence[ReviewDecision]:
    """The decisions of a meeting that are not done yet, in order."""
    return [row for row in queries.decisions(session, [review_id]) if row.done_on is None]


def decision_counts(session: Any, child_id: int, series: str) -> tuple[int, int]:
    """Of the last meeting held: how many decisions it made, and how many of them are done."""
    last = last_meeting(session, child_id, series)
    return queries.counted_decisions(session, last.id) if last else (0, 0)


def child_numbered(actor: Actor, case_number: str) -> int:
    """The child with a case number. Raises Refused where none is given, NotFound where there is
    none in scope."""
    number = case_number.strip()
    if not number:
        raise Refused("Give the case number.")
    with reading() as session:
        child = subjects.child_numbered(session, actor, number)
    if child is None:
        raise NotFound("child", number[:60])
    return child.id


def child_of(actor: Actor, review_id: int) -> int:
    """The child a meeting is about. Raises NotFound."""
    with reading() as session:
        found = queries.child_id_of(session, actor, review_id)
    if found is None:
        raise NotFound("review or conference")
    return found


def export(actor: Actor, wanted: Wanted) -> bytes:
    """The list as CSV without texts; that it was exported goes on the trail."""
    permissions.require(actor, "export")
    found: list[MeetingRow] = []
    while page := listed(actor, wanted, AT_ONCE, len(found)).rows:
        found += page
        if len(found) >= MOST:
            raise Refused(f"These are more than {MOST:,} meetings. Narrow the list first.")
    with writing() as session:
        payload = {"rows": len(found), "kind": wanted.kind, "missing": wanted.missing,
                   "from_on": wanted.from_on, "to_on": wanted.to_on}  # fmt: skip
        trail.record(session, actor, "export", "reviews", None, payload)
    return csv_bytes(HEADER, map(_cells, found))


def _cells(row: MeetingRow) -> tuple[object, ...]:
    given, timing = row.given, row.timing
    return (
        row.case_number, KINDS[given.kind], given.met_on, given.was_held, given.is_quorate,
        given.participation, given.child_told_on, timing.due_on, timing.days_late, row.recorded,
    )  # fmt: skip
