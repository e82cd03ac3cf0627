"""When reviews and conferences of many fictional children were held: drawn as columns."""

import datetime as dt
from dataclasses import dataclass

import numpy as np

from qa.domain.due_dates import Days, months_after, working_days_after
from qa.domain.working_days import Calendar, numpy_calendar

FAR = np.datetime64("9999-01-01", "D")
"""An end that has not come."""
LATE, VERY_LATE = 0.07, 0.02
EARLY_DAYS, LATE_DAYS, VERY_LATE_DAYS = (0, 10), (1, 16), (20, 61)
WAITING, WAITING_DAYS = 0.1, 40
"""The share of meetings due within the last so many days that were not held yet."""
FIRST_WORKING_DAYS, FIRST_MONTHS, SECOND_MONTHS, LATER_MONTHS = 20, 3, 3, 6


@dataclass(frozen=True)
class Meetings:
    """Columns, one entry per meeting held: the child's place, the day, and which it was of the
    period (0 the initial conference, 1 the first review)."""

    child: np.ndarray
    on: Days
    number: np.ndarray

    def __len__(self) -> int:
        return len(self.on)


def meetings(
    rng: np.random.Generator,
    kind: str,
    starts: Days,
    ends: Days,
    today: dt.date,
    calendar: Calendar,
) -> Meetings:
    """Every meeting held from each start to its end (FAR: none yet) and today, in the order of
    days. Most are on time, some late, and some that are due now have not been held; each is due
    from the one before as it was held."""
    place, last, number = np.arange(len(starts)), starts, 0
    last_day = np.minimum(ends, np.datetime64(today))
    found = [(place, starts, np.zeros(len(starts), int))] if kind == "cp_review" else []
    while len(place):
        number += 1
        on = _held(rng, _due(kind, last, number, calendar), today, calendar)
        came = on <= last_day[place]
        place, last = place[came], on[came]
        found.append((place, last, np.full(len(place), number)))
    child, days, numbers = (np.concatenate(column) for column in zip(*found, strict=True))
    order = np.argsort(days, kind="stable")
    return Meetings(child[order], days[order], numbers[order])


def _due(kind: str, last: Days, number: int, calendar: Calendar) -> Days:
    """When the next meeting is due; rules LA03 to LA05, CP11 and CP12, LA25 and LA25b."""
    if kind == "cla_review" and number == 1:
        return working_days_after(last, FIRST_WORKING_DAYS, calendar)
    soon = FIRST_MONTHS if number == 1 else SECOND_MONTHS
    three = number == 1 or (kind == "cla_review" and number == 2)
    return months_after(last, soon if three else LATER_MONTHS)


def _held(rng: np.random.Generator, due: Days, today: dt.date, calendar: Calendar) -> Days:
    """The working day on which each was held; NaT where it waits."""
    n, kind = len(due), rng.random(len(due))
    early = due - rng.integers(*EARLY_DAYS, n)
    late = due + rng.integers(*LATE_DAYS, n)
    very_late = due + rng.integers(*VERY_LATE_DAYS, n)
    days = np.where(kind < VERY_LATE, very_late, np.where(kind < VERY_LATE + LATE, late, early))
    working = numpy_calendar(calendar)
    on_time = np.busday_offset(days, 0, roll="backward", busdaycal=working)
    over = np.busday_offset(days, 0, roll="forward", busdaycal=working)
    on = np.where(kind < VERY_LATE + LATE, over, on_time)
    ago = (np.datetime64(today) - due).astype(int)
    waits = (ago > 0) & (ago <= WAITING_DAYS) & (rng.random(n) < WAITING)
    return np.where(waits, np.datetime64("NaT", "D"), on)
