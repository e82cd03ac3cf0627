"""Statutory reviews, review conferences and midway reviews: what was and is owed, for many
children at once.

Reviews count from the one before as held (CPPCR 2010, regulation 33(2)); conferences from the
initial conference, then from the review conference before (Working Together). A meeting owed when
the period ended is no longer owed; one that was late then was missed.
"""

import datetime as dt
from dataclasses import dataclass

import numpy as np

from qa.domain import duties
from qa.domain.due_dates import midpoints, working_days_after
from qa.domain.duty_arrays import NEVER, SERIES, Column, Events, Periods, key
from qa.domain.duty_rows import KIND, NO_VERSION, RULE, STATUS, Rows, due_by, in_versions
from qa.domain.timescales import MIDPOINT, RuleBook
from qa.domain.working_days import Calendar

MEETING_KIND = {"cla": "cla_review", "cp": "cp_review", "short_break": "short_break_review"}
MIDWAY_KIND = {"cla": "midway_cla", "cp": "midway_cp"}
MIDWAY_FROM = {"cla": 1, "cp": 0}
"""From the how-manieth meeting on a midway review is owed: a child who has just become looked
after has no plan of a review to follow up; a protection plan is made at its first conference."""
NO_MIDWAY = 2**15


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
    told = Periods(*(getattr(periods, name)[order] for name in Periods.__dataclass_fields__))
    met = meetings.in_order()
    found = _period_of(told, met)
    inside = found >= 0
    if not inside.all():
        found = found[inside]
        met = Events(met.child[inside], met.series[inside], met.on[inside], met.id[inside])
    return _cut(told, met, found)


def _period_of(told: Periods, met: Events) -> Column:
    """The place of the period each meeting was held in, -1 for none; never falling."""
    if not len(told.child):
        return np.full(len(met.child), -1)
    starts = key(told.series, told.child, told.start)
    found = np.searchsorted(starts, key(met.series, met.child, met.on), side="right") - 1
    safe = np.maximum(found, 0)
    inside = (found >= 0) & (told.child[safe] == met.child) & (told.series[safe] == met.series)
    end = told.end[safe]
    return np.where(inside & (np.isnat(end) | (met.on <= end)), found, -1)


def _cut(told: Periods, met: Events, period: Column) -> Cycles:
    """Each period's start and then its meetings, in one column: both are in order already, so
    that the place of each is known without sorting."""
    count = len(told.child) + len(period)
    at_start = np.arange(len(told.child)) + np.searchsorted(period, np.arange(len(told.child)))
    at_meeting = np.arange(len(period)) + period + 1
    of = np.empty(count, dtype=np.int64)
    of[at_start], of[at_meeting] = np.arange(len(told.child)), period
    started = np.empty(count, dtype="datetime64[D]")
    started[at_start], started[at_meeting] = told.start, met.on
    held, review = np.full(count, NEVER), np.zeros(count, dtype=np.int64)
    held[at_meeting - 1], review[at_meeting - 1] = met.on, met.id
    earlier = told.earlier[of]
    place = np.arange(count) - at_start[of]
    made = Cycles(
        child=told.child[of],
        series=told.series[of],
        started=started,
        ordinal=place + earlier,
        held=held,
        review=review,
        closed=np.where(np.isnat(held), told.end[of], held),
    )
    left_out = (place == 0) & (earlier > 0)  # what came before the first known meeting
    left_out[:-1] |= (
        key(made.series, made.child, started)[1:] == key(made.series, made.child, started)[:-1]
    )  # it met that day
    if not left_out.any():
        return made
    return Cycles(*(getattr(made, name)[~left_out] for name in Cycles.__dataclass_fields__))


RULES = [duties.KINDS[MEETING_KIND[series]].rule_ids for series in SERIES]
MOST = max(map(len, RULES))
RULE_OF = np.array([[RULE[ids[min(n, len(ids) - 1)]] for n in range(MOST)] for ids in RULES])
"""The code of the rule by series and meetings held before."""
KIND_OF = np.array([KIND[MEETING_KIND[series]] for series in SERIES])


def meeting_rows(found: Cycles, book: RuleBook, calendar: Calendar) -> Rows:
    """What is owed of each cycle: one row each; NaT where no date can be worked out."""
    rule = RULE_OF[found.series, np.minimum(found.ordinal, MOST - 1)]
    due, version = due_by(book, rule, found.started, calendar)
    none = np.zeros(len(found.child), dtype=np.int64)
    until = np.full(len(found.child), NEVER)
    status, ended = _status(found.held, found.closed, due)
    return Rows(found.child, KIND_OF[found.series], found.started, until, due, due, rule, version,
                status, found.held, found.review, none, ended)  # fmt: skip


def _status(done: Column, closed: Column, last: Column) -> tuple[Column, Column]:
    """Statuses, and the day on which what was not done stopped being owed."""
    is_done = ~np.isnat(done)
    over = ~is_done & ~np.isnat(closed)
    status = np.full(len(done), STATUS[duties.RUNNING])
    status[is_done] = STATUS[duties.DONE]
    status[over] = np.where(closed[over] > last[over], STATUS[duties.MISSED], STATUS[duties.ENDED])
    return status, np.where(over, closed, NEVER)


Tolerances = tuple[tuple[dt.date, int], ...]
"""From which day how many working days a midway review may be late, the earliest first; the first
one holds for all days before it too."""
LEAST = np.array([MIDWAY_FROM.get(series, NO_MIDWAY) for series in SERIES])
MIDWAY_KIND_OF = np.array([KIND[MIDWAY_KIND.get(s, "midway_cla")] for s in SERIES])
MIDWAY_RULE_OF = np.array(
    [RULE[duties.KINDS[MIDWAY_KIND.get(s, "midway_cla")].rule_ids[0]] for s in SERIES]
)


def midway_rows(
    found: Cycles,
    owed: Rows,
    done: Events,
    book: RuleBook,
    calendar: Calendar,
    tolerances: Tolerances,
) -> Rows:
    """The midway reviews of the cycles (`owed` are their meetings, row by row): half way between
    two meetings, on time for the tolerance of the day the cycle began; the first one submitted
    after that day and up to the day the cycle closed has done it."""
    wanted = np.flatnonzero((found.ordinal >= LEAST[found.series]) & ~np.isnat(owed.due))
    child, series = found.child[wanted], found.series[wanted]
    started, until, closed = found.started[wanted], owed.due[wanted], found.closed[wanted]
    due = midpoints(started, until)
    slack = _on_time_until(due, started, tolerances, calendar)
    done_on, check = _first_after(done.in_order(), series, child, started, closed)
    status, ended = _status(done_on, closed, slack)
    return Rows(child, MIDWAY_KIND_OF[series], started, until, due, slack, MIDWAY_RULE_OF[series],
                _midway_versions(book, series, started), status, done_on,
                np.zeros(len(child), dtype=np.int64), check, ended)  # fmt: skip


def _on_time_until(
    due: Column, started: Column, tolerances: Tolerances, calendar: Calendar
) -> Column:
    """The last day that is on time; the due date itself where the calendar ends before it."""
    firsts = np.array([day for day, _days in tolerances], dtype="datetime64[D]")
    place = np.maximum(np.searchsorted(firsts, started, side="right") - 1, 0)
    made = due.copy()
    for number, (_day, allowed) in enumerate(tolerances):
        rows = np.flatnonzero(place == number)
        last = working_days_after(due[rows], allowed, calendar, blank=True)
        made[rows] = np.where(np.isnat(last), due[rows], last)
    return made


def _midway_versions(book: RuleBook, series: Column, started: Column) -> Column:
    """The step of the book by which each is due: the first that knows midpoints, where the one of
    its day does not yet."""
    version = np.zeros(len(series), dtype=np.int16)
    for number, name in enumerate(SERIES):
        if name not in MIDWAY_KIND:
            continue
        rows = np.flatnonzero(series == number)
        rule_id = duties.KINDS[MIDWAY_KIND[name]].rule_ids[0]
        known = [v for v in in_versions(book, rule_id, started[rows]) if v[0].unit == MIDPOINT]
        version[rows] = known[0][1] if known else NO_VERSION
        for _rule, step, in_force in known[1:]:
            version[rows[in_force]] = step
    return version


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
    on = done.on[safe]
    fits = (found < len(keys)) & (done.child[safe] == child) & (done.series[safe] == series)
    fits &= np.isnat(closed) | (on <= closed)
    return np.where(fits, on, NEVER), np.where(fits, done.id[safe], 0)
