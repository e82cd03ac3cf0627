"""The figures behind each chart as a table, for the screen or (small numbers hidden) a file."""

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from qa.domain.scoring import grade_label
from qa.domain.words import format_month
from qa.services.trend_figures import GRADES, Frame
from qa.services.trend_words import FEW, percent
from qa.stats.intervals import wilson

LABELS = tuple(grade_label(grade) for grade in GRADES)
FEWER = f"fewer than {FEW}"


@dataclass(frozen=True)
class Table:
    """A header and rows of text, ready to be shown or written."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def table(chart: str, frame: Frame, *, leaving: bool = False, small: int = FEW) -> Table:
    """The figures of a chart. In a table that leaves the building counts under `small` are
    hidden, and with them the total and shares they could be worked out from."""
    header, rows = MAKERS[chart]
    least = small if leaving else 0
    return Table(header, tuple(rows(frame, least)) if frame else ())


def _shown(n: int, least: int) -> str:
    return FEWER.replace(str(FEW), str(least)) if 0 < n < least else f"{n:,}"


def _rows_of(frame: Frame) -> Iterator[tuple[Any, ...]]:
    return zip(*frame.values(), strict=True)


def _graded(frame: Frame, names: Sequence[str], least: int) -> Iterator[tuple[str, ...]]:
    """One row a month or team: its grades, its total, Good or Outstanding and the interval."""
    step = len(GRADES)
    counts = [frame["n"][i : i + step] for i in range(0, len(frame["n"]), step)]
    good, totals = [row[0] + row[1] for row in counts], [sum(row) for row in counts]
    low, high = wilson(good, totals)
    for i, (name, row) in enumerate(zip(names, counts, strict=True)):
        cells = [_shown(n, least) for n in row]
        if any(0 < n < least for n in row):
            yield (name, *cells, "not given", "not given", "not given")
        elif totals[i] < FEW:
            yield (name, *cells, f"{totals[i]}", "too few", "too few")
        else:
            share, ends = percent(good[i] / totals[i]), f"{percent(low[i])} to {percent(high[i])}"
            yield (name, *cells, f"{totals[i]:,}", share, ends)


def _months(frame: Frame, least: int) -> Iterator[tuple[str, ...]]:
    months = frame["month"][:: len(GRADES)]
    names = [format_month(dt.date.fromisoformat(f"{month}-01")) for month in months]
    return _graded(frame, names, least)


def _teams(frame: Frame, least: int) -> Iterator[tuple[str, ...]]:
    return _graded(frame, frame["team"][:: len(GRADES)], least)


def _domains(frame: Frame, least: int) -> Iterator[tuple[str, ...]]:
    for letter, title, _id, team, n, share in _rows_of(frame):
        known = n >= max(least, FEW)
        yield team, f"{letter} {title}", _shown(n, least), percent(share) if known else "too few"


def _questions(frame: Frame, least: int) -> Iterator[tuple[str, ...]]:
    for question, title, n, total, share in _rows_of(frame):
        hidden = 0 < n < least or total < FEW
        shares = "not given" if hidden else percent(share)
        yield question, title, _shown(n, least), f"{total:,}", shares


def _ages(frame: Frame, least: int) -> Iterator[tuple[str, ...]]:
    for band, group, n in _rows_of(frame):
        yield group, band, _shown(n, least)


_SHARES = (*LABELS, "Audits", "Good or Outstanding", "Likely range (95%)")
MAKERS: dict[str, tuple[tuple[str, ...], Callable[[Frame, int], Iterator[tuple[str, ...]]]]] = {
    "month": (("Month", *_SHARES), _months),
    "team": (("Team", *_SHARES), _teams),
    "domain": (("Team", "Domain", "Answers", "Positive"), _domains),
    "question": (("Question", "Wording", "Audits answered No", "Audits", "Share"), _questions),
    "age": (("Urgency", "Age", "Open actions"), _ages),
}
