"""Two tables side by side: what one hides, the other does not tell."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from qa.stats.suppression_crossed import suppress_crossed
from qa.stats.suppression_tables import suppress_table


def test_a_number_hidden_in_one_table_is_not_the_rest_of_the_other():
    overdue_by_stage = [[3, 20], [0, 30]]
    by_team = [[3, 10, 10, 30]]  # one team, so its overdue ones are all there are
    first, second = suppress_crossed(overdue_by_stage, by_team)
    assert first[0, 0] and second[0, 0]
    assert not suppress_table([[20, 40], [30, 60]]).any()
    assert first[-1, 0], "the total of a column that the other table tells is hidden too"


def test_with_nothing_small_all_is_shown():
    first, second = suppress_crossed([[20, 30], [40, 50]], [[60, 20, 30, 40]])
    assert not first.any()
    assert not second.any()


def test_without_rows_there_is_nothing_to_hide():
    first, second = suppress_crossed(np.empty((0, 4), int), np.empty((0, 4), int))
    assert not first.any()
    assert not second.any()


small = st.integers(0, 9)


@given(
    st.lists(st.tuples(small, small, small), min_size=1, max_size=3),
    st.integers(1, 3),
    st.integers(0, 6),
)
def test_every_small_number_is_hidden_and_no_less_than_of_the_first_table_alone(
    rows, teams, paused
):
    over, soon, later = np.sum(rows, axis=0).tolist()
    whole = [over, soon, later // 2, later - later // 2 + paused]
    by_team = np.array([
        [n // teams + (n % teams if not place else 0) for n in whole] for place in range(teams)
    ])  # fmt: skip
    first, second = suppress_crossed(rows, by_team)
    assert (first | ~suppress_table(rows)).all()
    assert second[:-1, :-1][(by_team > 0) & (by_team < 5)].all()
