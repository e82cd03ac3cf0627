import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.domain.residents import (
    DAY,
    Stay,
    by_letter,
    is_authority,
    letter,
    next_letter,
    number_of,
    stays,
    without_letters,
)

START = dt.date(2026, 1, 1)
SPANS = st.lists(
    st.tuples(st.integers(1, 3), st.integers(0, 60), st.one_of(st.none(), st.integers(0, 20))),
    max_size=8,
).map(
    lambda rows: [
        Stay(child, START + a * DAY, None if n is None else START + (a + n) * DAY)
        for child, a, n in rows
    ]
)


def test_letters_go_on_after_z():
    assert [letter(n) for n in (1, 2, 26, 27, 52, 53, 702, 703)] == [
        "A", "B", "Z", "AA", "AZ", "BA", "ZZ", "AAA",
    ]  # fmt: skip
    assert next_letter([]) == "A"
    assert next_letter(["A", "C"]) == "D"


@given(st.integers(1, 400_000))
def test_a_letter_says_its_number(number):
    assert number_of(letter(number)) == number


@given(st.lists(st.integers(1, 900), max_size=30))
def test_no_letter_is_given_twice(numbers):
    used = [letter(n) for n in numbers]
    assert next_letter(used) not in used


@given(SPANS)
def test_whole_stays_hold_the_same_days_as_their_placements_and_never_touch(placements):
    whole = stays(placements)
    for child in (1, 2, 3):
        for n in range(90):
            on = START + n * DAY
            lives = any(p.child_id == child and p.holds(on) for p in placements)
            assert lives == any(s.child_id == child and s.holds(on) for s in whole)
    for one in whole:
        for other in whole:
            if one is not other and one.child_id == other.child_id:
                ends = one.to_on and one.to_on + DAY
                assert not one._replace(to_on=ends).touches(other.from_on, other.to_on)


@pytest.mark.parametrize(
    ("said", "is_one"),
    [
        ("Westholm Borough Council", True),
        ("Farshire Children's Trust", True),
        ("City of Exampleton Corporation", True),
        ("Jane Doe", False),
        ("Jane Doe born 12/03/2012", False),
        ("Farshire County Council, child born 2012", False),
    ],
)
def test_a_placing_authority_is_named_like_one_and_has_no_date_in_it(said, is_one):
    assert is_authority(said) == is_one


def test_children_are_written_of_by_their_own_letters_where_they_are_known():
    assert by_letter(["L", "M", "AA"]) == "Write of children by letter: L, M and AA."
    assert by_letter([]) == "Write A, B, C."


def test_letters_of_the_home_are_no_initials_and_others_are():
    assert without_letters(("AB", "JS", "Mary", "AD"), ("L", "AC")) == ("JS", "Mary", "AD")
    assert without_letters(("AB",), ("L", "M")) == ("AB",)
    assert without_letters(("AB",), ()) == ("AB",)
