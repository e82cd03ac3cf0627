"""Who must act today on challenges, and why; what is about to breach."""

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from db.engine import reading
from db.queries import challenge_behind as queries
from db.queries import challenge_lists as lists
from qa.domain.actor import Actor
from qa.domain.urgency import Group
from qa.domain.words import format_date, joined, plural
from qa.domain.working_days import add_working_days
from qa.services import clocks
from qa.services.challenge_lists import Row, dressed
from qa.services.monitor import Monitor, may_see

CALLS, LISTED = 5, 50
LONG_AGO = dt.date(1900, 1, 1)


@dataclass(frozen=True)
class Call:
    """A challenge that needs a call today: whom to call, and why in sentences."""

    row: Row
    whom: str
    why: str


@dataclass(frozen=True)
class Today:
    """The first calls of how many; what ends in 5 working days, and in the 5 after those."""

    calls: tuple[Call, ...]
    waiting: int
    in_five: tuple[Row, ...]
    in_ten: tuple[Row, ...]


def today(actor: Actor, team_id: int | None = None) -> Today:
    """What the day asks for, the oldest day first. Raises Refused where no role includes it."""
    may_see(actor)
    teams = () if team_id is None else (team_id,)
    with reading() as session:
        calendar, now = clocks.working_calendar(session), actor.today
        five, ten = (add_working_days(calendar, now, days) for days in (5, 10))
        one = dt.timedelta(days=1)
        due = queries.ending(actor, teams, LONG_AGO, now)
        late = dressed(session, actor, lists.rows(session, due, CALLS))
        return Today(
            tuple(_call(row, now) for row in late),
            lists.count_of(session, due),
            _rows(session, actor, queries.ending(actor, teams, now + one, five)),
            _rows(session, actor, queries.ending(actor, teams, five + one, ten)),
        )


def headline(found: Monitor) -> str:
    """What is open in one sentence, by the four groups of urgency; then what ends soon."""
    if not found.open:
        return "No challenge is open."
    is_are = "is" if found.open == 1 else "are"
    frame = found.charts["challenge_open"]
    counts = Counter[str]()
    for group, n in zip(frame["urgency"], frame["n"], strict=True):
        counts[group] += n
    parts = [f"{counts[group]:,} {group.lower()}" for group in Group]
    if found.paused:
        parts.append(f"{found.paused:,} paused")
    return (
        f"{plural(found.open, 'challenge')} {is_are} open: {joined(parts)}. "
        f"{found.in_five:,} will breach within 5 working days without a step, "
        f"{found.in_ten:,} within 10."
    )


def _rows(session: Any, actor: Actor, query: Any) -> tuple[Row, ...]:
    return tuple(dressed(session, actor, lists.rows(session, query, LISTED)))


def _call(row: Row, now: dt.date) -> Call:
    is_asked = row.status == "open"
    whom = (row.asked or "whoever answers at this stage") if is_asked else row.holder
    said = [_why(row), _cap(row, now), _about(row.themes)]
    return Call(row, whom, " ".join(part for part in said if part))


def _why(row: Row) -> str:
    if row.status != "open":
        return f"{row.status_words}: {row.holder} decides what comes next."
    if row.due_on is None:
        return f"{row.stage}: no answer has come."
    when = f", {row.late}" if row.next_on == row.due_on else ""
    return f"{row.stage}: the answer was asked for by {format_date(row.due_on)}{when}."


def _cap(row: Row, now: dt.date) -> str:
    if row.cap_due_on is None:
        return ""
    verb = "were over" if row.cap_due_on < now else "are over"
    when = f" ({row.late})" if row.next_on == row.cap_due_on else ""
    return f"The days in all {verb} on {format_date(row.cap_due_on)}{when}."


def _about(themes: Sequence[str]) -> str:
    return (
        f"About: {joined([words[:1].lower() + words[1:] for words in themes])}." if themes else ""
    )
