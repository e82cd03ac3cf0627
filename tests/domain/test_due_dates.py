import datetime as dt
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.domain.due_dates import due_dates, midpoints
from qa.domain.refusals import Refused
from qa.domain.timescales import MIDPOINT, UNIT_WORDS, Rule, due_on
from qa.domain.working_days import midpoint
from tests.domain.calendars import ENGLAND, FIRST, HORIZON, calendars, days, middle_days

RULE = Rule("LA03", "2", "A", "First review", "Care began", "statutory", "CPPCR", True, 20)
rules = st.builds(
    replace,
    st.just(RULE),
    limit=st.integers(0, 150),
    unit=st.sampled_from(list(UNIT_WORDS)),
    direction=st.sampled_from(["after", "before"]),
)
NEVER = np.datetime64("NaT", "D")


def many(starts):
    return np.array(starts, dtype="datetime64[D]")


@given(calendars, rules, st.lists(middle_days, max_size=6))
def test_many_due_dates_are_those_found_one_by_one(calendar, rule, starts):
    found = due_dates(rule, many(starts), calendar)
    assert found.tolist() == [due_on(rule, start, calendar) for start in starts]
    assert found.dtype == "datetime64[D]"


@given(calendars, rules, days)
def test_what_one_date_refuses_many_refuse_in_the_same_words(calendar, rule, start):
    try:
        alone = due_on(rule, start, calendar)
    except Refused as refusal:
        with pytest.raises(Refused) as said:
            due_dates(rule, many([start]), calendar)
        assert str(said.value) == str(refusal)
        assert np.isnat(due_dates(rule, many([start]), calendar, blank=True)).all()
    else:
        assert due_dates(rule, many([start]), calendar, blank=True).tolist() == [alone]


@pytest.mark.parametrize("unit", list(UNIT_WORDS))
def test_a_start_that_is_not_known_has_no_due_date(unit):
    found = due_dates(replace(RULE, unit=unit), many([NEVER, "2026-11-02"]), ENGLAND)
    assert np.isnat(found).tolist() == [True, False]


def test_dates_the_calendar_cannot_answer_for_are_refused_or_left_blank():
    starts = many([FIRST - dt.timedelta(1), dt.date(2026, 11, 2), HORIZON])
    with pytest.raises(Refused, match="is before 1 January 2024"):
        due_dates(RULE, starts, ENGLAND)
    with pytest.raises(Refused, match="after 31 December 2028, the last date for which"):
        due_dates(RULE, starts[1:], ENGLAND)
    found = due_dates(RULE, starts, ENGLAND, blank=True)
    assert np.isnat(found).tolist() == [True, False, True]


def test_no_clocks_have_no_due_dates():
    assert due_dates(RULE, many([]), ENGLAND).tolist() == []


@pytest.mark.parametrize("change", [{"runs": False, "limit_words": "soon"}, {"unit": MIDPOINT}])
def test_a_limit_without_a_date_of_its_own_is_refused(change):
    with pytest.raises(Refused, match="no date of its own"):
        due_dates(replace(RULE, **change), many(["2026-11-02"]), ENGLAND)


@given(st.lists(st.tuples(days, days), max_size=6))
def test_midpoints_are_those_found_one_by_one(pairs):
    found = midpoints(many([a for a, _ in pairs]), many([b for _, b in pairs]))
    assert found.tolist() == [midpoint(a, b) for a, b in pairs]
