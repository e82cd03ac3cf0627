import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.domain.gaps import DAY, Missing, Stretch, length, sentence, uncovered

D = dt.date


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        (D(2025, 3, 3), D(2026, 11, 9), "20 months and 6 days"),
        (D(2025, 3, 9), D(2026, 11, 9), "20 months"),
        (D(2026, 1, 31), D(2026, 2, 28), "1 month"),
        (D(2024, 2, 29), D(2025, 2, 28), "12 months"),
        (D(2026, 11, 1), D(2026, 11, 1), "0 days"),
        (D(2026, 11, 1), D(2026, 11, 2), "1 day"),
    ],
)
def test_a_length_is_said_in_months_and_days(start, end, words):
    assert length(start, end) == words


def test_a_gap_is_said_with_what_was_allowed():
    gap = Missing("statutory review", D(2025, 3, 9), D(2026, 11, 9), D(2025, 9, 9), "6 months")
    assert sentence(gap) == (
        "No statutory review between 9 March 2025 and 9 November 2026: 20 months; the longest "
        "allowed was 6 months (to 9 September 2025)."
    )


def test_a_gap_that_is_still_open_names_the_day_of_the_document_and_a_midway_has_no_limit():
    gap = Missing("midway review", D(2026, 1, 1), D(2026, 6, 1), D(2026, 4, 1), "", is_open=True)
    assert sentence(gap) == (
        "No midway review between 1 January 2026 and 1 June 2026, the day of this document: "
        "5 months; it was due half way, by 1 April 2026 at the latest."
    )


START = D(2026, 1, 1)
days = st.integers(0, 60).map(lambda n: START + n * DAY)


@st.composite
def stretches(draw):
    first, last = sorted((draw(days), draw(days)))
    return Stretch(first, draw(st.sampled_from([last, None])))


@given(st.lists(stretches(), max_size=4), st.lists(stretches(), max_size=4), days)
def test_uncovered_days_are_those_wanted_and_not_held_and_no_others(wanted, held, until):
    def runs(stretch, day):
        return stretch.from_on <= day and (stretch.to_on is None or day <= stretch.to_on)

    found = set()
    for first, last in uncovered(wanted, held, until):
        assert first <= last
        found |= {first + n * DAY for n in range((last - first).days + 1)}
    every = [START + n * DAY for n in range(70)]
    expected = {
        day for day in every
        if day <= until and any(runs(w, day) for w in wanted)
        and not any(runs(h, day) for h in held)
    }  # fmt: skip
    assert found == expected
