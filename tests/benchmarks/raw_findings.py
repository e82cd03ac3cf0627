"""Findings across homes by raw SQL, through the driver alone: what ours is held to. The same rows
by statements written by hand for a reader of every home."""

import sqlite3
from typing import Any

HOMES = "SELECT id, name FROM home ORDER BY name, id"
VISITS = """
SELECT visit.home_id, visit.month, safeguarded, wellbeing, count(*), count(offered), sum(offered),
sum(accepted)
FROM visit JOIN "check" ON "check".id = visit.check_id
WHERE submitted_on IS NOT NULL AND status != 'withdrawn' AND month BETWEEN :first AND :last
GROUP BY 1, 2, 3, 4
"""
STANDARDS = """
SELECT home_id, month, sum(met = 'M'), sum(met = 'P'), sum(met = 'N') FROM visit_standard
WHERE month BETWEEN :first AND :last GROUP BY home_id, month
"""
EVENTS = """
SELECT home_id, month, sum(events), sum(children) FROM visit_event
WHERE event = :event AND month BETWEEN :events_from AND :last GROUP BY home_id, month
"""
STANCE = """(SELECT stance FROM action_response WHERE action_id = action.id
ORDER BY number DESC LIMIT 1)"""
RAISED = f"""action.kind = 'recommendation' AND action.origin = 'reg44_visit'
AND action.status != 'draft' AND (action.status != 'withdrawn' OR {STANCE} = 'not_accept'
OR EXISTS (SELECT 1 FROM action_status WHERE action_id = action.id
AND action_status.status = 'not_accepted'))"""
RECOMMENDATIONS = f"""
SELECT standard, state, count(*), sum(CASE WHEN stance IN ('accept', 'accept_part')
THEN 1 ELSE 0 END) FROM (
SELECT action.standard, {STANCE} AS stance, CASE
WHEN action.status IN ('done', 'verified') THEN action.status
WHEN action.status = 'withdrawn' OR {STANCE} = 'not_accept' THEN 'not_accepted'
WHEN {STANCE} IS NULL THEN CASE WHEN action.consider_by_on < :today THEN 'response_late'
ELSE 'no_response' END
WHEN action.due_on < :today THEN 'overdue'
WHEN {STANCE} = 'accept_part' THEN 'accepted_in_part' ELSE 'accepted' END AS state
FROM action JOIN visit ON visit.check_id = action.check_id
JOIN "check" ON "check".id = visit.check_id
WHERE {RAISED} AND "check".submitted_on IS NOT NULL AND "check".status != 'withdrawn'
AND month BETWEEN :first AND :last
) GROUP BY standard, state
"""
REPEATED = f"""
WITH seen AS (
SELECT visit.check_id, visit.home_id, month, visited_on,
row_number() OVER one AS place, lead(visit.check_id) OVER one IS NULL AS is_latest
FROM visit JOIN "check" ON "check".id = visit.check_id
WHERE submitted_on IS NOT NULL AND status != 'withdrawn' AND month <= :last
WINDOW one AS (PARTITION BY visit.home_id ORDER BY visited_on, visit.check_id)),
raised AS (
SELECT DISTINCT seen.*, action.standard FROM seen JOIN action ON action.check_id = seen.check_id
WHERE {RAISED}),
run AS (
SELECT *, place - row_number() OVER (PARTITION BY home_id, standard ORDER BY place) AS run
FROM raised),
long AS (
SELECT *, count(*) OVER same AS visits, max(month) OVER same AS until FROM run
WINDOW same AS (PARTITION BY home_id, standard, run))
SELECT home_id, standard, run, check_id, visited_on, is_latest FROM long
WHERE visits >= 3 AND until >= :first ORDER BY home_id, standard, run, place
"""
STATEMENTS = {
    "homes": HOMES,
    "visits": VISITS,
    "standards": STANDARDS,
    "events": EVENTS,
    "recommendations": RECOMMENDATIONS,
    "repeated": REPEATED,
}


def run(connection: sqlite3.Connection, values: dict[str, Any]) -> dict[str, list[tuple[Any, ...]]]:
    """All rows of the screen by what they count."""
    return {
        name: connection.execute(statement, values).fetchall()
        for name, statement in STATEMENTS.items()
    }
