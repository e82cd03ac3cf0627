"""SSDA903 reviews against births and periods of care, by the official checks."""

from collections.abc import Iterable
from datetime import date

import numpy as np

from qa.domain.reviews import UNDER
from qa.domain.working_days import Calendar
from qa.imports.ssda903_checks import (
    BEFORE_BIRTH,
    Periods,
    keys,
    without_doubles,
)
from qa.imports.ssda903_values import (
    DATES,
    NOTHING,
    Notes,
    Numbers,
    Shown,
    Table,
    day_number,
)

TOO_OLD = "PN0 is for children under 4 at the review, and this child was older (SSDA903 rule 440)."
TOO_YOUNG = (
    "PN1 to PN7 are for children of 4 and over at the review, and this child was younger "
    "(SSDA903 rule 441)."
)
SHORT_BREAK = (
    "On this day the child was in short breaks (V3 or V4), which carry no review in SSDA903 "
    "(rule 399)."
)
BEFORE_CARE = "This is before care began, by the episodes."
AFTER_CARE = "This is after care ended, by the episodes."
BETWEEN = "This is between two periods of care, by the episodes."
NO_EPISODES = (
    "There are no episodes of this child, so whether the child was looked after on this day was "
    "not checked."
)
WEEKEND = "This is a Saturday or Sunday. Check the date."
BANK_HOLIDAY = "This is a bank holiday. Check the date."
CLOSED = "This is a day on which the council is closed. Check the date."
MONTHS_OF_FOUR_YEARS = 12 * UNDER
SATURDAY = 5


def check_reviews(table: Table, born: Numbers, under_4: int, codes: Shown, notes: Notes) -> Table:
    """The reviews that can be, by the child's age: sorted by child and day.

    `born`: by child. `under_4`: the number of PN0. `codes`: shows a code back.
    """
    birth = born[table["CHILD"]]
    table = notes.refuse(table, table["REVIEW"] < birth, "REVIEW", BEFORE_BIRTH, DATES)
    for is_zero, reason in ((True, TOO_OLD), (False, TOO_YOUNG)):
        birth = born[table["CHILD"]]
        older = table["REVIEW"] >= fourth_birthdays(birth)
        wrong = (birth != NOTHING) & ((table["REVIEW_CODE"] == under_4) == is_zero)
        table = notes.refuse(table, wrong & (older == is_zero), "REVIEW_CODE", reason, codes)
    table = without_doubles(table, "REVIEW", notes)
    return table.where(np.argsort(keys(table["CHILD"], table["REVIEW"]), kind="stable"))


def ask_about_days_off(table: Table, calendar: Calendar, notes: Notes) -> None:
    """Ask about the reviews on a weekend, else a bank holiday, else a day the council closes."""
    days = table["REVIEW"]
    weekend = (days + 3) % 7 >= SATURDAY  # 1 January 1970 was a Thursday
    holiday = ~weekend & _on(days, calendar.holidays)
    closed = ~weekend & ~holiday & _on(days, calendar.closure_days)
    for odd, reason in ((weekend, WEEKEND), (holiday, BANK_HOLIDAY), (closed, CLOSED)):
        notes.ask(table, odd, "REVIEW", reason, DATES)


def _on(days: Numbers, named: Iterable[date]) -> Numbers:
    return np.isin(days, [day_number(day) for day in named])


def fourth_birthdays(born: Numbers) -> Numbers:
    """The day each child turned 4; somebody born on 29 February does so on 29 February."""
    days = born.astype("datetime64[D]")
    months = days.astype("datetime64[M]")
    into_month = (days - months).astype(np.int64)
    fourth = (months + MONTHS_OF_FOUR_YEARS).astype("datetime64[D]")
    return fourth.astype(np.int64) + into_month


def in_care(
    table: Table, episodes: Table, periods: Periods, short_breaks: Numbers, notes: Notes
) -> Table:
    """The reviews held while the child was looked after, and not in short breaks.

    `episodes`: all that are known, sorted. `short_breaks`: the numbers of V3 and V4.
    """
    known = np.isin(table["CHILD"], periods.child)
    notes.ask(table, ~known, "REVIEW", NO_EPISODES, DATES)
    for reason, wrong in _outside(table, periods):
        table = _drop(table, wrong, reason, notes)
    if not len(episodes):
        return table
    at = _latest(keys(episodes["CHILD"], episodes["DECOM"]), table)
    on_breaks = np.isin(episodes["LS"][np.maximum(at, 0)], short_breaks)
    ours = (at >= 0) & (episodes["CHILD"][np.maximum(at, 0)] == table["CHILD"])
    return notes.refuse(table, ours & on_breaks, "REVIEW", SHORT_BREAK, DATES)


def _outside(table: Table, periods: Periods) -> list[tuple[str, Numbers]]:
    """(reason, rows of the file) of the reviews outside every period of care."""
    if not len(periods.child) or not len(table):
        return []
    at = _latest(keys(periods.child, periods.starts), table)
    safe = np.maximum(at, 0)
    known = np.isin(table["CHILD"], periods.child)
    of_child = (at >= 0) & (periods.child[safe] == table["CHILD"])
    ended = of_child & (table["REVIEW"] > periods.to[safe])
    following = np.minimum(safe + 1, len(periods.child) - 1)
    again = (following > safe) & (periods.child[following] == table["CHILD"])
    rows = table["row"]
    return [
        (BEFORE_CARE, rows[known & ~of_child]),
        (BETWEEN, rows[ended & again]),
        (AFTER_CARE, rows[ended & ~again]),
    ]


def _drop(table: Table, rows: Numbers, reason: str, notes: Notes) -> Table:
    return notes.refuse(table, np.isin(table["row"], rows), "REVIEW", reason, DATES)


def _latest(starts: Numbers, table: Table) -> Numbers:
    """For each review the place of the latest start not after it; -1 where there is none."""
    return np.searchsorted(starts, keys(table["CHILD"], table["REVIEW"]), side="right") - 1
