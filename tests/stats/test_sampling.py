import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.stats.sampling import lot, moderation_reason

seeds = st.one_of(st.integers(), st.text(max_size=10))


@given(st.integers(), seeds)
def test_every_inadequate_and_outstanding_is_moderated(check_id, seed):
    assert moderation_reason(1, check_id, 0.0, seed) == "Inadequate"
    assert moderation_reason(4, check_id, 0.0, seed) == "Outstanding"
    assert moderation_reason(3, check_id, 0.0, seed) is None
    assert moderation_reason(3, check_id, 1.0, seed)


def test_a_draw_is_the_same_for_ever():
    assert [n for n in range(1, 30) if lot(n, "2026-11") < 0.2] == [2, 6, 9, 18, 27]
    assert [n for n in range(1, 30) if lot(n, "2026-12") < 0.2] != [2, 6, 9, 18, 27]


def test_about_a_fifth_of_the_rest_is_drawn_and_says_so():
    drawn = [n for n in range(20_000) if moderation_reason(3, n, 0.2, "2026")]
    assert 3_800 < len(drawn) < 4_200
    assert moderation_reason(2, drawn[0], 0.2, "2026") == "drawn in the 20% sample"


@given(st.integers(), seeds)
def test_a_lot_lies_between_nought_and_one(one, seed):
    assert 0 <= lot(one, seed) < 1


def test_a_share_above_one_is_an_error():
    with pytest.raises(ValueError, match="between 0 and 1"):
        moderation_reason(3, 1, 1.2, 1)
