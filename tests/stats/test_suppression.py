import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.stats.suppression import (
    HIDDEN,
    published,
    share_hidden,
    suppress,
)
from qa.stats.suppression_tables import published_shares, suppress_table

counts = st.lists(st.integers(0, 12), min_size=1, max_size=6)
tables = st.integers(1, 5).flatmap(
    lambda width: st.lists(
        st.lists(st.integers(0, 12), min_size=width, max_size=width), min_size=1, max_size=5
    )
)


@pytest.mark.parametrize(
    ("some", "cells", "total"),
    [
        ([10, 20, 0], ["10", "20", "0"], "30"),
        ([10, 20, 3], [HIDDEN, "20", HIDDEN], "33"),  # 3 alone would be 33 less 30
        ([10, 4, 3], ["10", HIDDEN, HIDDEN], "17"),  # 7 between two: one may be 5 or 6
        ([10, 2, 3], [HIDDEN, HIDDEN, HIDDEN], "15"),  # 5 between two: both would be under 5
        ([6, 8, 5, 2, 1], ["6", "8", HIDDEN, HIDDEN, HIDDEN], "22"),  # 3 is small itself
        ([3, 2], [HIDDEN, HIDDEN], HIDDEN),
        ([10, 1, 1], [HIDDEN, HIDDEN, HIDDEN], "12"),  # 2 between two can only be 1 and 1
        ([10, 4, 4], [HIDDEN, HIDDEN, HIDDEN], "18"),  # 8 between two can only be 4 and 4
        ([3, 0, 0], [HIDDEN, "0", "0"], HIDDEN),
        ([4, 4], [HIDDEN, HIDDEN], HIDDEN),  # nothing left to hide but the total
        ([1_200, 5], ["1,200", "5"], "1,205"),
        ([0], ["0"], "0"),
    ],
)
def test_small_counts_are_hidden_and_what_gives_them_away(some, cells, total):
    assert published(some) == (cells, total)


def possible(some, hidden):
    """Every list a reader may think of who sees the rest and knows which hidden ones are small."""
    small = [n if not hide else (range(1, 5) if 0 < n < 5 else range(5, sum(some) + 1))
             for n, hide in zip(some, hidden.counts, strict=True)]  # fmt: skip
    choices = [[one] if isinstance(one, int) else one for one in small]
    return [c for c in itertools.product(*choices) if hidden.total or sum(c) == sum(some)]


@given(counts)
def test_no_small_count_can_be_worked_out_by_any_reader(some):
    hidden = suppress(some)
    seen = possible(some, hidden)
    for i, n in enumerate(some):
        if 0 < n < 5:
            assert hidden.counts[i]
            assert len({one[i] for one in seen}) > 1


@given(counts, st.integers(2, 8))
def test_whoever_knows_the_total_cannot_tell_that_a_hidden_count_is_small(some, least):
    hidden = suppress(some, least)
    ours = [n for n, hide in zip(some, hidden.counts, strict=True) if hide]
    if ours and not hidden.total:
        others = len(ours) - 1
        assert sum(ours) - others >= least  # the most that any can be, and so what they come to


@given(tables)
def test_no_line_of_a_table_tells_that_a_hidden_count_is_small(rows):
    hidden = suppress_table(rows)
    n = np.asarray(rows)
    full = np.vstack([np.column_stack([n, n.sum(axis=1)]), np.append(n.sum(axis=0), n.sum())])
    for values, mask in [*zip(full, hidden, strict=True), *zip(full.T, hidden.T, strict=True)]:
        if mask[:-1].any() and not mask[-1]:
            assert values[-1] - values[:-1][~mask[:-1]].sum() - (mask[:-1].sum() - 1) >= 5


@given(counts)
def test_nothing_is_hidden_where_nothing_is_small(some):
    hidden = suppress([n + 5 for n in some])
    assert not any(hidden.counts)
    assert not hidden.total


@given(tables)
def test_no_small_count_of_a_table_follows_from_its_sums(rows):
    hidden = suppress_table(rows)
    n = np.asarray(rows)
    full = np.vstack([np.column_stack([n, n.sum(axis=1)]), np.append(n.sum(axis=0), n.sum())])
    small = (full > 0) & (full < 5)
    assert hidden[small].all()
    places = [tuple(place) for place in np.argwhere(hidden)]
    equations = []
    for line in range(full.shape[0]):
        equations.append([_sign(p, full.shape) if p[0] == line else 0 for p in places])
    for line in range(full.shape[1]):
        equations.append([_sign(p[::-1], full.shape[::-1]) if p[1] == line else 0 for p in places])
    system = np.array(equations, float).reshape(len(equations), len(places))
    rank = np.linalg.matrix_rank(system) if places else 0
    for i, place in enumerate(places):
        if small[place]:
            unit = np.eye(len(places))[i]
            assert np.linalg.matrix_rank(np.vstack([system, unit])) > rank


def _sign(place, shape):
    return -1 if place[1] == shape[1] - 1 else 1


def test_a_table_hides_a_square_round_one_small_count():
    hidden = suppress_table([[3, 20, 30], [40, 50, 60], [70, 80, 90]])
    assert hidden[0].tolist() == [True, True, False, False]
    assert hidden.sum() == 4
    assert not hidden[-1].any()


def test_a_share_that_tells_a_small_number_is_hidden_too():
    assert [share_hidden(*pair) for pair in [(3, 40), (38, 40), (0, 40), (40, 40), (0, 3)]] == [
        True,
        True,
        False,
        False,
        True,
    ]


def test_shares_for_publication_hide_what_their_rows_and_the_whole_would_tell():
    assert published_shares([30, 2, 20], [60, 30, 50]) == [
        ("30", "60", "50%"),
        (HIDDEN, "30", HIDDEN),
        (HIDDEN, "50", HIDDEN),  # else 2 is 52 less 50
        ("52", "140", "37%"),
    ]
    assert published_shares([0, 10], [0, 20]) == [
        ("0", "0", "none"),
        ("10", "20", "50%"),
        ("10", "20", "50%"),
    ]
    assert published_shares([], []) == [("0", "0", "none")]


pairs = st.lists(
    st.integers(0, 30).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))), max_size=6
)


@given(pairs)
def test_no_published_share_tells_a_small_number(some):
    rows = published_shares([k for k, _ in some], [n for _, n in some])
    assert len(rows) == len(some) + 1
    for (k, n), (count, total, share) in zip(some, rows, strict=False):
        if share_hidden(k, n):
            assert (count, share) == (HIDDEN, HIDDEN)
        if 0 < n < 5:
            assert total == HIDDEN
        if share not in (HIDDEN, "none"):
            assert (count, total) == (str(k), str(n))


def test_counts_below_nought_are_an_error():
    with pytest.raises(ValueError, match="not below 0"):
        suppress([-1])
