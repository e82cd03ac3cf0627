"""Time limits: which rule, due when, and why, in one sentence.

The rules are data (`qa/rules/timescales/`), read by `qa.domain.timescale_files`; each carries its
instrument and paragraph.
"""

import datetime as dt
from dataclasses import dataclass

import numpy as np

from qa.domain.refusals import Refused
from qa.domain.words import (
    format_date,
    format_day,
    format_long_date,
    format_month,
    joined,
    plural,
    working_days_words,
)
from qa.domain.working_days import (
    Calendar,
    add_months,
    add_working_days,
    days_not_counted,
    is_working_day,
    midpoint,
)

STATUS_WORDS = {
    "statutory": "Statutory",
    "statutory_guidance": "Statutory guidance",
    "local": "Local",
}
UNIT_WORDS = {
    "working_days": "working day",
    "days": "day",
    "weeks": "week",
    "months": "month",
}
MIDPOINT = "midpoint"
"""The unit of a limit that has no number: half way to the day the next meeting is due."""


@dataclass(frozen=True)
class Rule:
    """One time limit. Either it `runs` (a `limit` of `unit`s after, or before, the clock start;
    or half way to the next meeting) or it has no date of its own, only its limit in words.

    `clock`: whether it runs as a clock of each child or record; the others are shown as guidance.
    `fixed`: whether its number is part of its name, so that a council cannot change it either.
    `version`: of the rules it stands in, as records pin it: '2', or '2.1' with local changes.
    """

    id: str
    version: str
    group: str
    event: str
    clock_start: str
    status: str
    source: str
    runs: bool
    limit: int = 0
    unit: str = "working_days"
    direction: str = "after"
    limit_words: str = ""
    target_percent: int | None = None
    clock: bool = False
    fixed: bool = False

    @property
    def statutory(self) -> bool:
        """Whether law or statutory guidance sets it; a council may change only the others."""
        return self.status != "local"


@dataclass(frozen=True)
class Due:
    """A due date, the rule it comes from, and the sentence that explains it."""

    on: dt.date
    rule_id: str
    rule_version: str
    start: dt.date
    explanation: str


@dataclass(frozen=True)
class RuleBook:
    """Every set of rules there was, is and is known to come: (in force from, version, rules by
    id), the earliest first; of two from one day the later one counts. A version with a point has
    changes of the council's own."""

    steps: tuple[tuple[dt.date, str, dict[str, Rule]], ...]

    def places(self, days: np.ndarray) -> np.ndarray:
        """The place in `steps` for clocks that start on these days (`datetime64[D]`; any for NaT).

        Before them all it is those that came with the program on the first day (clocks were
        running before the council began to use them here), without its own changes of that day.
        """
        froms = np.array([step[0] for step in self.steps], dtype="datetime64[D]")
        first = [n for n, step in enumerate(self.steps)
                 if step[0] == self.steps[0][0] and "." not in step[1]]  # fmt: skip
        found = np.searchsorted(froms, days, side="right") - 1
        return np.where(found < 0, first[-1], found)

    def at(self, day: dt.date) -> tuple[str, dict[str, Rule]]:
        """The version and the rules for a clock that starts on a day."""
        _from, version, rules = self.steps[int(self.places(np.array(day, "datetime64[D]")))]
        return version, rules

    def of(self, version: str) -> dict[str, Rule]:
        """The rules of a version that a record keeps. Raises `Refused` for one unknown here."""
        for _from, known, rules in self.steps:
            if known == version:
                return rules
        raise Refused(f"Version {version} of the time limits is not installed.")


def due(rule: Rule, start: dt.date, calendar: Calendar) -> Due:
    """When `rule` is due for a clock that starts on `start`.

    Raises `Refused` for a rule that is guidance only or a date the calendar cannot answer for.
    """
    on = due_on(rule, start, calendar)
    return Due(on, rule.id, rule.version, start, explain(rule, start, on, calendar))


def due_on(rule: Rule, start: dt.date, calendar: Calendar) -> dt.date:
    """The due date alone, without the sentence."""
    if not rule.runs:
        raise Refused(f"{rule.event} has no date of its own: {rule.limit_words} ({rule.source}).")
    if rule.unit == MIDPOINT:
        raise Refused(f"{rule.event}: the date depends on when the next meeting is due.")
    n = -rule.limit if rule.direction == "before" else rule.limit
    if rule.unit == "working_days":
        return add_working_days(calendar, start, n)
    if rule.unit == "months":
        return add_months(start, n)
    return start + dt.timedelta(days=n * (7 if rule.unit == "weeks" else 1))


def explain(rule: Rule, start: dt.date, on: dt.date, calendar: Calendar) -> str:
    """'Due Monday 11 January 2027: 20 working days from 9 December 2026; 25 and 28 December and
    1 January not counted; IRO Handbook 6.2'."""
    clauses = [f"Due {format_long_date(on)}: {_span(rule, start)}"]
    if rule.unit == "working_days":
        clauses += _counting(start, on, calendar)
    if rule.unit == "months" and on.day != start.day:
        clauses.append(f"{format_month(on)} ends on the {on.day}th")
    return "; ".join([*clauses, _source(rule)])


def midway(
    rule: Rule,
    start: dt.date,
    until: dt.date,
    calendar: Calendar,
    tolerance: int | None = None,
    meeting: str = "review",
) -> Due:
    """When a midway review is due: half way between a meeting held on `start` and the next one,
    due on `until`, rounded down to the earlier day; `tolerance` in working days.

    'Due Thursday 14 January 2027: half way between the review of 9 December 2026 and the next
    one due 19 February 2027; on time up to 28 January 2027, 10 working days later; IRO Handbook
    chapter 3'. Raises `Refused` where the meeting is due before it was last held.
    """
    on = _half_way(rule, start, until)
    clauses = [
        f"Due {format_long_date(on)}: half way between the {meeting} of {format_date(start)} "
        f"and the next one due {format_date(until)}"
    ]
    if tolerance:
        last = on_time_until(on, tolerance, calendar)
        clauses.append(f"on time up to {format_date(last)}, {working_days_words(tolerance)} later")
        clauses += _counting(on, last, calendar)
    return Due(on, rule.id, rule.version, start, "; ".join([*clauses, _source(rule)]))


def _half_way(rule: Rule, start: dt.date, until: dt.date) -> dt.date:
    if rule.unit != MIDPOINT:
        raise Refused(f"{rule.event} is not due half way between two meetings.")
    if until < start:
        raise Refused(
            f"The next meeting is due {format_date(until)}, before the last one, held "
            f"{format_date(start)}. Correct the date of the meeting."
        )
    return midpoint(start, until)


def on_time_until(due_on: dt.date, tolerance: int, calendar: Calendar) -> dt.date:
    """The last day that is still on time, `tolerance` working days after the due date."""
    return add_working_days(calendar, due_on, tolerance)


def limit_words(rule: Rule) -> str:
    """The limit by itself: '20 working days', '5 working days before', 'the same day'."""
    if not rule.runs:
        return rule.limit_words
    if rule.unit == MIDPOINT:
        return "half way to the next meeting"
    if rule.limit == 0:
        return "the same day"
    length = plural(rule.limit, UNIT_WORDS[rule.unit])
    return f"{length} before" if rule.direction == "before" else length


def _source(rule: Rule) -> str:
    return rule.source.replace("Local ", "local ", 1)


def _span(rule: Rule, start: dt.date) -> str:
    if rule.limit == 0:
        return f"the same day, {format_date(start)}"
    joint = " " if rule.direction == "before" else " from "
    return f"{limit_words(rule)}{joint}{format_date(start)}"


def _counting(start: dt.date, on: dt.date, calendar: Calendar) -> list[str]:
    clauses = []
    if start != on and not is_working_day(calendar, start):
        clauses.append(f"{format_long_date(start)} is not a working day")
    off = days_not_counted(calendar, start, on)
    if off:
        clauses.append(f"{_days_by_month(off)} not counted")
    return clauses


def _days_by_month(days: list[dt.date]) -> str:
    """'25 and 28 December and 1 January'."""
    by_month: dict[tuple[int, int], list[dt.date]] = {}
    for day in days:
        by_month.setdefault((day.year, day.month), []).append(day)
    return joined([_days_of_one_month(month) for month in by_month.values()])


def _days_of_one_month(days: list[dt.date]) -> str:
    return joined([*(str(day.day) for day in days[:-1]), format_day(days[-1])])
