"""Due dates for many clocks at once: the same dates as `timescales.due_on`, as arrays.

Days are `datetime64[D]`; a start that is not known (NaT) has no due date (NaT).
"""

import numpy as np

from qa.domain.refusals import Refused
from qa.domain.timescales import MIDPOINT, Rule
from qa.domain.working_days import Calendar, must_cover, numpy_calendar

Days = np.ndarray
"""One-dimensional, `datetime64[D]`."""


def due_dates(rule: Rule, starts: Days, calendar: Calendar, *, blank: bool = False) -> Days:
    """When `rule` is due for clocks that start on `starts`; same shape.

    Raises `Refused`, as one date would, for a rule that has no date of its own, and for a date
    the calendar cannot answer for; with `blank` such a date is NaT instead.
    """
    if not rule.runs or rule.unit == MIDPOINT:
        raise Refused(f"{rule.event} has no date of its own ({rule.source}).")
    starts = np.asarray(starts, dtype="datetime64[D]")
    n = -rule.limit if rule.direction == "before" else rule.limit
    if rule.unit == "working_days":
        return working_days_after(starts, n, calendar, blank=blank)
    if rule.unit == "months":
        return months_after(starts, n)
    return starts + np.timedelta64(n * (7 if rule.unit == "weeks" else 1), "D")


def working_days_after(starts: Days, n: int, calendar: Calendar, *, blank: bool = False) -> Days:
    """The dates `n` working days after `starts` (before them where `n` is negative)."""
    on = starts
    if n:
        roll = "backward" if n > 0 else "forward"
        on = np.busday_offset(starts, n, roll=roll, busdaycal=numpy_calendar(calendar))
    if blank:
        return np.where(_outside(starts, calendar) | _outside(on, calendar), _NEVER, on)
    _must_cover(starts, calendar)
    _must_cover(on, calendar)
    return on


def months_after(starts: Days, n: int) -> Days:
    """The same day of the month `n` months later, or that month's last day."""
    month = starts.astype("datetime64[M]")
    day = starts - month.astype("datetime64[D]")
    last = (month + n + 1).astype("datetime64[D]") - np.timedelta64(1, "D")
    return np.minimum((month + n).astype("datetime64[D]") + day, last)


def midpoints(starts: Days, untils: Days) -> Days:
    """Half way from `starts` to `untils`, rounded down to the earlier day."""
    first, last = np.minimum(starts, untils), np.maximum(starts, untils)
    return first + (last - first) // 2


_NEVER = np.datetime64("NaT", "D")


def _outside(days: Days, calendar: Calendar) -> np.ndarray:
    return (days < np.datetime64(calendar.first)) | (days > np.datetime64(calendar.horizon))


def _must_cover(days: Days, calendar: Calendar) -> None:
    outside = _outside(days, calendar)
    if outside.any():
        must_cover(calendar, days[outside][0].item())
