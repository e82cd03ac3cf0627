"""Quarters of the year, and parts of one that a period begins or ends in.

A quarter is called by its first month, '2026-10'; a part of one says so: '2026-10|Oct to Dec|so
far', '2025-10|Dec|only'.
"""

import calendar
import datetime as dt

from qa.domain.words import MONTHS

SPAN = 3
ONLY, SO_FAR = "only", "so far"


def within(quarter: str, from_on: dt.date, to_on: dt.date, today: dt.date) -> str:
    """A quarter as far as a period (both days included) covers it."""
    begins, ends = days(quarter)
    first, last = max(begins, from_on), min(ends, to_on)
    is_open = today < ends and last >= today
    if is_open:
        last = ends
    if (first, last) == (begins, ends) and not is_open:
        return quarter
    return f"{quarter}|{_span(first, last)}|{SO_FAR if is_open else ONLY}"


def days(quarter: str) -> tuple[dt.date, dt.date]:
    """The first and the last day of a quarter, also of one called as a part."""
    first = dt.date.fromisoformat(f"{quarter[:7]}-01")
    month = first.month + SPAN - 1
    return first, first.replace(month=month, day=calendar.monthrange(first.year, month)[1])


def words(quarter: str) -> str:
    """'October to December 2026', 'December 2025 only', 'October to December 2026, so far'."""
    first, last = days(quarter)
    span, tail = f"{MONTHS[first.month - 1]} to {MONTHS[last.month - 1]}", ""
    if "|" in quarter:
        _, short, said = quarter.split("|")
        span, tail = _full(short), f", {said}" if said == SO_FAR else f" {said}"
    return f"{span} {first.year}{tail}"


def _span(first: dt.date, last: dt.date) -> str:
    """'Dec', 'Nov to Dec', '15 Nov to 31 Dec': as short as an axis needs it."""
    whole = first.day == 1 and last.day == calendar.monthrange(last.year, last.month)[1]
    parts = [_short(day) if whole else f"{day.day} {_short(day)}" for day in (first, last)]
    return parts[0] if parts[0] == parts[1] else " to ".join(parts)


def _short(day: dt.date) -> str:
    return MONTHS[day.month - 1][:3]


def _full(span: str) -> str:
    names = {month[:3]: month for month in MONTHS}
    return " ".join(names.get(word, word) for word in span.split())
