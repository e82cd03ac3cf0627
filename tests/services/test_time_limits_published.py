"""The rules we ship, held against the published table as it was read; and its worked examples."""

import datetime as dt

import pytest
from govuk_bank_holidays.bank_holidays import BankHolidays
from hypothesis import given
from hypothesis import strategies as st

from qa.domain.refusals import Refused
from qa.domain.timescales import due, due_on, midway
from qa.services.calendar import FIRST_YEAR, LAST_YEAR, calendar, time_limits
from tests.domain import oracle

# id, limit and unit (wd working days, d days, w weeks, m months, "-" no number, "mid" half way),
# whether it counts back, who sets it, whether it runs as a clock, the target where one is given
PUBLISHED = """
CP01  3wd after local - -
CP02 45wd after guidance - -
CP03 15wd after guidance - -
CP04  1wd after local - -
CP05  3wd before local - -
CP06  5wd before local - -
CP07  1wd after local - -
CP08 15wd after local - -
CP09 10wd after guidance - -
CP10  6w after local - -
CP11  3m after guidance clock -
CP12  6m after guidance clock -
CP13 10wd after local clock -
CP14 15wd after guidance - -
CP15 10wd after local clock -
CP16  9m after local clock -
CP16b 12m after local clock -
CP16c 15m after local clock -
CP16d 18m after local clock -
CP16e 21m after local clock -
CP16f 24m after local clock -
CP17 mid after local clock -
LA01  5wd after guidance clock -
LA02 10wd after statutory - -
LA03 20wd after statutory clock -
LA04  3m after statutory clock -
LA05  6m after statutory clock -
LA06  - after statutory - -
LA07  - after statutory - -
LA08  5wd after guidance - -
LA09  5wd after guidance - -
LA10 15wd after guidance - -
LA11 20wd after guidance - -
LA12 mid after guidance clock -
LA13  1w after statutory clock -
LA14  6w after statutory clock -
LA15  6w after statutory clock -
LA15b 3m after statutory clock -
LA16  1w after statutory - -
LA16b 6w after statutory - -
LA17  1w after statutory - -
LA17b 4w after statutory - -
LA18  1w after statutory - -
LA18b 6w after statutory - -
LA19 20wd after statutory clock -
LA20  6m after statutory clock -
LA20b 12m after statutory clock -
LA21 10wd after guidance - -
LA21b 20wd after guidance - -
LA21c - after guidance - -
LA22 20wd after local - -
LA23  3m after statutory - -
LA24  6m after statutory - -
LA25  3m after statutory clock -
LA25b 6m after statutory clock -
DR01 20wd after guidance clock -
DR02  5wd after local clock -
DR03  - after statutory - -
CH01  - after statutory - -
CH02 10d after local clock -
CH03  6m after statutory clock -
CH04 28d after statutory - -
CH05  - after statutory - -
CH06  - after statutory - -
AL01  1wd after guidance - -
AL02  1wd after local - -
AL03  5wd after local - -
AL04 28d after local - -
AL05  1w after local - -
AL06  3wd after local - -
AL07 15wd after local - -
AL08  1m after local - 80
AL08b 3m after local - 90
AL08c 12m after local - -
AL09  - after local - -
IG01  1m after statutory - -
IG02 20wd after statutory - -
IG03  - after statutory - -
"""
SHORT = {"working_days": "wd", "days": "d", "weeks": "w", "months": "m"}
RULES = time_limits()
ENGLAND = calendar()
FIRST, HORIZON = dt.date(FIRST_YEAR, 1, 1), dt.date(LAST_YEAR, 12, 31)


def as_published(rule):
    limit = "-" if not rule.runs else "mid"
    if rule.runs and rule.unit != "midpoint":
        limit = f"{rule.limit}{SHORT[rule.unit]}"
    status = rule.status.removeprefix("statutory_")
    clock = "clock" if rule.clock else "-"
    return [rule.id, limit, rule.direction, status, clock, str(rule.target_percent or "-")]


def test_every_published_limit_is_as_it_was_published_and_none_is_added():
    ours = [as_published(rule) for rule in RULES.values() if rule.id[:2] not in ("AU", "AC")]
    assert ours == [line.split() for line in PUBLISHED.strip().splitlines()]
    assert len({row[0][:4] for row in ours}) == 63


@pytest.mark.parametrize("rule", RULES.values(), ids=list(RULES))
def test_every_limit_names_its_source_and_only_published_law_is_called_law(rule):
    assert rule.source and rule.event and rule.clock_start
    if rule.status == "statutory":
        assert "regulation" in rule.source or "article" in rule.source or "section" in rule.source


def on(rule_id, start):
    return due_on(RULES[rule_id], start, ENGLAND)


DAY_NOUGHT = dt.date(2026, 12, 9)


@pytest.mark.parametrize(
    ("rule_id", "start", "due_by"),
    [
        # the worked example of the design: 25 and 28 December and 1 January not counted
        ("DR01", DAY_NOUGHT, dt.date(2027, 1, 11)),
        # regulation 33: 20 working days, then three months, then six, from the review held
        ("LA03", dt.date(2026, 9, 1), dt.date(2026, 9, 29)),
        ("LA04", dt.date(2026, 9, 29), dt.date(2026, 12, 29)),
        ("LA04", dt.date(2026, 10, 13), dt.date(2027, 1, 13)),  # a late review moves the next
        ("LA05", dt.date(2026, 12, 29), dt.date(2027, 6, 29)),
        # Working Together: conference in 15 working days, first review in three months, then six
        ("CP03", dt.date(2026, 3, 20), dt.date(2026, 4, 14)),  # over Easter
        ("CP11", dt.date(2026, 11, 30), dt.date(2027, 2, 28)),
        ("CP12", dt.date(2027, 8, 31), dt.date(2028, 2, 29)),
        # regulation 28: a week, six weeks, three months
        ("LA13", dt.date(2026, 11, 5), dt.date(2026, 11, 12)),
        ("LA14", dt.date(2026, 11, 12), dt.date(2026, 12, 24)),
        ("LA15b", dt.date(2026, 11, 12), dt.date(2027, 2, 12)),
        # an initial health assessment in time for the first review, so about 20 working days
        ("LA19", dt.date(2026, 9, 1), dt.date(2026, 9, 29)),
        ("LA20", dt.date(2026, 2, 28), dt.date(2026, 8, 28)),
        ("LA20b", dt.date(2028, 2, 29), dt.date(2029, 2, 28)),  # a leap day's year after
        # reports before a conference on a Tuesday after Easter
        ("CP06", dt.date(2026, 4, 7), dt.date(2026, 3, 27)),
        # a plan's markers at 9 and 24 months
        ("CP16", dt.date(2026, 5, 31), dt.date(2027, 2, 28)),
        ("CP16f", dt.date(2026, 2, 28), dt.date(2028, 2, 28)),
        # short breaks: three months, then six
        ("LA25", dt.date(2026, 11, 30), dt.date(2027, 2, 28)),
        ("LA25b", dt.date(2027, 2, 28), dt.date(2027, 8, 28)),
        # a clock that starts on Christmas Eve; on a Saturday; on Christmas Day
        ("LA01", dt.date(2026, 12, 24), dt.date(2027, 1, 5)),
        ("LA01", dt.date(2026, 12, 26), dt.date(2027, 1, 5)),
        ("LA01", dt.date(2026, 12, 25), dt.date(2027, 1, 5)),
        # one-off holidays: the funeral of 2022, the coronation of 2023, the jubilee's moved May
        ("LA01", dt.date(2022, 9, 16), dt.date(2022, 9, 26)),
        ("LA01", dt.date(2023, 5, 5), dt.date(2023, 5, 15)),
        ("LA01", dt.date(2022, 5, 27), dt.date(2022, 6, 7)),
        ("LA01", dt.date(2020, 5, 1), dt.date(2020, 5, 11)),  # May Day moved to a Friday
        # substitute days: Christmas on a Saturday and on a Sunday
        ("LA01", dt.date(2021, 12, 23), dt.date(2022, 1, 4)),
        ("LA01", dt.date(2022, 12, 23), dt.date(2023, 1, 4)),
        # an assessment open at the census of 31 March 2023, 45 working days
        ("CP02", dt.date(2022, 10, 15), dt.date(2022, 12, 16)),  # over, so the census queries it
        ("CP02", dt.date(2023, 3, 15), dt.date(2023, 5, 23)),  # within
    ],
)
def test_a_worked_example_comes_out_as_a_person_with_a_calendar_has_it(rule_id, start, due_by):
    assert on(rule_id, start) == due_by


def test_the_three_dates_of_a_child_who_comes_into_care_each_explain_themselves():
    said = due(RULES["LA03"], dt.date(2026, 12, 9), ENGLAND).explanation
    assert said == (
        "Due Monday 11 January 2027: 20 working days from 9 December 2026; "
        "25 and 28 December and 1 January not counted; CPPCR regulation 33(1)"
    )
    assert due(RULES["LA04"], dt.date(2027, 1, 11), ENGLAND).explanation == (
        "Due Sunday 11 April 2027: 3 months from 11 January 2027; CPPCR regulation 33(2)"
    )
    assert midway(RULES["LA12"], dt.date(2027, 1, 11), dt.date(2027, 4, 11), ENGLAND, 10)


# A day-by-day walk over the official list, which shares no code and no data with ours.
@pytest.fixture(scope="module")
def official():
    published = BankHolidays(use_cached_holidays=True)
    days = published.get_holidays(BankHolidays.ENGLAND_AND_WALES)
    return {day["date"] for day in days}


working = sorted(r.id for r in RULES.values() if r.runs and r.unit == "working_days")
other = sorted(r.id for r in RULES.values() if r.runs and r.unit in ("days", "weeks", "months"))
listed_days = st.dates(dt.date(2012, 3, 1), HORIZON - dt.timedelta(120))
closures = st.frozensets(st.dates(dt.date(2012, 1, 1), HORIZON), max_size=30)


class Walked:
    """What the oracle asks of a calendar."""

    def __init__(self, holidays, closure_days):
        self.holidays, self.closure_days = holidays, closure_days


@given(rule_id=st.sampled_from(working), start=listed_days, closed=closures)
def test_working_days_are_those_of_a_walk_over_the_official_list(official, rule_id, start, closed):
    rule = RULES[rule_id]
    n = -rule.limit if rule.direction == "before" else rule.limit
    assert due_on(rule, start, calendar(closed)) == oracle.add(Walked(official, closed), start, n)


@given(rule_id=st.sampled_from(other), start=st.dates(FIRST, HORIZON))
def test_months_weeks_and_days_are_those_of_a_walk(rule_id, start):
    rule = RULES[rule_id]
    if rule.unit == "months":
        assert on(rule_id, start) == oracle.add_months(start, rule.limit)
    else:
        length = rule.limit * (7 if rule.unit == "weeks" else 1)
        assert (on(rule_id, start) - start).days == length


@given(start=st.dates(HORIZON - dt.timedelta(27), HORIZON))
def test_a_first_review_due_past_the_known_holidays_is_refused_in_words(start):
    with pytest.raises(Refused, match="the last date for which the bank holidays have been"):
        on("LA03", start)
