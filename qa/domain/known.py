"""What is known already, said beside a question, and the answer that one click puts in."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from qa.domain.duties import PANEL_MONTHS
from qa.domain.refusals import Refused
from qa.domain.words import format_date, joined, plural, working_days_words
from qa.domain.working_days import Calendar, add_months, working_days_late


@dataclass(frozen=True, slots=True)
class Offer:
    """An answer that is known: the words of its button, and what the question then holds."""

    words: str
    raw: Any


def with_known(held: Any, known: Any) -> Any:
    """What a question holds once the known answer is put in: of rows, those it knows replace
    theirs and the others stay."""
    if not isinstance(known, tuple):
        return known
    keys = {row.key for row in known}
    return (*known, *(row for row in held or () if row.key not in keys))


@dataclass(frozen=True, slots=True)
class Known:
    """Sentences beside questions, and offers, both by question id."""

    words: dict[str, str]
    offers: dict[str, Offer]
    visited_on: dt.date | None = None
    """The latest visit to the child on the record."""


NOTHING_KNOWN = Known({}, {})


@dataclass(frozen=True, slots=True)
class Limit:
    """A clock that runs from a visit: its limit in words, and when it is due."""

    words: str
    due_on: dt.date


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision of a meeting."""

    text: str
    by_on: dt.date | None
    done_on: dt.date | None


def ago(day: dt.date, today: dt.date) -> str:
    """'today', 'yesterday', '14 days ago', '7 months ago'."""
    days = (today - day).days
    if days < 2:
        return ("today", "yesterday")[days] if days >= 0 else f"in {-days} days"
    months = whole_months(day, today)
    return f"{plural(months, 'month')} ago" if months > 2 else f"{plural(days, 'day')} ago"


def whole_months(start: dt.date, today: dt.date) -> int:
    """Whole months from a day to today."""
    count = (today.year - start.year) * 12 + today.month - start.month
    return count - (add_months(start, count) > today)


def seen(
    last: dt.date, listed_on: dt.date, limits: Sequence[Limit], today: dt.date, calendar: Calendar
) -> str:
    """'Last seen 14 days ago on 8 November 2026 (children list of 20 November 2026); limit
    10 working days: late by 2 working days.'"""
    source = f"children list of {format_date(listed_on)}"
    said = [f"Last seen {ago(last, today)} on {format_date(last)} ({source})"]
    said += [f"limit {each.words}: {_standing(each.due_on, today, calendar)}" for each in limits]
    return "; ".join(said) + "."


def _standing(due_on: dt.date, today: dt.date, calendar: Calendar) -> str:
    if due_on >= today:
        return f"next due {format_date(due_on)}"
    try:
        days = working_days_late(calendar, due_on, today)
    except Refused:
        return f"late since {format_date(due_on)}"
    return f"late by {working_days_words(days)}" if days else f"late since {format_date(due_on)}"


def decided(met_on: dt.date, meeting: str, made: Sequence[Decision], today: dt.date) -> str:
    """'Review of 12 August 2026, 85 days ago: 2 of 3 decisions are done (67%).'"""
    head = f"{meeting} of {format_date(met_on)}, {ago(met_on, today)}"
    if not made:
        return f"{head}: no decisions are recorded here."
    done = sum(each.done_on is not None for each in made)
    share = f"{100 * done / len(made):.0f}%"
    return f"{head}: {done} of {plural(len(made), 'decision')} done ({share})."


def still_open(made: Sequence[Decision], today: dt.date) -> str:
    """'Still open: “Begin life-story work”, due 1 October 2026, past by 35 days.'; '' for none."""
    waiting = [each for each in made if each.done_on is None]
    return f"Still open: {joined([_open(each, today) for each in waiting])}." if waiting else ""


def _open(decision: Decision, today: dt.date) -> str:
    if decision.by_on is None:
        return f"“{decision.text}”"
    past = (today - decision.by_on).days
    late = f" (past by {plural(past, 'day')})" if past > 0 else ""
    return f"“{decision.text}”, due {format_date(decision.by_on)}{late}"


def plan_open(start: dt.date, today: dt.date) -> str:
    """'Plan open 11 months, since 3 December 2025; the 9-month mark was 3 September 2026, the
    next is 12 months on 3 December 2026.'"""
    months = whole_months(start, today)
    head = f"Plan open {plural(months, 'month')}, since {format_date(start)}"
    passed = [n for n in PANEL_MONTHS if n <= months]
    ahead = [n for n in PANEL_MONTHS if n > months]
    said = [f"the {passed[-1]}-month mark was {_mark(start, passed[-1])}"] if passed else []
    said += [f"the next is {ahead[0]} months on {_mark(start, ahead[0])}"] if ahead else []
    return f"{head}; {joined(said)}." if passed else f"{head}."


def _mark(start: dt.date, months: int) -> str:
    return format_date(add_months(start, months))


def last_on(what: str, day: dt.date, today: dt.date) -> str:
    """'Last dental check: 4 March 2026, 8 months ago.'"""
    return f"{what}: {format_date(day)}, {ago(day, today)}."
