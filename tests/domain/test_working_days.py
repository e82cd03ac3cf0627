import datetime as dt

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from qa.domain.refusals import Refused
from qa.domain.working_days import (
    add_months,
    add_working_days,
    days_not_counted,
    is_working_day,
    midpoint,
    working_days_between,
    working_days_late,
)
from tests.domain import oracle
from tests.domain.calendars import ENGLAND, FIRST, HORIZON, calendars, days, middle_days

steps = st.integers(-150, 150)


@given(calendars, middle_days, steps)
def test_adding_working_days_agrees_with_counting_day_by_day(calendar, start, n):
    assert add_working_days(calendar, start, n) == oracle.add(calendar, start, n)


@given(calendars, middle_days, middle_days)
def test_the_days_between_agree_with_counting_day_by_day(calendar, start, end):
    assert working_days_between(calendar, start, end) == oracle.between(calendar, start, end)


@given(calendars, middle_days, steps.filter(bool))
def test_adding_and_counting_undo_each_other(calendar, start, n):
    due = add_working_days(calendar, start, n)
    assert working_days_between(calendar, start, due) == n
    assert is_working_day(calendar, due)


@given(calendars, middle_days, middle_days)
def test_late_is_never_negative_and_nothing_on_the_day(calendar, due, on):
    late = working_days_late(calendar, due, on)
    assert late >= 0
    assert on > due or late == 0


@given(calendars, middle_days, st.integers(1, 60))
def test_days_not_counted_are_exactly_the_weekdays_missing_from_the_count(calendar, start, n):
    due = add_working_days(calendar, start, n)
    span = [start + dt.timedelta(days=k) for k in range(1, (due - start).days + 1)]
    missing = [day for day in span if day.weekday() < 5 and not oracle.counts(calendar, day)]
    assert days_not_counted(calendar, start, due) == missing


def test_days_not_counted_going_back_leave_out_the_start_day_and_keep_the_last():
    conference = dt.date(2026, 12, 28)
    assert days_not_counted(ENGLAND, conference, dt.date(2026, 12, 24)) == [dt.date(2026, 12, 25)]


@pytest.mark.parametrize(
    ("start", "n", "due"),
    [
        (dt.date(2026, 12, 9), 20, dt.date(2027, 1, 11)),  # the example of the design
        (dt.date(2026, 11, 20), 1, dt.date(2026, 11, 23)),  # Friday, then Monday
        (dt.date(2026, 11, 21), 1, dt.date(2026, 11, 23)),  # Saturday counts from Sunday
        (dt.date(2026, 11, 21), 0, dt.date(2026, 11, 21)),
        (dt.date(2026, 11, 21), -1, dt.date(2026, 11, 20)),
        (dt.date(2026, 12, 24), 1, dt.date(2026, 12, 29)),
    ],
)
def test_start_day_is_day_nought(start, n, due):
    assert add_working_days(ENGLAND, start, n) == due


def test_closure_days_do_not_count():
    closed = type(ENGLAND)(frozenset(), frozenset({dt.date(2026, 11, 23)}), FIRST, HORIZON)
    assert add_working_days(closed, dt.date(2026, 11, 20), 1) == dt.date(2026, 11, 24)


def test_a_date_past_the_horizon_is_refused_in_words():
    with pytest.raises(Refused, match="after 31 December 2028, the last date for which the bank"):
        add_working_days(ENGLAND, dt.date(2028, 12, 20), 20)


def test_a_date_before_the_first_is_refused_in_words():
    with pytest.raises(Refused, match="31 December 2023 is before 1 January 2024"):
        working_days_between(ENGLAND, dt.date(2023, 12, 31), dt.date(2026, 1, 5))


@pytest.mark.parametrize(
    ("start", "n", "due"),
    [
        (dt.date(2026, 11, 30), 3, dt.date(2027, 2, 28)),
        (dt.date(2027, 11, 30), 3, dt.date(2028, 2, 29)),
        (dt.date(2026, 1, 31), 1, dt.date(2026, 2, 28)),
        (dt.date(2026, 1, 15), 12, dt.date(2027, 1, 15)),
        (dt.date(2026, 3, 31), -1, dt.date(2026, 2, 28)),
        (dt.date(2026, 1, 31), -13, dt.date(2024, 12, 31)),
    ],
)
def test_months_clip_to_the_end_of_the_month(start, n, due):
    assert add_months(start, n) == due


@given(days, st.integers(-240, 240))
def test_months_land_in_the_right_month_on_the_same_day_or_the_last(start, n):
    due = add_months(start, n)
    assert (due.year * 12 + due.month) - (start.year * 12 + start.month) == n
    assert due.day == start.day or (due.day < start.day and (due + oracle.DAY).day == 1)


def test_a_month_past_the_calendar_of_python_is_refused_in_words():
    with pytest.raises(Refused, match="not a date we can work out"):
        add_months(dt.date(9999, 12, 1), 1)


@given(days, days)
def test_the_midpoint_is_half_way_rounded_down_and_the_same_both_ways(a, b):
    assume(a <= b)
    middle = midpoint(a, b)
    assert middle == midpoint(b, a)
    assert 0 <= ((b - middle) - (middle - a)).days <= 1
