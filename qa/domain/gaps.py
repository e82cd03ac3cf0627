"""What was not done, or is not known to have been, in sentences."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from qa.domain.words import format_date, plural
from qa.domain.working_days import add_months

DAY = dt.timedelta(days=1)


@dataclass(frozen=True)
class Missing:
    """Nothing of this kind between two days, where it was due earlier.

    `limit` in words; '' where it was due half way. `is_open`: the last day is that of the document.
    """

    what: str
    from_on: dt.date
    to_on: dt.date
    due_on: dt.date
    limit: str
    is_open: bool = False


@dataclass(frozen=True)
class Stretch:
    """From a day to a day, both included; None: it runs."""

    from_on: dt.date
    to_on: dt.date | None = None


def length(start: dt.date, end: dt.date) -> str:
    """'20 months', '3 months and 4 days', '12 days'."""
    months = (end.year - start.year) * 12 + end.month - start.month
    while months and add_months(start, months) > end:
        months -= 1
    days = (end - add_months(start, months)).days
    parts = [plural(months, "month")] if months else []
    return " and ".join([*parts, plural(days, "day")] if days or not months else parts)


def sentence(gap: Missing) -> str:
    """'No statutory review between 3 March 2025 and 9 November 2026: 20 months …'."""
    span = length(gap.from_on, gap.to_on)
    end = f"{format_date(gap.to_on)}, the day of this document" if gap.is_open else ""
    due = format_date(gap.due_on)
    allowed = (
        f"the longest allowed was {gap.limit} (to {due})"
        if gap.limit
        else (f"it was due half way, by {due} at the latest")
    )
    return (
        f"No {gap.what} between {format_date(gap.from_on)} and {end or format_date(gap.to_on)}: "
        f"{span}; {allowed}."
    )


def uncovered(
    wanted: Iterable[Stretch], held: Sequence[Stretch], until: dt.date
) -> Iterator[tuple[dt.date, dt.date]]:
    """The days of `wanted` on which none of `held` ran, as (first, last), up to `until`."""
    for need in wanted:
        day, last = need.from_on, min(need.to_on or until, until)
        for each in sorted(held, key=lambda stretch: stretch.from_on):
            if each.from_on > last:
                break
            if each.from_on > day:
                yield day, each.from_on - DAY
            day = max(day, (each.to_on or dt.date.max - DAY) + DAY)
        if day <= last:
            yield day, last
