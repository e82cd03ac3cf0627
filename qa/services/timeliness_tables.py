"""The figures behind each chart of timeliness as a table, for the screen or for a file, in which
small numbers are hidden."""

import datetime as dt
from collections.abc import Iterator

from qa.domain.timeliness import MEASURES
from qa.domain.words import format_month
from qa.services.timeliness_figures import Counts
from qa.services.trend_figures import Frame
from qa.services.trend_tables import Table
from qa.services.trend_words import FEW, percent
from qa.stats.intervals import share

NOT_GIVEN = "not given"
TOO_FEW = "too few"
OVERVIEW = ("Measure", "Count", "Share", "Likely range (95%)", "Overdue now")


def table(
    chart: str, measure: str, frame: Frame, *, leaving: bool = False, small: int = FEW
) -> Table:
    """The figures of a chart: month, team, late or plans. In a table that leaves the building
    counts under `small` are hidden, and with them what they could be worked out from."""
    least = small if leaving else 0
    if chart == "late":
        return Table(("Team", "How late", "Overdue now"), tuple(_late(frame, least)))
    if chart == "plans":
        header = ("Open for", "Plans", "Share of open plans")
        return Table(header, tuple(_plans(frame, least)))
    states = MEASURES[measure].states
    first = "Month" if chart == "month" else "Team"
    header = (first, *states, "All", states[0], "Likely range (95%)")
    return Table(header, tuple(_shares(chart, frame, len(states), least)))


def overview(counts: Counts) -> Table:
    """Every measure in one line: the good ones of all, the share, its likely range, overdue."""
    return Table(OVERVIEW, tuple(_line(counts, key) for key in MEASURES))


def _line(counts: Counts, key: str) -> tuple[str, ...]:
    measure, (good, total) = MEASURES[key], counts.good_of(key)
    late = "–" if measure.of_meetings else f"{counts.late_now(key):,}"
    if total < FEW:
        return (measure.words, f"{good:,} of {total:,}", TOO_FEW, TOO_FEW, late)
    found = share(good, total)
    ends = f"{percent(found.low)} to {percent(found.high)}"
    return (measure.words, f"{good:,} of {total:,}", percent(found.share), ends, late)


def _shares(chart: str, frame: Frame, step: int, least: int) -> Iterator[tuple[str, ...]]:
    if not frame:
        return
    for at in range(0, len(frame["n"]), step):
        counts, total, good = frame["n"][at : at + step], frame["total"][at], frame["good"][at]
        name, cells = _name(chart, frame, at), [_shown(n, least) for n in counts]
        if any(0 < n < least for n in counts):
            yield (name, *cells, NOT_GIVEN, NOT_GIVEN, NOT_GIVEN)
        elif total < FEW:
            yield (name, *cells, f"{total}", TOO_FEW, TOO_FEW)
        else:
            ends = f"{percent(frame['low'][at])} to {percent(frame['high'][at])}"
            yield (name, *cells, f"{total:,}", percent(good / total), ends)


def _name(chart: str, frame: Frame, at: int) -> str:
    if chart == "team":
        return frame["team"][at]
    said = format_month(dt.date.fromisoformat(f"{frame['month'][at]}-01"))
    return f"{said} (so far)" if frame["unfinished"][at] else said


def _late(frame: Frame, least: int) -> Iterator[tuple[str, ...]]:
    if frame:
        for team, urgency, n in zip(frame["team"], frame["urgency"], frame["n"], strict=True):
            yield team, urgency, _shown(n, least)


def _plans(frame: Frame, least: int) -> Iterator[tuple[str, ...]]:
    if not frame:
        return
    hides = any(0 < n < least for n in frame["n"])
    for band, n, part in zip(frame["band"], frame["n"], frame["share"], strict=True):
        yield band, _shown(n, least), NOT_GIVEN if hides else percent(part)


def _shown(n: int, least: int) -> str:
    return f"fewer than {least}" if 0 < n < least else f"{n:,}"
