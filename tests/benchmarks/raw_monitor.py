"""The figures of the escalation monitor by raw SQL, through the driver alone: what ours are held
to. Nobody of a team is left out, as no restricted child has a challenge in these databases."""

import datetime as dt
import sqlite3
from collections.abc import Mapping

RUNS = "status IN ('open', 'answered', 'satisfied', 'dissatisfied', 'paused')"
WAITS = "CASE WHEN status = 'open' THEN due_on END"
NEXT = f"min(coalesce({WAITS}, cap_due_on), coalesce(cap_due_on, {WAITS}))"
KEPT = "status != 'draft'"
RAISED = "raised_on BETWEEN :from_on AND :to_on"
STATEMENTS = {
    "open": f"""
SELECT stage, stage_name, CASE WHEN status = 'paused' THEN 'paused' WHEN next IS NULL THEN 'later'
WHEN next < :critical_before THEN 'critical' WHEN next < :overdue_before THEN 'overdue'
WHEN next < :soon_before THEN 'soon' ELSE 'later' END AS urgency, count(*)
FROM (SELECT stage, stage_name, status, {NEXT} AS next FROM challenge WHERE {RUNS})
GROUP BY 1, 2, 3""",
    "teams": f"""
SELECT team_id, sum(raised), sum(runs), sum(moves AND next < :today), sum(moves AND next <= :five),
sum(moves AND next <= :ten), sum(good)
FROM (SELECT team_id, {RAISED} AND kind = 'good_practice' AS good,
{RAISED} AND kind != 'good_practice' AS raised, {RUNS} AS runs,
{RUNS} AND status != 'paused' AS moves, {NEXT} AS next
FROM challenge WHERE {KEPT} AND ({RUNS} OR {RAISED})) GROUP BY 1""",
    "children": """
SELECT team_id, count(DISTINCT child_id) FROM child_team
WHERE from_on <= :today AND (to_on IS NULL OR to_on >= :today) AND child_id IN (
SELECT child_id FROM child_status WHERE (from_on IS NULL OR from_on <= :today)
AND (to_on IS NULL OR to_on > :today) AND off_list_on IS NULL) GROUP BY 1""",
    "names": "SELECT id, name FROM team ORDER BY name",
    "themes": f"""
SELECT t.words, c.kind = 'good_practice', sum({RAISED}), sum({RUNS}) FROM challenge c
JOIN challenge_theme ct ON ct.challenge_id = c.id JOIN theme t ON t.id = ct.theme_id
WHERE c.{KEPT} AND (c.{RUNS} OR c.{RAISED}) GROUP BY 1, 2""",
    "raised": f"""
SELECT substr(raised_on, 1, 7), stage, stage_name, kind, count(*) FROM challenge
WHERE {KEPT} AND {RAISED} GROUP BY 1, 2, 3, 4""",
    "closed": f"""
SELECT substr(closed_on, 1, 7), outcome, cap_due_on IS NOT NULL,
sum(closed_on <= cap_due_on), count(*) FROM challenge WHERE {KEPT} AND kind != 'good_practice'
AND closed_on BETWEEN :from_on AND :to_on GROUP BY 1, 2, 3""",
    "referred": f"""
SELECT substr(cafcass_on, 1, 7), count(*) FROM challenge
WHERE {KEPT} AND cafcass_on BETWEEN :from_on AND :to_on GROUP BY 1""",
    "answers": """
SELECT substr(s.due_on, 1, 7), s.stage, s.name, sum(s.answered_on <= s.due_on),
sum(s.answered_on > s.due_on OR (s.answered_on IS NULL AND s.due_on < :today
AND (s.ended_on IS NULL OR s.ended_on > s.due_on) AND c.status != 'paused'))
FROM challenge_stage s JOIN challenge c ON c.id = s.challenge_id
WHERE c.status != 'draft' AND s.due_on BETWEEN :from_on AND :to_on GROUP BY 1, 2, 3""",
    "lengths": f"""
SELECT stage, stage_name, formal_started_on, closed_on, outcome, count(*) FROM challenge
WHERE {KEPT} AND formal_started_on BETWEEN :from_on AND :to_on GROUP BY 1, 2, 3, 4, 5""",
    "settings": "SELECT key, value FROM setting ORDER BY from_on, id",
    "closures": 'SELECT "on" FROM closure_day',
}


def run(
    connection: sqlite3.Connection, values: Mapping[str, dt.date | str]
) -> dict[str, list[tuple]]:
    """All rows of every statement, by its name."""
    said = {name: str(value) for name, value in values.items()}
    return {name: connection.execute(text, said).fetchall() for name, text in STATEMENTS.items()}
