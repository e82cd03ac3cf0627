import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.domain.refusals import Refused
from qa.domain.urgency import (
    Group,
    age_bands,
    day_words,
    edges,
    lateness_words,
    sort_key,
    urgency,
)
from tests.domain.calendars import ENGLAND, calendars, middle_days

TODAY = dt.date(2026, 11, 18)  # a Wednesday


@pytest.mark.parametrize(
    ("due", "group", "words"),
    [
        (dt.date(2026, 11, 3), Group.CRITICAL, "11 working days late"),
        (dt.date(2026, 11, 4), Group.OVERDUE, "10 working days late"),
        (dt.date(2026, 11, 17), Group.OVERDUE, "1 working day late"),
        (dt.date(2026, 11, 18), Group.SOON, "due today"),
        (dt.date(2026, 11, 20), Group.SOON, "due in 2 working days"),
        (dt.date(2026, 11, 25), Group.SOON, "due in 5 working days"),
        (dt.date(2026, 11, 26), Group.LATER, "due in 6 working days"),
        (dt.date(2032, 1, 1), Group.LATER, "due on 1 January 2032"),
        (dt.date(2001, 1, 1), Group.CRITICAL, "more than 749 working days late"),
    ],
)
def test_a_due_date_falls_in_its_group_and_says_how_many_working_days(due, group, words):
    assert urgency(due, TODAY, ENGLAND) == group
    assert lateness_words(due, TODAY, ENGLAND) == words


def test_a_weekend_between_is_late_but_not_a_working_day_late():
    friday, sunday = dt.date(2026, 11, 20), dt.date(2026, 11, 22)
    assert urgency(friday, sunday, ENGLAND) == Group.OVERDUE
    assert lateness_words(friday, sunday, ENGLAND) == "late since the last working day"
    assert lateness_words(sunday, friday, ENGLAND) == "due before the next working day"


@given(
    calendars,
    st.dates(dt.date(2025, 9, 1), dt.date(2027, 3, 1)),
    middle_days,
    st.integers(0, 30),
    st.integers(0, 30),
)
def test_the_edges_for_counting_in_sql_agree_with_the_groups(calendar, today, due, after, within):
    edge = edges(today, calendar, after, within)
    if due < edge.critical_before:
        expected = Group.CRITICAL
    elif due < edge.overdue_before:
        expected = Group.OVERDUE
    else:
        expected = Group.SOON if due < edge.soon_before else Group.LATER
    assert urgency(due, today, calendar, after, within) == expected


@given(calendars, st.dates(dt.date(2025, 9, 1), dt.date(2027, 3, 1)), middle_days)
def test_every_due_date_falls_in_one_band_of_its_own_group(calendar, today, due):
    bands = age_bands(today, calendar)
    found = [
        band for band in bands if (band.first or dt.date.min) <= due < (band.before or dt.date.max)
    ]
    assert [band.group for band in found] == [urgency(due, today, calendar)]


def test_bands_say_how_many_working_days():
    assert [band.label for band in age_bands(TODAY, ENGLAND)] == [
        "more than 20 working days late",
        "11 to 20 working days late",
        "up to 10 working days late",
        "due within 5 working days",
        "due later",
    ]


def test_what_nobody_can_know_yet_is_refused_in_words():
    with pytest.raises(Refused, match="have not been announced"):
        urgency(dt.date(2029, 1, 2), dt.date(2028, 12, 29), ENGLAND)


def test_a_child_at_risk_comes_first_then_the_group_then_statutory_then_the_date():
    early, late = dt.date(2026, 1, 1), dt.date(2026, 2, 1)
    keys = [
        sort_key(None, Group.LATER, at_risk=True),
        sort_key(late, Group.CRITICAL, statutory=True),
        sort_key(early, Group.CRITICAL),
        sort_key(late, Group.CRITICAL),
        sort_key(early, Group.OVERDUE, statutory=True),
        sort_key(early, Group.SOON),
        sort_key(None, Group.SOON),
        sort_key(early, Group.LATER),
    ]
    assert keys == sorted(keys)


@pytest.mark.parametrize(
    ("today", "words"),
    [
        (dt.date(2026, 10, 9), "Friday 9 October 2026"),
        (dt.date(2026, 10, 12), "last day on time Friday 23 October 2026"),
        (dt.date(2026, 11, 18), "last day on time Friday 23 October 2026"),
    ],
)
def test_past_its_day_a_due_date_is_shown_by_the_last_day_that_is_on_time(today, words):
    assert day_words(dt.date(2026, 10, 9), dt.date(2026, 10, 23), today) == words


def test_without_a_tolerance_the_day_is_the_due_date():
    due = dt.date(2026, 10, 9)
    assert day_words(due, due, dt.date(2026, 11, 18)) == "Friday 9 October 2026"
