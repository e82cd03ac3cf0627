"""Statutory reviews, review conferences and midway reviews: what was and is owed, for many
children at once.

Reviews count from the one before as held (CPPCR 2010, regulation 33(2)); conferences from the
initial conference, then from the review conference before (Working Together). A meeting owed when
the period ended is no longer owed; one that was late then was missed.
"""

from dataclasses import dataclass

import numpy as np

from qa.domain import duties
from qa.domain.due_dates import due_dates, midpoints, working_days_after
from qa.domain.duty_arrays import NEVER, SERIES, Column, Events, Periods, key
from qa.domain.timescales import MIDPOINT, Rule, RuleBook
from qa.domain.working_days import Calendar

MEETING_KIND = {"cla": "cla_review", "cp": "cp_review", "short_break": "short_break_review"}
MIDWAY_KIND = {"cla": "midway_cla", "cp": "midway_cp"}
MIDWAY_FROM = {"cla": 1, "cp": 0}
"""From the how-manieth meeting on a midway review is owed: a child who has just become looked
after has no plan of a review to follow up; a protection plan is made at its first conference."""


@dataclass(frozen=True)
class Rows:
    """Duties as columns; `kind` is a key of duties.KINDS, `done`, `ended` and `until` may be NaT,
    ids are 0 for none."""

    child: Column
    kind: Column
    started: Column
    until: Column
    due: Column
    on_time_until: Column
    rule: Column
    version: Column
    status: Column
    done: Column
    review: Column
    check: Column
    ended: Column

    def where(self, chosen: Column) -> "Rows":
        """Some of the rows."""
        return Rows(*(getattr(self, name)[chosen] for name in self.__dataclass_fields__))


def joined(parts: list[Rows]) -> Rows:
    """Several sets of rows as one."""
    names = Rows.__dataclass_fields__
    return Rows(*(np.concatenate([getattr(part, name) for part in parts]) for name in names))


@dataclass(frozen=True)
class Cycles:
    """One row for each stretch from a meeting (or the start of a period) to the next one.

    `ordinal`: meetings held before it in the period; `closed`: the day the next meeting was held,
    else the day the period ended, else NaT; `held`: NaT unless a meeting closed it.
    """

    child: Column
    series: Column
    started: Column
    ordinal: Column
    held: Column
    review: Column
    closed: Column


def cycles(periods: Periods, meetings: Events) -> Cycles:
    """Periods cut at the meetings held in them. A meeting outside every period is left out."""
    order = np.argsort(key(periods.series, periods.child, periods.start), kind="stable")
    start, end = periods.start[order], periods.end[order]
    child, series = periods.child[order], periods.series[order]
    keys = key(series, child, start)
    met = meetings.in_order()
    found = np.searchsorted(keys, key(met.series, met.child, met.on), side="left") - 1
    safe = np.maximum(found, 0)
    if len(keys) and len(met.child):
        inside = (found >= 0) & (child[safe] == met.child) & (series[safe] == met.series)
        inside &= np.isnat(end[safe]) | (met.on <= end[safe])
    else:
        inside = np.zeros(len(met.child), dtype=bool)
    period = np.concatenate([np.arange(len(child)), safe[inside]])
    started = np.concatenate([start, met.on[inside]])
    review = np.concatenate([np.zeros(len(child), dtype=np.int64), met.id[inside]])
    by = np.lexsort((started, period))
    period, started, review = period[by], started[by], review[by]
    return _cut(period, started, review, (child, series, end, periods.earlier[order]))


def _cut(period: Column, started: Column, review: Column, of: tuple[Column, ...]) -> Cycles:
    child, series, end, earlier = of
    count = len(period)
    first = np.searchsorted(period, np.arange(len(child)))
    place = np.arange(count) - first[period]
    follows = np.zeros(count, dtype=bool)
    follows[:-1] = period[1:] == period[:-1]
    held = np.full(count, NEVER)
    held[:-1] = np.where(follows[:-1], started[1:], NEVER)
    closing = np.zeros(count, dtype=np.int64)
    closing[:-1] = np.where(follows[:-1], review[1:], 0)
    known = ~((place == 0) & (earlier[period] > 0))  # what came before the first known is unknown
    made = Cycles(
        child=child[period],
        series=series[period],
        started=started,
        ordinal=place + earlier[period],
        held=held,
        review=closing,
        closed=np.where(np.isnat(held), end[period], held),
    )
    return Cycles(*(getattr(made, name)[known] for name in Cycles.__dataclass_fields__))


def meeting_rows(found: Cycles, book: RuleBook, calendar: Calendar) -> Rows:
    """What is owed of each cycle: one row each, without those no date can be worked out for."""
    count = len(found.child)
    due = np.full(count, NEVER)
    rule = np.full(count, "", dtype="U8")
    version = np.full(count, "", dtype="U20")
    for number, series in enumerate(SERIES):
        ids = duties.KINDS[MEETING_KIND[series]].rule_ids
        for place, rule_id in enumerate(ids):
            later = found.ordinal >= place if place == len(ids) - 1 else found.ordinal == place
            of_rule = (found.series == number) & later
            _fill(book, rule_id, found.started, of_rule, calendar, due, version)
            rule[of_rule] = rule_id
    kind = np.array([MEETING_KIND[s] for s in SERIES])[found.series] if count else rule
    status, ended = _status(found.held, found.closed, due)
    none = np.zeros(count, dtype=np.int64)
    return Rows(found.child, kind, found.started, np.full(count, NEVER), due, due, rule, version,
                status, found.held, found.review, none, ended)  # fmt: skip


def _fill(
    book: RuleBook,
    rule_id: str,
    started: Column,
    chosen: Column,
    calendar: Calendar,
    due: Column,
    version: Column,
) -> None:
    """Due dates of the chosen rows, each by the rules in force on the day its clock started."""
    for rule, name, in_force in versions(book, rule_id, started):
        rows = chosen & in_force
        if rows.any() and rule.runs:
            due[rows] = due_dates(rule, started[rows], calendar, blank=True)
            version[rows] = name


def versions(book: RuleBook, rule_id: str, started: Column) -> list[tuple[Rule, str, Column]]:
    """The rule in each of its versions, and which of the starts fall under it."""
    firsts = [np.datetime64(step[0], "D") for step in book.steps]
    in_force = np.maximum(np.searchsorted(np.array(firsts), started, side="right") - 1, 0)
    return [
        (rules[rule_id], name, in_force == n)
        for n, (_from, name, rules) in enumerate(book.steps)
        if rule_id in rules
    ]


def _status(held: Column, closed: Column, due: Column) -> tuple[Column, Column]:
    """Statuses, and the day on which what was not done stopped being owed."""
    over = np.isnat(held) & ~np.isnat(closed)
    status = np.select(
        [~np.isnat(held), over & (closed > due), over],
        [duties.DONE, duties.MISSED, duties.ENDED],
        duties.RUNNING,
    )
    return status, np.where(over, closed, NEVER)


def midway_rows(
    found: Cycles,
    owed: Rows,
    done: Events,
    book: RuleBook,
    calendar: Calendar,
    tolerance: int,
) -> Rows:
    """The midway reviews of the cycles (`owed` are their meetings, row by row): half way between
    two meetings, on time up to `tolerance` working days later; the first one submitted after the
    cycle began and up to the day it closed has done it."""
    least = np.array([MIDWAY_FROM.get(s, 2**30) for s in SERIES])
    wanted = (found.ordinal >= least[found.series]) & ~np.isnat(owed.due)
    child, series = found.child[wanted], found.series[wanted]
    started, until, closed = found.started[wanted], owed.due[wanted], found.closed[wanted]
    due = midpoints(started, until)
    slack = working_days_after(due, tolerance, calendar, blank=True)
    slack = np.where(np.isnat(slack), due, slack)
    done_on, check = _first_after(done.in_order(), series, child, started, closed)
    over = np.isnat(done_on) & ~np.isnat(closed)
    status = np.select(
        [~np.isnat(done_on), over & (closed > slack), over],
        [duties.DONE, duties.MISSED, duties.ENDED],
        duties.RUNNING,
    )
    names = np.array([MIDWAY_KIND.get(s, "") for s in SERIES])
    rule, version = _midway_rules(book, series, started)
    none = np.zeros(len(child), dtype=np.int64)
    ended = np.where(over, closed, NEVER)
    return Rows(child, names[series], started, until, due, slack, rule, version, status, done_on,
                none, check, ended)  # fmt: skip


def _midway_rules(book: RuleBook, series: Column, started: Column) -> tuple[Column, Column]:
    rule = np.full(len(series), "", dtype="U8")
    version = np.full(len(series), "", dtype="U20")
    for number, name in enumerate(SERIES):
        if name not in MIDWAY_KIND:
            continue
        rule_id = duties.KINDS[MIDWAY_KIND[name]].rule_ids[0]
        rule[series == number] = rule_id
        found = [each for each in versions(book, rule_id, started) if each[0].unit == MIDPOINT]
        earliest = found[0][1] if found else book.steps[0][1]
        version[series == number] = earliest
        for _rule, in_version, in_force in found:
            version[(series == number) & in_force] = in_version
    return rule, version


def _first_after(
    done: Events, series: Column, child: Column, started: Column, closed: Column
) -> tuple[Column, Column]:
    """Day and id of the first event after each start, up to the day it closed."""
    count = len(child)
    if not len(done.child) or not count:
        return np.full(count, NEVER), np.zeros(count, dtype=np.int64)
    keys = key(done.series, done.child, done.on)
    found = np.searchsorted(keys, key(series, child, started), side="right")
    safe = np.minimum(found, len(keys) - 1)
    fits = (found < len(keys)) & (done.child[safe] == child) & (done.series[safe] == series)
    fits &= np.isnat(closed) | (done.on[safe] <= closed)
    return np.where(fits, done.on[safe], NEVER), np.where(fits, done.id[safe], 0)
