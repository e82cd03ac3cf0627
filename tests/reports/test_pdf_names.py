"""Pictures that no font draws, in words: what shows as one is said once."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.reports.pdf_names import LAST_LATIN, named


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("\U0001f642", "[slightly smiling face]"),
        ("\U0001f642\U0001f642", "[slightly smiling face][slightly smiling face]"),
        ("\U0001f44b\U0001f3fd", "[waving hand sign]"),
        ("\U0001f468\u200d\U0001f469\u200d\U0001f467", "[man, woman, girl]"),
        ("\U0001f937\U0001f3fd\u200d\u2640\ufe0f", "[shrug, female sign]"),
        ("\u2764\ufe0f", "[heavy black heart]"),
        ("\U0001f1ec\U0001f1e7", "[flag GB]"),
        ("\U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f", "[flag GB-ENG]"),
        ("\U0001f3f4", "[waving black flag]"),
        ("1\ufe0f\u20e3", "[key 1]"),
        ("\U0001f3fd", "[emoji modifier fitzpatrick type-4]"),
        ("\u4e2d", "(character U+4E2D)"),
        ("\U0003a65a", "(character U+3A65A)"),
        ("\ufe0f", ""),
    ],
)
def test_what_shows_as_one_picture_is_said_once(typed, said):
    assert named(f"so {typed} now", set(typed)) == f"so {said} now"


def test_a_part_that_is_lacking_has_the_whole_picture_said():
    family = "\U0001f468\u200d\U0001f467"
    assert named(family, {"\u200d"}) == "[man, girl]"


def test_what_a_font_can_draw_stands_as_it_was_typed():
    assert named("\u0416\u0443\u043a \U0001f642 \u00e9", {"\U0001f642"}) == (
        "\u0416\u0443\u043a [slightly smiling face] \u00e9"
    )


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=40))
def test_nothing_that_is_lacking_is_left(text):
    assert not [each for each in named(text, set(text)) if ord(each) > LAST_LATIN]
