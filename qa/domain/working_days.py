"""Working days and months: Monday to Friday less bank holidays and the council's closure days.

Start day is day 0. A clock that starts on a day off counts from the eve of the next working
day, so that the next working day is day 1. A date the calendar cannot answer for is refused.
"""

import calendar as months
import datetime as dt
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from qa.domain.refusals import Refused
from qa.domain.words import format_date

DAY = dt.timedelta(days=1)


@dataclass(frozen=True)
class Calendar:
    """The days that do not count, and the first and last date for which they are known."""

    holidays: frozenset[dt.date]
    closure_days: frozenset[dt.date]
    first: dt.date
    horizon: dt.date


def add_working_days(calendar: Calendar, start: dt.date, n: int) -> dt.date:
    """The date `n` working days after `start` (before it when `n` is negative)."""
    must_cover(calendar, start)
    if n == 0:
        return start
    roll = "backward" if n > 0 else "forward"
    on = np.busday_offset(start, n, roll=roll, busdaycal=numpy_calendar(calendar)).item()
    return must_cover(calendar, on)


def working_days_between(calendar: Calendar, start: dt.date, end: dt.date) -> int:
    """Working days after `start` up to and including `end`; negative when `end` is earlier."""
    must_cover(calendar, start)
    must_cover(calendar, end)
    if end < start:
        return -_count(calendar, end, start)
    return _count(calendar, start + DAY, end + DAY)


def working_days_late(calendar: Calendar, due: dt.date, on: dt.date) -> int:
    """Working days by which `on` is after `due`; 0 on or before it, or when none lies between."""
    return max(0, working_days_between(calendar, due, on))


def is_working_day(calendar: Calendar, day: dt.date) -> bool:
    """Whether `day` counts."""
    must_cover(calendar, day)
    return bool(np.is_busday(day, busdaycal=numpy_calendar(calendar)))


def days_not_counted(calendar: Calendar, start: dt.date, due: dt.date) -> list[dt.date]:
    """The weekdays after `start` up to `due` (or from `due` up to `start`, when it is earlier)
    that are bank holidays or closure days, in order. Weekends are not listed."""
    must_cover(calendar, start)
    must_cover(calendar, due)
    after, until = (start, due) if start <= due else (due - DAY, start - DAY)
    off = calendar.holidays | calendar.closure_days
    return sorted(day for day in off if after < day <= until and day.weekday() < 5)


def add_months(start: dt.date, n: int) -> dt.date:
    """The same day of the month `n` months later, or that month's last day if it has no such day.

    Raises `Refused` outside the years 1 to 9999.
    """
    year, month = divmod(start.year * 12 + start.month - 1 + n, 12)
    if not dt.MINYEAR <= year <= dt.MAXYEAR:
        raise Refused(f"{n} months from {format_date(start)} is not a date we can work out.")
    last = months.monthrange(year, month + 1)[1]
    return dt.date(year, month + 1, min(start.day, last))


def midpoint(a: dt.date, b: dt.date) -> dt.date:
    """The day half way between two dates, rounded down to the earlier day."""
    first, last = sorted((a, b))
    return first + (last - first) // DAY // 2 * DAY


def _count(calendar: Calendar, start: dt.date, end: dt.date) -> int:
    return int(np.busday_count(start, end, busdaycal=numpy_calendar(calendar)))


@lru_cache(maxsize=32)
def numpy_calendar(calendar: Calendar) -> np.busdaycalendar:
    """The same calendar as numpy wants it, for many dates at once."""
    off = sorted(calendar.holidays | calendar.closure_days)
    return np.busdaycalendar(holidays=np.array(off, dtype="datetime64[D]"))


def must_cover(calendar: Calendar, day: dt.date) -> dt.date:
    """The day itself. Raises `Refused` in words where the calendar cannot answer for it."""
    if day < calendar.first:
        raise Refused(
            f"{format_date(day)} is before {format_date(calendar.first)}, "
            "the first date for which we know the bank holidays."
        )
    if day > calendar.horizon:
        raise Refused(
            f"{format_date(day)} is after {format_date(calendar.horizon)}, "
            "the last date for which the bank holidays have been announced."
        )
    return day
