"""Where a recommendation stands in words, and which repeat."""

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from qa.domain.recommendations import STATES, repeated, state_words

BY, DUE = dt.date(2026, 11, 3), dt.date(2026, 12, 1)
VISITS = st.lists(st.lists(st.sampled_from(["6", "7", "12"]), max_size=4), max_size=8)


def test_a_late_response_says_by_when_it_was_to_come():
    said = state_words("response_late", BY, DUE)
    assert said == "Response late: it was to be considered by 3 November 2026"
    assert state_words("overdue", BY, DUE) == (
        "Accepted, overdue: it was to be done by 1 December 2026"
    )
    assert state_words("verified", BY, DUE) == STATES["verified"]


def test_the_third_visit_running_on_one_standard_is_a_repeat_and_a_gap_starts_anew():
    visits = [(1, ["12", "6"]), (2, ["12"]), (3, ["12", "6"]), (4, []), (5, ["12"]), (6, ["12"])]
    assert repeated(visits) == {(3, "12")}
    assert repeated([*visits, (7, ["12"]), (8, ["12"])]) == {(3, "12"), (7, "12"), (8, "12")}


@given(VISITS)
def test_a_repeat_has_the_standard_at_each_of_the_three_visits(standards):
    visits = list(enumerate(standards))
    for at, standard in repeated(visits):
        assert all(standard in standards[at - back] for back in range(3))
