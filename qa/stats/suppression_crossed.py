"""Small numbers hidden in two tables that a reader lays side by side: both break the same down by
rows of their own and along one line of time, which each cuts into columns where it likes."""

from collections.abc import Iterator
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from qa.stats.inference import ANY, Edge
from qa.stats.suppression import LEAST, is_small
from qa.stats.suppression_tables import edge, hide_beside_known, many, protect_lines, with_totals

Place = tuple[int, int, int]


def suppress_crossed(
    first: npt.ArrayLike, second: npt.ArrayLike, least: int = LEAST
) -> tuple[np.ndarray, np.ndarray]:
    """What to hide of two tables, with totals added. `first` stands with all of its totals,
    `second` with those of its rows; what `second` counts beyond the first is at the end of time,
    and no table gives it."""
    full = [with_totals(np.asarray(counts, int)) for counts in (first, second)]
    hidden = [is_small(table, least) for table in full]
    before = -1
    while many(hidden) != before:
        before = many(hidden)
        for table, masks in zip(full, hidden, strict=True):
            protect_lines(table, masks, least)
        if many(hidden) == before:
            places, edges = _flow(full, hidden, least)
            hide_beside_known(edges, places, full, hidden, least)
    return hidden[0], hidden[1]


def _flow(
    full: list[np.ndarray], hidden: list[np.ndarray], least: int
) -> tuple[list[Place], list[Edge]]:
    """All that is counted, from the whole through the rows and columns of the first table and the
    columns and rows of the second back to the whole; what stands somewhere first, with where."""
    places = [
        (which, row, column)
        for which, table in enumerate(full)
        for row, column in np.ndindex(table.shape)
        if not (which and row == table.shape[0] - 1)  # columns of the second stand without totals
    ]
    edges = []
    for which, row, column in places:
        table = full[which]
        is_sum = row == table.shape[0] - 1 or column == table.shape[1] - 1
        n, is_hidden = int(table[row, column]), bool(hidden[which][row, column])
        ends = _ends(which, row, column, table.shape)
        edges.append(edge(ends, n, is_hidden, is_sum, least))
    return places, [*edges, *_across(full[0][-1], full[1][-1])]


def _ends(which: int, row: int, column: int, shape: tuple[int, ...]) -> tuple[object, object]:
    """Where the count of a place flows from and to."""
    is_last, is_total = row == shape[0] - 1, column == shape[1] - 1
    if which:
        return (("rows", row), "end") if is_total else (("to", column), ("rows", row))
    if is_last:
        return ("start", "first") if is_total else (("columns", column), ("from", column))
    return ("first", ("row", row)) if is_total else (("row", row), ("columns", column))


def _across(first: np.ndarray, second: np.ndarray) -> Iterator[Edge]:
    """What a column of one table has in common with one of the other, which is where they overlap
    in time: nobody is told how much, and where they do not, that it is nothing."""
    more = int(second[-1] - first[-1])
    tails = [*(("from", place) for place in range(len(first) - 1)), "start"]
    cuts = [_cuts(np.append(first[:-1], more)), _cuts(second[:-1])]
    for tail, (begin, end) in zip(tails, pairwise(cuts[0]), strict=True):
        for place, (low, high) in enumerate(pairwise(cuts[1])):
            n = min(end, high) - max(begin, low)
            if n > 0:
                yield Edge(tail, ("to", place), n, 0, ANY)
    yield Edge("end", "start", int(second[-1]), 0, ANY)


def _cuts(counts: np.ndarray) -> list[int]:
    return [0, *np.cumsum(counts).astype(int).tolist()]
