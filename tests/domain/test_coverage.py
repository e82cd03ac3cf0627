import datetime as dt
from collections import namedtuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.domain.coverage import (
    VISITED,
    Life,
    Seen,
    State,
    cell,
    counts,
    sentence,
    soon_from,
)
from qa.domain.coverage_trail import known
from qa.domain.coverage_words import BEGUN_SHAPE, LEGEND, SHAPES
from qa.domain.due_calendar import last_of
from qa.domain.working_days import add_working_days, is_working_day, working_days_between
from tests.domain.calendars import ENGLAND, middle_days

NOV = dt.date(2026, 11, 1)
DAY = dt.timedelta(days=1)
OPEN = Life(dt.date(2020, 1, 1))


def seen(day=5, status="in_progress", issued=None, announced="unannounced", check_id=1):
    on = dt.date(2026, 11, day)
    return Seen(check_id, on, announced, status, on + 10 * DAY, issued)


def state(today, *visits, life=OPEN, month=NOV):
    soon = soon_from(life, today, ENGLAND, 5) if month == today.replace(day=1) else None
    return cell(month, life, visits, today, soon).state


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (dt.date(2026, 10, 31), State.AHEAD),
        (dt.date(2026, 11, 23), State.AHEAD),
        (dt.date(2026, 11, 24), State.SOON),
        (dt.date(2026, 11, 30), State.SOON),
        (dt.date(2026, 12, 1), State.OVERDUE),
    ],
)
def test_a_missing_visit_is_due_soon_in_the_last_five_working_days_and_overdue_after_the_month(
    today, expected
):
    assert state(today) is expected


def test_the_last_working_days_of_december_leave_out_the_bank_holidays():
    december = dt.date(2026, 12, 1)
    assert state(dt.date(2026, 12, 22), month=december) is State.AHEAD
    assert state(dt.date(2026, 12, 23), month=december) is State.SOON


def test_a_visit_being_written_is_a_visit_and_its_report_is_late_after_its_limit():
    assert state(dt.date(2026, 11, 15), seen(5)) is State.WRITING
    assert state(dt.date(2026, 11, 16), seen(5)) is State.LATE
    assert state(dt.date(2026, 11, 16), seen(5, "submitted")) is State.LATE


def test_an_issued_report_stands_while_a_later_version_is_written():
    issued = dt.date(2026, 11, 12)
    assert state(dt.date(2026, 12, 9), seen(5, "correcting", issued)) is State.ISSUED


def test_two_visits_in_a_month_are_both_shown_and_the_month_counts_once():
    first = seen(5, "closed", dt.date(2026, 11, 9))
    second = seen(20, announced="announced", check_id=2)
    found = cell(NOV, OPEN, (first, second), dt.date(2026, 11, 22), None)
    assert found.check_ids == (1, 2)
    assert found.words == (
        "Unannounced, 5 November: report issued 9 November; "
        "Announced, 20 November: being written, due 30 November"
    )
    assert (
        sentence([found], "this month")
        == "1 of 1 home visited this month; 1 report not issued yet."
    )


def test_a_withdrawn_visit_never_counts_nor_shows():
    found = cell(NOV, OPEN, (seen(5, "withdrawn"),), dt.date(2026, 12, 1), None)
    assert (found.state, found.visits) == (State.OVERDUE, ())
    assert found.words == "No visit: overdue since 30 November"


def test_a_month_without_a_day_of_the_home_s_life_is_not_counted():
    today = dt.date(2026, 12, 15)
    assert state(today, life=Life(dt.date(2026, 12, 1))) is State.NOT_COUNTED
    assert state(today, life=Life(closed_on=dt.date(2026, 10, 31))) is State.NOT_COUNTED
    assert state(today, life=Life(dt.date(2026, 11, 30))) is State.OVERDUE
    assert state(today, life=Life(closed_on=dt.date(2026, 11, 1))) is State.OVERDUE


def test_a_home_that_closed_mid_month_owed_its_visit_by_its_last_day():
    life = Life(closed_on=dt.date(2026, 11, 13))
    assert state(dt.date(2026, 11, 6), life=life) is State.AHEAD
    assert state(dt.date(2026, 11, 9), life=life) is State.SOON
    assert state(dt.date(2026, 11, 14), life=life) is State.OVERDUE


def test_a_visit_outside_the_home_s_days_does_not_count_for_them():
    life = Life(opened_on=dt.date(2026, 11, 10))
    assert state(dt.date(2026, 11, 12), seen(5), life=life) is State.AHEAD
    assert state(dt.date(2026, 11, 12), seen(10), life=life) is State.WRITING


def test_only_a_visit_of_the_home_s_days_keeps_the_month_from_being_due_soon():
    life = Life(opened_on=dt.date(2026, 11, 10))
    assert state(dt.date(2026, 11, 25), seen(5), life=life) is State.SOON


def test_every_state_has_its_shape_and_its_words():
    assert set(SHAPES) == set(LEGEND) == set(State)
    assert len({*SHAPES.values(), BEGUN_SHAPE}) == len(State) + 1


def test_what_is_missing_and_what_is_late_are_said_first():
    today = dt.date(2026, 11, 25)
    cells = [cell(NOV, OPEN, v, today, today) for v in ((), (seen(5),), (seen(20),))]
    cells.append(cell(NOV, Life(dt.date(2026, 12, 1)), (), today, None))
    assert sentence(cells, "this month") == (
        "2 of 3 homes visited this month; 1 visit due soon; 1 report late; 1 report not issued yet."
    )
    assert sentence(cells[3:], "this month") == "No home had to be visited this month."


statuses = st.sampled_from(["in_progress", "submitted", "correcting", "issued", "closed",
                            "withdrawn"])  # fmt: skip
lives = st.builds(
    lambda a, b: Life(*sorted((a, b))) if a and b else Life(a, b),
    st.none() | middle_days,
    st.none() | middle_days,
)


@st.composite
def visits_of(draw, month):
    made = []
    for number in range(draw(st.integers(0, 3))):
        on = draw(st.dates(month, last_of(month)))
        status = draw(statuses)
        issued = on + DAY if status in ("issued", "closed") else None
        made.append(Seen(number, on, None, status, on + 10 * DAY, issued))
    return made


@given(middle_days, middle_days, lives, st.data())
def test_every_home_and_month_is_in_exactly_one_state(day, today, life, data):
    month = day.replace(day=1)
    visits = data.draw(visits_of(month))
    soon = soon_from(life, today, ENGLAND, 5) if month == today.replace(day=1) else None
    found = cell(month, life, visits, today, soon)
    days = life.days_in(month)
    valid = [
        v for v in visits
        if v.status != "withdrawn" and days and days[0] <= v.visited_on <= days[1]
    ]  # fmt: skip
    holds = {
        State.NOT_COUNTED: days is None,
        State.OVERDUE: bool(days) and not valid and days[1] < today,
        State.LATE: any(v.issued_on is None and v.report_due_on < today for v in valid),
        State.ISSUED: bool(valid) and all(v.issued_on for v in valid),
    }
    holds[State.WRITING] = bool(valid) and not holds[State.LATE] and not holds[State.ISSUED]
    waits = bool(days) and not valid and days[1] >= today
    is_soon = waits and soon is not None and max(soon, days[0]) <= today
    holds[State.SOON], holds[State.AHEAD] = is_soon, waits and not is_soon
    assert [s for s in State if holds[s]] == [found.state]
    assert found.is_visited is (found.state in VISITED) is bool(valid)
    assert set(found.check_ids) == {v.check_id for v in visits if v.status != "withdrawn"}


@given(middle_days, lives, st.integers(1, 10))
def test_due_soon_begins_with_the_last_so_many_working_days(today, life, many):
    found = soon_from(life, today, ENGLAND, many)
    days = life.days_in(today.replace(day=1))
    assert (found is None) == (days is None)
    if found is not None:
        assert is_working_day(ENGLAND, found)
        assert working_days_between(ENGLAND, found - DAY, days[1]) == many
        assert add_working_days(ENGLAND, found, many - 1) <= days[1]


Entry = namedtuple("Entry", "at act noun noun_id home_id payload")
AT = dt.datetime(2026, 11, 12, 9, tzinfo=dt.UTC)


def test_the_trail_tells_what_was_changed_last_and_keeps_the_first_issue():
    began = {"visited_on": "2026-11-04", "announced": None, "report_due_on": [None, "2026-11-14"],
             "status": [None, "in_progress"]}  # fmt: skip
    told = known([
        Entry(AT, "add", "home", 7, 7, {"name": [None, "Oak"], "is_visited": [None, True]}),
        Entry(AT, "change", "home", 7, 7, {"name": ["Oak", "Oak House"]}),
        Entry(AT, "start", "check", 1, 7, began),
        Entry(AT, "submit", "check", 1, 7, {"visited_on": "2026-11-05", "announced": "part",
                                            "status": ["in_progress", "submitted"]}),
        Entry(AT, "issue", "check", 1, 7, {"status": ["submitted", "issued"]}),
        Entry(AT + DAY, "issue", "check", 1, 7, {"issued_on": "2026-11-13"}),
        Entry(AT, "start", "check", 2, None, {"visited_on": "2026-11-05"}),
    ])  # fmt: skip
    assert told.visited_homes() == {7: ("Oak House", Life())}
    on = dt.date(2026, 11, 5)
    assert told.visits_of(NOV) == {
        7: [Seen(1, on, "part", "issued", dt.date(2026, 11, 14), AT.date())]
    }


@pytest.mark.parametrize(
    ("status", "is_independent", "counted"),
    [
        ("in_progress", None, False), ("in_progress", True, True), ("in_progress", False, False),
        ("submitted", False, True), ("correcting", False, True), ("withdrawn", True, False),
    ],
)  # fmt: skip
def test_a_visit_by_somebody_not_independent_counts_once_its_report_tells_of_the_conflict(
    status, is_independent, counted
):
    told = known([
        Entry(AT, "start", "check", 1, 7, {"visited_on": "2026-11-05", "status": [None, status]}),
        Entry(AT, "confirm_home", "check", 1, 7, {"is_independent": is_independent}),
    ])  # fmt: skip
    made = told.visits_of(NOV).get(7, [])
    assert any(each.counts for each in made) is counts(status, is_independent) is counted
    found = cell(NOV, Life(), made, dt.date(2026, 11, 30), None)
    assert (bool(found.visits), bool(found.begun)) == (
        counted, status == "in_progress" and not counted,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("independent", "words"),
    [
        (None, "yet: its visitor has not said that they are independent of it"),
        ("N", ": its visitor says that they are not independent of it"),
    ],
)
def test_a_visit_that_is_begun_and_does_not_count_is_told_beside_what_is_missing(
    independent, words
):
    begun = seen(5)._replace(independent=independent)
    found = cell(NOV, Life(), [begun], dt.date(2026, 12, 1), None)
    assert (found.state, found.is_visited, found.check_ids) == (State.OVERDUE, False, ())
    assert found.words == (
        "No visit: overdue since 30 November; Unannounced, 5 November: begun, not counted"
        f"{' ' * (words[0] == 'y')}{words}"
    )
    both = cell(NOV, Life(), [begun, seen(6, "submitted")], dt.date(2026, 11, 10), None)
    assert both.is_visited and both.words.startswith("Unannounced, 6 November: written, not issu")
    assert both.words.endswith(words)


plans = st.lists(
    st.tuples(st.sampled_from([1, 2]), st.dates(NOV, last_of(NOV)), statuses,
              st.none() | st.dates(NOV, last_of(NOV))),
    max_size=6,
)  # fmt: skip


@given(plans)
def test_the_grid_rebuilt_from_the_trail_is_the_grid_itself(plan):
    rows, told = {}, []
    for home_id, on, status, opened in plan:
        told.append(Entry(AT, "change", "home", home_id, home_id, {"opened_on": [None, opened]}))
        rows[home_id] = (Life(opened), rows.get(home_id, (None, []))[1])
        check_id = len(told)
        issued = on + DAY if status in ("issued", "closed") else None
        told.append(Entry(AT, "start", "check", check_id, home_id,
                          {"visited_on": str(on), "status": [None, "in_progress"],
                           "is_independent": True,
                           "report_due_on": str(on + 10 * DAY)}))  # fmt: skip
        told.append(Entry(AT, "x", "check", check_id, home_id,
                          {"status": ["in_progress", status], "issued_on": issued}))  # fmt: skip
        rows[home_id][1].append(Seen(check_id, on, None, status, on + 10 * DAY, issued))
    then, today = known(told), dt.date(2026, 11, 25)
    visits = then.visits_of(NOV)
    for home_id, (_name, life) in then.visited_homes().items():
        live = sorted(rows[home_id][1], key=lambda s: (s.visited_on, s.check_id))
        assert cell(NOV, life, visits.get(home_id, []), today, today) == cell(
            NOV, rows[home_id][0], live, today, today
        )
