"""Small prepared frames, one for each chart of the gallery."""

import pandas as pd

from tests.charts import challenge_frames as challenges


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


FRAMES = {
    "grade_share_by_month": by_month,
    "grade_share_by_team": by_team,
    "domain_team_heatmap": heatmap,
    "critical_no": critical,
    "open_actions_by_age": actions,
    **challenges.FRAMES,
}
