"""Frames of the charts of findings across homes."""

import pandas as pd

from qa.charts import visits
from qa.domain.findings import FATES, STATES


def opinion():
    """Ten visits in each of two months: 7 yes, 2 with concerns, 1 no; the second not over."""
    rows = [
        (month, state, n, n / 10, 10, 7, 0.4, 0.89, month == "2026-02")
        for month in ("2026-01", "2026-02")
        for state, n in zip(STATES, (7, 2, 1), strict=True)
    ]
    return pd.DataFrame(rows, columns=list(visits.BY_MONTH))


def standards():
    rows = [
        (1, "Oak House", "2026-01", 1, 9, 0, 0, 9, "Met", "●"),
        (1, "Oak House", "2026-02", 1, 6, 2, 1, 9, "Not met", "○"),
        (2, "Elm House", "2026-01", 2, 0, 0, 0, 0, "Not looked at", "–"),
        (2, "Elm House", "2026-02", 0, 0, 0, 0, 0, "No visit", ""),
    ]
    return pd.DataFrame(rows, columns=list(visits.STANDARDS))


def recommendations():
    rows = [
        (code, title, fate, n, total, total - 1, counts[0], counts[2] + counts[4])
        for code, title, counts in (
            ("12", "Protection of children", (4, 1, 1, 0, 1, 1)),
            ("8", "Education", (1, 0, 0, 2, 0, 0)),
        )
        for total in [sum(counts)]
        for fate, n in zip(FATES, counts, strict=True)
    ]
    return pd.DataFrame(rows, columns=list(visits.RECOMMENDATIONS))


def events():
    rows = [
        ("2026-01", 6, 4, 3, 2.0, 1.5, 0.0, 4.5, "", ""),
        ("2026-02", 15, 9, 3, 5.0, 1.5, 0.0, 4.5, "concern", "outside the limits"),
    ]
    return pd.DataFrame(rows, columns=list(visits.EVENTS))


def spoken_to():
    rows = [("2026-01", 5, 10, 3, 0.5, 0.24, 0.76), ("2026-02", 0, 4, 2, 0.0, 0.0, 0.49)]
    return pd.DataFrame(rows, columns=list(visits.SPOKEN))


FRAMES = {
    "visit_safeguarded": opinion,
    "visit_wellbeing": opinion,
    "visit_standards": standards,
    "visit_recommendations": recommendations,
    "visit_events": events,
    "visit_spoken_to": spoken_to,
}
