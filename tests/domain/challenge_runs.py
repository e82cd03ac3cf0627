"""Ladders and runs of moves for the tests of challenges, and strategies that make more of them."""

import datetime as dt
from dataclasses import dataclass

from hypothesis import strategies as st

from qa.domain import workflow
from qa.domain.challenge_events import ChildResult, Event
from qa.domain.challenges import State, apply
from qa.domain.ladders import Ladder, Stage
from qa.domain.refusals import Refused
from qa.domain.working_days import Calendar
from tests.domain.calendars import FIRST, HORIZON, middle_days

AT = dt.datetime(2026, 11, 2, 12, tzinfo=dt.UTC)
ROLES = ("team_manager", "team_manager", "head_of_service", "")


def ladder(*limits: int | None, informal: int | None = 5, has_informal=True, cap=20) -> Ladder:
    """A ladder with these limits of its formal stages."""
    stages = tuple(
        Stage(n, f"Stage {n}", f"Somebody {n}", ROLES[min(n, 3)], limit)
        for n, limit in enumerate(limits, start=1)
    )
    low = Stage(0, "Informal", "Team manager", "team_manager", informal) if has_informal else None
    return Ladder("ours", 1, "Ours", stages, low, cap)


DEFAULT = ladder(5, 5, 5, 5)


def event(name: str, on: dt.date, **other) -> Event:
    """An event with words wherever a move asks for them."""
    usual = {"text": "Because it is so."}
    if name == "resolve":
        usual |= {"outcome": "as_sought", "children": (ChildResult(1, "as_sought", "Moved"),)}
    if name == "correct_themes":
        usual |= {"themes": ("Visits",), "themes_before": ("Drift", "Visits")}
    return Event(name, on, AT, 1, **{**usual, **other})


@st.composite
def ladders(draw) -> Ladder:
    """Any ladder that its loader would take; only a partner's has no cap."""
    cap = draw(st.none() | st.integers(1, 20))
    limits: list[int | None] = []
    for _ in range(draw(st.integers(1, 5))):
        left = 30 if cap is None else cap - sum(limit or 0 for limit in limits)
        limits.append(draw(_limit(left, may_lack=cap is not None)))
    return ladder(
        *limits, informal=draw(st.none() | st.integers(1, 15)), has_informal=draw(st.booleans()),
        cap=cap,
    )  # fmt: skip


def _limit(left: int, *, may_lack: bool) -> st.SearchStrategy[int | None]:
    """Days of one stage out of those that are left; none of its own where a cap is over all."""
    if not left:
        return st.none()
    return st.none() | st.integers(1, left) if may_lack else st.integers(1, left)


@st.composite
def runs(draw) -> tuple[Ladder, Calendar, list[Event], State]:
    """Any ladder, any calendar and any sequence of moves: those that could be made, and where
    they lead. Most are such as the state allows, so that runs get far; bank holidays and closure
    days lie where the run is; an answer may be recorded with an earlier day than today."""
    found, first = draw(ladders()), draw(middle_days)
    off = [first + dt.timedelta(days=n) for n in draw(st.lists(st.integers(0, 90), max_size=25))]
    calendar = Calendar(frozenset(off[::2]), frozenset(off[1::2]), FIRST, HORIZON)
    on, events, state = first, [], State()
    begin = draw(st.sampled_from([None, 1, 0]))
    tried = event("raise", on, stage=begin if begin is None or found.has(begin) else None)
    for _ in range(draw(st.integers(1, 20))):
        try:
            state = apply(state, tried, found, calendar)
            events.append(tried)
        except Refused:
            pass
        name = draw(st.sampled_from(_likely(state.status)))
        on += dt.timedelta(days=draw(st.integers(0, 12)))
        back = draw(st.integers(0, 8)) if name == "answer" else 0
        stage = draw(st.integers(0, found.last)) if name == "bypass" else None
        tried = event(name, on - dt.timedelta(days=back), stage=stage)
    return found, calendar, events, state


def _likely(status: str) -> list[str]:
    """The moves to draw from: those of the state, and now and then one that it refuses."""
    allowed = [move.name for move in workflow.CHALLENGE if status in move.sources]
    climbing = [name for name in allowed if name in ("answer", "escalate", "bypass", "reopen")]
    return [*allowed, *climbing, *climbing, "resolve", "answer", "escalate"]


@dataclass(frozen=True)
class Told:
    """One stage as the events tell it: its number, its days, and the pauses that ended in it."""

    number: int
    started_on: dt.date
    ended_on: dt.date | None
    pauses: tuple[tuple[dt.date, dt.date], ...]


def told(found: Ladder, events: list[Event]) -> list[Told]:
    """The stages of a run, read off its events by hand."""
    made: list[Told] = []
    begun: tuple[int, dt.date] | None = None
    pauses: list[tuple[dt.date, dt.date]] = []
    paused_on: dt.date | None = None
    for each in events:
        ends = each.name in ("escalate", "bypass", "resolve", "withdraw")
        if each.name == "pause":
            paused_on = each.on
        elif paused_on is not None and (ends or each.name == "resume"):
            pauses, paused_on = [*pauses, (paused_on, each.on)], None
        if ends and begun:
            made.append(Told(*begun, each.on, tuple(pauses)))
            begun, pauses = None, []
        if each.name in BEGINS:
            begun = (_number(found, made, each), each.on)
    return [*made, Told(*begun, None, tuple(pauses))] if begun else made


BEGINS = ("raise", "escalate", "bypass", "reopen")


def _number(found: Ladder, made: list[Told], each: Event) -> int:
    if each.name == "raise":
        lowest = 1 if found.informal is None else 0
        return lowest if each.stage is None else each.stage
    if each.name == "bypass":
        return each.stage
    return made[-1].number + (each.name == "escalate")


def counted(calendar: Calendar, first: dt.date, last: dt.date) -> int:
    """Working days after one day up to another, counted one by one."""
    days = (first + dt.timedelta(days=n + 1) for n in range((last - first).days))
    return sum(_is_worked(calendar, day) for day in days)


def reached(calendar: Calendar, first: dt.date, days: int) -> dt.date:
    """The day that many working days after another, gone to one by one; 0 is the day itself."""
    on = first
    while days:
        on += dt.timedelta(days=1)
        days -= _is_worked(calendar, on)
    return on


def _is_worked(calendar: Calendar, day: dt.date) -> bool:
    return day.weekday() < 5 and day not in calendar.holidays | calendar.closure_days
