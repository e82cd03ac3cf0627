"""The coverage of 60 homes by month and what their visits found, each against the same rows by raw
SQL."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from db.engine import reading
from qa import clock
from qa.domain.actor import Actor, RoleHeld
from qa.domain.coverage import Life, State, soon_from
from qa.domain.findings import Asked
from qa.domain.working_days import add_months
from qa.services import coverage, coverage_rebuild, findings
from qa.services.coverage import Grid
from qa.services.findings import Findings
from tests.benchmarks import raw_findings, raw_sql, raw_visits, visits_store
from tests.benchmarks.bench_data import milliseconds
from tests.benchmarks.report import Row, interleaved
from tests.benchmarks.stores import pointed_at

ROUNDS, GOAL = 15, 2
SPANS = (12, 60)
MANAGER = 1


def rows() -> Iterator[Row]:
    """A line for the twelve months of the screen and one for five years; then what it takes to
    rebuild a past month from the trail, against the grid of that month."""
    path = visits_store.database()
    with pointed_at(path):
        connection = raw_sql.connect(path)
        for months in SPANS:
            ours, raw = _measured(connection, months)
            yield Row(f"Coverage of {months} months / raw SQL", 60, ours, raw, "ms", GOAL)
        for months in SPANS:
            ours, raw = _findings(connection, months)
            yield Row(f"Findings of {months} months / raw SQL", 60, ours, raw, "ms", GOAL)
        connection.close()
        yield Row("Coverage rebuilt from the trail / grid", 60, *_rebuilt(), "ms", None)


def _actor() -> Actor:
    roles = frozenset({RoleHeld("practice_manager")})
    return Actor(MANAGER, "Manager", roles, clock.now(), clock.today())


def _measured(connection: Any, months: int) -> tuple[float, float]:
    actor = _actor()
    asked = coverage.span(actor.today, months)
    with reading() as session:
        days = coverage.days_of(session, actor.today)
    soon = soon_from(Life(), actor.today, days.calendar, days.soon_within)
    values = {"first": asked[-1], "until": asked[0], "today": actor.today, "soon_from": soon}
    _must_agree(coverage.grid(actor, actor.today, months), raw_visits.grid(connection, values))
    acts = [
        lambda: coverage.grid(actor, actor.today, months),
        lambda: raw_visits.grid(connection, values),
    ]
    ours, raw = interleaved([milliseconds(act) for act in acts], ROUNDS)
    return ours, raw


def _findings(connection: Any, months: int) -> tuple[float, float]:
    actor = _actor()
    last = actor.today.replace(day=1)
    asked = Asked(add_months(last, 1 - months), last)
    days = {"first": asked.first, "last": last, "events_from": asked.events_from,
            "today": actor.today}  # fmt: skip
    values = {"event": asked.event, **{name: day.isoformat() for name, day in days.items()}}
    _must_count_the_same(findings.findings(actor, asked), raw_findings.run(connection, values))
    acts = [
        lambda: findings.findings(actor, asked),
        lambda: raw_findings.run(connection, values),
    ]
    ours, raw = interleaved([milliseconds(act) for act in acts], ROUNDS)
    return ours, raw


def _must_count_the_same(found: Findings, raw: dict[str, list[tuple]]) -> None:
    """Row by row as raw SQL has them, and drawn from all of them."""
    for name, rows in found.rows._asdict().items():
        ours = [tuple(str(v) if isinstance(v, dt.date) else v for v in row) for row in rows]
        assert sorted(ours, key=str) == sorted(raw[name], key=str), name
    assert sum(found.charts["visit_standards"]["n"]) == sum(row[4] for row in raw["visits"])
    assert sum(found.charts["visit_recommendations"]["n"]) == sum(
        row[2] for row in raw["recommendations"]
    )
    assert sum(len(each.visits) for each in found.repeated) == len(raw["repeated"])


def _rebuilt() -> list[float]:
    actor = _actor()
    [*_later, month] = coverage.span(actor.today, 7)
    acts = [
        lambda: coverage_rebuild.rebuilt(actor, month, actor.today),
        lambda: coverage.grid(actor, month, 1),
    ]
    return interleaved([milliseconds(act) for act in acts], ROUNDS)


def _must_agree(found: Grid, raw: list[tuple]) -> None:
    """Both say the same of every home and month, or the comparison means nothing."""
    said: dict[tuple[int, str], set[int]] = defaultdict(set)
    visits: dict[tuple[int, str], list[int]] = defaultdict(list)
    for home_id, _name, month, check_id, *_about, rank in raw:
        said[home_id, month].add(rank)
        if check_id is not None:
            visits[home_id, month].append(check_id)
    cells = {(row.home_id, c.month.isoformat()): c for row in found.rows for c in row.cells}
    assert cells.keys() == said.keys()
    for key, cell in cells.items():
        assert said[key] == {list(State).index(cell.state)}
        assert list(cell.check_ids) == visits[key]
