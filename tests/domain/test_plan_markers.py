"""Markers of long plans: reached on the day itself, in months clipped to the month's end."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.domain.duties import PANEL_MONTHS
from qa.domain.plan_markers import began_by, markers, may_be_recorded, months_open, reached
from qa.domain.working_days import DAY, add_months

DAYS = st.dates(dt.date(2005, 1, 1), dt.date(2027, 12, 31))


@pytest.mark.parametrize(
    ("began_on", "today", "months"),
    [
        (dt.date(2026, 1, 31), dt.date(2026, 2, 27), 0),
        (dt.date(2026, 1, 31), dt.date(2026, 2, 28), 1),
        (dt.date(2024, 2, 29), dt.date(2024, 11, 28), 8),
        (dt.date(2024, 2, 29), dt.date(2024, 11, 29), 9),
        (dt.date(2024, 2, 29), dt.date(2026, 2, 28), 24),
    ],
)
def test_months_open_are_whole_months_clipped_to_the_end_of_the_month(began_on, today, months):
    assert months_open(began_on, today) == months


@given(DAYS, st.integers(0, 1500))
def test_a_marker_is_reached_exactly_when_its_day_has_come(began_on, days):
    today = began_on + days * DAY
    due = [m for m in PANEL_MONTHS if add_months(began_on, m) <= today]
    assert reached(began_on, today) == (due[-1] if due else None)


@given(DAYS, st.sampled_from(PANEL_MONTHS))
def test_began_by_is_the_last_start_that_has_reached_the_marker(today, months):
    last = began_by(today, months)
    assert add_months(last, months) <= today < add_months(last + DAY, months)


def test_every_marker_has_its_day():
    assert dict(markers(dt.date(2025, 5, 31)))[9] == dt.date(2026, 2, 28)


def test_a_panel_looks_at_a_marker_from_three_months_before_it():
    began_on = dt.date(2026, 1, 10)
    assert not may_be_recorded(began_on, 9, dt.date(2026, 7, 9))
    assert may_be_recorded(began_on, 9, dt.date(2026, 7, 10))
