"""Working days counted the slow way, one day at a time: what the fast way is held against."""

import datetime as dt

DAY = dt.timedelta(days=1)


def counts(calendar, day):
    return day.weekday() < 5 and day not in calendar.holidays and day not in calendar.closure_days


def add(calendar, start, n):
    step = DAY if n > 0 else -DAY
    day, left = start, abs(n)
    while left:
        day += step
        left -= counts(calendar, day)
    return day


def between(calendar, start, end):
    """Days counted on the way from `start` to `end`; the start day never counts."""
    step = DAY if end > start else -DAY
    day, total = start, 0
    while day != end:
        day += step
        total += counts(calendar, day)
    return total if end >= start else -total
