"""What a reader can work out of counts, against trying every value."""

import itertools

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from qa.stats.inference import ANY, Edge, known
from qa.stats.suppression import Hidden, suppress_cover, suppress_together
from qa.stats.suppression_tables import suppress_tables

cells = st.tuples(st.integers(1, 4), st.booleans())


@given(st.lists(cells, min_size=4, max_size=4), st.lists(st.booleans(), min_size=5, max_size=5))
def test_a_count_is_known_where_no_other_value_adds_up(inner, sums):
    """Two rows and two columns, each cell hidden or not and some of the sums too."""
    (a, b, c, d), hide = [n for n, _ in inner], [is_ for _, is_ in inner]
    totals = {"ab": a + b, "cd": c + d, "ac": a + c, "bd": b + d, "all": a + b + c + d}
    ends = [("r", "x"), ("r", "y"), ("s", "x"), ("s", "y")]
    edges = [Edge(*end, n, *((1, 4) if is_ else (n, n)))
             for end, n, is_ in zip(ends, (a, b, c, d), hide, strict=True)]  # fmt: skip
    around = [("in", "r"), ("in", "s"), ("x", "out"), ("y", "out"), ("out", "in")]
    for end, n, is_ in zip(around, totals.values(), sums, strict=True):
        edges.append(Edge(*end, n, *((0, ANY) if is_ else (n, n))))
    fits = []
    for some in itertools.product(range(1, 5), repeat=4):
        w, x, y, z = some
        made = (w + x, y + z, w + y, x + z, w + x + y + z)
        told = zip(made, totals.values(), sums, strict=True)
        same = all(is_ or one == n for one, n, is_ in zip(some, (a, b, c, d), hide, strict=True))
        if same and all(is_ or one == n for one, n, is_ in told):
            fits.append(some)
    single = [len({each[place] for each in fits}) == 1 for place in range(4)]
    assert known(edges)[:4] == single


def test_lists_of_one_whole_hide_it_in_all_of_them_or_in_none():
    assert suppress_together([[8], [4, 4]]) == [
        Hidden((True,), total=True), Hidden((True, True), total=True),
    ]  # fmt: skip
    alone, other = suppress_together([[20, 30], [2, 8, 40]])
    assert (alone.counts, alone.total) == ((False, False), False)
    assert (other.counts, other.total) == ((True, True, False), False)


def test_themes_that_must_hold_what_the_others_do_not_reach_are_hidden_with_another():
    assert suppress_cover([8, 4], 12).counts == (True, True)  # else 4 at least and at most
    assert suppress_cover([11, 4], 12).counts == (False, True)
    assert suppress_cover([4, 4], 8).total


def test_two_tables_of_the_same_counts_hide_the_same_totals():
    by_stage, by_month = suppress_tables([[[2, 30], [1, 20]], [[3, 50]]])
    assert (by_stage[-1] == by_month[-1]).all()
    assert by_stage[-1, 0], "three in all is few itself"
    assert by_month[0, 0]


tables = st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), min_size=1, max_size=3)


@given(tables)
def test_a_second_table_of_the_same_counts_hides_no_less_than_the_first_alone(rows):
    [alone] = suppress_tables([rows])
    linked, again = suppress_tables([rows, [np.sum(rows, axis=0).tolist()]])
    assert (linked | ~alone).all()
    assert (linked[-1] == again[-1]).all()
