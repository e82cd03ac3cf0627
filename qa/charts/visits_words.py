"""What each chart of findings across homes shows, in words: the finding with its numbers."""

import datetime as dt
from collections.abc import Callable
from functools import partial

import pandas as pd

from qa.domain.findings import CELLS, NO_VISIT, STATES
from qa.domain.words import format_month, joined, plural

NAMED = 6


def opinion(asked: str, frame: pd.DataFrame) -> str:
    """The three answers of the period, and the share of 'yes' in its first and last month."""
    months = frame.drop_duplicates("month") if len(frame) else frame
    months = months[months["total"] > 0] if len(months) else months
    if months.empty:
        return "No opinions to show."
    counts = frame.groupby("state")["n"].sum()
    total = int(counts.sum())
    parts = [f"{state.lower()} {_share(int(counts.get(state, 0)), total)}" for state in STATES]
    said = f"Opinion by month: {asked}. {joined(parts).capitalize()}."
    first, last = months.iloc[0], months.iloc[-1]
    if len(months) > 1:
        ends = [f"{_share(int(m['good']), int(m['total']))} in {_month(m)}" for m in (first, last)]
        said += f" Yes: {ends[0]}, {ends[1]}" + (" so far." if last["unfinished"] else ".")
    return said


def standards(frame: pd.DataFrame) -> str:
    """How many months of how many homes, and how many in each state."""
    seen = frame[frame["state"] != NO_VISIT] if len(frame) else frame
    if seen.empty:
        return "No standards to show."
    counts = seen["state"].value_counts()
    parts = [f"{int(counts[state]):,} {state.lower()}" for state in CELLS if state in counts]
    homes, cells = plural(frame["home_id"].nunique(), "home"), plural(len(seen), "month of a home")
    met, looked = int(seen["met"].sum()), int(seen["looked"].sum())
    of_all = f" In all {_share(met, looked)} met." if looked else ""
    cells = cells.replace("month of a homes", "months of homes")
    return f"Quality standards of {homes} by month; {cells} visited: {joined(parts)}.{of_all}"


def recommendations(frame: pd.DataFrame) -> str:
    """Raised, accepted, done and overdue in all, and under which standard most were raised."""
    each = frame.drop_duplicates("standard") if len(frame) else frame
    if each.empty or not each["total"].sum():
        return "No recommendations to show."
    sums = {name: int(each[name].sum()) for name in ("total", "accepted", "done", "overdue")}
    most = each.loc[each["total"].idxmax()]
    return (
        f"{plural(sums['total'], 'recommendation')} by quality standard: {sums['accepted']:,} "
        f"accepted, {sums['done']:,} done, {sums['overdue']:,} overdue. "
        f"Most under {most['title']}, {int(most['total']):,}."
    )


def events(frame: pd.DataFrame) -> str:
    """Events in all, the mean and limits, and the months that stand out."""
    if frame.empty:
        return "No events to show."
    first, last = frame.iloc[0], frame.iloc[-1]
    said = (
        f"{plural(int(frame['n'].sum()), 'event')} from {_month(first)} to {_month(last)}; "
        f"{first['centre']:.1f} a month for each home visited."
    )
    if pd.notna(frame["high"]).any():
        limits = frame[pd.notna(frame["high"])].iloc[-1]
        said += f" Limits {limits['low']:.1f} to {limits['high']:.1f}."
    out = [f"{_month(row)} ({row['signal']})" for _, row in frame.iterrows() if row["signal"]]
    if not out:
        return f"{said} No month stands out."
    some = plural(len(out), "month stands", "months stand")
    return f"{said} {some} out{', the latest' if len(out) > NAMED else ''}: {joined(out[-NAMED:])}."


def spoken_to(frame: pd.DataFrame) -> str:
    """How many children accepted of those offered, in all and in the last month."""
    known = frame[frame["total"] > 0] if len(frame) else frame
    if known.empty:
        return "No offers of a private conversation to show."
    n, total = int(known["n"].sum()), int(known["total"].sum())
    last = known.iloc[-1]
    latest = _share(int(last["n"]), int(last["total"]))
    return (
        f"Children spoken to in private by month: {_share(n, total)} accepted. "
        f"Latest, {_month(last)}: {latest}."
    )


def alt_texts() -> dict[str, Callable[[pd.DataFrame], str]]:
    """How each chart is said in words, by the names of qa.charts.visits.makers."""
    return {
        "visit_safeguarded": partial(opinion, "children effectively safeguarded"),
        "visit_wellbeing": partial(opinion, "children's well-being promoted"),
        "visit_standards": standards,
        "visit_recommendations": recommendations,
        "visit_events": events,
        "visit_spoken_to": spoken_to,
    }


def _share(n: int, total: int) -> str:
    return f"{n / total:.0%} ({n:,} of {total:,})"


def _month(row: pd.Series) -> str:
    return format_month(dt.date.fromisoformat(f"{row['month']}-01"))
