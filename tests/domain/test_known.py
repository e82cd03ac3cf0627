"""Sentences beside the questions of a midway review."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.domain import known
from qa.domain.known import Decision, Limit
from qa.services.calendar import calendar

TODAY = dt.date(2026, 11, 22)
CALENDAR = calendar()


def test_last_seen_says_when_how_long_ago_from_which_list_and_how_late():
    limit = Limit("10 working days", dt.date(2026, 11, 18))
    said = known.seen(dt.date(2026, 11, 8), dt.date(2026, 11, 20), [limit], TODAY, CALENDAR)
    assert said == (
        "Last seen 14 days ago on 8 November 2026 (children list of 20 November 2026); "
        "limit 10 working days: late by 2 working days."
    )


def test_a_visit_in_time_says_when_the_next_is_due():
    limit = Limit("6 weeks", dt.date(2026, 12, 20))
    said = known.seen(dt.date(2026, 11, 8), dt.date(2026, 11, 20), [limit], TODAY, CALENDAR)
    assert said.endswith("; limit 6 weeks: next due 20 December 2026.")


def test_a_plan_of_eleven_months_names_the_mark_passed_and_the_next():
    assert known.plan_open(dt.date(2025, 12, 3), TODAY) == (
        "Plan open 11 months, since 3 December 2025; the 9-month mark was 3 September 2026 and "
        "the next is 12 months on 3 December 2026."
    )


def test_a_young_plan_and_a_very_old_one():
    assert known.plan_open(dt.date(2026, 9, 30), TODAY) == (
        "Plan open 1 month, since 30 September 2026."
    )
    assert known.plan_open(dt.date(2024, 1, 31), TODAY).endswith(
        "24-month mark was 31 January 2026."
    )


def test_decisions_are_counted_and_the_open_ones_named_with_their_age():
    made = [
        Decision("Book the dentist", None, dt.date(2026, 9, 1)),
        Decision("Begin life-story work", dt.date(2026, 10, 1), None),
        Decision("Ask the school", None, None),
    ]
    assert known.decided(dt.date(2026, 8, 12), "Review", made, TODAY) == (
        "Review of 12 August 2026, 3 months ago: 1 of 3 decisions done (33%)."
    )
    assert known.still_open(made, TODAY) == (
        "Still open: “Begin life-story work”, due 1 October 2026 (past by 52 days) and "
        "“Ask the school”."
    )
    assert known.still_open(made[:1], TODAY) == ""


def test_a_review_without_recorded_decisions_says_so():
    said = known.decided(dt.date(2026, 8, 12), "Review", [], TODAY)
    assert said.endswith(": no decisions are recorded here.")


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (TODAY, "today"),
        (TODAY - dt.timedelta(1), "yesterday"),
        (TODAY - dt.timedelta(14), "14 days ago"),
        (dt.date(2026, 3, 4), "8 months ago"),
        (TODAY + dt.timedelta(3), "in 3 days"),
    ],
)
def test_how_long_ago(day, words):
    assert known.ago(day, TODAY) == words


DAYS = st.dates(dt.date(2013, 1, 1), dt.date(2027, 12, 31))


@given(DAYS, DAYS)
def test_whole_months_never_reach_past_the_day(start, end):
    start, end = sorted((start, end))
    months = known.whole_months(start, end)
    from qa.domain.working_days import add_months

    assert months >= 0
    assert add_months(start, months) <= end < add_months(start, months + 1)
