import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.domain.homes import HomeGiven, checked, must_be_in_its_life, urn_in
from qa.domain.refusals import Refused

DAY = dt.date(2026, 11, 5)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("123456", "123456"),
        ("1234567", "1234567"),
        ("SC035551", "035551"),
        ("sc 123 4567", "1234567"),
        (" 654321 ", "654321"),
    ],
)
def test_a_number_of_six_or_seven_digits_is_kept_as_digits(typed, kept):
    assert urn_in(typed) == kept


@pytest.mark.parametrize(
    "typed", ["", None, "12345", "12345678", "SC12345", "XXXXXX", "12a456", "١٢٣٤٥٦", "1234-567"]
)
def test_a_number_that_is_not_of_six_or_seven_digits_is_refused_in_words(typed):
    assert urn_in(typed) is None
    with pytest.raises(Refused, match="six or seven digits, for example"):
        checked(HomeGiven("Oak", typed))


@given(st.text(max_size=12))
def test_whatever_is_typed_gives_six_or_seven_digits_or_nothing(typed):
    found = urn_in(typed)
    assert found is None or (found.isascii() and found.isdigit() and len(found) in (6, 7))
    assert found is None or urn_in(found) == urn_in(f"SC{found}") == found


@pytest.mark.parametrize(
    ("about", "sentence"),
    [
        ({"name": " "}, "name of the home"),
        ({"provider_kind": "shop"}, "kind of provider"),
        ({"capacity": 0}, "between 1 and 99"),
        ({"capacity": 100}, "between 1 and 99"),
        ({"opened_on": DAY, "closed_on": DAY - dt.timedelta(days=1)}, "before it opens"),
    ],
)
def test_what_cannot_be_kept_of_a_home_is_refused(about, sentence):
    with pytest.raises(Refused, match=sentence):
        checked(HomeGiven(**{"name": "Oak", "urn": "123456", **about}))


def test_a_day_outside_the_homes_life_is_refused_and_its_first_and_last_are_not():
    opened, closed = dt.date(2026, 1, 2), dt.date(2026, 1, 9)
    for on in (opened, closed):
        must_be_in_its_life("The visit", on, opened, closed)
    must_be_in_its_life("The visit", DAY, None, None)
    with pytest.raises(Refused, match="before the home opened on 2 January 2026"):
        must_be_in_its_life("The visit", dt.date(2026, 1, 1), opened, closed)
    with pytest.raises(Refused, match="after the home closed on 9 January 2026"):
        must_be_in_its_life("The visit", dt.date(2026, 1, 10), opened, closed)
