"""What each chart shows, in words, for those who do not see it: the finding with its numbers."""

import datetime as dt

import pandas as pd

from qa.charts.grades import FEW
from qa.domain.words import format_month, joined, plural

POSITIVE = ("Outstanding", "Good")


def grade_share_by_month(frame: pd.DataFrame) -> str:
    """Good or Outstanding over the whole period and in its first and last month."""
    months = _good_of(frame, "month")
    if months.empty:
        return "No audits to show."
    first, last = months.iloc[0], months.iloc[-1]
    if len(months) == 1:
        return f"Overall grades in {_month(first)}. {_good_words(months)} {_inadequate(frame)}"
    span = f"{_month(first)} to {_month(last)}"
    ends = f"{_of(first)} in {_month(first)}, {_of(last)} in {_month(last)}."
    return f"Overall grades by month, {span}. {_good_words(months)} {ends} {_inadequate(frame)}"


def grade_share_by_team(frame: pd.DataFrame) -> str:
    """Good or Outstanding of all teams, and the range among teams with 5 audits or more."""
    teams = _good_of(frame, "team")
    if teams.empty:
        return "No audits to show."
    said = f"Overall grades of {plural(len(teams), 'team')}. {_good_words(teams)}"
    enough = teams[teams["total"] >= FEW]
    if len(enough) > 1:
        low, high = _ends(enough)
        said += f" From {_of(low)} in {low['team']} to {_of(high)} in {high['team']}."
    return f"{said} {_inadequate(frame)}"


def domain_team_heatmap(frame: pd.DataFrame) -> str:
    """The lowest and highest cell with 5 answers or more, and how many cells have fewer."""
    if frame.empty:
        return "No answers to show."
    size = (
        f"{plural(frame['domain'].nunique(), 'domain')} and "
        f"{plural(frame['team_id'].nunique(), 'team')}"
    )
    enough = frame[frame["n"] >= FEW]
    few = len(frame) - len(enough)
    said = f"Positive answers by {size}."
    if len(enough):
        low, high = _ends(enough)
        said += f" Lowest: {_cell(low)}. Highest: {_cell(high)}."
    return f"{said} {plural(few, 'cell')} with fewer than {FEW} answers." if few else said


def critical_no(frame: pd.DataFrame) -> str:
    """The three critical questions most often answered No."""
    asked = frame[frame["total"] > 0] if len(frame) else frame
    if asked.empty:
        return "No answers to critical questions to show."
    worst = asked.sort_values("share", ascending=False).head(3)
    said = [f"{row['question']} {row['title']} {_of(row)}" for _, row in worst.iterrows()]
    return f"{plural(len(asked), 'critical question')}. Most often answered No: {'; '.join(said)}."


def open_actions_by_age(frame: pd.DataFrame) -> str:
    """How many open actions there are in each group of urgency."""
    total = int(frame["n"].sum()) if len(frame) else 0
    if not total:
        return "No open actions."
    groups = frame.groupby("urgency", sort=False)["n"].sum()
    parts = [f"{n:,} {group.lower()}" for group, n in groups.items() if n]
    return f"{plural(total, 'open action')}: {joined(parts)}."


def _good_of(frame: pd.DataFrame, by: str) -> pd.DataFrame:
    """One row for each `by` that has audits: n (Good or Outstanding), total and share."""
    if frame.empty:
        return pd.DataFrame(columns=[by, "n", "total", "share"])
    good = frame["n"].where(frame["grade"].isin(POSITIVE), 0)
    found = frame.assign(good=good).groupby(by, sort=by == "month")
    sums = found.agg(n=("good", "sum"), total=("n", "sum")).reset_index()
    return sums[sums["total"] > 0].assign(share=lambda row: row["n"] / row["total"])


def _good_words(rows: pd.DataFrame) -> str:
    return f"Good or Outstanding: {_share(rows['n'].sum(), rows['total'].sum())}."


def _inadequate(frame: pd.DataFrame) -> str:
    n = frame.loc[frame["grade"] == "Inadequate", "n"].sum()
    return f"Inadequate: {_share(n, frame['n'].sum())}."


def _ends(rows: pd.DataFrame) -> tuple[pd.Series, pd.Series]:
    return rows.loc[rows["share"].idxmin()], rows.loc[rows["share"].idxmax()]


def _of(row: pd.Series) -> str:
    return _share(row["n"], row["total"])


def _share(n: int, total: int) -> str:
    return f"{n / total:.0%} ({int(n):,} of {int(total):,})"


def _cell(row: pd.Series) -> str:
    return (
        f"{row['domain_title']} in {row['team']}, {row['share']:.0%} of {int(row['n']):,} answers"
    )


def _month(row: pd.Series) -> str:
    return format_month(dt.date.fromisoformat(f"{row['month']}-01"))
