"""Metrics return statements and count alike on both databases, whatever filters are set."""

import datetime as dt
from collections import Counter

import pytest
from sqlalchemy import Select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import StatementError

from db import metrics
from db.engine import reading
from db.metrics import Shape, Slice
from tests.services.test_trends import TODAY, some_audits

FIRST = TODAY - dt.timedelta(days=365)
SHAPES = [
    Shape(teams, kind, hidden)
    for teams in (False, True)
    for kind in (False, True)
    for hidden in (False, True)
]


@pytest.fixture
def ids(store: str) -> dict[str, int]:
    return some_audits(TODAY)


def statements(shape: Shape) -> list[Select]:
    return [
        metrics.grades(shape),
        metrics.totals(shape),
        metrics.waiting(shape),
        metrics.domains(shape),
        metrics.concerns(shape),
        metrics.open_actions(shape, 5),
    ]


@pytest.mark.parametrize("shape", SHAPES, ids=str)
def test_a_metric_is_a_statement_that_both_databases_can_read(shape: Shape) -> None:
    for made in statements(shape):
        assert isinstance(made, Select)
        for dialect in (sqlite.dialect(), postgresql.dialect()):
            assert "GROUP BY" in str(made.compile(dialect=dialect)) or "count" in str(made)


def test_a_statement_is_built_once_for_all_readers() -> None:
    assert metrics.grades(Shape(teams=True)) is metrics.grades(Shape(teams=True))


def test_a_statement_without_its_values_is_an_error_and_never_anothers_figures(ids) -> None:
    with reading() as session, pytest.raises(StatementError):
        session.connection().execute(metrics.grades(Shape()))


def run(made: Select, what: Slice, **more: object) -> list:
    with reading() as session:
        return session.connection().execute(made, {**what.values, **more}).all()


def test_months_teams_and_grades_are_counted_together(ids) -> None:
    what = Slice(FIRST, TODAY)
    counted = Counter()
    for month, team_id, _form, grade, n in run(metrics.grades(what.shape), what):
        counted[month, team_id, grade] += n
    september = (TODAY - dt.timedelta(days=40)).strftime("%Y-%m")
    assert counted[september, ids["north"], 3] == 2
    assert counted[september, ids["north"], 1] == 1
    assert counted.total() == 7


@pytest.mark.parametrize(
    ("given", "submitted"),
    [
        ({}, 7),
        ({"team_ids": "north"}, 5),
        ({"audit_type": "dip"}, 1),
        ({"hidden": "first"}, 6),
        ({"team_ids": "north", "hidden": "first"}, 4),
    ],
)
def test_every_filter_narrows_the_totals(ids, given, submitted: int) -> None:
    sets = {
        name: frozenset({ids[value]}) if name != "audit_type" else value
        for name, value in given.items()
    }
    what = Slice(FIRST, TODAY, **sets)
    assert run(metrics.totals(what.shape), what)[0][0] == submitted


def test_the_period_before_is_as_long_and_ends_the_day_before() -> None:
    before = Slice(dt.date(2026, 1, 1), dt.date(2026, 1, 31)).before()
    assert (before.from_on, before.to_on) == (dt.date(2025, 12, 1), dt.date(2025, 12, 31))


def test_open_actions_fall_into_the_band_of_their_due_date(ids) -> None:
    what = Slice(FIRST, TODAY)
    edges = {f"edge_{i}": TODAY - dt.timedelta(days=d) for i, d in enumerate((120, 60, 14, 0))}
    assert [tuple(row) for row in run(metrics.open_actions(what.shape, 5), what, **edges)] == [
        (1, 1)
    ]


def test_answers_are_added_up_by_domain_and_team(ids) -> None:
    what = Slice(FIRST, TODAY)
    teams = [ids["north"], ids["south"]]
    rows = run(metrics.domains(what.shape), what, sections=["A", "B"], team_ids=teams)
    assert {(section, team): n for section, team, _positive, n in rows} == {
        ("B", ids["north"]): 25,
        ("B", ids["south"]): 10,
    }
