"""The calendar month of what falls due: the days, the entries, the load of each IRO."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from db.engine import reading
from db.queries import due_calendar as queries
from db.queries import keeping
from db.queries.due_calendar import Span
from qa.domain import urgency
from qa.domain.actor import Actor
from qa.domain.due_calendar import MAIN, ORDER, SHORT, SHOWN, last_of, weeks_of
from qa.domain.duties import DONE, KINDS, MEETINGS, MIDWAYS, RUNNING
from qa.domain.refusals import Refused
from qa.domain.urgency import Group
from qa.domain.words import format_date
from qa.domain.working_days import Calendar, working_days_late
from qa.services import clocks, duties, settings

MINE = "mine"
NOBODY = "No IRO or chair"
ALL = ("practice_manager", "head_of_service", "business_support", "team_manager")
"""Who sees more than the children they review themselves."""


@dataclass(frozen=True)
class Wanted:
    """A month, narrowed. `shown` is a key of SHOWN; `iro` is '', 'mine' or a person's id; `day`
    narrows the list below the month, not the month."""

    first: dt.date
    shown: str = MAIN
    team_id: int | None = None
    iro: str = ""
    day: dt.date | None = None


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


@dataclass(frozen=True)
class Load:
    """One IRO's month: reviews and conferences, midways, the rest; children they hold today."""

    iro: str
    meetings: int
    midways: int
    other: int
    children: int


@dataclass(frozen=True)
class Month:
    """The month: its weeks, a page of its entries and how many there are, the load, notes."""

    weeks: tuple[tuple[Day | None, ...], ...]
    entries: tuple[Entry, ...]
    total: int
    listed: int
    load: tuple[Load, ...]
    notes: tuple[str, ...]


def month(actor: Actor, wanted: Wanted, limit: int = 50, offset: int = 0) -> Month:
    """What falls due in a month, of the children in the reader's scope; `limit` and `offset` are
    of the list below it. Five small statements and those of the explanations."""
    span = span_of(actor, wanted, wanted.first, last_of(wanted.first))
    listing = span_of(actor, wanted, wanted.day, wanted.day) if wanted.day else span
    with reading() as session:
        rows = queries.counts(session, actor, span)
        named = queries.iros(session, actor)
        known = clocks.working_calendar(session)
        reasons = {row.on: row.reason for row in keeping.closure_day_rows(session)}
        found = queries.listed(session, actor, listing, limit, offset)
        entries = entries_of(session, actor, found, known)
        load = _load(session, rows, named, span)
    days = _days(rows, wanted.first, actor.today, known, reasons)
    within = listing.from_on, listing.to_on
    return Month(
        tuple(tuple(day and days[day] for day in week) for week in weeks_of(wanted.first)),
        entries,
        sum(day.total for day in days.values()),
        sum(row.n for row in rows if within[0] <= row.due_on <= within[1]),
        load,
        _notes(wanted.first, known),
    )


def iro_choices(actor: Actor) -> dict[str, str]:
    """Whose due dates a reader may choose, by what the address says."""
    if not actor.has(*ALL):
        return {}
    own = {MINE: "Mine"} if actor.has("iro") else {}
    with reading() as session:
        return own | {str(row.id): row.name for row in queries.iros(session, actor)}


def span_of(actor: Actor, wanted: Wanted, from_on: dt.date, to_on: dt.date) -> Span:
    """What to read: an IRO without another part sees what they review themselves.

    Raises Refused for a filter that is none.
    """
    if wanted.shown not in SHOWN:
        raise Refused("There is no such filter. Choose what to show from the list.")
    mine = wanted.iro == MINE or not actor.has(*ALL)
    if not mine and wanted.iro and not wanted.iro.isdigit():
        raise Refused("There is no such person. Choose an IRO or chair from the list.")
    iro_ids = actor.selves if mine else frozenset({int(wanted.iro)} if wanted.iro else ())
    return Span(from_on, to_on, SHOWN[wanted.shown][1], wanted.team_id, iro_ids)


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
        group = urgency.urgency(duty.due_on, today, known, *days)
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
        return urgency.lateness_words(duty.due_on, today, known)
    if duty.status != DONE:
        return "not done"
    said = f"done {format_date(duty.done_on)}"
    if duty.done_on <= duty.on_time_until:
        return f"{said}, on time"
    late = working_days_late(known, max(duty.on_time_until, known.first), duty.done_on)
    return f"{said}, {late:,} working {'day' if late == 1 else 'days'} late"


def _days(
    rows: Sequence[Any], first: dt.date, today: dt.date, known: Calendar, reasons: dict
) -> dict[dt.date, Day]:
    by_day: dict[dt.date, Counter[str]] = defaultdict(Counter)
    late: Counter[dt.date] = Counter()
    for row in rows:
        by_day[row.due_on][row.kind] += row.n
        if row.status == RUNNING and row.due_on < today:
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


def _note(on: dt.date, known: Calendar, reasons: dict[dt.date, str]) -> str:
    if on in known.holidays:
        return "Bank holiday"
    if on in reasons:
        return f"Closed: {reasons[on]}"
    return "Weekend" if on.weekday() > 4 else ""


def _load(session: Any, rows: Sequence[Any], named: Sequence[Any], span: Span) -> tuple[Load, ...]:
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


def _notes(first: dt.date, known: Calendar) -> tuple[str, ...]:
    if last_of(first) <= known.horizon:
        return ()
    return (
        f"The bank holidays after {format_date(known.horizon)} have not been announced, so no "
        "time limit is worked out past that day and none is shown here.",
    )
