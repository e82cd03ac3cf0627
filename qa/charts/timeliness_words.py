"""What each chart of timeliness shows, in words: the finding with its numbers."""

import datetime as dt
from collections.abc import Callable
from functools import partial

import pandas as pd

from qa.charts.timeliness import FEW, URGENCY
from qa.domain.timeliness import MEASURES, Measure
from qa.domain.words import format_month, plural


def by_month(measure: Measure, frame: pd.DataFrame) -> str:
    """The good share of the period and of its first and last month."""
    months = _good(frame, "month")
    if months.empty:
        return f"No {measure.counted} to show."
    first, last = months.iloc[0], months.iloc[-1]
    said = f"{measure.chart} by month. {_all(measure, months)}"
    if len(months) > 1:
        said += f" {_of(first)} in {_month(first)}, {_of(last)} in {_month(last)}"
        said += " so far." if last["unfinished"] else "."
    return said


def by_team(measure: Measure, frame: pd.DataFrame) -> str:
    """The good share of all teams, and the range among teams with 5 or more."""
    teams = _good(frame, "team")
    if teams.empty:
        return f"No {measure.counted} to show."
    said = f"{measure.chart} of {plural(len(teams), 'team')}. {_all(measure, teams)}"
    enough = teams[teams["total"] >= FEW]
    shares = enough["good"] / enough["total"]
    if shares.nunique() > 1:
        low, high = enough.loc[shares.idxmin()], enough.loc[shares.idxmax()]
        said += f" From {_of(low)} in {low['team']} to {_of(high)} in {high['team']}."
    return said


def late_by_team(measure: Measure, frame: pd.DataFrame) -> str:
    """How many are overdue today and how many of them critically."""
    total = int(frame["n"].sum()) if len(frame) else 0
    if not total:
        return f"No {measure.chart.lower()} are overdue."
    critical = int(frame.loc[frame["urgency"] == URGENCY[0], "n"].sum())
    teams = frame.loc[frame["n"] > 0, "team"].nunique()
    return (
        f"{measure.chart} overdue now: {total:,} in {plural(teams, 'team')}, "
        f"{critical:,} of them critically."
    )


def plans_by_length(frame: pd.DataFrame) -> str:
    """How many plans are open for how long."""
    if frame.empty:
        return "No open plans to show."
    parts = [f"{int(row['n']):,} for {row['band']}" for _, row in frame.iterrows() if row["n"]]
    return f"{plural(int(frame['n'].sum()), 'open plan')}: {', '.join(parts)}."


def alt_texts() -> dict[str, Callable[[pd.DataFrame], str]]:
    """How each chart is said in words, by the names of qa.charts.timeliness.makers."""
    found: dict[str, Callable[[pd.DataFrame], str]] = {"plans_by_length": plans_by_length}
    for key, measure in MEASURES.items():
        found[f"{key}_by_month"] = partial(by_month, measure)
        found[f"{key}_by_team"] = partial(by_team, measure)
        found[f"{key}_late"] = partial(late_by_team, measure)
    return found


def _good(frame: pd.DataFrame, by: str) -> pd.DataFrame:
    """One row for each `by` that has any."""
    rows = frame.drop_duplicates(by) if len(frame) else frame
    return rows[rows["total"] > 0] if len(rows) else rows


def _all(measure: Measure, rows: pd.DataFrame) -> str:
    good, total = int(rows["good"].sum()), int(rows["total"].sum())
    return f"{measure.states[0]}: {good / total:.0%} ({good:,} of {total:,})."


def _of(row: pd.Series) -> str:
    good, total = int(row["good"]), int(row["total"])
    return f"{good / total:.0%} ({good:,} of {total:,})"


def _month(row: pd.Series) -> str:
    return format_month(dt.date.fromisoformat(f"{row['month']}-01"))
