"""How long a protection plan has been open, and the markers it has reached (CP16 to CP16f)."""

import datetime as dt

from qa.domain.duties import PANEL_MONTHS
from qa.domain.working_days import DAY, add_months

MARKER_AHEAD_MONTHS = 3
"""A panel may look at a plan so long before its marker, not earlier."""


def months_open(began_on: dt.date, today: dt.date) -> int:
    """Whole months from the start of a plan to a day."""
    months = (today.year - began_on.year) * 12 + today.month - began_on.month
    return max(0, months if add_months(began_on, months) <= today else months - 1)


def reached(began_on: dt.date, on: dt.date) -> int | None:
    """The last marker that a plan has reached on a day."""
    months = months_open(began_on, on)
    return max((m for m in PANEL_MONTHS if m <= months), default=None)


def began_by(today: dt.date, months: int) -> dt.date:
    """The last day on which a plan that is that many months old today can have begun."""
    day = add_months(today, -months)
    while add_months(day + DAY, months) <= today:
        day += DAY
    return day


def may_be_recorded(began_on: dt.date, months: int, today: dt.date) -> bool:
    """Whether a marker is near enough for a panel to have been held for it."""
    return add_months(began_on, months - MARKER_AHEAD_MONTHS) <= today


def markers(began_on: dt.date) -> list[tuple[int, dt.date]]:
    """Every marker of a plan and the day on which it reaches it."""
    return [(months, add_months(began_on, months)) for months in PANEL_MONTHS]
