"""The figures of the trends page by raw SQL, through the driver alone: what ours are held to."""

import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from db.metrics import Slice

DOMAINS, CRITICAL = "ABCDEFGH", ("A5", "B1", "B4", "C1", "D1", "E4", "F1", "G1", "H1", "H4")

GRADES = """
SELECT substr(submitted_on, 1, 7), team_id, form_id, final_grade, count(*) FROM "check"
WHERE kind = 'case_audit' AND submitted_on BETWEEN ? AND ? AND id NOT IN ({hidden})
GROUP BY 1, 2, 3, 4
"""
BEFORE = """
SELECT count(*), count(final_grade), count(CASE WHEN final_grade >= 3 THEN 1 END) FROM "check"
WHERE kind = 'case_audit' AND submitted_on BETWEEN ? AND ? AND id NOT IN ({hidden})
"""
WAITING = """
SELECT count(*) FROM "check"
WHERE kind = 'case_audit' AND submitted_on BETWEEN ? AND ? AND id NOT IN ({hidden})
AND status IN ('submitted', 'returned', 'correcting') AND moderation_why IS NOT NULL
"""
HEATMAP = """
SELECT section, team_id, sum(positive), sum(counted) FROM check_domain
WHERE kind = 'case_audit' AND section IN ({domains}) AND team_id IN ({teams})
AND submitted_on BETWEEN ? AND ? AND check_id NOT IN ({hidden})
GROUP BY section, team_id
"""
CONCERNS = """
SELECT question, count(*) FROM check_concern
WHERE kind = 'case_audit' AND question IN ({critical})
AND submitted_on BETWEEN ? AND ? AND check_id NOT IN ({hidden})
GROUP BY question
"""
ACTIONS = """
SELECT CASE WHEN due_on < ? THEN 0 WHEN due_on < ? THEN 1 WHEN due_on < ? THEN 2
WHEN due_on < ? THEN 3 ELSE 4 END AS band, count(*) FROM action
WHERE status = 'open' AND origin = 'case_audit' AND check_id NOT IN ({hidden})
GROUP BY band
"""


def connect(path: Path) -> sqlite3.Connection:
    """The driver, with the cache our program has."""
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA cache_size = -64000")
    connection.execute("PRAGMA temp_store = MEMORY")
    return connection


def statements(what: Slice, edges: Sequence[Any], teams: Sequence[int]) -> list[tuple[str, list]]:
    """Every statement of the page with its values."""
    lists = {
        "hidden": ",".join(map(str, sorted(what.hidden))),
        "teams": ",".join(map(str, teams)),
        "domains": ",".join(f"'{letter}'" for letter in DOMAINS),
        "critical": ",".join(f"'{question}'" for question in CRITICAL),
    }
    now, then = (_days(each) for each in (what, what.before()))
    days = {GRADES: now, BEFORE: then, WAITING: now, HEATMAP: now, CONCERNS: now}
    days[ACTIONS] = [str(edge) for edge in edges]
    return [(text.format(**lists), values) for text, values in days.items()]


def run(connection: sqlite3.Connection, given: list[tuple[str, list]]) -> list[list[tuple]]:
    """All rows of every statement."""
    return [connection.execute(text, values).fetchall() for text, values in given]


def _days(what: Slice) -> list[str]:
    return [what.from_on.isoformat(), what.to_on.isoformat()]
