"""Clocks of meetings for many children at once, against one child worked out by hand."""

import dataclasses
import datetime as dt

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from qa.domain import duties
from qa.domain.duty_arrays import SERIES, Events, Links, Periods, days, whole
from qa.domain.duty_rows import KIND_NAMES, STATUS_NAMES, named
from qa.domain.meeting_clocks import cycles, meeting_rows, midway_rows
from qa.domain.timescales import RuleBook, due_on
from qa.domain.working_days import add_working_days, midpoint
from qa.services.calendar import calendar, time_limits

D = dt.date
CALENDAR = calendar()
LIMITS = time_limits()
BOOK = RuleBook(((D(2020, 1, 1), "2", LIMITS),))
TOLERANCE = 10
FIRST, LAST = D(2015, 1, 1), D(2022, 12, 31)
some_day = st.dates(FIRST, LAST)


def _rule(series: str, ordinal: int):
    ids = {"cla": ("LA03", "LA04", "LA05"), "cp": ("CP11", "CP12"),
           "short_break": ("LA25", "LA25b")}[series]  # fmt: skip
    return LIMITS[ids[min(ordinal, len(ids) - 1)]]


def by_hand(series: str, start, end, met, midways):
    """(kind, started, due, status, done) of one period, a step at a time."""
    rows = []
    held = sorted({on for on in met if start <= on and (end is None or on <= end)})
    for ordinal, begun in enumerate([start, *held]):
        if ordinal == 0 and start in held:
            continue  # met on the first day: counts on from there
        following = held[ordinal] if ordinal < len(held) else None
        due = due_on(_rule(series, ordinal), begun, CALENDAR)
        closed = following or end
        rows.append((f"{series}_review", begun, due, _how(following, closed, due), following))
        if series == "short_break" or (series == "cla" and ordinal == 0):
            continue
        half = midpoint(begun, due)
        last = add_working_days(CALENDAR, half, TOLERANCE)
        done = next((on for on in sorted(midways) if begun < on and (not closed or on <= closed)),
                    None)  # fmt: skip
        rows.append((f"midway_{series}", begun, half, _how(done, closed, last), done))
    return rows


def _how(done, closed, last):
    if done:
        return duties.DONE
    if closed is None:
        return duties.RUNNING
    return duties.MISSED if closed > last else duties.ENDED


periods = st.tuples(
    st.sampled_from(SERIES), some_day, st.none() | st.integers(1, 1500),
    st.lists(st.integers(-60, 1600), max_size=9), st.lists(st.integers(-60, 1600), max_size=5),
)  # fmt: skip


@given(st.lists(periods, max_size=6))
@settings(max_examples=150, deadline=None)
def test_many_children_at_once_are_each_worked_out_as_one_alone(children):
    told, met, done, expected = [], [], [], []
    for child, (series, start, length, meetings, midways) in enumerate(children, start=1):
        end = start + dt.timedelta(length) if length else None
        held = [start + dt.timedelta(n) for n in meetings]
        written = [start + dt.timedelta(n) for n in midways]
        number = SERIES.index(series)
        told.append((child, number, start, end))
        met += [(child, number, on, n) for n, on in enumerate(held, start=1)]
        done += [(child, number, on, n) for n, on in enumerate(written, start=1)]
        expected += [(child, *row) for row in by_hand(series, start, end, held, written)]
    child, series, start, end = zip(*told, strict=True) if told else ((),) * 4
    found = Periods(whole(list(child)), whole(list(series)), days(list(start)), days(list(end)),
                    whole([0] * len(child)))  # fmt: skip
    cut = cycles(found, _events(met))
    owed = meeting_rows(cut, BOOK, CALENDAR)
    half = midway_rows(cut, owed, _events(done), BOOK, CALENDAR, ((D.min, TOLERANCE),))
    assert sorted(_plain(owed) + _plain(half), key=str) == sorted(expected, key=str)


def _events(rows) -> Events:
    child, series, on, ids = zip(*rows, strict=True) if rows else ((),) * 4
    return Events(whole(list(child)), whole(list(series)), days(list(on)), whole(list(ids)))


def _plain(rows):
    kinds, statuses = named(rows.kind, KIND_NAMES), named(rows.status, STATUS_NAMES)
    columns = (rows.child, kinds, rows.started, rows.due, statuses, rows.done)
    return [tuple(row) for row in zip(*(c.tolist() for c in columns), strict=True)]


def test_the_clocks_of_ten_years_do_not_depend_on_the_order_of_the_rows():
    rng = np.random.default_rng(3)
    told = [(c, c % 3, D(2016, 1, 4) + dt.timedelta(c)) for c in range(1, 40)]
    met = [(c, s, on + dt.timedelta(int(n)), i) for c, s, on in told
           for i, n in enumerate(rng.choice(3000, 12, replace=False), start=1)]  # fmt: skip
    made = []
    for order in (list(range(len(met))), rng.permutation(len(met)).tolist()):
        child, series, start = zip(*told, strict=True)
        found = Periods(whole(list(child)), whole(list(series)), days(list(start)),
                        days([None] * len(child)), whole([0] * len(child)))  # fmt: skip
        cut = cycles(found, _events([met[n] for n in order]))
        made.append(sorted(_plain(meeting_rows(cut, BOOK, CALENDAR)), key=str))
    assert made[0] == made[1]


def test_a_clock_follows_the_rules_of_the_day_it_started():
    later = {**LIMITS, "CP12": _halved(LIMITS["CP12"])}
    book = RuleBook(((D(2020, 1, 1), "2", LIMITS), (D(2026, 6, 1), "2.1", later)))
    found = Periods(whole([1]), whole([1]), days([D(2026, 1, 5)]), days([None]), whole([0]))
    met = _events([(1, 1, D(2026, 4, 1), 1), (1, 1, D(2026, 6, 1), 2)])
    rows = meeting_rows(cycles(found, met), book, CALENDAR)
    assert list(zip(rows.version.tolist(), rows.due.tolist(), strict=True)) == [
        (0, D(2026, 4, 5)), (0, D(2026, 10, 1)), (1, D(2026, 9, 1)),
    ]  # fmt: skip


def _halved(rule):
    return dataclasses.replace(rule, limit=rule.limit // 2)


def test_the_link_of_a_day_is_the_latest_that_covers_it():
    links = Links(whole([1, 1, 2]), days([D(2026, 1, 1), D(2026, 3, 1), D(2026, 1, 1)]),
                  days([D(2026, 2, 27), None, D(2026, 1, 31)]), whole([7, 8, 9]))  # fmt: skip
    asked = whole([1, 1, 1, 1, 2, 3])
    on = days([D(2025, 12, 31), D(2026, 2, 1), D(2026, 2, 28), D(2026, 3, 1), D(2026, 3, 1), LAST])
    assert links.at(asked, on).tolist() == [0, 7, 0, 8, 0, 0]
