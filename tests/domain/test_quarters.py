"""Quarters, and saying when a period covers only a part of one."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.domain import quarters
from qa.stats.frames import quarters_between

TODAY = dt.date(2026, 11, 22)


@pytest.mark.parametrize(
    ("quarter", "from_on", "to_on", "said"),
    [
        ("2025-10", (2025, 12, 1), (2026, 11, 22), "December 2025 only"),
        ("2025-10", (2025, 11, 1), (2026, 11, 22), "November to December 2025 only"),
        ("2026-01", (2025, 12, 1), (2026, 11, 22), "January to March 2026"),
        ("2026-10", (2025, 12, 1), (2026, 11, 22), "October to December 2026, so far"),
        ("2026-10", (2026, 11, 1), (2026, 11, 22), "November to December 2026, so far"),
        ("2026-10", (2025, 12, 1), (2026, 10, 31), "October 2026 only"),
        ("2026-04", (2026, 5, 15), (2026, 6, 2), "15 May to 2 June 2026 only"),
        ("2026-04", (2026, 5, 15), (2026, 5, 15), "15 May 2026 only"),
    ],
)
def test_a_part_of_a_quarter_says_so(quarter, from_on, to_on, said):
    made = quarters.within(quarter, dt.date(*from_on), dt.date(*to_on), TODAY)
    assert quarters.words(made) == said
    assert made[:7] == quarter


days = st.dates(dt.date(2020, 1, 1), dt.date(2026, 11, 22))


@given(days, days)
def test_only_the_quarters_a_period_begins_and_ends_in_can_be_parts(one, other):
    first, last = sorted((one, other))
    named = [quarters.within(q, first, last, TODAY) for q in quarters_between(first, last)]
    assert all("|" not in q for q in named[1:-1])
    assert named == sorted(named)
    for q in named:
        begins, ends = quarters.days(q)
        is_whole = first <= begins and ends <= last
        assert ("|" not in q) == is_whole
