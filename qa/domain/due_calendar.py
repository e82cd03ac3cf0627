"""The calendar of due dates: which month, what is shown in it, in which order."""

import calendar
import datetime as dt
import re

from qa.domain.duties import KINDS, MEETINGS, MIDWAYS
from qa.domain.refusals import Refused
from qa.domain.working_days import add_months

FIRST_YEAR, LAST_YEAR = 2000, 2100
_MONTH = re.compile(r"(\d{4})-(0[1-9]|1[0-2])", re.ASCII)
VISITS = ("cla_visit", "cp_visit", "health", "iro_named")
SHOWN = {
    "main": ("Reviews, midways and panels", tuple(kind for kind in KINDS if kind not in VISITS)),
    "meetings": ("Reviews and conferences", (*MEETINGS, "reconvene")),
    "midways": ("Midway reviews", MIDWAYS),
    "panel": ("Panels on long plans", ("panel",)),
    "visits": ("Visits and health", VISITS),
    "all": ("Everything", tuple(KINDS)),
}
"""What a reader may narrow the calendar to: words, and the kinds of duty."""
MAIN = "main"
SHORT = {
    "cla_review": "review",
    "cp_review": "conference",
    "short_break_review": "short-breaks review",
    "midway_cla": "midway",
    "midway_cp": "midway",
    "reconvene": "conference again",
    "panel": "panel",
    "cla_visit": "visit",
    "cp_visit": "visit",
    "health": "health",
    "iro_named": "IRO to name",
}
"""What a day's square has room for."""
ORDER = sorted(KINDS, key=lambda kind: not KINDS[kind].is_statutory)
"""Kinds as they stand within a day: what the law asks for first."""


def month_in(text: str, today: dt.date) -> dt.date:
    """The first day of the month an address names ('2026-12'); of today's where it names none.

    Raises Refused for what is no month.
    """
    if not text:
        return today.replace(day=1)
    found = _MONTH.fullmatch(text)
    if not found or not FIRST_YEAR <= int(found[1]) <= LAST_YEAR:
        raise Refused("There is no such month. The address names one like this: 2026-12.")
    return dt.date(int(found[1]), int(found[2]), 1)


def month_code(first: dt.date) -> str:
    """A month as an address names it: '2026-12'."""
    return f"{first.year:04d}-{first.month:02d}"


def last_of(first: dt.date) -> dt.date:
    """The last day of a month."""
    return first.replace(day=calendar.monthrange(first.year, first.month)[1])


def next_to(first: dt.date, months: int) -> dt.date | None:
    """The month so many later, or earlier; None beyond the years a calendar is drawn for."""
    found = add_months(first, months)
    return found if FIRST_YEAR <= found.year <= LAST_YEAR else None


def weeks_of(first: dt.date) -> list[list[dt.date | None]]:
    """The month's weeks, Monday first, seven places each; None where a place is no day of it."""
    weeks = calendar.Calendar().monthdatescalendar(first.year, first.month)
    return [[day if day.month == first.month else None for day in week] for week in weeks]
