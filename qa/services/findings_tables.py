"""The figures behind each chart of findings across homes as a table, for the screen or for
publication, in which small numbers are hidden and with them what they could be worked out from."""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from qa.domain.findings import FATES, STATES, Asked
from qa.services import findings_frames
from qa.services.monitor_tables import NONE, RANGE, month_words, shares_of
from qa.services.trend_tables import Table
from qa.stats import suppression
from qa.stats.suppression import HIDDEN
from qa.stats.suppression_tables import of_two, suppress_table

Columns = Mapping[str, list[Any]]
Rows = Iterator[tuple[str, ...]]


def table(chart: str, frame: Columns, *, leaving: bool = False, small: int = 5) -> Table:
    """The figures of a chart; `leaving` the building, those under `small` are hidden."""
    header, rows = MAKERS[chart]
    return Table(header, tuple(rows(frame, small if leaving else 0)) if frame else ())


def homes_of(
    events: Sequence[Any], asked: Asked, homes: Mapping[int, str], today: dt.date
) -> Table:
    """The kind of event asked for in each home by name, which is no ranking: how many, in how many
    months visited, and what the rules of control charts say of its latest month."""
    header = ("Home", "Events", "Months visited", "A month", "Compared with usual")
    return Table(header, tuple(_of_home(events, asked, homes, today)))


def _of_home(events: Sequence[Any], asked: Asked, homes: Mapping[int, str], today: dt.date) -> Rows:
    rows = defaultdict(list)
    for row in events:
        rows[row[0]].append(row)
    for home_id, name in homes.items():
        if mine := rows[home_id]:
            chart = findings_frames.of_home(mine, asked, home_id, today)
            n = sum(row[2] for row in mine)
            said = chart.verdict[:1].upper() + chart.verdict[1:]
            yield name, f"{n:,}", f"{len(mine):,}", f"{chart.centre:.1f}", said


def _grid(names: Callable[[Columns], Sequence[str]], width: int) -> Callable[..., Rows]:
    """Rows of a name, `width` counts and their sum, then all of them together."""

    def rows(frame: Columns, least: int) -> Rows:
        counts = np.array(frame["n"], int).reshape(-1, width)
        sides = np.column_stack([counts, counts.sum(axis=1)])
        full = np.vstack([sides, sides.sum(axis=0)])
        masks = suppress_table(counts, least) if least else np.zeros(full.shape, bool)
        for name, line, mask in zip([*names(frame), "All"], full, masks, strict=True):
            yield (name, *suppression.shown(line.tolist(), mask.tolist()))

    return rows


def _months(frame: Columns) -> list[str]:
    return [
        f"{month_words(month)}{' (so far)' if so_far else ''}"
        for month, so_far in list(zip(frame["month"], frame["unfinished"], strict=True))[
            :: len(STATES)
        ]
    ]


def _recommendations(frame: Columns, least: int) -> Rows:
    """Accepted stands only where the whole line does: it could be worked out from the rest."""
    step = len(FATES)
    step = len(FATES)
    titles, accepted, totals = (frame[key][::step] for key in ("title", "accepted", "total"))
    lines = list(_grid(lambda _frame: titles, step)(frame, least))
    pairs = [*zip(accepted, totals, strict=True), (sum(accepted), sum(totals))]
    hides = [
        HIDDEN in line or bool(least and suppression.share_hidden(n, total, least))
        for line, (n, total) in zip(lines, pairs, strict=True)
    ]
    hides[-1] = any(hides)
    for line, (n, _total), hide in zip(lines, pairs, hides, strict=True):
        yield (*line, HIDDEN if hide else f"{n:,}")


def _standards(frame: Columns, least: int) -> Rows:
    """A row for each home's month with a visit: its state, and the counts where none is small."""
    names = ("home", "month", "state", "met", "partly", "not_met", "looked", "n")
    for home, month, state, *counts, visits in zip(*map(frame.__getitem__, names), strict=True):
        if visits:
            hide = any(0 < n < least for n in counts)
            said = [HIDDEN if hide and n else f"{n:,}" for n in counts]
            yield home, month_words(month), state, *said


def _events(frame: Columns, least: int) -> Rows:
    events, _ = suppression.published(frame["n"], least or 1)
    children, _ = suppression.published(frame["children"], least or 1)
    for place, month in enumerate(frame["month"]):
        n, involved = events[place], children[place]
        rate = HIDDEN if n == HIDDEN else f"{frame['share'][place]:.1f}"
        signal = (frame["signal"][place] or "as usual").capitalize()
        yield (
            month_words(month), n, involved, f"{frame['total'][place]:,}", rate,
            signal, frame["rule"][place] or NONE,
        )  # fmt: skip


def _spoken_to(frame: Columns, least: int) -> Rows:
    hide = suppress_table(of_two(frame["n"], frame["total"]), least) if least else None
    yield from _SHARES(frame, hide)


_SHARES = shares_of("month", month_words)
_OPINION = (("Month", *STATES, "All visits"), _grid(_months, len(STATES)))
MAKERS: dict[str, tuple[tuple[str, ...], Callable[[Columns, int], Rows]]] = {
    "visit_safeguarded": _OPINION,
    "visit_wellbeing": _OPINION,
    "visit_standards": (
        ("Home", "Month", "Standards", "Met", "Partly met", "Not met", "Looked at"), _standards,
    ),
    "visit_recommendations": (
        ("Standard", *FATES, "Raised", "Accepted"), _recommendations,
    ),
    "visit_events": (
        ("Month", "Events", "Children involved", "Homes visited", "For each home visited",
         "Compared with usual", "Because"),
        _events,
    ),
    "visit_spoken_to": (
        ("Month", "Accepted", "Offered", "Share", RANGE), _spoken_to,
    ),
}  # fmt: skip
