"""How pressing a due date is: one of four groups, and the words beside it."""

import datetime as dt
import enum
from dataclasses import dataclass

from qa.domain.refusals import Refused
from qa.domain.words import format_date, format_long_date, working_days_words
from qa.domain.working_days import (
    DAY,
    Calendar,
    add_working_days,
    working_days_between,
    working_days_late,
)

CRITICAL_AFTER = 10  # working days late
SOON_WITHIN = 5  # working days ahead


class Group(enum.StrEnum):
    """The groups of every list, most urgent first."""

    CRITICAL = "Critically overdue"
    OVERDUE = "Overdue"
    SOON = "Due soon"
    LATER = "Not due yet"


ORDER = {group: place for place, group in enumerate(Group)}


@dataclass(frozen=True)
class Edges:
    """The dates at which the groups change on one day, for counting in SQL: a due date before
    `critical_before` is critically overdue, else before `overdue_before` overdue, else before
    `soon_before` due soon, else not due yet."""

    critical_before: dt.date
    overdue_before: dt.date
    soon_before: dt.date


@dataclass(frozen=True)
class Band:
    """Due dates from `first` up to, not including, `before` (None: open), in working days."""

    group: Group
    label: str
    first: dt.date | None
    before: dt.date | None


def edges(
    today: dt.date,
    calendar: Calendar,
    critical_after: int = CRITICAL_AFTER,
    soon_within: int = SOON_WITHIN,
) -> Edges:
    """Where the groups begin and end today."""
    return Edges(
        add_working_days(calendar, today + DAY, -(critical_after + 1)),
        today,
        add_working_days(calendar, today, soon_within + 1),
    )


def age_bands(
    today: dt.date,
    calendar: Calendar,
    critical_after: int = CRITICAL_AFTER,
    soon_within: int = SOON_WITHIN,
) -> list[Band]:
    """The groups of today with the oldest split in two, most urgent first: no date falls between
    two bands and none in two."""
    edge = edges(today, calendar, critical_after, soon_within)
    oldest = add_working_days(calendar, today + DAY, -(2 * critical_after + 1))
    late = f"{critical_after + 1} to {working_days_words(2 * critical_after)} late"
    return [
        Band(
            Group.CRITICAL, f"more than {working_days_words(2 * critical_after)} late", None, oldest
        ),
        Band(Group.CRITICAL, late, oldest, edge.critical_before),
        Band(
            Group.OVERDUE,
            f"up to {working_days_words(critical_after)} late",
            edge.critical_before,
            edge.overdue_before,
        ),
        Band(
            Group.SOON,
            f"due within {working_days_words(soon_within)}",
            edge.overdue_before,
            edge.soon_before,
        ),
        Band(Group.LATER, "due later", edge.soon_before, None),
    ]


def urgency(
    due: dt.date,
    today: dt.date,
    calendar: Calendar,
    critical_after: int = CRITICAL_AFTER,
    soon_within: int = SOON_WITHIN,
) -> Group:
    """The group of a due date today. Critically overdue: more than `critical_after` working days
    late; due soon: within `soon_within` working days."""
    if due < today:
        late = working_days_late(calendar, max(due, calendar.first), today)
        return Group.CRITICAL if late > critical_after else Group.OVERDUE
    ahead = working_days_between(calendar, today, min(due, calendar.horizon))
    if ahead > soon_within:
        return Group.LATER
    if due > calendar.horizon:
        raise Refused(
            f"We cannot say how soon {format_date(due)} is: the bank holidays after "
            f"{format_date(calendar.horizon)} have not been announced."
        )
    return Group.SOON


def lateness_words(due: dt.date, today: dt.date, calendar: Calendar) -> str:
    """'3 working days late', 'due today', 'due in 2 working days'."""
    if due == today:
        return "due today"
    return (_ahead_words if due > today else _late_words)(due, today, calendar)


def counted_from(due: dt.date, on_time_until: dt.date, today: dt.date) -> dt.date:
    """The day from which lateness is counted today: the due date, and once that is past, the last
    day that is on time."""
    return due if today <= due else on_time_until


def day_words(due: dt.date, on_time_until: dt.date, today: dt.date) -> str:
    """The day to stand beside the lateness: 'Friday 9 October 2026', or 'last day on time Friday
    23 October 2026'."""
    day = counted_from(due, on_time_until, today)
    return format_long_date(day) if day == due else f"last day on time {format_long_date(day)}"


def sort_key(
    due: dt.date | None, group: Group, *, at_risk: bool = False, statutory: bool = False
) -> tuple[bool, int, bool, dt.date]:
    """The order of every list: a child at risk first, then by group, statutory before local,
    then by due date; what has no due date comes last in its group."""
    return (not at_risk, ORDER[group], not statutory, due or dt.date.max)


def _ahead_words(due: dt.date, today: dt.date, calendar: Calendar) -> str:
    if due > calendar.horizon:
        return f"due on {format_date(due)}"
    days = working_days_between(calendar, today, due)
    return f"due in {working_days_words(days)}" if days else "due before the next working day"


def _late_words(due: dt.date, today: dt.date, calendar: Calendar) -> str:
    known = max(due, calendar.first)
    days = working_days_late(calendar, known, today)
    if due < known:
        return f"more than {working_days_words(days)} late"
    return f"{working_days_words(days)} late" if days else "late since the last working day"
