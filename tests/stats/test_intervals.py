import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.stats.intervals import share, wilson


@pytest.mark.parametrize(
    ("count", "total", "low", "high"),
    [  # Newcombe 1998, table I, method 3
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0000, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_the_interval_is_the_published_one(count, total, low, high):
    found = share(count, total)
    assert (found.low, found.high) == pytest.approx((low, high), abs=5e-5)
    assert found.share == count / total


@given(st.integers(1, 5000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_the_interval_holds_the_share_and_stays_between_nought_and_one(pair):
    found = share(*pair)
    assert -1e-9 <= found.low <= found.share + 1e-9
    assert found.share - 1e-9 <= found.high <= 1 + 1e-9


def test_intervals_come_for_whole_columns_and_nothing_is_known_of_nothing():
    low, high = wilson([5, 0], [10, 0])
    assert low[0] == pytest.approx(0.2366, abs=1e-4)
    assert (low[1], high[1]) == (0.0, 1.0)
    assert isinstance(high, np.ndarray)


@pytest.mark.parametrize("pair", [(2, 1), (-1, 4)])
def test_a_count_outside_its_total_is_an_error(pair):
    with pytest.raises(ValueError, match="between 0 and its total"):
        share(*pair)


def test_there_is_no_share_of_nothing():
    with pytest.raises(ValueError, match="share of nothing"):
        share(0, 0)
