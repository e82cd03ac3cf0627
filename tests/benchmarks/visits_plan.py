"""What the database of visits is made from: homes, months, and each visit as planned."""

import datetime as dt
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np

from db import bulk

HOMES, MONTHS, VISITORS = 60, 60, 10
STANDARDS = tuple(str(n) for n in range(6, 15))
EVENTS = ("incidents", "restraints", "consequences", "missing", "away", "police", "complaints",
          "allegations", "medication", "accidents", "self_harm")  # fmt: skip
RECIPIENTS = ("ofsted", "placing_authorities", "provider", "manager", "responsible_individual")
MET, MET_SHARES = ("M", "P", "N", "NL"), (0.7, 0.15, 0.05, 0.1)
MANAGER, HEAD, FIRST_VISITOR, FIRST_HOME_MANAGER = 1, 2, 3, 100
MISSED, TWICE, RESIDENTS = 0.015, 0.01, 12
DAY = dt.timedelta(1)


class Made(NamedTuple):
    """One visit as planned: of which home, in which month, on which day, by whom."""

    id: int
    home_id: int
    month: dt.date
    on: dt.date
    visitor_id: int
    status: str
    issued_on: dt.date | None


@dataclass(frozen=True)
class Store:
    """What the rows are made from."""

    session: Any
    rng: np.random.Generator
    today: dt.date
    now: dt.datetime
    form_id: int
    made: list[Made]

    def insert(self, table: str, columns: tuple[str, ...], rows: Any) -> None:
        """Insert into one table."""
        bulk.insert(self.session, table, columns, rows)

    def at(self, day: dt.date) -> dt.datetime:
        """Ten o'clock of a day."""
        return dt.datetime.combine(day, dt.time(10), dt.UTC)


def visitor_of(home: int) -> int:
    """Who visits a home."""
    return FIRST_VISITOR + home % VISITORS
