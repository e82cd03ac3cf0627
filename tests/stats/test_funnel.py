import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.stats.funnel import PLACES, TOO_FEW, WITHIN, columns, funnel, limits, sentence

TAILS = (0.001, 0.025, 0.975, 0.999)
teams = st.lists(st.tuples(st.integers(0, 40), st.integers(0, 400)), min_size=1, max_size=15)


def by_distribution(total, mean, kind):
    """Spiegelhalter's appendix, from scipy's own distributions."""
    from scipy.stats import binom, poisson

    made = binom(total, mean) if kind == "share" else poisson(total * mean)
    found = []
    for tail in TAILS:
        r = made.ppf(tail)
        part = (made.cdf(r) - tail) / made.pmf(r)
        found.append(max(r - part, 0) / total)
    return found


@pytest.mark.parametrize("kind", ["share", "rate"])
@pytest.mark.parametrize("total", [5, 12, 60, 350, 4000])
@pytest.mark.parametrize("mean", [0.02, 0.15, 0.5])
def test_limits_are_those_of_the_published_formula(kind, total, mean):
    assert limits([total], mean, kind)[0] == pytest.approx(by_distribution(total, mean, kind))


@given(st.integers(20, 3000), st.floats(0.05, 0.9), st.sampled_from(["share", "rate"]))
def test_limits_stand_in_order_round_the_mean(total, mean, kind):
    low998, low95, high95, high998 = limits([total], mean, kind)[0]
    assert 0 <= low998 <= low95 <= mean <= high95 <= high998


def test_limits_of_a_large_group_are_near_the_normal_ones():
    found = limits([100_000], 0.2, "share")[0]
    error = np.sqrt(0.2 * 0.8 / 100_000)
    expected = 0.2 + error * np.array([-3.0902, -1.96, 1.96, 3.0902])
    assert found == pytest.approx(expected, abs=2e-5)


def test_every_group_gets_its_place_in_words():
    found = funnel([10, 60, 20, 0, 2, 3, 0], [100, 100, 100, 100, 4, 30, 0])
    assert found.centre == pytest.approx(100 * 95 / 434)
    assert found.places == (
        "below the 95% limit",
        "above the 99.8% limit",
        WITHIN,
        "below the 99.8% limit",
        TOO_FEW,
        WITHIN,
        TOO_FEW,
    )
    assert np.isnan(found.value[6])


def test_the_sentence_names_those_outside_and_ranks_nobody():
    names = ["A", "B", "C", "D", "E"]
    found = funnel([60, 30, 31, 33, 1], [100, 100, 100, 100, 3])
    assert sentence(names, found) == (
        "A is above the 99.8% limit. The others differ no more than chance would explain. "
        "1 team with fewer than 5 not judged."
    )
    assert sentence(names[:2], funnel([20, 20], [100, 100])) == (
        "The 2 teams differ no more than chance would explain."
    )
    assert sentence(["A"], funnel([1], [2])) == "No team is large enough to say."


def test_one_group_alone_is_not_judged_and_has_no_limits_drawn():
    alone = funnel([30], [100])
    assert alone.places == (TOO_FEW,)
    assert sentence(["A"], alone) == (
        "A is the only team here, so there is nothing to compare it with."
    )
    assert columns([1], ["A"], alone, [30])["row"] == ["team"]
    beside_small = funnel([30, 1], [100, 3])
    assert sentence(["A", "B"], beside_small) == (
        "A is the only team here with 5 or more, so there is nothing to compare it with."
    )


@given(teams)
def test_a_funnel_can_be_drawn_of_any_teams(some):
    counts, totals = [k for k, _ in some], [n for _, n in some]
    found = funnel(counts, totals)
    assert set(found.places) <= set(PLACES)
    frame = columns(list(range(len(some))), [f"t{i}" for i in range(len(some))], found, counts)
    assert len(set(map(len, frame.values()))) == 1
    drawn = [i for i, row in enumerate(frame["row"]) if row == "team"]
    assert [frame["team_id"][i] for i in drawn] == [i for i, n in enumerate(totals) if n]
    assert all(frame["low998"][i] <= frame["high998"][i] for i in range(len(frame["row"])))


def test_nobody_at_all_draws_nothing():
    assert not any(columns([], [], funnel([], []), []).values())
    assert not any(columns([1], ["A"], funnel([0], [0]), [0]).values())


def test_shares_are_judged_of_one():
    found = funnel([9, 5], [10, 10], kind="share")
    assert (found.centre, found.value.tolist()) == (0.7, [0.9, 0.5])


@pytest.mark.parametrize(
    ("counts", "totals", "kind"),
    [([2], [1], "share"), ([-1], [1], "rate"), ([1], [-1], "rate"), ([1, 2], [3], "rate")],
)
def test_what_cannot_be_compared_is_an_error(counts, totals, kind):
    with pytest.raises(ValueError, match="total"):
        funnel(counts, totals, kind)
