"""How dates, times and numbers are said to people."""

import datetime as dt
from collections.abc import Sequence
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def format_day(day: dt.date) -> str:
    """A date without its year: '5 November'."""
    return f"{day.day} {MONTHS[day.month - 1]}"


def format_date(day: dt.date) -> str:
    """A date: '5 November 2026'. A moment is given its London date."""
    if isinstance(day, dt.datetime):
        day = _in_london(day).date()
    return f"{format_day(day)} {day.year}"


def format_long_date(day: dt.date) -> str:
    """A date with its weekday: 'Thursday 5 November 2026'."""
    return f"{WEEKDAYS[day.weekday()]} {format_date(day)}"


def format_month(day: dt.date) -> str:
    """A month: 'November 2026'."""
    return f"{MONTHS[day.month - 1]} {day.year}"


def format_time(moment: dt.datetime) -> str:
    """The time in England, on the 24-hour clock: '14:02'. A naive moment is taken as UTC."""
    return f"{_in_london(moment):%H:%M}"


def format_moment(moment: dt.datetime) -> str:
    """A moment in England: '5 November 2026 at 14:02'. A naive moment is taken as UTC."""
    return f"{format_date(moment)} at {format_time(moment)}"


def plural(n: int, one: str, many: str | None = None) -> str:
    """A counted noun: '1 audit', '1,200 audits', and with `many` '2 children'."""
    return f"{n:,} {one if n == 1 else many or one + 's'}"


def working_days_words(n: int) -> str:
    """A number of working days: '3 working days'."""
    return plural(n, "working day")


def ended(text: str) -> str:
    """A text as a sentence, with one full stop: 'hearing' and 'hearing.' both end as 'hearing.'"""
    text = text.rstrip()
    return text if not text or text.endswith((".", "!", "?", "…")) else f"{text}."


def in_sentence(words: str) -> str:
    """Words as they go on a sentence: 'Formal challenge' begins small, 'DRP alert' does not."""
    return words if words[1:2].isupper() else words[:1].lower() + words[1:]


def joined(parts: Sequence[str]) -> str:
    """A list in a sentence: 'a', 'a and b', 'a, b and c'."""
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} and {parts[-1]}"


def _in_london(moment: dt.datetime) -> dt.datetime:
    aware = moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)
    return aware.astimezone(LONDON)
