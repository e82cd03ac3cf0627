"""Small numbers hidden in tables with totals of rows and columns, and shares made of them.

A reader adds and takes away along rows and columns, and where two tables break the same counts
down, from one to the other. So what is hidden is tried out (`qa.stats.inference`), and one count
more is hidden for as long as a small one has a single possible value.
"""

from collections.abc import Hashable, Sequence

import numpy as np
import numpy.typing as npt

from qa.stats.inference import ANY, Edge, known
from qa.stats.suppression import HIDDEN, LEAST, checked, hide_next, is_small, protect_line, shown


def suppress_table(counts: npt.ArrayLike, least: int = LEAST) -> np.ndarray:
    """What to hide of a table that stands with its row totals (last column), column totals (last
    row) and grand total: booleans of the shape with totals added."""
    return suppress_tables([counts], least)[0]


def suppress_tables(tables: Sequence[npt.ArrayLike], least: int = LEAST) -> list[np.ndarray]:
    """As `suppress_table`, of one table or of two that break the same counts down by rows of their
    own, so that their last rows, the totals, are the same: what one hides there the other does."""
    full = [with_totals(np.asarray(counts, int)) for counts in tables]
    hidden = [is_small(table, least) for table in full]
    before = -1
    while many(hidden) != before:
        before = many(hidden)
        for table, masks in zip(full, hidden, strict=True):
            protect_lines(table, masks, least)
        totals = np.any([masks[-1] for masks in hidden], axis=0)
        for masks in hidden:
            masks[-1] = totals
        if many(hidden) == before:
            _protect_known(full, hidden, least)
    return hidden


def published_shares(
    counts: Sequence[int], totals: Sequence[int], least: int = LEAST
) -> list[tuple[str, str, str]]:
    """For each row, and at last for all of them together, the count, its total and its share in
    words, ready for publication. A share stands only beside both its numbers; of 0 there is none.
    """
    return shares_shown(counts, totals, suppress_table(of_two(counts, totals), least))


def of_two(counts: Sequence[int], totals: Sequence[int]) -> np.ndarray:
    """The two columns, counts and the rest of their totals, that `suppress_table` takes."""
    k, n = np.asarray(counts, int), np.asarray(totals, int)
    return np.column_stack([k, n - k]).reshape(-1, 2)


def shares_shown(
    counts: Sequence[int], totals: Sequence[int], hidden: np.ndarray
) -> list[tuple[str, str, str]]:
    """`published_shares` where it is decided already what is hidden of counts, rests and totals."""
    pairs = zip([*counts, sum(counts)], [*totals, sum(totals)], strict=True)
    rows = []
    for (count, total), mask in zip(pairs, hidden, strict=True):
        hide = bool(mask[0] or mask[1])
        share = HIDDEN if hide or mask[2] else f"{count / total:.0%}" if total else "none"
        rows.append((*shown([count, total], [hide, bool(mask[2])]), share))
    return rows


def protect_lines(table: np.ndarray, hidden: np.ndarray, least: int) -> None:
    """Hide what one line gives away, row by row and column by column. Changes `hidden`."""
    for cells, masks in ((table, hidden), (table.T, hidden.T)):
        for line, mask in zip(cells, masks, strict=True):
            protect_line(line, mask, least, masks)
            if mask.sum() == 1:  # the other lines would give it away
                hide_next(line, mask, masks)


def _protect_known(tables: list[np.ndarray], hidden: list[np.ndarray], least: int) -> None:
    """Hide one more where rows and columns together give a small count away, also to a reader who
    knows which of the hidden are small. Changes `hidden`."""
    edges, places = [], []
    for which, (table, masks) in enumerate(zip(tables, hidden, strict=True)):
        for row, column in np.ndindex(table.shape):
            is_last = row == table.shape[0] - 1
            if which and is_last:
                continue  # the same totals as the first table's
            edges.append(_edge(table, masks, least, (which, row, column), len(tables)))
            places.append((which, row, column))
    hide_beside_known(edges, places, tables, hidden, least)


def hide_beside_known(
    edges: Sequence[Edge],
    places: Sequence[tuple[int, int, int]],
    tables: Sequence[np.ndarray],
    hidden: Sequence[np.ndarray],
    least: int,
) -> None:
    """Hide one more beside the first small count with one possible value. `places` (table, row,
    column) are those of the first edges. Changes `hidden`."""
    for given, (which, row, column) in zip(known(edges), places, strict=False):
        table, masks = tables[which], hidden[which]
        if given and masks[row, column] and 0 < table[row, column] < least:
            lines = ((table[row], masks[row]), (table[:, column], masks[:, column]))
            if any(hide_next(*line) for line in lines) or hide_smallest(tables, hidden):
                return


def _edge(
    table: np.ndarray, hidden: np.ndarray, least: int, place: tuple[int, int, int], tables: int
) -> Edge:
    """The count at a place (table, row, column) as part of the flow. The rows of a second table
    are where the flow goes to after the columns of the first."""
    which, row, column = place
    rows, columns = table.shape[0] - 1, table.shape[1] - 1
    after = ("columns, after", column) if tables == 2 else "end"
    if row == rows:
        ends = ("end", "start") if column == columns else (("columns", column), after)
    elif which:
        name = ("second", row)
        ends = (name, "end") if column == columns else (("columns, after", column), name)
    else:
        name = ("first", row)
        ends = ("start", name) if column == columns else (name, ("columns", column))
    is_sum = row == rows or column == columns
    return edge(ends, int(table[row, column]), bool(hidden[row, column]), is_sum, least)


def edge(
    ends: tuple[Hashable, Hashable], n: int, is_hidden: bool, is_sum: bool, least: int
) -> Edge:
    """A count with the bounds that a reader gives it who knows which of the hidden are small."""
    if not is_hidden:
        return Edge(*ends, n, n, n)
    if is_sum or not n:
        return Edge(*ends, n, 0, ANY)
    return Edge(*ends, n, *((1, least - 1) if n < least else (least, ANY)))


def hide_smallest(tables: Sequence[np.ndarray], hidden: Sequence[np.ndarray]) -> bool:
    """Hide the smallest count still shown anywhere (not 0). False if there is none."""
    left = [
        (int(table[place]), which, place)
        for which, (table, masks) in enumerate(zip(tables, hidden, strict=True))
        for place in map(tuple, np.argwhere(~masks & (table > 0)).tolist())
    ]
    if left:
        _, which, place = min(left)
        hidden[which][place] = True
    return bool(left)


def with_totals(counts: np.ndarray) -> np.ndarray:
    """A table with the totals of its rows in a last column and of its columns in a last row."""
    counts = counts if counts.ndim > 1 else counts.reshape(0, 1)
    checked(counts)
    rows = np.column_stack([counts, counts.sum(axis=1)])
    return np.vstack([rows, rows.sum(axis=0)])


def many(hidden: Sequence[np.ndarray]) -> int:
    """How much is hidden in all."""
    return sum(int(masks.sum()) for masks in hidden)
