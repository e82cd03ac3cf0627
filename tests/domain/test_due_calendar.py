"""Months in addresses, their weeks, and what is shown in them."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.domain import due_calendar
from qa.domain.duties import KINDS
from qa.domain.refusals import Refused

TODAY = dt.date(2026, 11, 5)
MONTHS = st.dates(dt.date(2000, 1, 1), dt.date(2100, 12, 31)).map(lambda day: day.replace(day=1))


@given(MONTHS)
def test_a_month_in_an_address_is_that_month(first):
    assert due_calendar.month_in(due_calendar.month_code(first), TODAY) == first


def test_an_address_without_a_month_means_this_month():
    assert due_calendar.month_in("", TODAY) == dt.date(2026, 11, 1)


@pytest.mark.parametrize("text", ["2026-13", "2026-1", "12-2026", "<b>", "1999-12", "2026-12-01"])
def test_what_is_no_month_is_refused_in_words(text):
    with pytest.raises(Refused, match="no such month"):
        due_calendar.month_in(text, TODAY)


@given(MONTHS)
def test_every_day_of_a_month_has_one_place_under_its_weekday(first):
    weeks = due_calendar.weeks_of(first)
    days = [day for week in weeks for day in week if day]
    assert days[0] == first
    assert days[-1] == due_calendar.last_of(first)
    assert days == sorted(set(days))
    assert all(len(week) == 7 for week in weeks)
    assert all(week[day.weekday()] == day for week in weeks for day in week if day)


def test_there_is_a_next_month_until_the_last_year():
    assert due_calendar.next_to(dt.date(2026, 12, 1), 1) == dt.date(2027, 1, 1)
    assert due_calendar.next_to(dt.date(2100, 12, 1), 1) is None
    assert due_calendar.next_to(dt.date(2000, 1, 1), -1) is None


def test_every_kind_can_be_shown_and_what_the_law_asks_for_comes_first():
    assert set(due_calendar.SHOWN["all"][1]) == set(due_calendar.SHORT) == set(KINDS)
    main, visits = (set(due_calendar.SHOWN[key][1]) for key in ("main", "visits"))
    assert main | visits == set(KINDS)
    assert not main & visits
    statutory = [KINDS[kind].is_statutory for kind in due_calendar.ORDER]
    assert statutory == sorted(statutory, reverse=True)
