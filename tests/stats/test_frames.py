import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.stats.frames import grid, parts, quarter, quarters_between, shares

days = st.dates(dt.date(2020, 1, 1), dt.date(2030, 12, 31))


def test_shares_come_with_their_interval_and_are_unknown_of_nothing():
    found = shares("quarter", ["2026-07", "2026-10"], [5, 0], [10, 0], label=["a", "b"])
    assert found["share"] == [0.5, None]
    assert found["low"] == [pytest.approx(0.2366, abs=1e-4), None]
    assert found["high"][1] is None
    assert list(found) == ["quarter", "label", "n", "total", "share", "low", "high"]
    assert not any(shares("quarter", [], [], [], label=[]).values())


def test_parts_are_shares_of_one_whole_in_the_order_given():
    found = parts("stage", {"Informal": 3, "Stage 1": 1, "Stage 2": 0})
    assert found["share"] == [0.75, 0.25, 0.0]
    assert found["total"] == [4, 4, 4]
    assert parts("stage", {"Informal": 0})["share"] == [0.0]


def test_a_grid_has_every_pair_once():
    found = grid("stage", "urgency", ["1", "2"], ["late", "soon"], {("1", "soon"): 4})
    assert found == {
        "stage": ["1", "1", "2", "2"],
        "urgency": ["late", "soon", "late", "soon"],
        "n": [0, 4, 0, 0],
        "total": [4, 4, 0, 0],
    }


def test_a_quarter_is_named_by_its_first_month():
    assert [quarter(dt.date(2026, m, 15)) for m in (1, 3, 4, 12)] == [
        "2026-01", "2026-01", "2026-04", "2026-10",
    ]  # fmt: skip
    assert quarters_between(dt.date(2025, 11, 1), dt.date(2026, 4, 1)) == [
        "2025-10", "2026-01", "2026-04",
    ]  # fmt: skip


@given(days, days)
def test_quarters_between_two_days_begin_and_end_with_theirs(one, other):
    first, last = sorted([one, other])
    found = quarters_between(first, last)
    assert (found[0], found[-1]) == (quarter(first), quarter(last))
    assert found == sorted(set(found))
