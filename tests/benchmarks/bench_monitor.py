"""The escalation monitor's data against the same by raw SQL; and what it holds in memory."""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from db.engine import reading
from qa.domain.challenge_words import BESIDE
from qa.services import clocks, monitor, settings
from qa.services.trends import last_months
from tests.benchmarks import challenge_stores, raw_monitor, raw_sql
from tests.benchmarks.bench_data import actor_of, milliseconds
from tests.benchmarks.report import Row, interleaved
from tests.benchmarks.stores import pointed_at

COUNTED = ("answers", "lateness", "outcomes")
ROUNDS, TIMES, GOAL, MEMORY_GOAL = 9, 6, 2, 1.1


def rows() -> Iterator[Row]:
    """A line a size, then how much more of memory twenty times as many challenges take."""
    few, many = challenge_stores.SIZES
    for count in challenge_stores.SIZES:
        ours, raw = _measured(challenge_stores.database(count))
        goal = GOAL if count == many else None
        yield Row("Escalations: all data / raw SQL", count, ours, raw, "ms", goal)
    held = [_megabytes(count) for count in (many, few)]
    yield Row("Escalations: memory, growth", many, *held, "MB", MEMORY_GOAL)


def _measured(path: Path) -> tuple[float, float]:
    with pointed_at(path):
        actor = actor_of("head")
        asked = monitor.Filters(*last_months(12, actor.today))
        values = _values(actor, asked)
        connection = raw_sql.connect(path)
        _must_agree(monitor.monitor(actor, asked), raw_monitor.run(connection, values))
        acts = [
            lambda: monitor.monitor(actor, asked),
            lambda: raw_monitor.run(connection, values),
        ]
        ours, raw = interleaved([milliseconds(act) for act in acts], ROUNDS)
        connection.close()
    return ours, raw


def _values(actor: Any, asked: monitor.Filters) -> dict[str, Any]:
    with reading() as session:
        known = clocks.working_calendar(session)
        days = monitor.days_of(known, actor.today, settings.values(session, actor.today))
    return {**days, "from_on": asked.from_on, "to_on": asked.to_on}


def _megabytes(count: int) -> float:
    """What a process of its own holds after it made the figures some times (the store's cache of
    pages, which has an end, counted)."""
    command = [sys.executable, "-m", "tests.benchmarks.bench_monitor", str(count)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return float(done.stdout.split()[-1])


def _held(count: int) -> float:
    with pointed_at(challenge_stores.database(count)):
        actor = actor_of("head")
        asked = monitor.Filters(*last_months(12, actor.today))
        for _ in range(TIMES):
            monitor.monitor(actor, asked)
    status = Path("/proc/self/status").read_text()
    return int(re.search(r"VmHWM:\s+(\d+)", status)[1]) / 1024


def _must_agree(found: monitor.Monitor, raw: dict[str, list[tuple]]) -> None:
    """Both count the same, or the comparison means nothing."""
    assert found.open == sum(row[-1] for row in raw["open"])
    assert sorted((t.team_id, t.raised, t.open, t.over) for t in found.teams) == sorted(
        row[:4] for row in raw["teams"]
    )
    assert {t.team_id: t.children for t in found.teams if t.children} == dict(raw["children"])
    assert sum(found.charts["challenge_answers"]["n"]) == sum(row[3] or 0 for row in raw["answers"])
    assert sum(found.charts["challenge_lateness"]["n"]) == sum(
        row[4] or 0 for row in raw["answers"]
    )
    ended = found.charts["challenge_outcomes"]
    pairs = zip(ended["outcome"], ended["n"], strict=True)
    assert sum(n for name, n in pairs if name != BESIDE) == sum(row[-1] for row in raw["closed"])
    assert sum(row[2] for row in found.themes) == sum(r[2] for r in raw["themes"] if not r[1])


if __name__ == "__main__":
    print(_held(int(sys.argv[1])))
