"""Due dates in words: how each stands today, and why it is that day."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from qa.domain import urgency
from qa.domain.actor import Actor
from qa.domain.duties import DONE, KINDS, RUNNING
from qa.domain.urgency import Group
from qa.domain.words import format_date, working_days_words
from qa.domain.working_days import Calendar, working_days_late
from qa.services import duties, settings
from qa.services.due_calendar_days import NOBODY
from qa.services.due_list import lateness


@dataclass(frozen=True)
class Entry:
    """One due date: whose, what, how it stands in words, and why it is that day."""

    child_id: int
    case_number: str
    kind: str
    words: str
    due_on: dt.date
    state: str
    group: Group | None
    statutory: bool
    iro: str
    team: str
    explanation: str


def entries_of(
    session: Any, actor: Actor, rows: Sequence[Any], known: Calendar
) -> tuple[Entry, ...]:
    """Rows of the list in words, each with the sentence of its date."""
    why = duties.explain(session, [row.Duty for row in rows])
    at = settings.values(session, actor.today)
    days = (at["critical_after_working_days"], at["due_soon_within_working_days"])
    return tuple(_entry(row, why[row.Duty.id], actor.today, known, days) for row in rows)


def _entry(row: Any, why: str, today: dt.date, known: Calendar, days: tuple[int, int]) -> Entry:
    duty, kind = row.Duty, KINDS[row.Duty.kind]
    group = None
    if duty.status == RUNNING:
        group = urgency.urgency(duty.on_time_until, today, known, *days)
        if group is Group.LATER and duty.due_on <= today:
            group = Group.SOON
    return Entry(
        duty.child_id,
        row.case_number,
        duty.kind,
        kind.words,
        duty.due_on,
        state_words(duty, today, known),
        group,
        kind.is_statutory,
        row.iro or NOBODY,
        row.team or "no team",
        why,
    )


def state_words(duty: Any, today: dt.date, known: Calendar) -> str:
    """'due in 3 working days', 'done 4 November 2026, on time', 'not done'."""
    if duty.status == RUNNING:
        said = lateness(duty.due_on, duty.on_time_until, today, known)
        is_counted_later = duty.due_on < min(today, duty.on_time_until)
        last = f", last day on time {format_date(duty.on_time_until)}" if is_counted_later else ""
        return f"{said}{last}"
    if duty.status != DONE:
        return "not done"
    said = f"done {format_date(duty.done_on)}"
    if duty.done_on <= duty.on_time_until:
        return f"{said}, on time"
    late = working_days_late(known, max(duty.on_time_until, known.first), duty.done_on)
    return f"{said}, {working_days_words(late)} late"
