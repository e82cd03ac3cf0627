"""Passphrases: long, not obvious, nothing else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.domain.passphrases import LONGEST, SHORTEST, accepted, normalised
from qa.domain.refusals import Refused


@pytest.mark.parametrize(
    "chosen",
    ["otter lamp quiet river", "x7bq9kd2mfw4", "allinsmallletters", "ÄÖÜ straße über"],
)
def test_length_is_what_counts_not_composition(chosen):
    assert accepted(chosen) == chosen


def test_sixty_four_characters_and_more_are_accepted():
    assert accepted("correct staple " * 5).startswith("correct staple")
    assert len(accepted("abcdefghij" * 20)) == LONGEST


@pytest.mark.parametrize("chosen", ["", "short", "elevenchars", "  elevenchars  "])
def test_a_short_one_is_refused_in_words(chosen):
    with pytest.raises(Refused, match=f"at least {SHORTEST} characters"):
        accepted(chosen)


def test_a_very_long_one_is_refused_in_words():
    with pytest.raises(Refused, match="at most 200"):
        accepted("abcdefghij" * 20 + "k")


@pytest.mark.parametrize(
    "chosen",
    [
        "passwordpassword",
        "PasswordPassword",
        "aaaaaaaaaaaaaaaa",
        "121212121212",
        "fictional data only",
        "asha.kaur1234",
        "Asha Kaur 12",
    ],
)
def test_what_anybody_would_try_first_is_refused(chosen):
    with pytest.raises(Refused, match="too easily guessed"):
        accepted(chosen, "asha.kaur", "Asha Kaur")


def test_the_same_passphrase_however_the_keyboard_composed_it():
    assert normalised("cafe\u0301 terrasse") == normalised("caf\u00e9 terrasse ")


@given(st.text(max_size=250))
def test_any_text_is_accepted_or_refused_in_words(text):
    try:
        kept = accepted(text, "asha.kaur")
    except Refused as refusal:
        assert str(refusal).endswith(".")
    else:
        assert SHORTEST <= len(kept) <= LONGEST
        assert accepted(kept, "asha.kaur") == kept
