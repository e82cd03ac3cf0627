"""The grid of homes by month by raw SQL, through the driver alone: what ours is held to. A row for
each visit, and one for each home and month without a visit, with the state of that home in that
month: of two visits in a month the one that is least finished says it."""

import datetime as dt
import sqlite3
from typing import Any

GRID = """
WITH RECURSIVE month(first, last) AS (
SELECT date(:first), date(:first, '+1 month', '-1 day')
UNION ALL SELECT date(first, '+1 month'), date(first, '+2 month', '-1 day')
FROM month WHERE first < date(:until))
SELECT id, name, month, check_id, visited_on, announced, status, report_due_on, issued_on,
min(rank) OVER (PARTITION BY id, month) FROM (
SELECT home.id, home.name, month.first AS month, visit.check_id, visit.visited_on, visit.announced,
"check".status, visit.report_due_on, visit.issued_on,
CASE WHEN home.opened_on > month.last OR home.closed_on < month.first THEN 6
WHEN "check".id IS NOT NULL AND visit.issued_on IS NOT NULL THEN 2
WHEN "check".id IS NOT NULL AND visit.report_due_on < :today THEN 0
WHEN "check".id IS NOT NULL THEN 1
WHEN min(month.last, coalesce(home.closed_on, month.last)) < :today THEN 3
WHEN month.first <= :today AND :soon_from <= :today THEN 4 ELSE 5 END AS rank
FROM home JOIN month
LEFT JOIN visit ON visit.home_id = home.id AND visit.month = month.first
LEFT JOIN "check" ON "check".id = visit.check_id AND "check".status != 'withdrawn'
WHERE home.is_visited AND (home.opened_on IS NULL OR home.opened_on <= date(:until, '+1 month',
'-1 day')) AND (home.closed_on IS NULL OR home.closed_on >= :first)
) ORDER BY name, id, month DESC, visited_on
"""
"""`rank` is the place of the state in `State`."""
SETTINGS = "SELECT key, value FROM setting ORDER BY from_on, id"
CLOSURES = 'SELECT "on" FROM closure_day'


def grid(connection: sqlite3.Connection, values: dict[str, dt.date]) -> list[tuple[Any, ...]]:
    """All rows of the grid; the settings and closure days are read as we read them."""
    connection.execute(SETTINGS).fetchall()
    connection.execute(CLOSURES).fetchall()
    said = {name: value.isoformat() for name, value in values.items()}
    return connection.execute(GRID, said).fetchall()
