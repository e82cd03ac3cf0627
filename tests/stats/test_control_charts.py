import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.stats.control_charts import columns, p_chart, signals, xmr

VISCOSITY = [  # of 15 batches of primer: Montgomery, Introduction to Statistical Quality Control
    33.75, 33.05, 34.00, 33.81, 33.46, 34.02, 33.68, 33.27,
    33.49, 33.20, 33.62, 33.00, 33.54, 33.12, 33.84,
]  # fmt: skip
DEFECTIVES = [  # the 50 lots of 200 of the qcc package's manual: centre 7.14, limits 0 and 15.01
    8, 7, 11, 3, 6, 11, 4, 4, 5, 8, 8, 6, 7, 6, 10, 7, 9, 5, 6, 8, 8, 10, 4, 11, 4,
    11, 6, 6, 9, 5, 4, 7, 5, 7, 8, 5, 10, 9, 7, 9, 4, 9, 4, 7, 11, 8, 10, 8, 7, 5,
]  # fmt: skip
STEADY = [4, 6] * 6

values = st.lists(st.integers(0, 50), min_size=0, max_size=40)
months = st.lists(
    st.integers(0, 60).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))), max_size=40
)


def rules(made, name):
    return [i for i, found in enumerate(made.rules) if name in found]


def flags(name, numbers, centre=0.0, sigma=100.0):
    found = signals(np.asarray(numbers, float), centre, np.full(len(numbers), sigma))
    return found[name].tolist()


def test_individuals_have_the_limits_of_the_published_example():
    made = xmr(VISCOSITY, good="neither")
    assert made.centre == pytest.approx(33.52, abs=0.005)
    assert (made.lower[0], made.upper[0]) == pytest.approx((32.24, 34.80), abs=0.015)
    assert made.verdict == "common cause"


def test_shares_have_the_limits_of_the_published_examples():
    made = p_chart(DEFECTIVES, [200] * 50)
    assert made.centre * 200 == pytest.approx(7.14)
    assert made.upper[0] * 200 == pytest.approx(15.01184, abs=1e-4)
    assert made.lower[0] == 0
    assert rules(made, "outside") == []
    wafers = p_chart([12] * 17 + [11] * 13, [50] * 30)  # NIST handbook 6.3.3.2: 347 of 1,500
    assert wafers.centre == pytest.approx(0.2313, abs=5e-5)
    assert (wafers.lower[0], wafers.upper[0]) == pytest.approx((0.0524, 0.4102), abs=1e-4)


def test_limits_follow_how_many_there_were_in_each_month():
    made = p_chart([5, 50] * 8, [10, 100] * 8)
    width = (made.upper - made.lower)[:2]
    assert width[0] > width[1]
    assert made.upper[1] == pytest.approx(0.5 + 3 * np.sqrt(0.25 / 100))


def test_the_adjusted_chart_is_laneys_and_with_no_extra_variation_the_ordinary_one():
    counts, totals = np.array([30, 62, 28, 70, 41, 66] * 3), np.array([100, 120] * 9)
    made, plain = p_chart(counts, totals, prime=True), p_chart(counts, totals)
    z = (counts / totals - plain.centre) / np.sqrt(plain.centre * (1 - plain.centre) / totals)
    sigma_z = np.abs(np.diff(z)).mean() / 1.128
    assert sigma_z > 1
    half = 3 * sigma_z * np.sqrt(plain.centre * (1 - plain.centre) / totals)
    assert made.upper == pytest.approx(np.minimum(plain.centre + half, 1))
    assert np.all(made.upper >= plain.upper)


def test_one_wild_month_does_not_widen_the_limits_it_is_judged_by():
    made = xmr([*STEADY, 30, 5, 6, 4])
    assert rules(made, "outside") == [12]
    assert made.upper[0] < 13


@pytest.mark.parametrize(
    ("sides", "expected"),
    [  # as the tests of the NHS-R community's plot-the-dots have them
        ([1] * 6, [0] * 6),
        ([1] * 6 + [-1], [0] * 7),
        ([1] * 8 + [-1], [1] * 8 + [0]),
        ([-1] * 8 + [1], [-1] * 8 + [0]),
        ([1, 1, 1, 0, 1, 1, 1], [0] * 7),
    ],
)
def test_seven_on_one_side_of_the_mean(sides, expected):
    assert flags("run", sides) == expected


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [
        ([1, 2, 3, 4, 5, 6], [0] * 6),
        ([1, 2, 3, 3, 4, 5, 6], [0] * 7),
        ([1, 2, 3, 4, 5, 6, 7], [1] * 7),
        ([2, 1, 2, 3, 4, 5, 6, 7, 3], [0, *[1] * 7, 0]),
        ([7, 6, 5, 4, 3, 2, 1], [-1] * 7),
        ([2, 7, 6, 5, 4, 3, 2, 1, 3], [0, *[-1] * 7, 0]),
    ],
)
def test_a_trend_of_seven(numbers, expected):
    assert flags("trend", numbers) == expected


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [  # the outer third is 2 to 3 with a sigma of 1
        ([2.5, 1, 2.5], [1, 0, 1]),
        ([1, 2.5, 2.5], [0, 1, 1]),
        ([2.5, 1, 1, 2.5], [0, 0, 0, 0]),
        ([2.5, 1, 1, 2.5, 2.5], [0, 0, 0, 1, 1]),
        ([2.5, -2.5, 0], [0, 0, 0]),
        ([-2.5, -1, -2.5], [-1, 0, -1]),
    ],
)
def test_two_of_three_in_the_outer_third_of_one_side(numbers, expected):
    assert flags("two_of_three", numbers, sigma=1.0) == expected


@pytest.mark.parametrize(
    ("tail", "good", "verdict", "words"),
    [
        ([40], "low", "concern", "the latest month is above the upper limit"),
        ([40], "high", "improvement", "(higher is better)"),
        ([40], "neither", "change", "Special cause, a change neither good nor bad: the latest"),
        ([4] * 7, "low", "improvement", "7 or more months in a row, up to the latest, are below"),
        ([5, 6], "low", "common cause", "nothing stands out"),
        ([40, 5, 6, 4], "low", "common cause", "before it were signals in 1 month (concern)"),
    ],
)
def test_the_finding_is_one_sentence_with_the_good_direction(tail, good, verdict, words):
    made = xmr(STEADY + tail, good=good)
    assert made.verdict == verdict
    assert words in made.sentence
    assert made.sentence.count(".") == 1


def test_under_twelve_points_no_limit_is_settled_and_it_says_so():
    made = p_chart([3] * 11, [10] * 11)
    assert made.verdict == "too few"
    assert made.sentence.startswith("Too few points to say: 11 months")
    assert np.isnan(made.upper).all()
    assert not any(made.rules)
    assert p_chart([3] * 12, [10] * 12).settled


def test_months_with_nothing_to_count_are_passed_over():
    made = p_chart([1, 0, 1] * 6, [4, 0, 4] * 6)
    assert made.settled
    assert np.isnan(made.values[1])
    frame = columns([f"m{i}" for i in range(18)], made, [1, 0, 1] * 6, [4, 0, 4] * 6)
    assert frame["month"][:3] == ["m0", "m2", "m3"]
    assert len(set(map(len, frame.values()))) == 1
    assert not np.isnan(frame["share"]).any()


@pytest.mark.parametrize("good", ["low", "high"])
@given(values)
def test_turned_upside_down_good_and_bad_change_places(good, some):
    other = "high" if good == "low" else "low"
    made, turned = xmr(some, good), xmr([-x for x in some], other)
    assert made.rules == turned.rules
    assert made.signals == turned.signals
    assert made.verdict == turned.verdict


@given(values, st.integers(-1000, 1000), st.integers(1, 50))
def test_the_unit_does_not_matter(some, shift, scale):
    made = xmr(some)
    assert xmr([scale * x + shift for x in some]).rules == made.rules


@given(months)
def test_limits_hold_the_mean_and_stay_between_nought_and_one(some):
    counts, totals = [k for k, _ in some], [n for _, n in some]
    for prime in (False, True):
        made = p_chart(counts, totals, prime=prime)
        shown = ~np.isnan(made.upper)
        assert np.all((made.lower[shown] >= 0) & (made.lower[shown] <= made.centre + 1e-9))
        assert np.all((made.upper[shown] <= 1) & (made.upper[shown] >= made.centre - 1e-9))
        outside = (made.values > made.upper + 1e-9) | (made.values < made.lower - 1e-9)
        assert np.flatnonzero(outside).tolist() == rules(made, "outside")
        assert [bool(x) for x in made.rules] == [bool(x) for x in made.signals]


@given(st.floats(-1e6, 1e6), st.integers(12, 40))
def test_what_never_changes_is_never_special(value, many):
    assert not any(xmr([value] * many).rules)


@pytest.mark.parametrize(("counts", "totals"), [([2], [1]), ([-1], [1])])
def test_a_count_outside_its_total_is_an_error(counts, totals):
    with pytest.raises(ValueError, match="between 0 and its total"):
        p_chart(counts, totals)


def test_a_direction_we_do_not_know_is_an_error():
    with pytest.raises(ValueError, match="low, high or neither"):
        xmr([1], good="up")
