"""The demonstration's world: its size, its calendar, its chance; and the rows it is made of."""

import bisect
import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np

from qa.domain.refusals import Refused
from qa.domain.timescales import Due, Rule, due
from qa.domain.working_days import Calendar, is_working_day

SEED = 2026
MONTHS = 30
FEWEST, MOST = 50, 1_000_000
DAY = dt.timedelta(days=1)


@dataclass(frozen=True)
class Size:
    """How many audits; teams (12), people (72) and months (30) stay as they are."""

    audits: int = 900

    def __post_init__(self) -> None:
        if not FEWEST <= self.audits <= MOST:
            raise Refused(f"Choose from {FEWEST} to {MOST:,} audits.")

    @property
    def children(self) -> int:
        """How many children: a file is audited about four times at most on average."""
        return max(1200, self.audits // 4)


@dataclass(frozen=True)
class Rows:
    """Rows of one table."""

    table: str
    columns: tuple[str, ...]
    rows: list[tuple[Any, ...]]


@dataclass(frozen=True)
class World:
    """Chance, the day, the working days round it, and the first free id of each table.

    `mornings` are the days' nine o'clocks; `present` is the place of the last one up to today.
    """

    rng: np.random.Generator
    size: Size
    today: dt.date
    now: dt.datetime
    calendar: Calendar
    days: tuple[dt.date, ...]
    mornings: tuple[dt.datetime, ...]
    present: int
    rules: Mapping[str, Rule]
    rules_version: str
    form_id: int
    first_ids: Mapping[str, int]

    @property
    def begins(self) -> int:
        """The place of the first working day of the months covered."""
        return bisect.bisect_left(self.days, months_before(self.today, MONTHS))

    def seldom(self, share: float) -> float:
        """The share that gives as many of a thing in a large set as in the usual one."""
        return share * min(1.0, Size.audits / self.size.audits)

    def on(self, place: int) -> dt.date:
        """The working day at a place."""
        return self.days[place]

    def place_of(self, day: dt.date) -> int:
        """The place of the last working day up to a day."""
        return bisect.bisect_right(self.days, day) - 1

    def at(self, place: int, minute: int) -> dt.datetime:
        """A moment of that working day, `minute` minutes after nine; never after now."""
        moment = self.mornings[place] + dt.timedelta(minutes=int(minute))
        return moment if moment < self.now else self.now


def mornings(days: Sequence[dt.date]) -> tuple[dt.datetime, ...]:
    """Nine o'clock of every day."""
    return tuple(dt.datetime.combine(day, dt.time(9), dt.UTC) for day in days)


def working_days_round(calendar: Calendar, today: dt.date) -> tuple[dt.date, ...]:
    """Every working day from seven years before to six months after."""
    first = today - dt.timedelta(days=7 * 365)
    span = (first + DAY * i for i in range(7 * 365 + 184))
    return tuple(day for day in span if is_working_day(calendar, day))


def closure_days(today: dt.date, calendar: Calendar) -> Rows:
    """The council closes between Christmas and the new year, last winter and the next."""
    winters = (dt.date(today.year - 1, 12, 27), dt.date(today.year, 12, 27))
    days = [first + DAY * i for first in winters for i in range(5)]
    rows = [(day, "Closed between Christmas and the new year (fictional)") for day in days
            if is_working_day(calendar, day)]  # fmt: skip
    return Rows("closure_day", ("on", "reason"), rows)


def months_before(day: dt.date, months: int) -> dt.date:
    """The first day of the month that many months before."""
    count = day.year * 12 + day.month - 1 - months
    return dt.date(count // 12, count % 12 + 1, 1)


def due_of(world: World, rule_id: str, start: dt.date) -> Due:
    """When a rule is due for a clock that starts on a day, with its sentence."""
    return _due(world.rules[rule_id], start, world.calendar)


@lru_cache(maxsize=65_536)
def _due(rule: Rule, start: dt.date, calendar: Calendar) -> Due:
    return due(rule, start, calendar)


def pick(rng: np.random.Generator, shares: Mapping[str, float], n: int) -> np.ndarray:
    """n keys drawn by their shares (which need not add up to 1)."""
    weights = np.array(list(shares.values()), dtype=float)
    return np.array(list(shares))[rng.choice(len(weights), size=n, p=weights / weights.sum())]


def cycle(texts: Sequence[str], number: int) -> str:
    """One of the texts, in turn."""
    return texts[number % len(texts)]
