"""Databases of children in care or on plans with ten years of meetings, for measuring clocks."""

import datetime as dt
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from db import bulk, engine
from db.engine import writing
from qa import clock
from qa.services import duties, install
from tests.benchmarks.stores import kept

SIZES = [500, 5_000, 50_000]
YEARS, MEETINGS = 10, 20
PER_IRO, PER_TEAM = 60, 250


def database(children: int) -> Path:
    """The database with so many children, made where it is not there yet from today."""
    words = f"{children:,} children with {YEARS} years of meetings"
    return kept(f"care-{children}", words, partial(_make, children))


def _make(children: int) -> None:
    with writing() as session:
        install.install_released(session, dt.date(2020, 1, 1), clock.now())
        _fill(session, children, clock.today())
        duties.refresh_all(session, clock.today())
    with engine.engine().connect() as connection:
        connection.exec_driver_sql("ANALYZE")
        connection.commit()


def _fill(session: Any, children: int, today: dt.date) -> None:
    rng = np.random.default_rng(7)
    ids = range(1, children + 1)
    teams, iros = children // PER_TEAM + 1, children // PER_IRO + 1
    bulk.insert(session, "team", ("id", "name"), ((n + 1, f"Team {n + 1}") for n in range(teams)))
    people = ((n + 1, f"IRO {n + 1}") for n in range(iros))
    bulk.insert(session, "person", ("id", "name"), people)
    began = {n: today - dt.timedelta(YEARS * 365 + int(rng.integers(0, 90))) for n in ids}
    bulk.insert(session, "child", ("id", "case_number", "birth_month"),
                ((n, f"B{n:06}", dt.date(2012, 1 + n % 12, 1)) for n in ids))  # fmt: skip
    bulk.insert(session, "child_status", ("child_id", "status", "from_on", "as_at", "facts"),
                ((n, _series(n), began[n], today, _facts(n, today)) for n in ids))  # fmt: skip
    bulk.insert(session, "child_team", ("child_id", "team_id", "from_on"),
                ((n, n % teams + 1, began[n]) for n in ids))  # fmt: skip
    bulk.insert(session, "child_person", ("child_id", "part", "person_id", "from_on"),
                ((n, "iro", n % iros + 1, began[n]) for n in ids))  # fmt: skip
    columns = ("child_id", "kind", "met_on", "source", "recorded_at")
    bulk.insert(session, "review", columns, _meetings(began, rng, today))


def _series(child: int) -> str:
    return "cp" if child % 5 < 2 else "cla"


def _facts(child: int, today: dt.date) -> dict[str, str]:
    seen, assessed = today - dt.timedelta(child % 40), today - dt.timedelta(200)
    return {"last_visit_on": seen.isoformat(), "last_health_on": assessed.isoformat()}


def _meetings(
    began: dict[int, dt.date], rng: np.random.Generator, today: dt.date
) -> Iterator[tuple[int, str, dt.date, str, dt.datetime]]:
    now = clock.now()
    for child, start in began.items():
        gaps = rng.integers(165, 195, MEETINGS)
        gaps[0] = 25
        for on in (start + dt.timedelta(int(n)) for n in np.cumsum(gaps)):
            if on < today:
                yield child, f"{_series(child)}_review", on, "hand", now
