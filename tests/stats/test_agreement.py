import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from qa.stats.agreement import agreement

grades = st.integers(1, 4)
pairs = st.lists(st.tuples(grades, grades), min_size=30, max_size=80)


def kappa_by_definition(a, b):
    """One less the ratio of squared distances seen to those expected by chance."""
    a, b = np.asarray(a), np.asarray(b)
    return 1 - ((a - b) ** 2).mean() / np.subtract.outer(a, b).__pow__(2).mean()


@given(pairs)
def test_kappa_is_the_one_of_its_definition(both):
    a, b = zip(*both, strict=True)
    assume(len(set(a)) > 1 and len(set(b)) > 1)
    found = agreement(a, b)
    assert found.kappa == pytest.approx(kappa_by_definition(a, b))
    assert found.kappa_low <= found.kappa <= found.kappa_high


def test_shares_are_counted_pair_by_pair():
    found = agreement([4, 3, 2, 1], [4, 2, 4, 1])
    assert (found.pairs, found.exact, found.within_one) == (4, 2, 3)
    assert (found.exact_share, found.within_one_share) == (0.5, 0.75)
    assert found.kappa is None


def test_kappa_waits_for_thirty_pairs():
    assert agreement([1, 2] * 14 + [3], [1, 3] * 14 + [3]).kappa is None
    assert agreement([1, 2] * 15, [1, 3] * 15).kappa is not None


def test_full_agreement_is_one_and_one_grade_only_says_nothing():
    assert agreement([2, 3] * 20, [2, 3] * 20).kappa == pytest.approx(1)
    assert agreement([3] * 40, [3] * 40).kappa is None


@pytest.mark.parametrize(("a", "b"), [([], []), ([1], [1, 2]), ([0], [1]), ([5], [4])])
def test_what_cannot_be_compared_is_an_error(a, b):
    with pytest.raises(ValueError, match="grades"):
        agreement(a, b)
