"""Small prepared frames, one for each chart of the gallery."""

import pandas as pd

from qa.charts import timeliness
from qa.domain.timeliness import MEASURES, TIMED
from tests.charts import challenge_frames as challenges
from tests.charts import visit_frames as visits


def _graded(**groups):
    names = ("Outstanding", "Good", "Requires improvement", "Inadequate")
    return [
        (key, grade, n, n / sum(counts), sum(counts))
        for key, counts in groups.items()
        for grade, n in zip(names, counts, strict=True)
    ]


def by_month():
    rows = _graded(**{"2026-01": (1, 4, 3, 2), "2026-02": (2, 6, 1, 1)})
    return pd.DataFrame(rows, columns=["month", "grade", "n", "share", "total"])


def by_team():
    rows = _graded(North=(1, 4, 3, 2), South=(2, 6, 1, 1), Small=(0, 0, 0, 2))
    frame = pd.DataFrame(rows, columns=["team", "grade", "n", "share", "total"])
    return frame.assign(team_id=frame["team"].map({"North": 1, "South": 2, "Small": 3}))


def heatmap():
    columns = ["domain", "domain_title", "team_id", "team", "n", "share"]
    rows = [
        ("A", "Record keeping", 1, "North", 40, 0.9),
        ("B", "Planning", 1, "North", 20, 0.45),
        ("A", "Record keeping", 2, "South", 3, 0.0),
        ("B", "Planning", 2, "South", 30, 0.6),
    ]
    return pd.DataFrame(rows, columns=columns)


def critical():
    rows = [("B1", "Child seen?", 6, 40, 0.15), ("C1", "Assessment current?", 2, 40, 0.05)]
    return pd.DataFrame(rows, columns=["question", "title", "n", "total", "share"])


def actions():
    rows = [
        ("more than 20 working days late", "Critically overdue", 3),
        ("11 to 20 working days late", "Critically overdue", 4),
        ("up to 10 working days late", "Overdue", 5),
        ("due within 5 working days", "Due soon", 0),
        ("due later", "Not due yet", 1200),
    ]
    return pd.DataFrame(rows, columns=["band", "urgency", "n"])


def _states(field, keys, states):
    """Ten of each key: 7 in the good state, the rest shared among the others."""
    rows = [
        (key, state, n, n / 10, 10, 7, 0.4, 0.89)
        for key in keys
        for state, n in zip(states, (7, 2, 1) if len(states) == 3 else (7, 3), strict=True)
    ]
    return pd.DataFrame(rows, columns=[field, *timeliness.SHARES])


def _measured(measure):
    months = _states("month", ("2026-01", "2026-02"), measure.states)
    teams = _states("team", ("North", "South"), measure.states)
    return {
        "month": months.assign(unfinished=months["month"] == "2026-02"),
        "team": teams.assign(team_id=teams["team"].map({"North": 1, "South": 2})),
    }


def late():
    rows = [(1, "North", "Critically overdue", 2), (1, "North", "Overdue", 3)]
    return pd.DataFrame(rows, columns=list(timeliness.LATE_BY_TEAM))


def plans():
    rows = [("under 9 months", 30, 0.75, 40), ("24 months and over", 10, 0.25, 40)]
    return pd.DataFrame(rows, columns=list(timeliness.BY_LENGTH))


TIMELINESS = {"plans_by_length": plans} | {
    f"{key}_by_{by}": lambda measure=measure, by=by: _measured(measure)[by]
    for key, measure in MEASURES.items()
    for by in ("month", "team")
}
TIMELINESS |= {f"{key}_late": late for key in TIMED}
FRAMES = {
    **TIMELINESS,
    "grade_share_by_month": by_month,
    "grade_share_by_team": by_team,
    "domain_team_heatmap": heatmap,
    "critical_no": critical,
    "open_actions_by_age": actions,
    **challenges.FRAMES,
    **visits.FRAMES,
}
