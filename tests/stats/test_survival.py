import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.stats.survival import at_risk, columns, kaplan_meier, median_words, sentence

# Remission in leukaemia, weeks (Freireich and others 1963), with 6-MP and with placebo.
MP = [6, 6, 6, 6, 7, 9, 10, 10, 11, 13, 16, 17, 19, 20, 22, 23, 25, 32, 32, 34, 35]
MP_ENDED = [1, 1, 1, 0, 1, 0, 1, 0, 0, 1, 1, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0]
PLACEBO = [1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23]

cases = st.lists(st.tuples(st.integers(0, 60), st.booleans(), st.sampled_from("abc")), max_size=60)


def leukaemia():
    groups = ["6-MP"] * 21 + ["placebo"] * 21
    return kaplan_meier(MP + PLACEBO, MP_ENDED + [1] * 21, groups, ["6-MP", "placebo"])


def test_the_curve_is_the_published_one():
    mp, placebo = leukaemia()
    assert mp.days.tolist() == [6, 7, 10, 13, 16, 22, 23]
    assert mp.at_risk.tolist() == [21, 17, 15, 12, 11, 7, 6]
    expected = [0.8571, 0.8067, 0.7529, 0.6902, 0.6275, 0.5378, 0.4482]
    assert mp.open_share == pytest.approx(expected, abs=5e-5)
    assert (mp.median, placebo.median) == (23, 8)


def test_the_band_is_the_published_one():
    mp, placebo = leukaemia()
    low = [0.6197, 0.5631, 0.5032, 0.4316, 0.3675, 0.2678, 0.1881]
    high = [0.9516, 0.9228, 0.8894, 0.8491, 0.8049, 0.7468, 0.6801]
    assert mp.low == pytest.approx(low, abs=1e-4)
    assert mp.high == pytest.approx(high, abs=1e-4)
    assert (mp.median_low, mp.median_high) == (13, None)
    assert (placebo.median_low, placebo.median_high) == (4, 11)
    assert (placebo.open_share[-1], placebo.low[-1]) == (0, 0)


def test_the_words_give_the_middle_or_say_it_is_not_reached():
    mp, placebo = leukaemia()
    assert median_words(placebo) == (
        "half were resolved within 8 working days (likely range 4 to 11)"
    )
    assert median_words(mp).endswith("(likely range 13 to not reached)")
    assert sentence([mp, placebo]).startswith(
        "42 challenges: 30 resolved, 12 open or withdrawn, counted for as long as they ran. "
        "6-MP: half"
    )


def test_a_group_with_nobody_and_one_with_nothing_ended_are_no_error():
    none, open_only = kaplan_meier([3, 9], [0, 0], ["open", "open"], ["none", "open"])
    assert (none.n, none.median, none.days.size) == (0, None, 0)
    assert (open_only.n, open_only.events, open_only.median) == (2, 0, None)
    assert median_words(none) == "nothing to count"
    assert median_words(open_only) == "half not reached: 0 of 2 resolved so far"
    frame = columns([none, open_only])
    assert frame["stage"] == ["open", "open"]
    assert (frame["day"], frame["open"], frame["at_risk"]) == ([0, 9], [1, 1], [2, 1])
    assert sentence([none]) == "Nothing to count."
    assert columns([none])["day"] == []


def test_ended_on_the_very_day_is_counted():
    (curve,) = kaplan_meier([0, 0, 5], [1, 1, 0], ["a"] * 3, ["a"])
    assert curve.days.tolist() == [0]
    assert curve.open_share == pytest.approx([1 / 3])
    assert curve.median == 0


def test_everything_ended_at_once():
    (curve,) = kaplan_meier([5, 5], [1, 1], ["a"] * 2, ["a"])
    assert (curve.open_share[0], curve.low[0], curve.high[0]) == (0, 0, 1)
    assert curve.median == 5


def by_hand(days, ended):
    """The product over days of the share not ended, from its definition."""
    share, found = 1.0, []
    for day in sorted({d for d, e in zip(days, ended, strict=True) if e}):
        left = sum(d >= day for d in days)
        share *= 1 - sum(d == day and e for d, e in zip(days, ended, strict=True)) / left
        found.append(share)
    return found


@given(cases)
def test_the_curve_is_the_product_of_its_definition(some):
    days, ended, groups = ([row[i] for row in some] for i in range(3))
    for curve in kaplan_meier(days, ended, groups, "abcd"):
        mine = [i for i, group in enumerate(groups) if group == curve.group]
        expected = by_hand([days[i] for i in mine], [ended[i] for i in mine])
        assert curve.open_share == pytest.approx(expected)
        assert np.all(curve.low <= curve.open_share + 1e-9)
        assert np.all(curve.open_share <= curve.high + 1e-9)
        assert curve.n == len(mine)


@given(cases)
def test_rows_of_the_chart_go_down_from_one_and_count_everyone(some):
    days, ended, groups = ([row[i] for row in some] for i in range(3))
    curves = kaplan_meier(days, ended, groups, "abc")
    frame = columns(curves)
    assert len(set(map(len, frame.values()))) == 1
    for curve in curves:
        mine = [i for i, stage in enumerate(frame["stage"]) if stage == curve.group]
        shares = [frame["open"][i] for i in mine]
        assert shares == sorted(shares, reverse=True)
        assert sum(frame["ended"][i] for i in mine) == curve.events
        assert all(frame["at_risk"][i] >= frame["ended"][i] for i in mine)


def test_at_risk_is_counted_at_the_start_of_each_day():
    assert at_risk([0, 6, 10, 20, 40], MP).tolist() == [21, 21, 15, 8, 0]
    assert at_risk([0, 5], []).tolist() == [0, 0]


@pytest.mark.parametrize(
    ("days", "groups"), [([1, 2], ["a"]), ([-1], ["a"]), ([float("nan")], ["a"])]
)
def test_what_cannot_be_counted_is_an_error(days, groups):
    with pytest.raises(ValueError, match="days"):
        kaplan_meier(days, [1] * len(days), groups, ["a"])
