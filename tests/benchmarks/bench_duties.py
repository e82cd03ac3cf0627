"""What falls due: the council's due list against raw SQL, all clocks from scratch against numpy."""

import sqlite3
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from db.engine import reading
from db.queries import duties as queries
from qa import clock
from qa.domain.actor import Actor, RoleHeld
from qa.domain.duties import MEETINGS, MIDWAYS
from qa.domain.working_days import numpy_calendar
from qa.services import clocks, due_list, duties, settings
from qa.services.duty_inputs import inputs
from tests.benchmarks import care_stores, raw_sql
from tests.benchmarks.report import Row, interleaved
from tests.benchmarks.stores import pointed_at

ROUNDS, PAGE = 9, 50
LIST_GOAL, LIST_GROWTH_GOAL, CLOCKS_GOAL, LINEAR_GOAL = 2, 1.3, 5, 1.3
HIDDEN = """SELECT id FROM child WHERE restricted_at IS NOT NULL AND id NOT IN
(SELECT child_id FROM child_access WHERE person_id = 1)"""
OF_KIND = f"""
SELECT * FROM (SELECT d.id FROM duty d
WHERE d.status = 'running' AND d.kind = {{kind}} AND {{group}}
  AND d.child_id NOT IN ({HIDDEN})
ORDER BY d.on_time_until, d.due_on, d.id LIMIT {PAGE})
"""
LIST = f"""
SELECT d.*, c.case_number, t.name, p.name FROM duty d JOIN child c ON c.id = d.child_id
LEFT JOIN team t ON t.id = d.team_id LEFT JOIN person p ON p.id = d.iro_id
WHERE d.id IN ({{ids}}) ORDER BY d.on_time_until, d.due_on, d.id LIMIT {PAGE}
"""
BESIDE = (
    "SELECT key, value FROM setting ORDER BY from_on, id",
    'SELECT "on" FROM closure_day',
    "SELECT id, name, number, digest, effective_from FROM installed_version WHERE kind = 'rules'",
    f"""SELECT child_id, id, assignee_id FROM "check" WHERE child_id IN
    ({",".join(map(str, range(1, PAGE + 1)))}) AND kind IN ('midway_cla', 'midway_cp')
    AND status IN ('in_progress', 'correcting')""",
)
"""What the page needs besides: settings, closure days, the rules in force, reviews begun."""
COUNT = f"""
SELECT count(*) FROM (SELECT d.id FROM duty d
WHERE d.status = 'running' AND d.kind IN ({{kinds}}) AND {{group}}
  AND d.child_id NOT IN ({HIDDEN}) LIMIT {{limit}})
"""


def rows() -> Iterator[Row]:
    """Two lines a size, then how each grows from the middle size to the largest."""
    lists, scratch = {}, {}
    for children in care_stores.SIZES:
        path = care_stores.database(children)
        ours, raw = _list(path)
        lists[children] = ours / raw
        yield Row("Due list, first page / raw SQL", children, ours, raw, "ms", LIST_GOAL)
        ours, numpy = _clocks(path)
        scratch[children] = ours / numpy
        yield Row("All clocks / busday_offset", children, ours, numpy, "ms", CLOCKS_GOAL)
    middle, largest = care_stores.SIZES[1:]
    yield Row("Due list, growth of the ratio", largest, lists[largest], lists[middle], "x",
              LIST_GROWTH_GOAL)  # fmt: skip
    yield Row("Clocks, growth of the ratio", largest, scratch[largest], scratch[middle], "x",
              LINEAR_GOAL)  # fmt: skip


def manager() -> Actor:
    """Somebody who sees every child."""
    now = clock.now()
    return Actor(1, "Manager", frozenset({RoleHeld("practice_manager", None)}), now, now.date())


def _list(path: Path) -> tuple[float, float]:
    with pointed_at(path):
        actor = manager()
        given = _statements(actor)
        connection = raw_sql.connect(path)
        due_list.page(actor, due_list.Wanted())  # caches of rules and calendar
        return tuple(interleaved([lambda: _ours(actor), lambda: _raw(connection, given)], ROUNDS))


def _ours(actor: Actor) -> float:
    begun = time.perf_counter()
    due_list.page(actor, due_list.Wanted(), limit=PAGE)
    return (time.perf_counter() - begun) * 1000


def _statements(actor: Actor) -> list[str]:
    """What a programmer would send for the same page: counts and rows of each segment."""
    with reading() as session:
        days = due_list.days_of(session, actor.today, clocks.working_calendar(session))
    today, at, late = days.today, days.edges, "d.on_time_until"
    groups = [
        f"{late} < '{at.critical_before}'",
        f"{late} >= '{at.critical_before}' AND {late} < '{at.overdue_before}'",
        f"(({late} >= '{at.overdue_before}' AND {late} < '{at.soon_before}') OR "
        f"({late} >= '{at.soon_before}' AND {late} <= '{days.slack_until}' "
        f"AND d.due_on <= '{today}'))",
        f"{late} >= '{at.soon_before}' AND d.due_on > '{today}'",
    ]
    kinds = [",".join(f"'{kind}'" for kind in each) for each in (MEETINGS, MIDWAYS)]
    limit = due_list.COUNTED_UP_TO
    counts = [COUNT.format(kinds=k, group=g, limit=limit) for g in groups for k in kinds]
    ids = " UNION ALL ".join(OF_KIND.format(kind=f"'{k}'", group=groups[0]) for k in MEETINGS)
    return [*BESIDE, *counts, LIST.format(ids=ids)]


def _raw(connection: sqlite3.Connection, given: list[str]) -> float:
    begun = time.perf_counter()
    for statement in given:
        connection.execute(statement).fetchall()
    return (time.perf_counter() - begun) * 1000


def _clocks(path: Path) -> tuple[float, float]:
    """Every clock there is and was, from the columns in memory, against one call of numpy."""
    with pointed_at(path), reading() as session:
        ids = queries.child_ids(session, 0, 10**9)
        found = inputs(session, ids, clock.today())
        book, calendar = clocks.rule_book(session), clocks.working_calendar(session)
        tolerances = settings.history(session, duties.TOLERANCE)
    given = (found, book, calendar, tolerances)
    started = np.concatenate([part.started for part in duties.worked_out(*given)])
    offset = {"roll": "backward", "busdaycal": numpy_calendar(calendar)}

    def ours() -> float:
        begun = time.perf_counter()
        duties.worked_out(*given)
        return (time.perf_counter() - begun) * 1000

    def yardstick() -> float:
        begun = time.perf_counter()
        np.busday_offset(started, 20, **offset)
        return (time.perf_counter() - begun) * 1000

    return tuple(interleaved([ours, yardstick], ROUNDS))
