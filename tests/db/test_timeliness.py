"""Metrics of timeliness return statements and count alike on both databases."""

import datetime as dt

import pytest
from sqlalchemy import Select
from sqlalchemy.dialects import postgresql, sqlite

from db import timeliness as metrics
from db.engine import reading
from db.metrics import Shape, Slice
from qa.domain.timeliness import latest_start
from tests.services import makers
from tests.services.duties_world import duty, meeting, plan

TODAY = makers.TODAY
FIRST = dt.date(2025, 12, 1)
METRICS = (metrics.due, metrics.children, metrics.late_now, metrics.meetings, metrics.plans)
SHAPES = [Shape(teams, False, hidden) for teams in (False, True) for hidden in (False, True)]
SEPTEMBER = dt.date(2026, 9, 10)
DAY = dt.timedelta(days=1)


@pytest.mark.parametrize("shape", SHAPES, ids=str)
@pytest.mark.parametrize("metric", METRICS, ids=lambda metric: metric.__name__)
def test_a_metric_is_a_statement_that_both_databases_can_read(metric, shape: Shape) -> None:
    made = metric(shape)
    assert isinstance(made, Select)
    for dialect in (sqlite.dialect(), postgresql.dialect()):
        assert "GROUP BY" in str(made.compile(dialect=dialect))
    assert metric(shape) is made


def run(metric, what: Slice) -> list[tuple]:
    starts = {f"edge_{n}": latest_start(TODAY, n) for n in (3, 9, 12, 15, 18, 21, 24)}
    values = {"today": TODAY, "critical_before": TODAY - 14 * DAY, **starts, **what.values}
    with reading() as session:
        made = session.connection().execute(metric(what.shape), values)
        return [tuple(row) for row in made]


@pytest.fixture
def child(store: str) -> int:
    return makers.child("1001", makers.team())


def year(**other) -> Slice:
    return Slice(FIRST, TODAY, **other)


def test_what_was_due_counts_once_it_is_done_missed_or_late(child) -> None:
    day = {month: dt.date(2026, month, 10) for month in range(1, 9)}
    duty(child, "cla_review", day[1], done_on=day[1])
    duty(child, "cla_review", day[2], done_on=day[2] + DAY)
    duty(child, "cla_review", day[3], status="missed", ended_on=day[3] + DAY)
    duty(child, "cla_review", day[4])
    duty(child, "cla_review", day[5], status="ended", ended_on=day[5])
    duty(child, "cla_review", day[6], on_time_until=TODAY)
    duty(child, "cla_review", day[7], on_time_until=TODAY - DAY)
    duty(child, "cla_review", day[8], on_time_until=day[8] + DAY, done_on=day[8] + DAY)
    assert [(month, state) for _, month, _, state, _ in sorted(run(metrics.due, year()))] == [
        ("2026-01", "On time"),
        ("2026-02", "Late"),
        ("2026-03", "Not done"),
        ("2026-04", "Not done"),
        ("2026-07", "Not done"),
        ("2026-08", "On time"),
    ]


def test_a_child_is_in_time_when_every_review_was(child) -> None:
    other = makers.child("1002")
    for on in (SEPTEMBER, SEPTEMBER - 60 * DAY):
        duty(child, "cla_review", on, done_on=on)
        duty(other, "cla_review", on, done_on=on)
    duty(other, "cla_review", SEPTEMBER - 150 * DAY, done_on=SEPTEMBER)
    assert run(metrics.children, year()) == [("cla_review", 2, 1)]


def test_what_is_late_today_is_told_apart_by_how_late_whatever_the_period(child) -> None:
    duty(child, "midway_cla", TODAY - 90 * DAY, on_time_until=TODAY - 15 * DAY)
    duty(child, "midway_cla", TODAY - 30 * DAY, on_time_until=TODAY - DAY)
    duty(child, "midway_cla", TODAY - 10 * DAY, on_time_until=TODAY)
    found = run(metrics.late_now, Slice(TODAY, TODAY))
    assert sorted(found) == [("midway_cla", None, 0, 1), ("midway_cla", None, 1, 1)]


def test_meetings_count_for_the_team_of_their_day(child) -> None:
    meeting(child, "cla_review", SEPTEMBER, participation="PN1", child_told_on=SEPTEMBER)
    meeting(child, "cla_review", dt.date(2026, 1, 2), participation="PN7", source="ssda903")
    meeting(child, "cp_review", SEPTEMBER, is_quorate=False)
    meeting(child, "cp_review", SEPTEMBER + DAY, was_held=False, is_quorate=True)
    team = 1
    assert sorted(run(metrics.meetings, year()), key=str) == [
        ("cla_review", "2026-01", None, 1, 0, 1, 0, 0, 0, 0),
        ("cla_review", "2026-09", team, 1, 1, 0, 0, 0, 1, 0),
        ("cp_review", "2026-09", team, 1, 0, 0, 0, 1, 0, 1),
    ]


def test_a_review_of_a_child_under_4_takes_no_part_in_participation(child) -> None:
    meeting(child, "cla_review", SEPTEMBER, participation="PN0")
    [(_kind, _month, _team, held, took, not_, *_)] = run(metrics.meetings, year())
    assert (held, took, not_) == (1, 0, 0)


def test_a_meeting_on_the_day_a_child_changes_teams_counts_once(child) -> None:
    from db.models import ChildTeam

    other = makers.team("Southbank")
    makers.made(ChildTeam(child_id=child, team_id=other, from_on=SEPTEMBER, to_on=None))
    meeting(child, "cla_review", SEPTEMBER)
    assert [row[2:4] for row in run(metrics.meetings, year())] == [(other, 1)]


def test_open_plans_stand_in_the_band_of_their_age(child) -> None:
    plan(child, latest_start(TODAY, 9))
    plan(makers.child("1002"), latest_start(TODAY, 9) + DAY)
    plan(makers.child("1003"), latest_start(TODAY, 24))
    plan(makers.child("1004"), TODAY - 500 * DAY, to_on=TODAY - DAY)
    found = {band: n for band, n, _older, _in_time in run(metrics.plans, year())}
    assert found == {0: 1, 1: 1, 6: 1}


def test_a_plan_is_in_time_while_no_conference_of_it_was_late(child) -> None:
    start = dt.date(2026, 1, 10)
    plan(child, start)
    duty(child, "cp_review", dt.date(2026, 4, 10), started_on=start, done_on=dt.date(2026, 4, 9))
    assert run(metrics.plans, year())[0][2:] == (1, 1)
    duty(child, "cp_review", TODAY - DAY, started_on=dt.date(2026, 4, 9))
    assert run(metrics.plans, year())[0][2:] == (1, 0)


def test_a_plan_of_a_number_that_was_merged_is_counted_once(child) -> None:
    plan(child, FIRST)
    plan(makers.child("1002", merged_into_id=child), FIRST)
    assert sum(row[1] for row in run(metrics.plans, year())) == 1


def test_a_restricted_child_and_other_teams_are_left_out_of_every_count(child) -> None:
    mine, other = makers.team("Mine"), makers.child("1002", makers.team("Other"))
    for each, team in ((child, mine), (other, 3)):
        duty(each, "cla_review", SEPTEMBER, team_id=team)
        meeting(each, "cla_review", SEPTEMBER)
        plan(each, FIRST)
    for metric in METRICS:
        hidden = run(metric, year(hidden=frozenset({other})))
        assert hidden != run(metric, year()), metric.__name__
    assert run(metrics.due, year(team_ids=frozenset({mine}))) == [
        ("cla_review", "2026-09", mine, "Not done", 1)
    ]
    assert run(metrics.plans, year(team_ids=frozenset({-1}))) == []
