"""The days of a month of due dates, the load of each IRO, and what is to mind about the month."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from db.queries import due_calendar as queries
from db.queries.due_calendar import Span
from qa.domain.due_calendar import ORDER, SHORT, last_of, weeks_of
from qa.domain.duties import MEETINGS, MIDWAYS
from qa.domain.words import format_date, format_day, joined
from qa.domain.working_days import Calendar

NOBODY = "No IRO or chair"
WEEKEND = "Weekend"
Reasons = Mapping[dt.date, str]


@dataclass(frozen=True)
class Day:
    """One day of the month: what falls due by kind, how many are late, what sort of day it is."""

    on: dt.date
    counts: tuple[tuple[str, int], ...]
    late: int
    note: str
    is_today: bool

    @property
    def total(self) -> int:
        """How many things fall due."""
        return sum(n for _, n in self.counts)


@dataclass(frozen=True)
class Load:
    """One IRO's month: reviews and conferences, midways, the rest; children they hold today."""

    iro: str
    meetings: int
    midways: int
    other: int
    children: int


def days_of(
    rows: Sequence[Any], first: dt.date, today: dt.date, known: Calendar, reasons: Reasons
) -> dict[dt.date, Day]:
    by_day: dict[dt.date, Counter[str]] = defaultdict(Counter)
    late: Counter[dt.date] = Counter()
    for row in rows:
        by_day[row.due_on][row.kind] += row.n
        if row.is_late:
            late[row.due_on] += row.n
    return {
        on: Day(
            on,
            _short(by_day[on]),
            late[on],
            _note(on, known, reasons),
            on == today,
        )
        for week in weeks_of(first)
        for on in week
        if on
    }


def _short(found: Counter[str]) -> tuple[tuple[str, int], ...]:
    """(what, how many) in the order of a day, kinds of one short name together."""
    said: Counter[str] = Counter()
    for kind in ORDER:
        if found[kind]:
            said[SHORT[kind]] += found[kind]
    return tuple(said.items())


def _note(on: dt.date, known: Calendar, reasons: Reasons) -> str:
    if on in known.holidays:
        return "Bank holiday"
    if on in reasons:
        return "Council closed"
    return WEEKEND if on.weekday() > 4 else ""


def load_of(
    session: Any, rows: Sequence[Any], named: Sequence[Any], span: Span
) -> tuple[Load, ...]:
    """By name, which is no ranking; those with nothing due this month as well."""
    parts: dict[int | None, Counter[str]] = defaultdict(Counter)
    for row in rows:
        kind = "meetings" if row.kind in MEETINGS else "midways" if row.kind in MIDWAYS else "other"
        parts[row.iro_id][kind] += row.n
    held = {row.id: row for row in named if not span.iro_ids or row.id in span.iro_ids}
    left = frozenset(i for i in parts if i is not None and i not in held)
    names = {i: row.name for i, row in held.items()} | queries.names(session, left)
    found = [
        Load(names[i], n["meetings"], n["midways"], n["other"], held[i].n if i in held else 0)
        for i, n in ((i, parts[i]) for i in sorted(names, key=names.__getitem__))
    ]
    if None in parts:
        n = parts[None]
        found.append(Load(NOBODY, n["meetings"], n["midways"], n["other"], 0))
    return tuple(found)


def notes_of(first: dt.date, known: Calendar, reasons: Reasons) -> tuple[str, ...]:
    """Why the council is closed, and where the known bank holidays end."""
    closed: dict[str, list[str]] = defaultdict(list)
    for on in sorted(reasons):
        if first <= on <= last_of(first):
            closed[reasons[on]].append(format_day(on))
    found = [f"The council is closed on {joined(days)}: {why}." for why, days in closed.items()]
    if last_of(first) > known.horizon:
        found.append(
            f"The bank holidays after {format_date(known.horizon)} have not been announced, so no "
            "time limit is worked out past that day and none is shown here."
        )
    return tuple(found)
