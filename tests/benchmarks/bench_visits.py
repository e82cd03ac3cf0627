"""The coverage of 60 homes by month against the same rows by raw SQL."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from db.engine import reading
from qa import clock
from qa.domain.actor import Actor, RoleHeld
from qa.domain.coverage import Life, State, soon_from
from qa.services import coverage, coverage_rebuild
from qa.services.coverage import Grid
from tests.benchmarks import raw_sql, raw_visits, visits_store
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
