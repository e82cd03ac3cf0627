import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from qa.domain.duties import KINDS, PANEL_MONTHS
from qa.domain.timeliness import BY_TIME, MEASURES, PLAN_BANDS, latest_start
from qa.domain.working_days import add_months


@given(st.dates(dt.date(2000, 1, 1), dt.date(2100, 1, 1)), st.integers(0, 36))
def test_a_marker_is_reached_by_what_began_on_that_day_and_by_nothing_later(today, months):
    start = latest_start(today, months)
    assert add_months(start, months) <= today
    assert add_months(start + dt.timedelta(days=1), months) > today


def test_there_is_a_band_before_the_first_marker_and_one_from_each():
    assert len(PLAN_BANDS) == len(PANEL_MONTHS) + 1


def test_what_is_due_ends_in_three_states_and_a_meeting_in_two():
    for measure in MEASURES.values():
        assert "{good}" in measure.said and "{all}" in measure.said
        if measure.of_meetings:
            assert len(measure.states) == 2
        else:
            assert measure.states == BY_TIME
            assert set(measure.kinds) <= set(KINDS)
