import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.stats.sampling import draw, draw_in_strata, lot, moderation_reason, needs_moderation

shares = st.floats(0, 1)
seeds = st.one_of(st.integers(), st.text(max_size=10))
ids = st.lists(st.integers(0, 10**6), unique=True, max_size=60)


@given(ids, shares, seeds, st.randoms())
def test_a_draw_does_not_depend_on_the_order_of_the_list(some, share, seed, random):
    shuffled = random.sample(some, len(some))
    assert draw(some, share, seed) == draw(shuffled, share, seed)


@given(ids, shares, seeds)
def test_a_draw_takes_the_share_rounded_up_and_nobody_twice(some, share, seed):
    drawn = draw(some, share, seed)
    assert set(drawn) <= set(some)
    assert len(drawn) == len(set(drawn)) == math.ceil(round(share * len(some), 9))


def test_a_draw_is_the_same_for_ever():
    assert draw(range(1, 21), 0.2, "2026-11") == [6, 9, 2, 18]
    assert draw(range(1, 21), 0.2, "2026-12") != draw(range(1, 21), 0.2, "2026-11")


@given(ids, seeds)
def test_a_larger_share_keeps_everyone_already_drawn(some, seed):
    assert draw(some, 0.5, seed)[: len(draw(some, 0.2, seed))] == draw(some, 0.2, seed)


def test_every_stratum_gives_its_share():
    strata = {n: "north" if n < 40 else "south" for n in range(1, 51)}
    drawn = draw_in_strata(strata, 0.1, 7)
    assert sum(n < 40 for n in drawn) == 4
    assert sum(n >= 40 for n in drawn) == 2


@given(st.integers(), seeds)
def test_every_inadequate_and_outstanding_is_moderated(check_id, seed):
    assert moderation_reason(1, check_id, 0.0, seed) == "Inadequate"
    assert moderation_reason(4, check_id, 0.0, seed) == "Outstanding"
    assert not needs_moderation(3, check_id, 0.0, seed)
    assert needs_moderation(3, check_id, 1.0, seed)


def test_about_a_fifth_of_the_rest_is_drawn_and_says_so():
    drawn = [n for n in range(20_000) if needs_moderation(3, n, 0.2, "2026")]
    assert 3_800 < len(drawn) < 4_200
    assert moderation_reason(2, drawn[0], 0.2, "2026") == "drawn in the 20% sample"


@given(st.integers(), seeds)
def test_a_lot_lies_between_nought_and_one(one, seed):
    assert 0 <= lot(one, seed) < 1


def test_a_share_above_one_is_an_error():
    with pytest.raises(ValueError, match="between 0 and 1"):
        draw([1], 1.2, 1)
